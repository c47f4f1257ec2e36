import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readRegistry } from '../../../src/accounts/read-registry.ts'
import { finishChanges, startChange } from '../../../src/changes/journal.ts'
import { fileIdentity } from '../../../src/store/file-identity.ts'
import type { Change } from '../../../src/store/journal.ts'
import { contextOf } from '../../support/publish.ts'
import { World } from '../../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(join(world.ccsDir, 'instances/work'), { recursive: true })
  write('profiles.json', { profiles: { work: ENTRY, home: {} }, default: 'work' })
  write('pins.json', { '/a': 'work', '/b': 'home' })
})
afterEach(() => world[Symbol.dispose]())

const ENTRY = { type: 'account', created: '2025-11-09T10:30:00.000Z' }
const lock = { checkHeld() {} }
const write = (name: string, content: object | string) =>
  writeFileSync(join(world.ccsDir, name), typeof content === 'string' ? content : JSON.stringify(content))
const read = (name: string) => JSON.parse(readFileSync(join(world.ccsDir, name), 'utf8'))
const rmInstance = () => rmSync(join(world.ccsDir, 'instances/work'), { recursive: true })
const renameOver = (from: string, to: string) => renameSync(join(world.ccsDir, from), join(world.ccsDir, to))
/** Notes the change, and lets the next one finish it. */
function finishedAfter(change: Change): string[] {
  const context = contextOf(world)
  startChange(context, change, lock)
  return finishChanges(context, readRegistry(context), lock)
}
const underWay = () => readdirSync(join(world.ccsDir, 'journal'))

describe('a removal', () => {
  const removal: Change = { kind: 'remove', name: 'work', entry: ENTRY, takesFolder: true }

  test('that was only noted is forgotten, and nothing follows', () => {
    expect(finishedAfter(removal)).toEqual([])
    expect([Object.keys(read('profiles.json').profiles), read('pins.json'), underWay()]).toEqual([
      ['work', 'home'],
      { '/a': 'work', '/b': 'home' },
      [],
    ])
  })

  test('whose folder is gone is finished: entry, default and pins go', () => {
    // As the process left it that took the folder away.
    const context = contextOf(world)
    startChange(context, removal, lock)
    rmInstance()
    expect(finishChanges(context, readRegistry(context), lock)).toEqual(['removal of "work"'])
    expect([read('profiles.json').profiles, read('profiles.json').default, read('pins.json'), underWay()]).toEqual([
      { home: {} },
      undefined,
      { '/b': 'home' },
      [],
    ])
  })

  test.each([
    ['another profile of the name since', { ...removal, entry: { ...ENTRY, created: '2024-01-01T00:00:00.000Z' } }],
    ['a folder that was not to be taken', { ...removal, takesFolder: false }],
  ] as [string, Change][])('is forgotten with %s, also where the folder is gone', (_, change) => {
    const context = contextOf(world)
    startChange(context, change, lock)
    rmInstance()
    expect(finishChanges(context, readRegistry(context), lock)).toEqual([])
    expect([Object.keys(read('profiles.json').profiles), underWay()]).toEqual([['work', 'home'], []])
  })
})

describe('a renaming', () => {
  const renaming: Change = { kind: 'rename', name: 'work', entry: ENTRY, newName: 'office' }

  test('that the registry has takes the pins along', () => {
    write('profiles.json', { profiles: { office: ENTRY, home: {} } })
    expect(finishedAfter(renaming)).toEqual(['renaming of "work" to "office"'])
    expect([read('pins.json'), underWay()]).toEqual([{ '/a': 'office', '/b': 'home' }, []])
  })

  test('takes the time of use along too', () => {
    for (const name of ['shell', 'shell/used']) mkdirSync(join(world.ccsDir, name), { mode: 0o700 })
    write('shell/used/work', '')
    write('profiles.json', { profiles: { office: ENTRY, home: {} } })
    finishedAfter(renaming)
    expect(readdirSync(join(world.ccsDir, 'shell/used'))).toEqual(['office'])
  })

  test.each([
    ['has not begun', { work: ENTRY, home: {} }],
    ['stands beside a profile that somebody has made of the new name', { work: ENTRY, office: {} }],
  ])('leaves the pins where it %s', (_, profiles) => {
    write('profiles.json', { profiles })
    expect(finishedAfter(renaming)).toEqual([])
    expect([read('pins.json'), underWay()]).toEqual([{ '/a': 'work', '/b': 'home' }, []])
  })
})

describe('a removal of a settings profile', () => {
  const file = () => join(world.ccsDir, 'glm.settings.json')
  const removal = (): Change => ({
    kind: 'remove-settings',
    name: 'glm',
    config: join(world.ccsDir, 'config.json'),
    file: { path: file(), identity: fileIdentity(file()) ?? '' },
  })
  beforeEach(() => {
    write('glm.settings.json', '{}')
    write('profiles.json', { profiles: { home: {} }, default: 'glm' })
    write('pins.json', { '/a': 'glm' })
    write('config.json', { profiles: {} })
  })

  test('that config.json has takes default, pins and file along', () => {
    expect(finishedAfter(removal())).toEqual(['removal of "glm"'])
    expect([read('profiles.json').default, read('pins.json'), existsSync(file()), underWay()]).toEqual([
      undefined,
      {},
      false,
      [],
    ])
  })

  test('leaves a default that is another one', () => {
    write('profiles.json', { profiles: { home: {} }, default: 'home' })
    expect(finishedAfter(removal())).toEqual(['removal of "glm"'])
    expect(read('profiles.json').default).toBe('home')
  })

  test('is finished beside a registry of v2, which stays as it is', () => {
    const v2 = { version: '2.0.0', profiles: { home: { vault: 'home' } }, default: 'glm' }
    write('profiles.json', v2)
    expect(finishedAfter(removal())).toEqual(['removal of "glm"'])
    expect([read('profiles.json'), read('pins.json')]).toEqual([v2, {}])
  })

  test('deletes no file that has been put in its place since', () => {
    const change = removal()
    write('other', '{}')
    renameOver('other', 'glm.settings.json')
    expect(finishedAfter(change)).toEqual(['removal of "glm"'])
    expect(existsSync(file())).toBe(true)
  })

  test('leaves default and pins to an account of that name', () => {
    write('profiles.json', { profiles: { glm: {} }, default: 'glm' })
    expect(finishedAfter(removal())).toEqual(['removal of "glm"'])
    expect([read('profiles.json').default, read('pins.json')]).toEqual(['glm', { '/a': 'glm' }])
  })

  test('is forgotten where the profile is there', () => {
    write('config.json', { profiles: { glm: file() } })
    expect(finishedAfter(removal())).toEqual([])
    expect([read('pins.json'), existsSync(file()), underWay()]).toEqual([{ '/a': 'glm' }, true, []])
  })

  test('waits while config.json is damaged', () => {
    write('config.json', '{')
    expect(finishedAfter(removal())).toEqual([])
    expect([existsSync(file()), underWay().length]).toEqual([true, 1])
  })
})

test('a creation waits for the next one of its name, and in a registry of v2 all but settings profiles wait', () => {
  expect(finishedAfter({ kind: 'create', name: 'new', folder: 'new', process: {} })).toEqual([])
  write('profiles.json', { version: '2.0.0', profiles: { home: { vault: 'home' } } })
  expect(finishedAfter({ kind: 'rename', name: 'work', entry: ENTRY, newName: 'home' })).toEqual([])
  expect(underWay()).toHaveLength(2)
})
