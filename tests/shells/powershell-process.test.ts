import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { type Result, World } from '../support/world.ts'
import { completions, powershell } from './drivers/powershell.ts'
import { furnish } from './scenarios/scenario.ts'

const SOURCE = powershell.source('CCS_TEXT')

/** A world with the accounts work and personal. */
async function makeWorld(): Promise<World> {
  const world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  publish(world)
  mkdirSync(join(world.root, 'files'))
  return world
}

function envOf(world: World): Record<string, string> {
  return {
    CCS_TEXT: join(world.ccsDir, 'shell', 'ccs.ps1'),
    CCS_CLAUDE: join(world.bin, 'claude'),
    FILES: join(world.root, 'files', 'file'),
  }
}

describe('the process', () => {
  test('its environment is as before, also after a failure; strict mode and Stop are no hindrance', async (context) => {
    skipWhen(powershell.missing, context)
    using world = await makeWorld()
    const env = {
      ...envOf(world),
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

  test('a copy of a function, which has lost its name, is refused', async (context) => {
    skipWhen(powershell.missing, context)
    using world = await makeWorld()
    const lines = [SOURCE, '& (Get-Item function:ccs-work).ScriptBlock x', powershell.status]
    const { stdout, stderr } = await powershell.run(world, lines, { env: envOf(world) })
    expect(stdout).toBe('status 2\n')
    expect(stderr).toMatch(/^ccs: A copy of a function of ccs does not know its profile\. \[usage\]\n.*\n$/)
    expect(world.calls()).toEqual([])
  })
})

/** Each is run by hand and with an account; all that is written where must be the same. */
const STREAMS: ((call: string) => string)[] = [
  (call) => `${call} x`,
  (call) => `${call} x 2> $env:FILE`,
  (call) => `${call} x > $env:FILE`,
  (call) => `${call} x *> $env:FILE`,
  (call) => `${call} x > $env:FILE 2>&1`,
  (call) => `${call} x >> $env:FILE`,
  (call) => `$got = ${call} x 2>&1 | Sort-Object; "got $($got -join '|')"`,
  (call) => `$got = ${call} x; "got $($got -join '|')"`,
  (call) => `$got = 'one', 'two' | ${call} x; "got $($got -join '|')"`,
  (call) => `'one', 2, $null, @{ a = 1 } | ${call} x`,
  (call) => `@() | ${call} x`,
  (call) => `$null | ${call} x`,
  (call) => `'one' | ${call} x | & { process { "got $_" } } 2> $env:FILE`,
  (call) => `'ü', "a\`nb" | ${call} x | ${call} y`,
  (call) => `'one', 'two' | ${call} x 2> $null | Select-Object -First 1`,
  (call) => `try { & { 'one'; throw 'away' } | ${call} x 2> $null | Out-Null } catch { "caught $_" }`,
]

/** Gives back what it gets, and says something on both streams. */
const TALKER = `#!/bin/sh
[ ! -p /dev/stdin ] || cat
echo "out $*"
echo "err $*" >&2
exit 7
`
/** Says that a line has come. */
const LISTENER = `#!/bin/sh
IFS= read -r line
printf '%s' "$line" >"$HEARD.new"
mv "$HEARD.new" "$HEARD"
cat >/dev/null
`

describe('the streams', () => {
  let world: World
  beforeEach(async (context) => {
    skipWhen(powershell.missing, context)
    world = await makeWorld()
    return () => world[Symbol.dispose]()
  })

  test('are those of a program by hand', async () => {
    world.program('claude', TALKER)
    const results: Result[] = []
    for (const call of ['& $env:CCS_CLAUDE', 'ccs-work']) {
      const lines = STREAMS.flatMap((line, index) => [
        `$env:FILE = "$env:FILES${index}"; $global:LASTEXITCODE = 0`,
        line(call),
        '[Console]::Out.WriteLine("status $LASTEXITCODE"); [Console]::Error.WriteLine("--")',
        'if ([IO.File]::Exists($env:FILE)) { [Console]::Out.WriteLine("file " + [IO.File]::ReadAllText($env:FILE)) }',
      ])
      results.push(await powershell.run(world, [SOURCE, ...lines], { env: envOf(world) }))
      rmSync(join(world.root, 'files'), { recursive: true })
      mkdirSync(join(world.root, 'files'))
    }
    expect(results[1]).toEqual(results[0])
    expect(results[0]).toMatchObject({ status: 0, stdout: expect.stringContaining('got one|two|out x') })
  })

  test.for(['"first" | ccs-work -p y', '& { "first"; $env:SEEN = wait } | ccs work -p y', 'feed | ccs-work | cat'])(
    'bring claude the first line before the last is there: %s',
    async (line) => {
      world.program('claude', LISTENER)
      const lines = [
        'function wait { for ($i = 0; $i -lt 500; $i++) { if ([IO.File]::Exists($env:HEARD)) { return "heard" }; Start-Sleep -Milliseconds 20 } }',
        'function feed { "first"; $env:SEEN = wait }',
        SOURCE,
        line,
        '[Console]::Out.WriteLine("$(wait) $env:SEEN")',
      ]
      const env = { ...envOf(world), HEARD: join(world.root, 'heard') }
      const seen = line.startsWith('"') ? '' : 'heard'
      expect(await powershell.run(world, lines, { env })).toEqual({ status: 0, stdout: `heard ${seen}\n`, stderr: '' })
    },
  )

  test('of two accounts in one pipeline do not mix, and the process keeps its own environment', async () => {
    world.program('claude', '#!/bin/sh\n[ ! -p /dev/stdin ] || cat\necho "$CCS_PROFILE $*"\n')
    const lines = [
      SOURCE,
      'ccs-personal a | & { process { "$_ ($env:CCS_PROFILE)" } } | ccs -- b',
      '\'x\' | ccs-work c | ccs-personal d | & { process { "$_ ($env:CCS_PROFILE)" } }',
    ]
    expect(await powershell.run(world, lines, { env: envOf(world) })).toEqual({
      status: 0,
      stdout: 'personal a ()\nwork b\nx ()\nwork c ()\npersonal d ()\n',
      stderr: '',
    })
  })
})

test('Tab offers profiles, commands and their words, and runs nothing that was typed', async (context) => {
  skipWhen(powershell.missing, context)
  using world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  const offered: [string, unknown][] = [
    ['ccs ', expect.arrayContaining(['work', 'personal', 'run', 'auth', 'init', 'help', 'version'])],
    ['ccs pe', ['personal']],
    ['ccs auth rem', ['remove']],
    ['ccs auth remove ', ['work', 'personal']],
    ['ccs auth remove work -', ['--delete', '--force']],
    ['ccs init p', ['powershell']],
    ['ccs env work --shell p', ['powershell']],
    ['ccs setup --hook ', ['pwd', 'none']],
    ['ccs setup --shell fish --dr', ['--dry-run']],
    ['ccs-pers', ['ccs-personal']],
    ['ccs-work --perm', ['--permission-mode']],
    ['ccs run work --model ', ['fable', 'haiku', 'opus', 'sonnet']],
    ['ccs work ', expect.arrayContaining(['mcp', '--continue'])],
    ['ccs $(touch pwned)', []],
  ]
  const lines = offered.map(([line]) => line)
  expect(await completions(world, powershell.load, lines)).toEqual(offered.map(([, words]) => words))
})
