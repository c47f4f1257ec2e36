import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fish } from '../shells/drivers/fish.ts'
import { completions, powershell } from '../shells/drivers/powershell.ts'
import { createAccounts } from '../support/accounts.ts'
import { skipWhen } from '../support/installed.ts'
import { INTERACTIVE, missingShell, ShellTerminal } from '../support/shell-terminal.ts'
import { giveUp } from '../support/tab-terminal.ts'
import { isWhole, leaveOut } from '../support/whole.ts'
import { World } from '../support/world.ts'

/** Pieces that some shell would do something with, were they evaluated. */
const PIECES = [
  '$(touch pwned)x',
  '`touch pwned`',
  `\${x:=y}`,
  `\${x:-$(touch pwned)}`,
  '$((pwned=1))',
  '<(touch pwned)x',
  '(touch pwned)x',
  '*(e:touch\\ pwned:)',
  '$x[$(touch pwned)]',
  '{a,b}',
  '~root',
  '~',
  '*',
  '?',
  '[a-z]',
  "'",
  '"',
  '\\',
  ';touch pwned;x',
  '|touch pwned',
  '&touch pwned&x',
  '>pwned',
  '!!',
  '!touch',
  '#',
  '@(x)',
  '%1',
  '-',
  '--',
  '=',
  ' ',
  '/',
  'work',
  'auth remove ',
  'auth ',
  'run ',
]
/** What stands before them: words of ccs's own, and Claude's. */
const BEFORE = ['ccs ', 'ccs-work ', 'ccs work ', 'ccs work -', 'ccs run work ', 'ccs auth remove ', 'ccs @']
leaveOut('170 of 250 random lines for Tab')
const TYPED = fc.sample(
  fc
    .tuple(fc.constantFrom(...BEFORE), fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 }))
    .map(([before, pieces]) => before + pieces.join('')),
  { numRuns: isWhole ? 250 : 80, seed: 20_251_109 },
)
const LINES = [
  ...[`"\${x:=y}/z`, '"$((x=1))/z', '"$(touch pwned)/z', '"`touch pwned`/z'].map((word) => `ccs work ${word}`),
  ...TYPED,
]

async function makeWorld(): Promise<World> {
  const world = new World()
  world.env.CCS_STUB_SAY = '1'
  await createAccounts(world, 'work', 'personal')
  return world
}

/** The keys and questions that would get in the way; zsh's usual Tab expands what was typed, whatever the command. */
const PREPARED = {
  bash: ['bind "set completion-query-items 0"', 'bind "set page-completions off"', ...INTERACTIVE.bash.rc],
  zsh: [...INTERACTIVE.zsh.rc, "bindkey '^I' complete-word", 'setopt no_list_beep', 'LISTMAX=10000'],
}

test.for(['bash', 'zsh'] as const)(
  'Tab evaluates nothing of what was typed in %s',
  { timeout: 120_000 },
  async (shell, context) => {
    skipWhen(missingShell(shell), context)
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open(shell, world, { rc: PREPARED[shell] })
    for (const line of LINES) {
      terminal.type(line)
      terminal.press('Tab')
      terminal.press('Tab')
      // It has done all that it does when it shows the next key.
      terminal.type('END')
      await terminal.waitFor(/END/)
      await giveUp(terminal)
      expect(readdirSync(world.folder), line).toEqual([])
    }
    expect(await terminal.ask(`echo "\${x-unset} \${pwned-unset}"`)).toBe('unset unset')
    expect(await terminal.ask('ccs-work hi')).toContain('account work@example.com, arguments: [hi]')
  },
)

test('Tab evaluates nothing of what was typed in fish', async (context) => {
  skipWhen(fish.missing, context)
  using world = await makeWorld()
  // The name of a command is evaluated by fish itself, whatever the command.
  const lines = LINES.filter((line) => !/[;|&]\s*[^\s;|&]*\([^;|&]*$/.test(line))
  const env = Object.fromEntries(lines.map((line, index) => [`TYPED_${index}`, line]))
  const asked = lines.map((_, index) => `complete --do-complete "$TYPED_${index}" >/dev/null`)
  const { stdout } = await fish.run(world, [fish.load, ...asked, 'complete --do-complete "ccs pers"'], {
    env,
    interactive: true,
  })
  expect(readdirSync(world.folder)).toEqual([])
  expect(stdout).toContain('personal')
})

test('Tab evaluates nothing of what was typed in powershell', async (context) => {
  skipWhen(powershell.missing, context)
  using world = await makeWorld()
  const lines = [...LINES, 'ccs pers']
  const offered = await completions(world, powershell.load, lines)
  expect(readdirSync(world.folder)).toEqual([])
  expect(offered.at(-1)).toEqual(['personal'])
})
