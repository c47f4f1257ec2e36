import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account } from '../shells/scenarios/scenario.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { PinsWorld } from '../support/pins-world.ts'
import { publish } from '../support/publish.ts'

let world: PinsWorld
beforeEach(() => {
  world = new PinsWorld()
})
afterEach(() => world[Symbol.dispose]())

const instance = (...names: string[]) => join(world.ccsDir, 'instances', ...names)
const rename = (...words: string[]) => world.done(['auth', 'rename', ...words])
const profiles = () => world.registry().profiles
const withProfiles = (entries: object, rest: object = {}) =>
  world.write('profiles.json', { version: '2.0.0', profiles: entries, ...rest })
/** What claude gets of `ccs run <name>`. */
async function launchOf(name: string) {
  world.calls()
  await world.done(['run', name, 'x'])
  const [{ env } = { env: {} as Record<string, string> }] = world.calls()
  return { folder: env.CLAUDE_CONFIG_DIR, profile: env.CCS_PROFILE }
}

describe('auth rename', () => {
  test('keeps the login, the place in the file, all keys, times, pins and the default', async () => {
    const work = { ...account, mine: { deep: [null] }, last_used: '2025-11-10T00:00:00.000Z' }
    withProfiles({ personal: account, work, last: account }, { default: 'work', kept: 1 })
    world.write('pins.json', { [world.at('a')]: 'personal', [world.folder]: 'work', [world.home]: 'work' })
    await world.done(['auth', 'login', 'work'])
    publish(world)
    const mark = join(world.ccsDir, 'shell/used/work')
    utimesSync(mark, 1_770_000_000, 1_770_000_000)
    const before = pictureOf(instance('work'))

    expect(await rename('work', 'office')).toBe(
      '[success] Profile "work" is now "office".\n' +
        `[info] Its folder is ${instance('work')}.\n` +
        '[info] Another shell that uses "work" chooses it again by: ccs use office\n',
    )
    const office = { ...work, last_used: '2026-02-02T02:40:00.000Z', instance: instance('work') }
    const expected = { personal: account, office, last: account }
    expect(JSON.stringify(world.registry())).toBe(
      JSON.stringify({ version: '2.0.0', profiles: expected, default: 'office', kept: 1 }),
    )
    expect(Object.entries(world.pins())).toEqual([
      [world.at('a'), 'personal'],
      [world.folder, 'office'],
      [world.home, 'office'],
    ])
    expect(existsSync(mark)).toBe(false)
    expect(statSync(join(world.ccsDir, 'shell/used/office')).mtimeMs).toBe(1_770_000_000_000)
    expect(differences(before, pictureOf(instance('work')))).toEqual([])
    expect(world.journal()).toEqual([])
    expect(await launchOf('office')).toEqual({ folder: instance('work'), profile: 'office' })
    expect(await world.launchedIn(world.folder)).toBe('office')
    expect(await world.refused(3, ['work', 'x'])).toContain('Profile not found: "work".')
    const shown = JSON.parse((await world.ccs(['auth', 'show', 'office', '--json'])).stdout)
    expect(shown).toMatchObject({ logged_in: true, email: 'work@example.com', default: true })
  })

  test('again and back: the key goes where the folder is that of the name', async () => {
    await rename('personal', 'b')
    expect(await rename('b', 'c')).not.toContain('older program')
    expect(profiles().c).toEqual({ ...account, instance: instance('personal') })
    expect(await rename('c', 'personal')).not.toContain('older program')
    expect(profiles()).toEqual({ work: account, personal: account, mine: { plain: true } })
  })

  test('the key stays where the string is another one, or somebody else uses the folder', async () => {
    const slash = { ...account, instance: `${instance('x')}/` }
    const shared = { ...account, instance: instance('y') }
    withProfiles({ slash, shared, too: shared, adopted: { ...account, instance: '/tmp' }, mine: { plain: true } })
    await rename('slash', 'x')
    await rename('shared', 'y')
    await rename('adopted', 'z')
    await rename('mine', 'bare')
    expect(profiles()).toEqual({
      x: slash,
      y: shared,
      too: shared,
      z: { ...account, instance: '/tmp' },
      bare: { plain: true },
    })
    expect(await launchOf('bare')).toEqual({ folder: undefined, profile: 'bare' })
  })

  test('older names that no new one may have', async () => {
    const names = ["it's $(touch pwned) `x`\n", 'ü😀', '..', '-f', '__proto__', 'auth', 'Work', '']
    const text = names.map((name) => `${JSON.stringify(name)}:{"type":"account"}`).join()
    writeFileSync(join(world.ccsDir, 'profiles.json'), `{"profiles":{${text}},"default":"__proto__"}`)
    for (const [index, name] of names.entries()) {
      const { folder } = await launchOf(name)
      await world.done(['auth', 'rename', '--', name, `new${index}`])
      expect(await launchOf(`new${index}`)).toEqual({ folder, profile: `new${index}` })
    }
    expect(Object.keys(profiles())).toEqual(names.map((_, index) => `new${index}`))
    expect(world.registry().default).toBe('new4')
    expect([world.home, world.folder].filter((place) => existsSync(join(place, 'pwned')))).toEqual([])
  })

  test("the older program's spelling: the folder is kept, alone or shared, and by its own name without a key", async () => {
    mkdirSync(instance('shared'))
    mkdirSync(instance('my-own'))
    mkdirSync(instance('Exact'))
    withProfiles({ Shared: account, shared: account, 'My Own': account, Exact: account })
    await rename('Shared', 'office')
    await rename('My Own', 'my-own')
    // Only the older program gives such names, of which this is the last one.
    expect(await rename('Exact', 'exact')).toContain('The older program (@kaitranntt/ccs) does not know that.')
    expect(profiles()).toEqual({
      office: { ...account, instance: instance('shared') },
      shared: account,
      'my-own': account,
      exact: { ...account, instance: instance('Exact') },
    })
    const said = await world.done(['auth', 'remove', 'office', '--force'])
    expect(said).toContain('"shared" uses it too')
    expect(readdirSync(instance()).sort()).toEqual(['Exact', 'my-own', 'shared'])
  })

  test('one that the older program has in config.yaml is not brought over once more under its old name', async () => {
    const yaml = 'version: 13\ndefault: work\naccounts:\n  work:\n    created: "x"\n    last_used: null\n'
    writeFileSync(join(world.ccsDir, 'config.yaml'), yaml)
    await world.done(['auth', 'default', '--unset'])
    await rename('work', 'office')
    expect((await world.ccs(['auth', 'list'])).stderr).toBe('')
    const said = await world.refused(3, ['work', 'x'])
    expect(said).toContain('Did you mean "office"?')
    expect(said).not.toContain('ccs migrate')
    await world.ccs(['migrate', '--no-login', '--force'])
    expect(Object.keys(profiles())).toEqual(['office', 'personal', 'mine'])
    expect(world.registry().default).toBeUndefined()
  })

  const refused: [words: string[], status: number, said: string][] = [
    [['nobody', 'new'], 3, 'Profile not found: "nobody".'],
    [['wrok', 'new'], 3, 'Did you mean "work"?'],
    [['', 'new'], 3, 'Profile not found: "".'],
    [['glm', 'new'], 2, 'is a settings profile'],
    [['work', 'work'], 4, '"work" has that name already.'],
    [['work', 'personal'], 4, 'There is a profile named "personal" already.'],
    [['work', 'glm'], 4, 'There is a settings profile'],
    [['work', 'New'], 2, 'Use "new" instead.'],
    [['work', 'default'], 2, 'is a word of ccs itself'],
    [['work', 'con'], 2, 'the name of a device'],
    [['work', ''], 2, 'cannot be the name'],
    [['work', '../x'], 2, 'cannot be the name'],
    [['work', 'a.2'], 2, 'cannot be the name'],
    [['work'], 2, '<new> is missing.'],
    [['work', 'a', 'b'], 2, '"b" is one argument too many.'],
  ]
  test('what cannot be changes nothing', async () => {
    await world.done(['pin', 'work'])
    const before = pictureOf(world.ccsDir)
    for (const [words, status, said] of refused) {
      expect(await world.refused(status, ['auth', 'rename', ...words])).toContain(said)
    }
    writeFileSync(join(world.ccsDir, 'pins.json'), '{')
    expect(await world.refused(6, ['auth', 'rename', 'work', 'new'])).toContain('pins.json is damaged')
    const changed = differences(before, pictureOf(world.ccsDir))
    expect(changed).toEqual([expect.stringMatching(/^pins\.json: /)])
  })

  test("a registry of v2's is not rewritten", async () => {
    withProfiles({ work: { ...account, vault: '~/x' } })
    const before = readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')
    expect(await world.refused(6, ['auth', 'rename', 'work', 'new'])).toContain('is one of ccs v2')
    expect(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')).toBe(before)
  })

  test.each(['shell/used', 'shell/used/work', 'shell/used/office'])(
    'a link in the place of %s does not stop it half-way, and is not followed',
    async (name) => {
      await world.done(['auth', 'default', 'work'])
      const outside = join(world.home, 'documents')
      mkdirSync(outside)
      await world.run('/bin/sh', ['-c', 'rm -rf "$0"; ln -s "$1" "$0"', join(world.ccsDir, name), outside])
      // Publishing tells of a folder that is none, as with any change.
      const { status } = await world.ccs(['auth', 'rename', 'work', 'office'])
      expect(status).toBe(name === 'shell/used' ? 8 : 0)
      expect(Object.keys(profiles())).toContain('office')
      expect(world.journal()).toEqual([])
      expect(readdirSync(outside)).toEqual([])
    },
  )
})
