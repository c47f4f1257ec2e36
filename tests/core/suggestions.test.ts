import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { World } from '../support/world.ts'

const REGISTRY = {
  version: '2.0.0',
  profiles: Object.fromEntries(
    ['work', 'personal', 'persona', 'My Office', 'it\'s "$(x)"'].map((name) => [name, { type: 'account' }]),
  ),
  default: 'work',
}

/** What is asked, the names that are suggested, and whether the advice is to create a profile of the name. */
const rows: [words: string[], near: string | undefined, create?: string][] = [
  [['auth', 'default', 'pesonal'], '"personal", "persona"', 'pesonal'],
  [['auth', 'default', 'PERSONAL'], '"personal", "persona"'],
  [['auth', 'default', 'gml'], '"glm"', 'gml'],
  [['auth', 'show', 'Work'], '"work"'],
  [['auth', 'show', 'my office'], '"My Office"', '<name>'],
  [['auth', 'show', 'it\'s "$(y)"'], '"it\'s "$(x)""', '<name>'],
  [['auth', 'remove', '--force', 'pesonal'], '"personal", "persona"', 'pesonal'],
  [['auth', 'remove', '--force', 'Persona'], '"persona", "personal"'],
  [['auth', 'rename', 'Work', 'new'], '"work"'],
  [['auth', 'login', 'wrok'], '"work"', 'wrok'],
  [['auth', 'logout', 'Work'], '"work"'],
  [['pin', 'GLM'], '"glm"'],
  [['pin', 'Personal'], '"personal", "persona"'],
  [['env', '--json', 'Work'], '"work"'],
  [['path', 'Work'], '"work"'],
  [['use', 'Work'], '"work"'],
  [['run', 'Work'], '"work"'],
  [['Personal'], '"personal", "persona"'],
  [['GLM'], '"glm"'],
  // Commands are suggested too, but only those that are built.
  [['atuh'], '"auth"', 'atuh'],
  [['seting', 'x'], '"settings"', 'seting'],
  [['docter'], undefined, 'docter'],
  [['usgae'], undefined, 'usgae'],
  [['Doctor'], undefined, '<name>'],
]
test.each(rows)('%j', async (words, near, create) => {
  using world = new World()
  mkdirSync(world.ccsDir, { mode: 0o700 })
  writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify(REGISTRY))
  writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"glm":"~/glm.json"}}')
  const { status, stdout, stderr } = await world.ccs(words)
  expect([status, stdout]).toEqual([3, ''])
  const found = (pattern: RegExp) => pattern.exec(stderr)?.[1]
  expect([found(/Did you mean (.*)\?$/m), found(/^ {5}To create it: ccs auth create (.*)$/m)]).toEqual([near, create])
  expect(world.calls()).toEqual([])
})

test.each([
  ['gml', '"glm"', 'gml'],
  ['Glm', '"glm"', undefined],
  ['$(touch pwned)', undefined, '<name>'],
])('settings remove %j', async (name, near, add) => {
  using world = new World()
  mkdirSync(world.ccsDir, { mode: 0o700 })
  writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"glm":"~/glm.json"}}')
  const { status, stderr } = await world.ccs(['settings', 'remove', name, '--force'])
  expect(status).toBe(3)
  const found = (pattern: RegExp) => pattern.exec(stderr)?.[1]
  expect([found(/Did you mean (.*)\?$/m), found(/^ {5}To add it: ccs settings add (.*)$/m)]).toEqual([near, add])
})
