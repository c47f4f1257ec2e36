import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { summarize } from '../../src/accounts/list.ts'
import { MOST_NAMES } from '../../src/accounts/names.ts'
import { readRegistry } from '../../src/accounts/read-registry.ts'
import { makeContext } from '../../src/context.ts'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { needsStrace, traced } from '../support/strace.ts'
import { World } from '../support/world.ts'
import { SHELLS, wordsOf } from './drivers/index.ts'
import { account } from './scenarios/scenario.ts'

/** A home with so many accounts, of which only the first has a folder. */
function homeWith(count: number, nameOf = (number: number) => `n${number}`): World {
  const world = new World()
  const profiles = Object.fromEntries(Array.from({ length: count }, (_, number) => [nameOf(number), account]))
  mkdirSync(join(world.ccsDir, 'instances/n0'), { recursive: true, mode: 0o700 })
  writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify({ version: '2.0.0', profiles, default: 'n0' }))
  return world
}

const contextOf = (world: World) =>
  makeContext(world.env, {
    program: 'ccs',
    version: '0',
    packageRoot: process.cwd(),
    platform: process.platform,
    tell: () => {},
  })

/** The shortest of some runs, in milliseconds. */
function shortest(act: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now()
    act()
    return performance.now() - start
  })
  return Math.min(...times)
}

describe('with many profiles', () => {
  test('the first launch flushes no file for each of them', async (context) => {
    skipWhen(needsStrace(), context)
    using world = homeWith(200)
    const { world: watched, log } = traced(world, 'fsync,fdatasync')
    expect(await watched.ccs(['n0', 'x'])).toMatchObject({ status: 0, stderr: '' })
    expect(readdirSync(join(world.ccsDir, 'shell/used'))).toHaveLength(200)
    expect(readFileSync(log, 'utf8').trim().split('\n').length).toBeLessThan(30)
  })

  test('five times as many, with names of an older registry, take no more than some ten times as long to list', () => {
    const timeOf = (count: number) => {
      using world = homeWith(count, (number) => `Name ${number}`)
      for (let number = 0; number < count; number++) mkdirSync(join(world.ccsDir, `instances/name-${number}`))
      const context = contextOf(world)
      const registry = readRegistry(context)
      return shortest(() => summarize(context, registry))
    }
    const [few, many] = [timeOf(400), timeOf(2000)]
    expect(many / few).toBeLessThan(12)
  })

  test('ten thousand take no more than some ten times as long to publish as two thousand', () => {
    const timeOf = (count: number) => {
      using world = homeWith(count)
      const start = performance.now()
      publish(world)
      return performance.now() - start
    }
    const [few, many] = [timeOf(2000), timeOf(10_000)]
    expect(many / few).toBeLessThan(12)
  })
})

describe.for(SHELLS)('more than a text holds, in $name', (shell) => {
  test('the core launches the right one', async (context) => {
    skipWhen(shell.missing, context)
    using world = homeWith(MOST_NAMES + 1)
    publish(world)
    expect(readdirSync(join(world.ccsDir, 'shell/used'))).toEqual([])
    const words = [['ccs', 'n10000', 'x'], ['ccs', 'a b'], ['ccs']]
    const env = wordsOf(words)
    const lines = [shell.load, ...words.flatMap((line, call) => [shell.call(call, line), shell.status])]
    const { stdout, stderr } = await shell.run(world, lines, { env })
    expect([stdout.replaceAll('\r', ''), stderr]).toEqual(['status 0\n'.repeat(3), ''])
    const calls = world.calls().map(({ args, env: { CCS_PROFILE } }) => [CCS_PROFILE, ...args])
    expect(calls.sort()).toEqual([['n0'], ['n0', 'a b'], ['n10000', 'x']])
  })
})

test('more pins than a text holds are the core\u2019s to look through', async () => {
  using world = homeWith(2)
  const pins = Object.fromEntries(Array.from({ length: MOST_NAMES }, (_, number) => [`/nowhere/${number}`, 'n0']))
  writeFileSync(join(world.ccsDir, 'pins.json'), JSON.stringify({ ...pins, [world.folder]: 'n1' }))
  publish(world)
  expect(readFileSync(join(world.ccsDir, 'shell/ccs.bash'), 'utf8')).not.toContain('/nowhere/')
  expect(await world.ccs(['x y'])).toMatchObject({ status: 0 })
  expect(world.calls().map(({ env }) => env.CCS_PROFILE)).toEqual(['n1'])
})
