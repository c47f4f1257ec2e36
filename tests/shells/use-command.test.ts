import { isAbsolute, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { type ClaudeCall, World } from '../support/world.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'
import type { Shell, ShellName } from './drivers/shell.ts'
import { signInFolderOf } from './scenarios/check.ts'
import { furnish } from './scenarios/scenario.ts'
import { USE_REGISTRY, USE_SCENARIOS, type UseScenario } from './scenarios/use.ts'

/** Marks the end of a step on both streams. */
const END = 'end of step'
/** Started after each step, for its environment; the shells hand the word of a call on as it is. */
const PROBE = ['/bin/sh', '-c', `claude probe "$1"; printf '%s\\n' '${END}' >&2`, 'sh']

interface StepResult {
  status: number
  stdout: string
  stderr: string
  launches: ClaudeCall[]
  env: Record<string, string>
}

/** Runs the steps in one shell. */
async function runSteps(shell: Shell, world: World, scenario: UseScenario): Promise<StepResult[]> {
  const { steps } = scenario
  const calls = steps.flatMap(({ line }, index) => [line, [...PROBE, String(index)]])
  const env = {
    ...wordsOf(calls),
    ...scenario.env?.(world),
    CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)),
  }
  const script = [
    shell.source('CCS_TEXT'),
    ...steps.flatMap((_, index) => {
      const [line = [], probe = []] = calls.slice(2 * index)
      return [shell.call(2 * index, line), shell.status, shell.call(2 * index + 1, probe)]
    }),
  ]
  const result = await (shell.runShared ?? shell.run)(world, script, { env })
  const all = world.calls()
  const outputs = result.stdout.split(/status (\d+)\r?\n/)
  const errors = result.stderr.split(`${END}\n`)
  return steps.map((_, index) => {
    const probe = all.find(({ args }) => args[0] === 'probe' && args[1] === String(index))
    return {
      stdout: outputs[2 * index] ?? '',
      status: Number(outputs[2 * index + 1]),
      stderr: errors[index] ?? '',
      launches: all.filter(({ args }) => args[0] !== 'probe'),
      env: probe?.env ?? {},
    }
  })
}

describe.each(USE_SCENARIOS)('ccs use: $name', (scenario) => {
  test.for(SHELLS)('in $name', async (shell, context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, {
      name: '',
      registry: USE_REGISTRY,
      config: { profiles: { glm: '~/glm.json' } },
      line: [],
      expect: { status: 0 },
    })
    scenario.prepare?.(world)
    publish(world)
    const results = await runSteps(shell, world, scenario)
    for (const [index, { line, status = 0, stdout = '', stderr = /^$/, next }] of scenario.steps.entries()) {
      const result = results[index]
      const title = `${index}: ${line.join(' ')}`
      expect([title, result?.status, result?.stdout]).toEqual([title, status, stdout])
      expect(result?.stderr, title).toMatch(stderr)
      if (!next) continue
      const path = (value: string | null) => (value === null || isAbsolute(value) ? value : join(world.ccsDir, value))
      const configDir = path(next.configDir)
      const account = { CLAUDE_CONFIG_DIR: configDir, ANTHROPIC_CONFIG_DIR: next.profile && signInFolderOf(configDir) }
      const wanted = { ...account, CCS_PROFILE: next.profile, ...next.env }
      const found = Object.keys(wanted).map((name) => [name, result?.env[name] ?? null])
      expect([title, Object.fromEntries(found)]).toEqual([title, wanted])
      // Nothing that was put aside goes to children under another name.
      const ours = Object.keys(result?.env ?? {}).filter((name) => name.startsWith('__ccs') || name.startsWith('ccs_'))
      expect([title, ours]).toEqual([title, []])
    }
  })
})

/** Calls `ccs use` in a function with variables of its own; `say` tells the account as programs see it. */
const SAY = `sh -c 'echo "\${CLAUDE_CONFIG_DIR##*/} $CCS_PROFILE \${ANTHROPIC_API_KEY-unset}"'`
const POSIX_FUNCTIONS = [
  `say() { ${SAY}; }`,
  'f() { local CLAUDE_CONFIG_DIR=/local ANTHROPIC_API_KEY=local; ccs use "$1"; echo "$?"; say; }',
  'g() { local CLAUDE_CONFIG_DIR; ccs use "$1"; echo "$?"; }',
  'f home; say; g work; say; ccs use --off; f work; say; g --off; say',
]
const IN_FUNCTIONS: Partial<Record<ShellName, { lines: string[]; stdout: string[] }>> = {
  // A variable of a calling function can be taken away in bash alone.
  bash: {
    lines: POSIX_FUNCTIONS,
    stdout: [
      ...['0', ' home unset', ' home unset', '0', 'work work unset'],
      ...['0', 'work work unset', 'work work unset', '0', 'mine  mine'],
    ],
  },
  zsh: {
    lines: POSIX_FUNCTIONS,
    stdout: [
      ...['2', '  unset', 'mine  mine', '2', 'mine  mine'],
      ...['2', '  unset', 'mine  mine', '2', 'mine  mine'],
    ],
  },
  fish: {
    lines: [
      `function say; ${SAY}; end`,
      'function f; set -lx CLAUDE_CONFIG_DIR /local; set -lx ANTHROPIC_API_KEY local; ccs use $argv[1]; echo $status; say; end',
      'f home; say; ccs use home; f work; say; f --off; say',
    ],
    stdout: [
      ...['2', 'local  local', 'mine  mine'],
      ...['2', 'local home local', ' home unset', '2', 'local home local', ' home unset'],
    ],
  },
}

describe('ccs use in a function that has such variables of its own', () => {
  test.for(SHELLS.filter(({ name }) => IN_FUNCTIONS[name]))('in $name', async (shell, context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', registry: USE_REGISTRY, line: [], expect: { status: 0 } })
    publish(world)
    const { lines = [], stdout } = IN_FUNCTIONS[shell.name] ?? {}
    const CCS_TEXT = join(world.ccsDir, 'shell', publishedName(shell))
    const env = { CCS_TEXT, CLAUDE_CONFIG_DIR: '/mine', ANTHROPIC_API_KEY: 'mine' }
    const result = await shell.run(world, [shell.source('CCS_TEXT'), ...lines], { env })
    expect(result.stdout.trimEnd().split('\n')).toEqual(stdout)
    const refusals = stdout?.filter((line) => line === '2').length ?? 0
    expect(result.stderr.split('[usage]').length - 1, result.stderr).toBe(refusals)
  })
})

describe('an account of another ccs dir stays chosen after a command for that one', () => {
  test.for(SHELLS)('in $name', async (shell, context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', registry: USE_REGISTRY, line: [], expect: { status: 0 } })
    publish(world)
    const env = {
      ...wordsOf([
        ['ccs', 'version'],
        [...PROBE, 'here'],
      ]),
      CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)),
      OTHER: join(world.root, 'other'),
      CCS_PROFILE: 'elsewhere',
      CLAUDE_CONFIG_DIR: join(world.root, 'other/instances/elsewhere'),
    }
    const script = [
      shell.source('CCS_TEXT'),
      shell.setFrom('CCS_DIR', 'OTHER'),
      shell.call(0, ['ccs', 'version']),
      shell.call(1, [...PROBE, 'here']),
    ]
    await shell.run(world, script, { env, interactive: true })
    expect(world.calls().map(({ env }) => env.CCS_PROFILE)).toEqual(['elsewhere'])
  })
})
