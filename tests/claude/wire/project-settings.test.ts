import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { furnish } from '../../shells/scenarios/scenario.ts'
import { skipWhen } from '../../support/installed.ts'
import { missingClaude } from '../../support/real-claude.ts'
import { World } from '../../support/world.ts'
import { WireWorld } from './wire-world.ts'

test.for([
  ['forceLoginMethod', 'console'],
  ['forceLoginOrgUUID', '99999999-9999-9999-9999-999999999999'],
  ['apiKeyHelper', 'echo key-of-helper'],
] as const)(
  'a folder whose settings have %s does not change what is said of an account',
  async ([key, value], context) => {
    skipWhen(missingClaude, context)
    using world = new WireWorld()
    mkdirSync(join(world.folder, '.claude'))
    world.writeJson(join(world.folder, '.claude/settings.json'), { [key]: value })
    const { stdout, stderr, status } = await world.ccs(['auth', 'show', 'work', '--json'])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(JSON.parse(stdout)).toMatchObject({ logged_in: true, email: 'work@example.com' })
    expect(world.api.takeArrived()).toEqual([])
  },
)

test.for([
  ['login', 'work'],
  ['logout', 'work'],
  ['show', 'work'],
] as const)('auth %s starts Claude in the folder of the account, not in that of a project', async (args) => {
  using world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  await world.ccs(['auth', ...args])
  const instance = join(world.ccsDir, 'instances/work')
  const calls = world.calls().filter((call) => call.args[0] === 'auth')
  expect(calls.map((call) => call.args[1])).toContain(args[0] === 'show' ? 'status' : args[0])
  expect(new Set(calls.map(({ cwd }) => cwd))).toEqual(new Set([instance]))
})
