import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** What bash 3.2, that of macOS, does not have (its NEWS file, 4.0 to 5.3), each with a line that it would stumble over. */
const NEWER: [name: string, pattern: RegExp, example: string][] = [
  ['associative arrays', /\b(?:declare|local|typeset)\s+-\w*A/, 'declare -A names'],
  ['references to names', /\b(?:declare|local|typeset)\s+-\w*n/, 'local -n other=name'],
  ['globals from functions', /\b(?:declare|typeset)\s+-\w*g/, 'declare -g name=x'],
  ['small and capital letters', /\$\{!?[A-Za-z_]\w*(?:\[[^\]]*\])?(?:,,?|\^\^?)/, `\${name,,}`],
  ['transformations', /\$\{[A-Za-z_]\w*(?:\[[^\]]*\])?@[A-Za-z]\}/, `\${name@Q}`],
  ['lengths below zero', /\$\{[A-Za-z_]\w*:[^}:]*:\s*-/, `\${name:0:-1}`],
  ['the last element', /\$\{[A-Za-z_]\w*\[-/, `\${names[-1]}`],
  ['lists of lines', /\b(?:mapfile|readarray)\b/, 'mapfile -t lines'],
  ['cases that fall through', /;;?&/, 'a) b ;;&'],
  ['both streams in a pipe', /\|&/, 'a |& b'],
  ['both streams to the end of a file', /&>>/, 'a &>>b'],
  ['processes aside', /\b(?:coproc|wait\s+-n)\b/, 'wait -n'],
  ['is it set?', /(?:\[\[?|\btest)\s+-[vR]\s/, '[[ -v name ]]'],
  ['numbers of characters', /\$'[^']*\\[uU]/, "$'\\u00fc'"],
  ['steps in braces', /\{[\w-]+\.\.[\w-]+\.\.[\w-]+\}/, '{1..9..2}'],
  ['parts of seconds, counted characters', /\bread\s+(?:\S+\s+)*(?:-t\s*\d*\.|-\w*[Ni])/, 'read -N 3 name'],
  ['its own variables', /\b(?:BASHPID|BASH_ARGV0|EPOCHSECONDS|EPOCHREALTIME|SRANDOM|BASH_COMPAT)\b/, 'echo $BASHPID'],
  ['programs as files for source', /\bsource\s+<\(|(?:^|\s)\.\s+<\(/, 'source <(ccs init bash)'],
  ['file descriptors with names', /\{[a-z]\w*\}[<>]/, 'exec {fd}<file'],
  ['times in printf', /%\([^)]*\)T/, "printf '%(%F)T'"],
  ['local options', /\blocal\s+-(?:\s|$)/, 'local -'],
]
/** What is called only where it is there, or fails where it is not. */
const GUARDED = [
  /\\builtin compopt [-+]o \w+ 2>\/dev\/null \|\| (?:\\builtin (?::|return 0)|COMPREPLY=)/,
  /\\builtin mapfile -t lines <"\$file" 2>\/dev\/null \|\| IFS=/,
  /! \\builtin \[ -R "\$\w+" \] 2>\/dev\/null \|\|/,
]

describe.each(['templates/ccs.bash', 'completions/ccs.bash'])('%s', (file) => {
  const source = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')
  const code = source
    .split('\n')
    .filter((line) => !/^\s*#/.test(line) && !GUARDED.some((guarded) => guarded.test(line)))

  test.each(NEWER)('has no use of: %s', (_, pattern, example) => {
    expect(example).toMatch(pattern)
    expect(code.filter((line) => pattern.test(line))).toEqual([])
  })

  test('calls no newer builtin without asking for it', () => {
    expect(code.filter((line) => /\bcompopt\b/.test(line))).toEqual([])
  })

  test('has no expansion of a list that could be empty, which is unset for `set -u`', () => {
    const bare = code.filter((line) => /(?<!\+)"\$\{(?!#)[a-z]\w*\[@\]\}"/.test(line))
    expect(bare).toEqual([])
  })
})
