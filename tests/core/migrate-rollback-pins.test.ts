import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeV2Vault } from '../support/v2-home.ts'
import { World } from '../support/world.ts'

const MIGRATE = ['migrate', '--force', '--no-login']
const BACK = ['migrate', '--rollback']
const pins = (world: World) => JSON.parse(readFileSync(join(world.ccsDir, 'pins.json'), 'utf8'))
const done = async (world: World, args: string[]) => {
  const { status, stdout, stderr } = await world.ccs(args)
  expect({ args, status, stdout }, stderr).toEqual({ args, status: 0, stdout: '' })
}

test('taking an import back takes the pins of what was imported along, after saying so', async () => {
  using world = new World()
  mkdirSync(join(world.ccsDir, 'instances/home'), { recursive: true, mode: 0o700 })
  writeFileSync(join(world.ccsDir, 'config.yaml'), 'accounts:\n  home: {}\nprofiles:\n  lm: {settings: ~/lm.json}\n')
  writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"ours":"~/o.json"}}')
  await done(world, MIGRATE)
  for (const [name, folder] of [
    ['home', world.folder],
    ['lm', world.home],
    ['ours', world.root],
  ]) {
    await done(world, ['pin', name ?? '', folder ?? ''])
  }
  const refused = await world.ccs(BACK)
  expect(refused).toMatchObject({ status: 2, stdout: '' })
  expect(refused.stderr).toContain(`changed since: the pin of ${world.folder}, the pin of ${world.home}.`)
  await done(world, [...BACK, '--force'])
  expect(pins(world)).toEqual({ [world.root]: 'ours' })
})

test('the pins of an account that was renamed since follow it back to its old name', async () => {
  using world = new World()
  writeV2Vault(world)
  await done(world, MIGRATE)
  await done(world, ['pin', 'work', world.folder])
  await done(world, ['pin', 'newer', world.home])
  await done(world, ['auth', 'rename', 'work', 'job'])
  await done(world, [...BACK, '--force'])
  expect(pins(world)).toEqual({ [world.folder]: 'work', [world.home]: 'newer' })
})
