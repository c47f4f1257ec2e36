import { chownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NOBODY, onlyRoot, skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { World } from '../support/world.ts'
import { bash } from './drivers/bash.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'
import { zsh } from './drivers/zsh.ts'
import { furnish } from './scenarios/scenario.ts'

/** What a person's shell can hold against setting the environment, and the line after it. */
const SETUPS: [setup: string, line: string[], profile: string][] = [
  ['readonly CLAUDE_CONFIG_DIR', ['ccs-work'], 'work'],
  ['readonly CLAUDE_CONFIG_DIR=/x', ['ccs', '-p'], 'personal'],
  ['export CLAUDE_CONFIG_DIR=/x; readonly CLAUDE_CONFIG_DIR', ['ccs-work'], 'work'],
  ['readonly CCS_PROFILE', ['ccs-work'], 'work'],
  ['export ANTHROPIC_API_KEY=made-up; readonly ANTHROPIC_API_KEY', ['ccs-work'], 'work'],
]
/** The same, where the shell's own commands do something else. */
const SETUPS_OF: Record<string, typeof SETUPS> = {
  bash: [
    ['declare -n CLAUDE_CONFIG_DIR=X', ['ccs-work'], 'work'],
    ['export X=/x; declare -n CLAUDE_CONFIG_DIR=X', ['ccs-work'], 'work'],
    ['declare -n CCS_PROFILE=X', ['ccs-work'], 'work'],
    ['declare -n ANTHROPIC_CONFIG_DIR=X', ['ccs-work'], 'work'],
    ['enable -n export', ['ccs-work'], 'work'],
    ['enable -n unset', ['ccs-work'], 'work'],
  ],
  zsh: [
    ['disable export', ['ccs-work'], 'work'],
    ['disable unset', ['ccs-work'], 'work'],
  ],
}

for (const shell of [bash, zsh]) {
  const text = (world: World) => ({ CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) })
  test.for([...SETUPS, ...(SETUPS_OF[shell.name] ?? [])])(
    `${shell.name} launches the right account after: %s`,
    async ([setup, line, profile], context) => {
      skipWhen(shell.missing, context)
      using world = new World()
      furnish(world, { name: '', line: [], expect: { status: 0 } })
      publish(world)
      const env = { ...text(world), ...wordsOf([line]), ...(line[1] && { CCS_PROFILE: 'personal' }) }
      const result = await shell.run(world, [shell.source('CCS_TEXT'), setup, shell.call(0, line), shell.status], {
        env,
      })
      expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
      const calls = world
        .calls()
        .map((call) => [call.env.CLAUDE_CONFIG_DIR, call.env.CCS_PROFILE, call.env.ANTHROPIC_API_KEY])
      expect(calls).toEqual([[join(world.ccsDir, 'instances', profile), profile, undefined]])
    },
  )

  test(`${shell.name}: a local variable of a caller hides no override from being removed`, async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    publish(world)
    const env = { ...text(world), ANTHROPIC_API_KEY: 'made-up', CLAUDE_CONFIG_DIR: '/outer' }
    const setup = 'f() { local ANTHROPIC_API_KEY CLAUDE_CONFIG_DIR; ccs-work x; }; f'
    const result = await shell.run(world, [shell.source('CCS_TEXT'), setup, shell.status], { env })
    expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    const calls = world.calls().map((call) => [call.env.CLAUDE_CONFIG_DIR, call.env.ANTHROPIC_API_KEY])
    expect(calls).toEqual([[join(world.ccsDir, 'instances', 'work'), undefined]])
  })
}

test('bash exports none of our functions, although everything is exported while they are loaded', async (context) => {
  skipWhen(bash.missing, context)
  using world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  publish(world)
  const loads = [bash.source('CCS_TEXT'), bash.load, bash.source('CCS_TEXT')]
  const script = ['set -a', ...loads, '/usr/bin/env', '"$BASH" --posix -c :', 'ccs-work x', bash.status, 'set -o']
  const env = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(bash)) }
  const { stdout, stderr } = await bash.run(world, script, { env })
  expect(stderr).toBe('')
  expect(stdout).not.toContain('BASH_FUNC')
  expect(stdout).toMatch(/^status 0\nallexport\s+on$/m)
  expect(world.calls().map(({ args }) => args)).toEqual([['x']])
})

for (const shell of SHELLS.filter(({ name }) => name !== 'powershell')) {
  test(`${shell.name} leaves an account whose folder is somebody else's to the core`, async (context) => {
    skipWhen(shell.missing ?? onlyRoot(), context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    publish(world)
    chownSync(join(world.ccsDir, 'instances/work'), NOBODY, NOBODY)
    world.program('ccs', '#!/bin/sh\necho "the core: $*"\n')
    const lines = [['ccs-work', 'x'], ['ccs-personal']]
    const env = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)), ...wordsOf(lines) }
    const script = [shell.source('CCS_TEXT'), ...lines.map((words, index) => shell.call(index, words)), shell.status]
    const result = await shell.run(world, script, { env })
    expect(result).toEqual({ status: 0, stdout: 'the core: run work x\nstatus 0\n', stderr: '' })
    expect(world.calls()).toHaveLength(1)
  })
}

/** What the texts call their own while they are loaded. */
const OWN = ['__ccs_restore', '__ccs_builtin', '__ccs_posix', '__ccs_file', '__ccs_end', '__ccs_inner', '__ccs_text']

test.for(SHELLS)(
  '$name executes nothing that the environment has for a variable of its own',
  async (shell, context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    publish(world)
    const env = {
      ...Object.fromEntries(OWN.map((name) => [name, `touch pwned-${name}`])),
      ...wordsOf([['ccs-work']]),
      CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)),
    }
    for (const load of [shell.source('CCS_TEXT'), shell.load]) {
      const result = await shell.run(world, [load, shell.call(0, ['ccs-work']), shell.status], { env })
      expect(result).toEqual({ status: 0, stdout: expect.stringMatching(/^status 0\r?\n$/), stderr: '' })
      expect(readdirSync(world.folder)).toEqual([])
    }
  },
)

/** What `use` cannot get past in the person's own shell: it says so, and changes nothing. */
const USE_STOPPERS: [shell: typeof bash, setup: string, said: RegExp][] = [
  ...[bash, zsh].flatMap((shell): [typeof bash, string, RegExp][] => [
    [
      shell,
      'readonly CLAUDE_CONFIG_DIR',
      /^ccs: A variable that names an account is readonly in this shell\. \[usage\]\n/,
    ],
    [
      shell,
      'export ANTHROPIC_API_KEY; readonly ANTHROPIC_API_KEY',
      /^ccs: A variable that names an account is readonly/,
    ],
    [shell, 'function builtin { "$@"; }', /^ccs: Only the shell integration can change/],
  ]),
  [bash, 'set -o posix; readonly CCS_PROFILE', /^ccs: A variable that names an account is readonly/],
  [zsh, 'function functions { }', /^ccs: Only the shell integration can change/],
]

test.for(USE_STOPPERS)('use in %s says what stands in its way: %s', async ([shell, setup, said], context) => {
  skipWhen(shell.missing, context)
  using world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  publish(world)
  const words = [['ccs', 'use', 'work'], ['/usr/bin/env']]
  const env = {
    CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)),
    ANTHROPIC_API_KEY: 'made-up',
    ...wordsOf(words),
  }
  const [use = '', probe = ''] = words.map((line, index) => shell.call(index, line))
  const lines = [shell.source('CCS_TEXT'), setup, use, shell.status, probe]
  const { stdout, stderr } = await shell.run(world, lines, { env })
  expect(stderr).toMatch(said)
  expect(stdout).toMatch(/^status 2\n/)
  expect(stdout).toContain('ANTHROPIC_API_KEY=made-up\n')
  expect(stdout).not.toMatch(/^(?:CLAUDE_CONFIG_DIR|CCS_PROFILE)=/m)
})
