import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Profiles, requireAccount, requireProfile } from '../../../src/launch/profiles.ts'
import { contextOf } from '../../support/publish.ts'
import { World } from '../../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(world.ccsDir)
  write('profiles.json', {
    profiles: { work: { type: 'account' }, mine: { plain: true }, old: { vault: 'x' } },
    default: 'work',
  })
  write('config.json', { profiles: { glm: '~/glm.json', work: '~/work.json' } })
})
afterEach(() => world[Symbol.dispose]())

const write = (name: string, content: object | string) =>
  writeFileSync(join(world.ccsDir, name), typeof content === 'string' ? content : JSON.stringify(content))
const profiles = (env: Record<string, string> = {}, cwd = () => world.folder) =>
  new Profiles(contextOf(world, env), cwd)
const pin = (...pins: [folder: string, name: string][]) => write('pins.json', Object.fromEntries(pins))

describe('the default', () => {
  test('is CCS_PROFILE before all else, even a name that nobody has', () => {
    pin([world.folder, 'glm'])
    expect(profiles({ CCS_PROFILE: 'nobody' }).default()).toEqual({
      kind: 'profile',
      name: 'nobody',
      from: 'CCS_PROFILE',
    })
  })

  test('is that of the deepest pin before the registry', () => {
    pin([world.root, 'mine'], [world.folder, 'glm'])
    expect(profiles({ CCS_PROFILE: '' }).default()).toEqual({
      kind: 'profile',
      name: 'glm',
      from: { pin: world.folder },
    })
    expect(profiles({}, () => world.root).default()).toMatchObject({ name: 'mine', from: { pin: world.root } })
  })

  test('is that of the registry where no pin holds the working folder', () => {
    pin([join(world.folder, 'below'), 'glm'])
    expect(profiles().default()).toEqual({ kind: 'profile', name: 'work', from: 'the registry' })
    expect(profiles().hasDefault()).toBe(true)
  })

  test('is plain claude where nothing names one', () => {
    write('profiles.json', { profiles: {} })
    expect(profiles().default()).toEqual({ kind: 'plain-claude' })
    expect(profiles().hasDefault()).toBe(false)
  })

  test('does not ask for the working folder without pins, because it may be gone', () => {
    const gone = () => {
      throw new Error('gone')
    }
    expect(profiles({}, gone).default()).toMatchObject({ name: 'work' })
    pin(['/', 'glm'])
    expect(() => profiles({}, gone).default()).toThrow('gone')
  })
})

describe('a profile', () => {
  test('of each kind is found, and an account beats a settings profile of its name', () => {
    expect(profiles().find('work')).toEqual({
      kind: 'account',
      name: 'work',
      instance: join(world.ccsDir, 'instances/work'),
    })
    expect(profiles().find('mine')).toEqual({ kind: 'plain', name: 'mine' })
    expect(profiles().find('glm')).toEqual({ kind: 'settings', name: 'glm', file: `${world.home}/glm.json` })
    expect(profiles().find('nobody')).toBeUndefined()
  })

  test('is told apart by its kind and by its origin', () => {
    const all = profiles()
    expect(['work', 'mine', 'glm', 'nobody'].map((name) => [all.isAccount(name), all.isSettings(name)])).toEqual([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ])
    expect(['work', 'old', 'nobody'].map((name) => all.isOfV2(name))).toEqual([false, true, false])
    expect(all.names()).toEqual(['work', 'mine', 'old', 'glm', 'work'])
    expect(all.hasPlainDefault()).toBe(false)
  })

  test('`default` of v2 is plain claude, and no settings profile', () => {
    write('config.json', { profiles: { default: '~/.claude/settings.json' } })
    expect(profiles().hasPlainDefault()).toBe(true)
    expect(profiles().isSettings('default')).toBe(false)
  })

  test('of a damaged config.json stops only words that it could name', () => {
    write('config.json', '{')
    expect(() => profiles().isSettings('glm')).toThrow('config.json is damaged')
    expect(profiles().isSettings('fix the build')).toBe(false)
  })
})

describe('a profile that is required', () => {
  const errorOf = (act: () => unknown) => {
    try {
      return act()
    } catch (error) {
      return { message: (error as Error).message, advice: Reflect.get(error as Error, 'advice') }
    }
  }

  test('is returned where it is there, and must be of the right kind', () => {
    expect(requireProfile(profiles(), 'glm')).toMatchObject({ kind: 'settings' })
    expect(requireAccount(profiles(), 'mine')).toMatchObject({ kind: 'plain' })
    expect(() => requireAccount(profiles(), 'glm')).toThrow('"glm" is a settings profile, not an account.')
  })

  test('is suggested where it is nearly there; an account is not where a settings profile is meant', () => {
    expect(errorOf(() => requireProfile(profiles(), 'gml'))).toMatchObject({
      message: 'Profile not found: "gml".',
      advice: expect.arrayContaining(['Did you mean "glm"?', 'To create it: ccs auth create gml']),
    })
    expect(errorOf(() => requireAccount(profiles(), 'gml'))).toMatchObject({
      advice: expect.not.arrayContaining(['Did you mean "glm"?']),
    })
  })

  test('is not to be created where its name in lower case is taken, nor by a name that cannot be', () => {
    const advice = (name: string) => (errorOf(() => requireProfile(profiles(), name)) as { advice: string[] }).advice
    for (const name of ['WORK', 'GLM']) expect(advice(name).join()).not.toContain('To create it')
    expect(advice('a b')).toContain('To create it: ccs auth create <name>')
    expect(advice('Zzzzzz')).toContain('To create it: ccs auth create zzzzzz')
  })
})
