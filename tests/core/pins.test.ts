import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quotePosix } from '../../src/shell/posix.ts'
import { PinsWorld } from '../support/pins-world.ts'

const HOSTILE = [
  'a\nb',
  '`touch pwned` _x_ y',
  'it\'s "q"',
  '$(touch pwned)',
  '-h',
  '--json',
  ' ',
  'ü\\😀',
  '\u001b[31m\ttab',
]

let world: PinsWorld
beforeEach(() => {
  world = new PinsWorld()
})
afterEach(() => world[Symbol.dispose]())

describe('pin and unpin', () => {
  test('folders of any name, one inside the other', async () => {
    let cwd = world.folder
    for (const [index, name] of HOSTILE.entries()) {
      mkdirSync(join(cwd, name))
      const said = await world.done(['pin', index % 2 === 0 ? 'personal' : 'work', '--', name], { cwd })
      expect(said).toMatch(/^ccs: .* is pinned to "(?:personal|work)"\.\n$/)
      cwd = join(cwd, name)
    }
    const expected = HOSTILE.map((_, index) => [
      world.at(...HOSTILE.slice(0, index + 1)),
      index % 2 === 0 ? 'personal' : 'work',
    ])
    expect(Object.entries(world.pins())).toEqual(expected)
    expect(lstatSync(join(world.ccsDir, 'pins.json')).mode & 0o777).toBe(0o600)
    expect(await world.launchedIn(cwd)).toBe('personal')
    expect(await world.launchedIn(join(cwd, '..'))).toBe('work')

    const text = await world.ccs(['pins'])
    expect(text).toMatchObject({ status: 0, stderr: '' })
    expect(text.stdout.split('\n')).toHaveLength(HOSTILE.length + 1)
    expect(text.stdout).toContain(
      '/`touch pwned` _x_ y/it\'s "q"/$(touch pwned)/-h/--json/ /ü\\😀/\\u{1b}[31m\\u{9}tab  personal\n',
    )
    expect(text.stdout).not.toMatch(/(?!\n)\p{Cc}/u)
    const json = JSON.parse((await world.ccs(['pins', '--json'])).stdout)
    expect(json).toEqual({
      version: '1',
      pins: expected.map(([path, profile]) => ({ folder: path, profile, folder_exists: true, profile_exists: true })),
    })

    for (const [index, name] of [...HOSTILE.entries()].reverse()) {
      await world.done(['unpin', '--', name], { cwd: world.at(...HOSTILE.slice(0, index)) })
    }
    expect(world.pins()).toEqual({})
    expect([world.home, world.folder, world.root].some((place) => existsSync(join(place, 'pwned')))).toBe(false)
  })

  test('the working folder, by any way to it, and what was before', async () => {
    world.make('real', 'deep')
    symlinkSync('real', world.at('link'))
    expect(await world.done(['pin', 'personal'], { cwd: world.at('link', 'deep') })).not.toContain('before')
    expect(world.pins()).toEqual({ [world.at('real', 'deep')]: 'personal' })
    expect(await world.done(['pin', 'personal', 'link/deep/'])).not.toContain('before')
    expect(await world.done(['pin', 'glm', 'link/deep/../deep'])).toContain('It was pinned to "personal" before.')
    expect(world.pins()).toEqual({ [world.at('real', 'deep')]: 'glm' })
    await world.done(['unpin', world.at('link', 'deep')])
    expect(world.pins()).toEqual({})
  })

  test('a pin in another spelling is replaced, and taken away', async () => {
    world.make('real')
    world.make('x')
    symlinkSync('real', world.at('link'))
    world.write('pins.json', {
      [world.at('link')]: 'personal',
      [world.at('x')]: 'work',
      [world.at('real', '.')]: 'work',
    })
    expect(await world.launchedIn(world.at('real'))).toBe('personal')
    expect(await world.done(['pin', 'mine', 'real'])).toContain('It was pinned to "personal" before.')
    expect(world.pins()).toEqual({ [world.at('x')]: 'work', [world.at('real')]: 'mine' })
    world.write('pins.json', { [world.at('link')]: 'personal', [world.at('x')]: 'work', [world.at('real')]: 'work' })
    await world.done(['unpin', 'real'])
    expect(world.pins()).toEqual({ [world.at('x')]: 'work' })
  })

  test('a link to another folder than its spelling suggests', async () => {
    world.make('here')
    world.make('there', 'deep')
    symlinkSync('../there/deep', world.at('here', 'link'))
    world.write('pins.json', { [world.at('here')]: 'work', [world.at('there')]: 'personal' })
    await world.done(['unpin', 'here/link/..'])
    expect(world.pins()).toEqual({ [world.at('here')]: 'work' })
  })

  test('a folder that is gone is known by its spelling', async () => {
    const gone = ['a', 'b', 'c//d', 'e/../f', 'g']
    world.write('pins.json', Object.fromEntries(gone.map((name) => [`${world.folder}/${name}`, 'work'])))
    await world.done(['unpin', 'a'])
    await world.done(['unpin', `${world.folder}/x/../b/`])
    for (const name of ['c//d', 'e/../f']) await world.done(['unpin', `${world.folder}/${name}`])
    expect(world.pins()).toEqual({ [world.at('g')]: 'work' })
  })

  test('what is not pinned is told, with what holds it', async () => {
    world.make("it's", 'deep')
    await world.done(['pin', 'work', "it's"])
    const said = await world.refused(2, ['unpin'], { cwd: world.at("it's", 'deep') })
    expect(said).toContain(`${world.at("it's", 'deep')} is not pinned.`)
    expect(said).toContain(`ccs unpin ${quotePosix(world.at("it's"))}\n`)
    expect(await world.refused(2, ['unpin', "it's/gone"])).toContain(`ccs unpin ${quotePosix(world.at("it's"))}\n`)
    expect(await world.refused(2, ['unpin'])).not.toContain('What holds it')
    // As an unset variable leaves it; it must not be taken for the working folder.
    expect(await world.refused(2, ['unpin', ''], { cwd: world.at("it's") })).toContain('There is no folder "".')
  })

  test('what cannot be pinned', async () => {
    writeFileSync(world.at('file'), '')
    symlinkSync('nowhere', world.at('dangling'))
    for (const name of ['gone', 'file', 'file/x', 'dangling', '', 'x'.repeat(300)]) {
      expect(await world.refused(2, ['pin', 'work', name])).toContain(`There is no folder "${name}".`)
    }
    expect(await world.refused(3, ['pin', 'wrok'])).toContain('Did you mean "work"?')
    expect(await world.refused(3, ['pin', 'default'])).toContain('Profile not found: "default".')
    await world.refused(2, ['pin', 'work', 'a', 'b'])
    await world.refused(2, ['unpin', 'a', 'b'])
    const bytes = 'x=$(printf "\\377"); mkdir "$x"; ccs pin work "$x"; echo $?; cd "$x"; ccs pin work; echo $?'
    const { stdout, stderr } = await world.run('/bin/sh', ['-c', bytes])
    expect(stdout).toBe('2\n2\n')
    expect(stderr.match(/is not valid UTF-8/g)).toHaveLength(2)
    expect(existsSync(join(world.ccsDir, 'pins.json'))).toBe(false)
  })

  test('beside a v2 registry, which stays as it is', async () => {
    world.write('profiles.json', { version: '2.0.0', profiles: { old: { type: 'account', vault: 'x' } } })
    const before = world.registry()
    await world.done(['pin', 'old'])
    await world.done(['pin', 'glm', '/'])
    expect(world.pins()).toEqual({ [world.folder]: 'old', '/': 'glm' })
    expect(world.registry()).toEqual(before)
    expect(await world.launchedIn(world.folder)).toBe('old')
  })

  test('twelve at once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => world.make(`f${index}`))
    await Promise.all(names.map((name) => world.done(['pin', 'work', name])))
    expect(Object.keys(world.pins()).sort()).toEqual([...names].sort())
    await Promise.all(names.map((name) => world.done(['unpin', name])))
    expect(world.pins()).toEqual({})
    expect(readdirSync(world.ccsDir).filter((name) => /\.new|^lock/.test(name))).toEqual([])
  })
})

test('a pin is published', async () => {
  await world.done(['auth', 'default', 'work'])
  const stamp = () => readFileSync(join(world.ccsDir, 'shell', 'stamp'), 'utf8')
  const before = stamp()
  await world.done(['pin', 'personal'])
  const pinned = stamp()
  expect(pinned).not.toBe(before)
  await world.done(['unpin'])
  expect(stamp()).not.toBe(pinned)
})

describe('pins', () => {
  test('none', async () => {
    expect(await world.ccs(['pins'])).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringMatching(/No folder/),
    })
    const json = await world.ccs(['pins', '--json'])
    expect(json).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(json.stdout)).toEqual({ version: '1', pins: [] })
  })

  test('folders and profiles that are gone are told of', async () => {
    writeFileSync(world.at('file'), '')
    world.write('pins.json', {
      [world.at('gone')]: 'work',
      [world.folder]: 'nobody\u001b',
      [world.home]: 'glm',
      [world.at('file')]: 'work',
    })
    const { status, stdout, stderr } = await world.ccs(['pins'])
    expect({ status, lines: stdout.split('\n').length }).toEqual({ status: 0, lines: 5 })
    expect(stderr).toBe(
      `ccs: ${world.at('gone')} is pinned, but there is no such folder. Take the pin away: ccs unpin '${world.at('gone')}'\n` +
        `ccs: ${world.folder} is pinned to "nobody\\u{1b}", which does not exist. Take the pin away: ccs unpin '${world.folder}'\n` +
        `ccs: ${world.at('file')} is pinned, but there is no such folder. Take the pin away: ccs unpin '${world.at('file')}'\n`,
    )
    const json = await world.ccs(['pins', '--json'])
    expect(json).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(json.stdout).pins).toEqual([
      { folder: world.at('gone'), profile: 'work', folder_exists: false, profile_exists: true },
      { folder: world.folder, profile: 'nobody\u001b', folder_exists: true, profile_exists: false },
      { folder: world.home, profile: 'glm', folder_exists: true, profile_exists: true },
      { folder: world.at('file'), profile: 'work', folder_exists: false, profile_exists: true },
    ])
  })
})
