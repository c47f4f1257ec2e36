import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { quoteFish } from '../../src/shell/fish.ts'
import { quotePosix } from '../../src/shell/posix.ts'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { isWhole, leaveOut } from '../support/whole.ts'
import { World } from '../support/world.ts'
import { publishedName, SHELLS } from './drivers/index.ts'
import type { ShellName } from './drivers/shell.ts'
import { LANGUAGES, linesOf } from './same-line/lines.ts'
import { furnish } from './scenarios/scenario.ts'

/** Writes down all that reaches it: arguments, input, some variables, open files, how signals are taken. */
const RECORDER = `#!/bin/sh
files=
for file in /proc/$$/fd/*; do files="$files \${file##*/}"; done
input=
if [ -p /dev/stdin ] || [ -f /dev/stdin ]; then input=$(head -c 300; echo .); fi
signals=
while read -r key value; do
  case $key in SigBlk: | SigIgn:) signals="$signals $key$value" ;; esac
done <"/proc/$$/status"
printf '%s\\1' "X=\${X-unset}" "Y=\${Y-unset}" "name=\${name-unset}" "$(pwd)" "$(umask)" "$signals" \\
  "$files" "in=$(printf %.200s "$input")" "$@" >>"$RECORD"
for argument do
  case $argument in /dev/fd/* | /tmp/zsh* | /tmp/.psub*) cat "$argument" >>"$RECORD" ;; esac
done
echo "claude says $#"
echo 'claude warns' >&2
exit "$(($# % 3))"
`

const TRY_POSIX = `exec </dev/null
set -- one 't  wo' '' '*'
x='two  words *.txt' e='' n=1 i=x a=(one 't  wo' three)
try() {
  : >|out; : >|evaluated
  (eval "$line"; s=$?; printf 'state %s\\n' "$n|\${made-}|$-|$X|$Y|$PWD"; exit "$s")
  printf '\\n\\0%s\\0' "$?"
  printf '\\0' >&2
  printf 'out %s evaluated %s\\0' "$(<out)" "$(<evaluated)" >>"$RECORD"
}`

/** How a shell tries the text in $line with fresh variables and files, and marks where its outcome ends. */
const TRY: Record<Exclude<ShellName, 'powershell'>, string> = {
  bash: TRY_POSIX,
  zsh: TRY_POSIX,
  fish: `
function bump; set -g n (math $n + 1); echo $n; end
function try --argument-names line
  : >out; : >evaluated
  set -g x 'two  words *.txt'; set -g e ''; set -g n 1; set -g i x; set -g a one 't  wo' three
  set argv one 't  wo' '' '*'
  eval $line
  set -l s $status
  printf '\\n\\0state %s %s %s\\0' $s $n (count $CCS_PROFILE $CLAUDE_CONFIG_DIR $X $Y)
  printf '\\0' >&2
  printf 'out %s evaluated %s\\0' (string collect <out; or echo) (string collect <evaluated; or echo) >>$RECORD
end`,
}

/** fish shows the whole line there. */
const FISH_ERROR = /[^\n]*(?:No matches for wildcard|Invalid index).*/s

/** In a script, bash lets a program in the background ignore Ctrl-C, but nothing that a function starts there. */
function withoutAsync(shell: string, line: string, record = ''): string {
  return shell === 'bash' && / & wait/.test(line) ? record.replace(/(?<=SigIgn:0+)6/g, '0') : record
}

/** The same command typed by hand, as its function, and by one of the other ways. */
function commandsOf(world: World, index: number): string[] {
  return [quotePosix(join(world.bin, 'claude')), 'ccs-work', index % 2 ? 'ccs work' : 'ccs run work']
}

/** So many random lines besides those of the table. */
const RANDOM = isWhole ? 100 : 20
leaveOut('80 of 100 random lines in each shell')

test.for(SHELLS.filter(({ name }) => name !== 'powershell'))(
  'a line hands claude what it hands a program, in $name',
  { timeout: 120_000 },
  async (shell, context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    publish(world)
    world.program('claude', RECORDER)
    world.program('ccs', '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n')
    mkdirSync(join(world.folder, 'd'))
    for (const file of ['a.txt', 'b c.txt', '-n', 'ü', '.hidden', '*', 'in', 'd/e.txt', 'd/-x']) {
      writeFileSync(join(world.folder, file), `one ${file}\n  two\\ three\n`)
    }
    const name = shell.name as keyof typeof LANGUAGES
    const lines = linesOf(LANGUAGES[name], RANDOM)
    const quote = name === 'fish' ? quoteFish : quotePosix
    const script = lines.flatMap((line, index) =>
      commandsOf(world, index).map((command) => {
        const text = quote(line.replaceAll('CMD', () => command))
        return name === 'fish' ? `try ${text}` : `line=${text}; try`
      }),
    )
    const record = join(world.root, 'record')
    writeFileSync(record, '')
    const file = join(world.root, 'lines')
    writeFileSync(file, [TRY[name], ...script].join('\n'))
    const env = { RECORD: record, CCS_LINES: file, CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const result = await shell.run(world, [shell.source('CCS_TEXT'), shell.source('CCS_LINES')], { env })
    expect(result.status).toBe(0)
    const temporary = /\/tmp\/(?:zsh|\.psub\.)\w+/g
    const records = readFileSync(record, 'latin1').replace(temporary, 'temporary').split('\0')
    const stdout = result.stdout.replace(temporary, 'temporary').split('\0')
    const stderr = result.stderr.split('\0').map((text) => text.replace(FISH_ERROR, 'fish: error'))
    const outcomes = (command: number) =>
      lines.map((line, index) => {
        const n = index * 3 + command
        return {
          line,
          record: withoutAsync(name, line, records[n]),
          stdout: stdout[2 * n],
          status: stdout[2 * n + 1],
          stderr: stderr[n],
        }
      })
    const byHand = outcomes(0)
    // Most of them do get to claude.
    expect(byHand.filter(({ record }) => record.includes('X=')).length).toBeGreaterThan(lines.length * 0.8)
    expect(outcomes(1)).toEqual(byHand)
    expect(outcomes(2)).toEqual(byHand)
  },
)
