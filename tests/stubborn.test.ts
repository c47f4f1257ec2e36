import { join } from 'node:path'
import { expect, test } from 'vitest'
import { skipWhen } from './installed.ts'
import { furnish } from './scenarios/scenario.ts'
import { bash } from './shells/bash.ts'
import { publishedName, wordsOf } from './shells/index.ts'
import { zsh } from './shells/zsh.ts'
import { World } from './world.ts'

/** What a person's shell can hold against setting the environment, and the line after it. */
const SETUPS: [setup: string, line: string[], profile: string][] = [
  ['readonly CLAUDE_CONFIG_DIR', ['ccs-work'], 'work'],
  ['readonly CLAUDE_CONFIG_DIR=/x', ['ccs', '-p'], 'personal'],
  ['export CLAUDE_CONFIG_DIR=/x; readonly CLAUDE_CONFIG_DIR', ['ccs-work'], 'work'],
  ['readonly CCS_PROFILE', ['ccs-work'], 'work'],
  ['export ANTHROPIC_API_KEY=made-up; readonly ANTHROPIC_API_KEY', ['ccs-work'], 'work'],
]

for (const shell of [bash, zsh]) {
  const text = (world: World) => ({ CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) })
  test.for(SETUPS)(`${shell.name} launches the right account after: %s`, async ([setup, line, profile], context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    await world.ccs(['init', 'bash'])
    const env = { ...text(world), ...wordsOf([line]), ...(line[1] && { CCS_PROFILE: 'personal' }) }
    const result = await shell.run(world, [shell.source('CCS_TEXT'), setup, shell.call(0, line.length), shell.status], {
      env,
    })
    expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    const calls = world
      .calls()
      .map((call) => [call.env.CLAUDE_CONFIG_DIR, call.env.CCS_PROFILE, call.env.ANTHROPIC_API_KEY])
    expect(calls).toEqual([[join(world.ccsDir, 'instances', profile), profile, undefined]])
  })

  test(`${shell.name}: a local variable of a caller hides no override from being removed`, async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    await world.ccs(['init', 'bash'])
    const env = { ...text(world), ANTHROPIC_API_KEY: 'made-up', CLAUDE_CONFIG_DIR: '/outer' }
    const setup = 'f() { local ANTHROPIC_API_KEY CLAUDE_CONFIG_DIR; ccs-work x; }; f'
    const result = await shell.run(world, [shell.source('CCS_TEXT'), setup, shell.status], { env })
    expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    const calls = world.calls().map((call) => [call.env.CLAUDE_CONFIG_DIR, call.env.ANTHROPIC_API_KEY])
    expect(calls).toEqual([[join(world.ccsDir, 'instances', 'work'), undefined]])
  })
}
