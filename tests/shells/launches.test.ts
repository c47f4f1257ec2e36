import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { type Result, World } from '../support/world.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'
import type { Shell } from './drivers/shell.ts'
import { check, splitStatus } from './scenarios/check.ts'
import { OVERRIDES } from './scenarios/expectations.ts'
import { HOME_SETTINGS } from './scenarios/home-settings.ts'
import { KEYS } from './scenarios/keys.ts'
import { LAUNCHES } from './scenarios/launch.ts'
import { MEANINGS } from './scenarios/meanings.ts'
import { account, furnish, GLM, type Scenario } from './scenarios/scenario.ts'
import { SIGN_INS } from './scenarios/sign-ins.ts'

/**
 * Runs a scenario in a shell that has the published text, sees that the shell's environment stayed as it was, and
 * splits off the status that the shell printed.
 */
async function runInShell(shell: Shell, world: World, scenario: Scenario): Promise<Result> {
  const dumps = ['before', 'after'].map((name) => join(world.root, name))
  const words = [...dumps.map((file) => ['/bin/sh', '-c', '/usr/bin/env -0 >"$0"', file]), scenario.line]
  const env = {
    ...scenario.env?.(world),
    ...wordsOf(words),
    CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)),
  }
  const [before = '', after = '', line = ''] = words.map((each, index) => shell.call(index, each))
  const result = await (shell.runShared ?? shell.run)(
    world,
    [before, shell.source('CCS_TEXT'), line, shell.status, after],
    { env },
  )
  const [was, is] = dumps.map((file) => readFileSync(file, 'utf8').split('\0').sort())
  expect(is).toEqual(was)
  return splitStatus(result)
}

const SCENARIOS = [...LAUNCHES, ...MEANINGS, ...KEYS, ...SIGN_INS, ...HOME_SETTINGS]

describe.concurrent.each(SCENARIOS)('$name', (scenario) => {
  /** @returns the environment in which it is published */
  const prepare = (world: World) => {
    furnish(world, scenario)
    const { CCS_PROFILE: _, CCS_CLAUDE_PATH: __, CCS_DIR: ___, ...env } = scenario.env?.(world) ?? {}
    // With a relative one nothing is published.
    if (env.CCS_CONFIG?.startsWith('/') === false) delete env.CCS_CONFIG
    return { ...env, PATH: world.env.PATH ?? '' }
  }

  test('core', async () => {
    using world = new World()
    publish(world, prepare(world))
    const [command = '', ...words] = scenario.line
    const args = command === 'ccs' ? words : ['run', command.slice('ccs-'.length), ...words]
    check(world, await world.ccs(args, { env: scenario.env?.(world) ?? {} }), scenario.expect)
  })

  test.for(SHELLS)('$name', async (shell, context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    publish(world, prepare(world))
    check(world, await runInShell(shell, world, scenario), scenario.expect)
  })
})

describe.for(SHELLS)('$name', (shell) => {
  test('loads by `ccs init`, twice, silently, and launches', async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    const words = ['ccs-work', 'a b']
    const env = wordsOf([words])
    const result = await (shell.runShared ?? shell.run)(
      world,
      [shell.load, shell.load, shell.call(0, words), shell.status],
      { env },
    )
    expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    expect(world.calls().map(({ args }) => args)).toEqual([['a b']])
  })

  test('launches known profiles without the core', async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    const profiles = { work: account, personal: account, plain: { ...account, plain: true } }
    const registry = { version: '2.0.0', profiles, default: 'work' }
    furnish(world, { name: '', registry, config: GLM, line: [], expect: { status: 0 } })
    // Claude takes the settings of plain claude for those of the folder, as in the home.
    mkdirSync(join(world.home, '.claude'))
    writeFileSync(join(world.home, '.claude/settings.json'), '{"model":"opus"}')
    symlinkSync(join(world.home, '.claude'), join(world.folder, '.claude'))
    publish(world)
    writeFileSync(join(world.bin, 'ccs'), '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n')
    const lines = [
      ['ccs', 'work', 'x'],
      ['ccs-personal'],
      ['ccs'],
      ['ccs', 'a b'],
      ['ccs', '--', 'x'],
      ['ccs', 'run', 'work'],
      ['ccs-plain'],
      ['ccs', 'glm', 'x'],
    ]
    const calls = lines.map((words, index) => shell.call(index, words))
    // All that must be taken out of the environment stands in it.
    const before = Object.fromEntries([...OVERRIDES, 'CLAUDE_CONFIG_DIR'].map((name) => [name, '/made-up']))
    const env = { ...before, ...wordsOf(lines), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const result = await (shell.runShared ?? shell.run)(world, [shell.source('CCS_TEXT'), ...calls, shell.status], {
      env,
    })
    expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    expect(world.calls()).toHaveLength(lines.length)
  })

  test('records the time of use, and follows no link', async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    publish(world)
    const used = (name: string) => join(world.ccsDir, 'shell', 'used', name)
    expect(statSync(used('work')).mtimeMs).toBe(0)
    const elsewhere = join(world.root, 'elsewhere')
    writeFileSync(elsewhere, 'precious')
    const before = statSync(elsewhere).mtimeMs
    rmSync(used('personal'))
    symlinkSync(elsewhere, used('personal'))
    const lines = [['ccs-work'], ['ccs', 'personal']]
    const env = { ...wordsOf(lines), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const calls = lines.map((words, index) => shell.call(index, words))
    const script = [shell.source('CCS_TEXT'), ...calls, shell.status]
    expect(await shell.run(world, script, { env })).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    expect(Date.now() - statSync(used('work')).mtimeMs).toBeLessThan(60_000)
    expect([readFileSync(elsewhere, 'utf8'), statSync(elsewhere).mtimeMs]).toEqual(['precious', before])
    const shown = JSON.parse((await world.ccs(['auth', 'show', 'work', '--json'])).stdout)
    expect(shown.last_used).toBe(statSync(used('work')).mtime.toISOString())
  })
})
