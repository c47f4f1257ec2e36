import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readLeftLogins } from '../../src/accounts/left-logins.ts'
import { folderForNew } from '../../src/accounts/location.ts'
import { emptyRegistry } from '../../src/accounts/registry.ts'
import { noteLeftLogin } from '../../src/changes/note-left-login.ts'
import { run } from '../../src/commands/auth-remove.ts'
import type { Context } from '../../src/context.ts'
import { createAccounts } from '../support/accounts.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(world.ccsDir, { mode: 0o700 })
})
afterEach(() => world[Symbol.dispose]())

const lock = { checkHeld() {} }
const file = () => join(world.ccsDir, 'left-logins.json')
const instance = (name: string) => join(world.ccsDir, 'instances', name)
const contextOn = (platform: NodeJS.Platform, env = {}) =>
  ({
    ...{ platform, env: { ...world.env, ...env }, home: world.home, ccsDir: world.ccsDir, version: '0' },
    ...{ configFile: join(world.ccsDir, 'config.json'), program: 'ccs', packageRoot: process.cwd(), tell: () => {} },
  }) satisfies Context

test('on macOS an account has no folder that a login of a removed one may be named after', () => {
  const context = contextOn('darwin')
  expect(folderForNew(context, emptyRegistry(), 'work')).toBe('work')
  for (const name of ['work', 'work.2', 'work']) noteLeftLogin(context, instance(name), lock)
  expect(readLeftLogins(context)).toEqual([instance('work'), instance('work.2')])
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(folderForNew(context, emptyRegistry(), 'work')).toBe('work.3')
  expect(folderForNew(context, emptyRegistry(), 'home')).toBe('home')
})

test.each(['', '{', '{}', '[1]'])('a damaged note counts as missing: %j', (text) => {
  writeFileSync(file(), text)
  expect(readLeftLogins(contextOn('darwin'))).toEqual([])
})

test.each([
  ['darwin', 'fail', true],
  ['darwin', '', false],
  ['linux', 'fail', false],
] as const)('removing on %s notes it where logging out ends so: %j', async (platform, logout, isNoted) => {
  await createAccounts(world, 'work')
  await run(contextOn(platform, { CCS_STUB_LOGOUT: logout }), { name: 'work', force: true, delete: false })
  expect(existsSync(instance('work'))).toBe(false)
  expect(existsSync(file())).toBe(isNoted)
})
