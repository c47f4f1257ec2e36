import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MOST_NAMES } from '../../../src/accounts/names.ts'
import { parseRegistry } from '../../../src/accounts/registry.ts'
import { NO_LOGIN, OVERRIDES } from '../../../src/claude/environment.ts'
import { COMMAND_NAMES } from '../../../src/command-table.ts'
import { makeModel, type Sources } from '../../../src/shell/model.ts'
import { contextOf } from '../../support/publish.ts'
import { World } from '../../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
})
afterEach(() => world[Symbol.dispose]())

const registryOf = (profiles: object, defaultName?: string) =>
  parseRegistry(
    JSON.stringify({ profiles, ...(defaultName === undefined ? {} : { default: defaultName }) }),
    'profiles.json',
  )
const settingsOf = (profiles: Record<string, string>) => ({
  profiles: new Map(Object.entries(profiles)),
  hasPlainDefault: false,
})
const model = (sources: Partial<Sources>) =>
  makeModel(contextOf(world), {
    registry: registryOf({ work: {}, mine: { plain: true } }, 'work'),
    settings: settingsOf({ glm: '/glm.json' }),
    unready: new Set(),
    elsewhere: new Set(),
    pins: new Map(),
    hook: false,
    files: [],
    ...sources,
  })
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name)

describe('who launches a profile', () => {
  test('the shell: accounts, the plain one, and settings profiles with a fixed path', () => {
    const made = model({})
    expect(made.accounts).toEqual([{ name: 'work', instance: `${world.ccsDir}/instances/work` }])
    expect([names(made.plain), names(made.settings), names(made.coreNames)]).toEqual([['mine'], ['glm'], []])
    expect(names(made.functions)).toEqual(['work', 'mine', 'glm'])
  })

  test.each([
    ['an account of v2', { registry: registryOf({ x: { vault: 'x' } }) }],
    ['a settings profile whose path has a variable', { settings: settingsOf({ x: '$FOLDER/x.json' }) }],
    ['a settings profile whose path is relative', { settings: settingsOf({ x: 'x.json' }) }],
    ['a settings profile without a key', { settings: settingsOf({ x: '/x.json' }), unready: new Set(['x']) }],
  ])('the core, with a function for it: %s', (_, sources) => {
    const made = model({ registry: registryOf({}), ...sources })
    expect(names([...made.accounts, ...made.settings])).not.toContain('x')
    expect(names(made.coreNames)).toContain('x')
    expect(names(made.functions)).toContain('x')
  })

  test('the core, without a function: a name that no shell renders', () => {
    const made = model({ registry: registryOf({ 'My Office': {} }) })
    expect([names(made.accounts), names(made.coreNames)]).toEqual([[], ['My Office']])
    expect(names(made.functions)).toEqual(['glm'])
  })

  test('nobody in a shell: a name that it cannot hold', () => {
    const made = model({ registry: registryOf({ 'a\u0000b': {} }) })
    expect([names(made.accounts), names(made.coreNames), names(made.functions)]).toEqual([[], [], ['glm']])
  })

  test('an account beats a settings profile of its name', () => {
    const made = model({ settings: settingsOf({ work: '/work.json' }) })
    expect([names(made.accounts), names(made.settings), names(made.functions)]).toEqual([
      ['work'],
      [],
      ['work', 'mine'],
    ])
  })

  test('a settings profile of another provider gets a token that opens nothing, any other one none', () => {
    const settings = settingsOf({ far: '/far.json', near: '/near.json' })
    expect(model({ settings, elsewhere: new Set(['far']) }).settings).toEqual([
      { name: 'far', file: '/far.json', token: NO_LOGIN },
      { name: 'near', file: '/near.json', token: '' },
    ])
  })

  test('the core launches everything where there are too many names', () => {
    const many = (count: number) =>
      registryOf(Object.fromEntries(Array.from({ length: count }, (_, n) => [`p${n}`, {}])))
    const settings = settingsOf({})
    expect(model({ registry: many(MOST_NAMES), settings })).toMatchObject({ defaultByCore: false })
    const made = model({ registry: many(MOST_NAMES), pins: new Map([['/', 'p1']]) })
    expect(made).toMatchObject({
      accounts: [],
      settings: [],
      functions: [],
      coreNames: [],
      pins: [],
      defaultByCore: true,
    })
  })
})

test('the text knows its world: commands, overrides, files, and the variables that it was rendered for', () => {
  world.env.CCS_DIR = world.ccsDir
  world.env.CCS_HOME = world.root
  world.env.CCS_CONFIG = '/config.json'
  const made = model({
    files: [{ name: 'profiles.json', file: '/profiles.json', isThere: true, changedAt: 1, version: '' }],
  })
  expect(made).toMatchObject({
    home: world.home,
    envCcsDir: world.ccsDir,
    envCcsHome: world.root,
    envCcsConfig: '/config.json',
    sources: [{ name: 'profiles.json', file: '/profiles.json' }],
    hasPins: false,
  })
  expect(names(made.commands)).toEqual(COMMAND_NAMES)
  expect(names(made.overrides)).toEqual(OVERRIDES)
  expect(made.homeSettings.map(({ here, file }) => [here, file])).toEqual([
    ['.claude/settings.json', `${world.home}/.claude/settings.json`],
    ['.claude/settings.local.json', `${world.home}/.claude/settings.local.json`],
  ])
  expect(new Set(names(made.homeSettings)).size).toBe(2)
  expect(made.plainSettings).toEqual(made.homeSettings.slice(0, 1))
  for (const name of ['HOME', 'CCS_DIR', 'CCS_HOME', 'CCS_CONFIG']) delete world.env[name]
  expect(model({})).toMatchObject({ home: '', envCcsDir: '', envCcsHome: '', envCcsConfig: '' })
})

describe('the default', () => {
  test('is in the text, or none', () => {
    expect(model({})).toMatchObject({ defaultName: 'work', defaultByCore: false })
    expect(model({ registry: registryOf({}) })).toMatchObject({ defaultName: '', defaultByCore: false })
  })

  test('is asked of the core where no shell can hold its name', () => {
    expect(model({ registry: registryOf({}, 'a\u0000b') })).toMatchObject({ defaultName: '', defaultByCore: true })
  })

  test.each([
    ['damaged', undefined],
    ['with a name that no shell can hold', new Map([['/x', 'a\u0000b']])],
    ['with an empty name', new Map([['/x', '']])],
  ])('is asked of the core where the pins are %s', (_, pins) => {
    expect(model({ pins })).toMatchObject({ pins: [], hasPins: false, defaultByCore: true })
  })

  test('goes by the pins that are in the text', () => {
    const pins = new Map([
      ['/a b', 'work'],
      ['/c', 'nobody'],
    ])
    expect(model({ pins })).toMatchObject({
      pins: [
        { folder: '/a b', name: 'work' },
        { folder: '/c', name: 'nobody' },
      ],
      hasPins: true,
      defaultByCore: false,
    })
  })
})
