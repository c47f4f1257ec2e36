import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { makeWorld, type Outcome, runLines } from '../support/powershell-lines.ts'
import { isWhole, leaveOut } from '../support/whole.ts'
import type { World } from '../support/world.ts'
import { powershell } from './drivers/powershell.ts'

/** How an account is called, and the program that gets the same words by hand: an expression for `&`, own words. */
interface Caller {
  name: string
  own: string
}
const BY_HAND: Caller = { name: '$env:CCS_CLAUDE', own: '' }
const CALLERS: Caller[] = [
  { name: 'ccs-work', own: '' },
  { name: 'ccs', own: 'work' },
  { name: 'ccs', own: 'run work' },
]

/** Each is typed once to a program by its path and once to `ccs-work`: claude must get the same (P15). */
const WORDS = [
  'a b',
  '-- a -- b',
  'a -- -- b',
  '--',
  'a,b',
  'a, b c,d',
  '1,2',
  '0x10,1kb',
  '\'a,b\' "c,d"',
  '-foo:bar',
  '-foo: bar',
  '-foo:bar -- -foo:bar',
  '-foo:$value -foo:"$value x" -foo:\'y\'',
  '-foo:$list',
  '-foo:0x10 -foo:1,0x2 -foo:x,*',
  '--foo:bar --foo=bar -x.y -x',
  '\'\' "" $empty $nothing x',
  '$null',
  "'it''s' \"a`\"b\" 'x\"y' a`\"b",
  '$value "$value" x$value --name=$value',
  '$list end',
  '@list',
  'a @list b -- c',
  '0x10 1.0 1e3 -1 1kb 007 +1 1d 5L 0b11',
  "~ '~' \"~\" ~/x '~/x'",
  '* \'*\' "*" f* [a]',
  '(number) $(number) "$(number)"',
  '@(1, 2) $list[0] $value.Length',
  '`a a`b "a`nb" "a\nb"',
  '\\ a\\b "a\\" \'\\\' "a\\\\"',
  "'$(touch pwned)' '`touch pwned`' '; touch pwned'",
  '‘a b’ “c d” ü 😀',
  '# no words',
  'a `\n  b',
  "(\n  'a',\n  'b'\n) c",
  "@'\na 'b'\n'@ c",
  'a <# no\nword #> b',
  '--% raw "text',
  '--% $value %PATH% a,b --',
  'a --% b | & { process { $_ } }',
  '@value',
  '%PATH% ^',
  '@{a=1}',
  '[int] a[0] a.b ./c',
]

/** Where a call may stand; `name` is how it is called, `own` what is not for claude. */
const PLACES: ((call: string, caller: Caller) => string)[] = [
  (call) => `${call} a -- b; ${call} -- c,d`,
  (call) => `if ($true) { ${call} -- a,b } else { ${call} c }`,
  (call) => `function f { ${call} -- $args[0] @args }; f 'x y' z`,
  (call) => `foreach ($i in 1, 2) { ${call} -- $i -a:b }`,
  (call) => `1, 2 | ForEach-Object { ${call} -- $_ -a:b }`,
  (call) => `1 | ForEach-Object -Process { ${call} -- "$_ $value" }`,
  (call) => `$got = (${call} -- 1,2), (${call} x)`,
  (call) => `${call} -- a,b | & { process { $_ } }`,
  (call) => `'x' | ${call} -- a,b | & { process { "got $_" } }`,
  (call) => `'x' |\n  ${call} -- a,b |\n  & { process { "got $_" } }`,
  (call) => `'x' | ${call} -- 1,2 | ${call} c -- d`,
  (call) => `${call} -- a,b 2> $null`,
  (call) => `${call} -- a 2>&1 b`,
  (call) => `${call} $(${call} -- inner; 'outer') -- x`,
  (call) => `& { ${call} -- a,b }`,
  (call) => `. { ${call} -- a,b @args } x`,
  (call) => `{ ${call} -- a,b }.Invoke()`,
  (call) => `Invoke-Command { ${call} -- a,b }`,
  (call) => `Invoke-Expression '${call} -- a,b "$value"'`,
  (call) => `Invoke-Expression "'x' |\n${call} -- a,b"`,
  (call) => `New-Module { function inner { ${call} -- $args[0] a,b } } | Out-Null; inner 'x y'`,
  (call) => `try { ${call} -- a,b } finally { ${call} -c:d }`,
  (call) => `switch (1) { 1 { ${call} -- a,b } }`,
  (call) => `"text $(${call} -- a,b)"`,
  (call) => `[IO.File]::WriteAllText("$env:CALLED", '${call} -- $args[0] a,b'); . $env:CALLED 'x y'; & $env:CALLED z`,
  (_, { name, own }) => `& '${name}' ${own} -- a,b`.replace(`'${BY_HAND.name}'`, BY_HAND.name),
  (_, { name, own }) => `$name = ${quoted(name)}; & $name ${own} -- a,b; & "$name" ${own} -c:d; . $name ${own} x`,
  (_, { name, own }) => `Set-Alias mine ${quoted(name)}; mine ${own} -- a,b -c:d; & 'mine' ${own} --`,
  (_, { name, own }) => `& (Get-Command ${quoted(name)}) ${own} -- a,b`,
]

const quoted = (name: string) => (name.startsWith('$') ? name : `'${name}'`)
const callOf = ({ name, own }: Caller) => `${name.startsWith('$') ? '& ' : ''}${name} ${own}`.trim()

/** Where it matters whether claude has failed, which before 7.3 only `$LASTEXITCODE` tells. */
const AFTER_FAILURE = [
  (caller: Caller) => `${callOf(caller)} a && ${callOf(caller)} b`,
  (caller: Caller) => `${callOf(caller)} a; $?`,
]

const CASES = [
  ...WORDS.map((words) => (caller: Caller) => `${callOf(caller)} ${words}`),
  ...PLACES.map((place) => (caller: Caller) => place(callOf(caller), caller)),
]

const LOAD = powershell.source('CCS_TEXT')
/**
 * Stands for the engines before 7.3, of which Windows PowerShell is one: they know no `clean` block, and the text of a
 * call only by its line and its place in it.
 */
const LOAD_AS_BEFORE = `. ([scriptblock]::Create([IO.File]::ReadAllText($env:CCS_TEXT).Replace('clean {', 'unknown {').Replace("''Statement''", "''Unknown''")))`

/** All but the line itself, which differs by who is called. */
const without = ({ calls, status, errors, evaluated, out }: Outcome) => ({ calls, status, errors, evaluated, out })

describe('the arguments of a call', () => {
  let world: World
  beforeEach(async (context) => {
    skipWhen(powershell.missing, context)
    world = makeWorld()
    return () => world[Symbol.dispose]()
  })

  test('are those that a program would get, evaluated once', async () => {
    const cases = [...CASES, ...AFTER_FAILURE]
    const byHand = await runLines(
      world,
      '',
      cases.map((line) => line(BY_HAND)),
    )
    expect(byHand.filter(({ calls }) => calls.length === 0)).toEqual([])
    for (const caller of CALLERS) {
      const ours = await runLines(
        world,
        LOAD,
        cases.map((line) => line(caller)),
      )
      const told = (outcomes: Outcome[]) => outcomes.map((outcome, index) => [ours[index]?.line, without(outcome)])
      expect(told(ours)).toEqual(told(byHand))
    }
  })

  test('are so before 7.3, or the call is refused, which only one over several lines is', async () => {
    const [caller = BY_HAND] = CALLERS
    const byHand = await runLines(
      world,
      '',
      CASES.map((line) => line(BY_HAND)),
    )
    const ours = await runLines(
      world,
      LOAD_AS_BEFORE,
      CASES.map((line) => line(caller)),
    )
    const told = (outcomes: Outcome[]) =>
      outcomes.map((outcome, index) => [ours[index]?.line, ours[index]?.refused ? 'refused' : without(outcome)])
    expect(told(ours)).toEqual(told(byHand))
    const refused = ours.filter((outcome) => outcome.refused).map(({ line }) => line)
    expect(refused.filter((line) => !line.includes('\n'))).toEqual([])
    expect(refused.length).toBeLessThan(8)
  })

  test('that cannot be told are refused with exit status 2', async () => {
    const words = [
      'a,$value',
      '-a:b,$value',
      '$value,b',
      '@list x @list',
      '@table',
      'a @table b',
      '-a: $list',
      '-a: $nothing',
      '{ a } b',
    ]
    for (const load of [LOAD, LOAD_AS_BEFORE]) {
      const ours = await runLines(world, `Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; ${load}`, [
        ...words.map((line) => `ccs-work ${line}`),
        ...words.map((line) => `'x' | ccs work ${line}`),
        'function f { ccs-work @args }; f -x:y',
      ])
      expect(ours.filter(({ refused, errors }) => !refused || errors > 0)).toEqual([])
    }
  })

  test('of random lines are those that a program would get, or are refused', { timeout: 180_000 }, async () => {
    const byHand = await runLines(
      world,
      '',
      RANDOM.map((line) => `${callOf(BY_HAND)} ${line}`),
    )
    // Most are lines that PowerShell can read.
    expect(byHand.filter(({ calls }) => calls.length > 0).length).toBeGreaterThan(RANDOM.length / 2)
    for (const load of [LOAD, LOAD_AS_BEFORE]) {
      const ours = await runLines(
        world,
        load,
        RANDOM.map((line) => `ccs-work ${line}`),
      )
      const told = (outcomes: Outcome[]) =>
        outcomes.map((outcome, index) => [ours[index]?.line, ours[index]?.refused ? 'refused' : without(outcome)])
      expect(told(ours)).toEqual(told(byHand))
      // A list with an expression in it, a splatted one, one behind `-a: ` and a script block are what cannot be told; before 7.3 also what may go on on the next line.
      const needless = ours.filter(
        ({ line, refused }) => refused && !/,|@\w|-a:[ `]|\{/.test(line) && !(load !== LOAD && /\n|`$/.test(line)),
      )
      expect(needless.map(({ line }) => line)).toEqual([])
    }
  })
})

/** Pieces of words, of which some end one. */
const PIECES = [
  ...['a', 'b c', 'x', '1', '0x10', '1.50', 'work', 'ü'],
  ...[' ', ' ', ' ', ' ', ' -', ' --', ' -- ', ' -a', ' -a:', ' -a: ', '--b=', ':', ',', ', ', '=', '.', '/', '\\'],
  ...['"q r"', "'s t'", '""', "''", '"$value"', '"$(number)"', '‘u’', '`"', '``', '` ', '`n', '`\n'],
  ...[
    '$value',
    '$list',
    '$nothing',
    '$empty',
    '@list',
    '$list[1]',
    '$value.Length',
    '(number)',
    '$(number)',
    '@(1, "x y")',
  ],
  ...['*', '~', 'f?', '[a]', '{ a }', '@{b=1}', '#', ' # ', '%x', '^', '!', ' --% ', ' 2>$null', ' 2>&1 '],
]
leaveOut('350 of 400 random lines of PowerShell')
const RANDOM = fc.sample(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('')),
  { numRuns: isWhole ? 400 : 50, seed: 20_251_109 },
)
