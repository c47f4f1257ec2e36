import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { skipWhen } from './installed.ts'
import { furnish } from './scenarios/scenario.ts'
import { completions, powershell } from './shells/powershell.ts'
import { World } from './world.ts'

const SOURCE = powershell.source('CCS_TEXT')
const SETUP = [
  '$value = "v w"',
  "$list = 'p', 'q r', '-n:m', '--', '~', '*'",
  '$nothing = $null',
  "$empty = ''",
  'function number { $global:count++; $global:count }',
]

/** Each is typed once to a program by its path and once to `ccs-work`: claude must get the same (P15). */
const LINES = [
  'a b',
  '-- a -- b',
  'a -- -- b',
  '--',
  'a,b',
  'a, b c,d',
  '1,2',
  '\'a,b\' "c,d"',
  '-foo:bar',
  '-foo: bar',
  '-foo:bar -- -foo:bar',
  '-foo:$value -foo:"$value x" -foo:\'y\'',
  '-foo:$list',
  '--foo:bar --foo=bar -x.y -x',
  '\'\' "" $empty $nothing x',
  "'it''s' \"a`\"b\" 'x\"y' a`\"b",
  '$value "$value" x$value --name=$value',
  '$list end',
  '@list',
  'a @list b -- c',
  '0x10 1.0 1e3 -1 1kb',
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
  '--% raw "text',
  '@value',
  '%PATH% ^ & { } '.replace('& { } ', ''),
]

/** Where a call may stand. */
const PLACES: ((command: string) => string)[] = [
  (command) => `${command} a -- b; ${command} -- c,d`,
  (command) => `if ($true) { ${command} -- a,b } else { ${command} c }`,
  (command) => `function f { ${command} -- $args[0] @args }; f 'x y' z`,
  (command) => `foreach ($i in 1, 2) { ${command} -- $i -a:b }`,
  (command) => `$got = (${command} -- 1,2), (${command} x)`,
  (command) => `${command} -- a,b | & { process { $_ } }`,
  (command) => `${command} -- a,b 2> $null`,
  (command) => `${command} $(${command} -- inner; 'outer') -- x`,
  (command) => `& { ${command} -- a,b }`,
]

describe('the arguments of a call', () => {
  let world: World
  let env: Record<string, string>
  beforeEach(async () => {
    world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    env = { CCS_TEXT: join(world.ccsDir, 'shell', 'ccs.ps1'), CCS_CLAUDE: join(world.bin, 'claude') }
    for (const name of ['file', 'f1']) writeFileSync(join(world.folder, name), '')
    await world.ccs(['init', 'bash'])
    return () => world[Symbol.dispose]()
  })

  /** Runs lines in one shell, each with a tag in the environment; gives the arguments that claude got, by tag. */
  async function argumentsByTag(lines: string[]): Promise<string[][][]> {
    const script = lines.flatMap((line, tag) => [
      `$env:TAG = ${tag}; $count = 0`,
      line,
      '[Console]::Out.Write("$count ")',
    ])
    const result = await powershell.run(world, [SOURCE, ...SETUP, ...script], { env })
    // Each line evaluates what stands in it once.
    expect(result).toMatchObject({ status: 0, stderr: '' })
    const calls = world.calls()
    const counts = result.stdout.trim().split(' ')
    return lines.map((_, tag) => [
      ...calls
        .filter((call) => call.env.TAG === String(tag))
        .map(({ args }) => args)
        .sort(),
      [`evaluated ${counts[tag]}`],
    ])
  }

  const cases = [...LINES.map((line) => (command: string) => `${command} ${line}`), ...PLACES]
  test('are those that a program would get, evaluated once', async (context) => {
    skipWhen(powershell.missing, context)
    const byHand = await argumentsByTag(cases.map((call) => call('& $env:CCS_CLAUDE')))
    expect(byHand.filter((calls) => calls.length < 2)).toEqual([])
    for (const command of ['ccs-work', 'ccs work', 'ccs run work']) {
      const ours = await argumentsByTag(cases.map((call) => call(command)))
      const told = (results: string[][][]) => results.map((calls, index) => [cases[index]?.(command), calls])
      expect(told(ours)).toEqual(told(byHand))
    }
  })

  test.for(['a,$value', '-a:b,$value', '$value,b', '@list x @list'])(
    '%j cannot be told: exit 2',
    async (line, context) => {
      skipWhen(powershell.missing, context)
      await world.ccs(['init', 'bash'])
      const result = await powershell.run(world, [SOURCE, ...SETUP, `ccs-work ${line}`, powershell.status], { env })
      expect(result.stdout).toBe('status 2\n')
      expect(result.stderr).toMatch(
        /^ccs: PowerShell does not tell for certain which words this call has\. \[usage\]\n/,
      )
      expect(world.calls()).toEqual([])
    },
  )
})

describe('the process', () => {
  test('its environment is as before, also after a failure; strict mode and Stop are no hindrance', async (context) => {
    skipWhen(powershell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    await world.ccs(['init', 'bash'])
    const env = {
      CCS_TEXT: join(world.ccsDir, 'shell', 'ccs.ps1'),
      CLAUDE_CONFIG_DIR: '/before',
      ANTHROPIC_API_KEY: 'made-up',
      CCS_STUB_STATUS: '7',
    }
    const lines = [
      'Set-StrictMode -Version Latest',
      "$ErrorActionPreference = 'Stop'",
      SOURCE,
      'ccs-work x',
      powershell.status,
      '[Console]::Out.WriteLine("$env:CLAUDE_CONFIG_DIR|$env:ANTHROPIC_API_KEY|$([Environment]::GetEnvironmentVariables().Contains(\'CCS_PROFILE\'))")',
    ]
    const result = await powershell.run(world, lines, { env })
    expect(result).toEqual({ status: 0, stdout: 'status 7\n/before|made-up|False\n', stderr: '' })
    expect(world.calls().map((call) => call.env.CLAUDE_CONFIG_DIR)).toEqual([join(world.ccsDir, 'instances', 'work')])
  })

  test('what is piped in and out goes through', async (context) => {
    skipWhen(powershell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    world.program('claude', '#!/bin/sh\ncat\necho "$@"\n')
    await world.ccs(['init', 'bash'])
    const lines = [SOURCE, "$got = 'one', 'two' | ccs-work x", '[Console]::Out.WriteLine($got -join "|")']
    const result = await powershell.run(world, lines, { env: { CCS_TEXT: join(world.ccsDir, 'shell', 'ccs.ps1') } })
    expect(result).toEqual({ status: 0, stdout: 'one|two|x\n', stderr: '' })
  })
})

test('Tab offers profiles, commands and their words, and runs nothing that was typed', async (context) => {
  skipWhen(powershell.missing, context)
  using world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  mkdirSync(join(world.ccsDir, 'instances', 'new'))
  expect(await completions(world, powershell.load, 'ccs ')).toEqual([
    'work',
    'personal',
    'run',
    'auth',
    'init',
    'help',
    'version',
  ])
  expect(await completions(world, powershell.load, 'ccs pe')).toEqual(['personal'])
  expect(await completions(world, powershell.load, 'ccs auth rem')).toEqual(['remove'])
  expect(await completions(world, powershell.load, 'ccs auth remove ')).toEqual(['work', 'personal'])
  expect(await completions(world, powershell.load, 'ccs auth remove work -')).toEqual(['--force'])
  expect(await completions(world, powershell.load, 'ccs init p')).toEqual(['powershell'])
  expect(await completions(world, powershell.load, 'ccs-work --perm')).toEqual(['--permission-mode'])
  expect(await completions(world, powershell.load, 'ccs run work --model ')).toEqual([
    'fable',
    'haiku',
    'opus',
    'sonnet',
  ])
  expect(await completions(world, powershell.load, 'ccs work ')).toEqual(expect.arrayContaining(['mcp', '--continue']))
  expect(await completions(world, powershell.load, 'ccs $(touch pwned)')).toEqual([])
})
