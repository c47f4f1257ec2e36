import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quotePosix } from '../src/shell/quote.ts'
import { account } from './scenarios/scenario.ts'
import { type RunOptions, World } from './world.ts'

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

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(join(world.ccsDir, 'instances'), { recursive: true, mode: 0o700 })
  const profiles = { work: account, personal: account, mine: { plain: true } }
  write('profiles.json', { version: '2.0.0', profiles, default: 'work' })
  write('config.json', { profiles: { glm: '~/glm.json' } })
  writeFileSync(join(world.home, 'glm.json'), '{}')
})
afterEach(() => world[Symbol.dispose]())

const write = (name: string, content: object) => writeFileSync(join(world.ccsDir, name), JSON.stringify(content))
const pins = () => JSON.parse(readFileSync(join(world.ccsDir, 'pins.json'), 'utf8'))
const registry = () => JSON.parse(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8'))
const folder = (...names: string[]) => join(world.folder, ...names)
const make = (...names: string[]) => {
  mkdirSync(folder(...names), { recursive: true })
  return folder(...names)
}

/** Does it, and sees that all is well and nothing on stdout. */
async function done(args: string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await world.ccs(args, options)
  expect({ args, status, stdout }, stderr).toEqual({ args, status: 0, stdout: '' })
  return stderr
}

/** It must be refused, and change nothing. */
async function refused(status: number, args: string[], options: RunOptions = {}): Promise<string> {
  const file = join(world.ccsDir, 'pins.json')
  const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
  const before = read()
  const result = await world.ccs(args, options)
  expect({ args, status: result.status, stdout: result.stdout }, result.stderr).toEqual({ args, status, stdout: '' })
  expect(read()).toBe(before)
  return result.stderr
}

/** The profile that the core launches by default in a folder. */
async function launchedIn(cwd: string, ...args: string[]): Promise<string | undefined> {
  await done(args.length > 0 ? args : ['a b'], { cwd })
  return world.calls()[0]?.env.CCS_PROFILE
}

describe('pin and unpin', () => {
  test('folders of any name, one inside the other', async () => {
    let cwd = world.folder
    for (const [index, name] of HOSTILE.entries()) {
      mkdirSync(join(cwd, name))
      const said = await done(['pin', index % 2 === 0 ? 'personal' : 'work', '--', name], { cwd })
      expect(said).toMatch(/^ccs: .* is pinned to "(?:personal|work)"\.\n$/)
      cwd = join(cwd, name)
    }
    const expected = HOSTILE.map((_, index) => [
      folder(...HOSTILE.slice(0, index + 1)),
      index % 2 === 0 ? 'personal' : 'work',
    ])
    expect(Object.entries(pins())).toEqual(expected)
    expect(lstatSync(join(world.ccsDir, 'pins.json')).mode & 0o777).toBe(0o600)
    expect(await launchedIn(cwd)).toBe('personal')
    expect(await launchedIn(join(cwd, '..'))).toBe('work')

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
      await done(['unpin', '--', name], { cwd: folder(...HOSTILE.slice(0, index)) })
    }
    expect(pins()).toEqual({})
    expect([world.home, world.folder, world.root].some((place) => existsSync(join(place, 'pwned')))).toBe(false)
  })

  test('the working folder, by any way to it, and what was before', async () => {
    make('real', 'deep')
    symlinkSync('real', folder('link'))
    expect(await done(['pin', 'personal'], { cwd: folder('link', 'deep') })).not.toContain('before')
    expect(pins()).toEqual({ [folder('real', 'deep')]: 'personal' })
    expect(await done(['pin', 'personal', 'link/deep/'])).not.toContain('before')
    expect(await done(['pin', 'glm', 'link/deep/../deep'])).toContain('It was pinned to "personal" before.')
    expect(pins()).toEqual({ [folder('real', 'deep')]: 'glm' })
    await done(['unpin', folder('link', 'deep')])
    expect(pins()).toEqual({})
  })

  test('a pin in another spelling is replaced, and taken away', async () => {
    make('real')
    make('x')
    symlinkSync('real', folder('link'))
    write('pins.json', { [folder('link')]: 'personal', [folder('x')]: 'work', [folder('real', '.')]: 'work' })
    expect(await launchedIn(folder('real'))).toBe('personal')
    expect(await done(['pin', 'mine', 'real'])).toContain('It was pinned to "personal" before.')
    expect(pins()).toEqual({ [folder('x')]: 'work', [folder('real')]: 'mine' })
    write('pins.json', { [folder('link')]: 'personal', [folder('x')]: 'work', [folder('real')]: 'work' })
    await done(['unpin', 'real'])
    expect(pins()).toEqual({ [folder('x')]: 'work' })
  })

  test('a link to another folder than its spelling suggests', async () => {
    make('here')
    make('there', 'deep')
    symlinkSync('../there/deep', folder('here', 'link'))
    write('pins.json', { [folder('here')]: 'work', [folder('there')]: 'personal' })
    await done(['unpin', 'here/link/..'])
    expect(pins()).toEqual({ [folder('here')]: 'work' })
  })

  test('a folder that is gone is known by its spelling', async () => {
    const gone = ['a', 'b', 'c//d', 'e/../f', 'g']
    write('pins.json', Object.fromEntries(gone.map((name) => [`${world.folder}/${name}`, 'work'])))
    await done(['unpin', 'a'])
    await done(['unpin', `${world.folder}/x/../b/`])
    for (const name of ['c//d', 'e/../f']) await done(['unpin', `${world.folder}/${name}`])
    expect(pins()).toEqual({ [folder('g')]: 'work' })
  })

  test('what is not pinned is told, with what holds it', async () => {
    make("it's", 'deep')
    await done(['pin', 'work', "it's"])
    const said = await refused(2, ['unpin'], { cwd: folder("it's", 'deep') })
    expect(said).toContain(`${folder("it's", 'deep')} is not pinned.`)
    expect(said).toContain(`ccs unpin ${quotePosix(folder("it's"))}\n`)
    expect(await refused(2, ['unpin', "it's/gone"])).toContain(`ccs unpin ${quotePosix(folder("it's"))}\n`)
    expect(await refused(2, ['unpin'])).not.toContain('What holds it')
    // As an unset variable leaves it; it must not be taken for the working folder.
    expect(await refused(2, ['unpin', ''], { cwd: folder("it's") })).toContain('There is no folder "".')
  })

  test('what cannot be pinned', async () => {
    writeFileSync(folder('file'), '')
    symlinkSync('nowhere', folder('dangling'))
    for (const name of ['gone', 'file', 'file/x', 'dangling', '', 'x'.repeat(300)]) {
      expect(await refused(2, ['pin', 'work', name])).toContain(`There is no folder "${name}".`)
    }
    expect(await refused(3, ['pin', 'wrok'])).toContain('Did you mean "work"?')
    expect(await refused(3, ['pin', 'default'])).toContain('Profile "default" not found.')
    await refused(2, ['pin', 'work', 'a', 'b'])
    await refused(2, ['unpin', 'a', 'b'])
    const bytes = 'x=$(printf "\\377"); mkdir "$x"; ccs pin work "$x"; echo $?; cd "$x"; ccs pin work; echo $?'
    const { stdout, stderr } = await world.run('/bin/sh', ['-c', bytes])
    expect(stdout).toBe('2\n2\n')
    expect(stderr.match(/is not valid UTF-8/g)).toHaveLength(2)
    expect(existsSync(join(world.ccsDir, 'pins.json'))).toBe(false)
  })

  test('beside a v2 registry, which stays as it is', async () => {
    write('profiles.json', { version: '2.0.0', profiles: { old: { type: 'account', vault: 'x' } } })
    const before = registry()
    await done(['pin', 'old'])
    await done(['pin', 'glm', '/'])
    expect(pins()).toEqual({ [world.folder]: 'old', '/': 'glm' })
    expect(registry()).toEqual(before)
    expect(await launchedIn(world.folder)).toBe('old')
  })

  test('twelve at once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => make(`f${index}`))
    await Promise.all(names.map((name) => done(['pin', 'work', name])))
    expect(Object.keys(pins()).sort()).toEqual([...names].sort())
    await Promise.all(names.map((name) => done(['unpin', name])))
    expect(pins()).toEqual({})
    expect(readdirSync(world.ccsDir).filter((name) => /\.new|^lock/.test(name))).toEqual([])
  })
})

test('a pin is published', async () => {
  await done(['auth', 'default', 'work'])
  const stamp = () => readFileSync(join(world.ccsDir, 'shell', 'stamp'), 'utf8')
  const before = stamp()
  await done(['pin', 'personal'])
  const pinned = stamp()
  expect(pinned).not.toBe(before)
  await done(['unpin'])
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
    writeFileSync(folder('file'), '')
    write('pins.json', {
      [folder('gone')]: 'work',
      [world.folder]: 'nobody\u001b',
      [world.home]: 'glm',
      [folder('file')]: 'work',
    })
    const { status, stdout, stderr } = await world.ccs(['pins'])
    expect({ status, lines: stdout.split('\n').length }).toEqual({ status: 0, lines: 5 })
    expect(stderr).toBe(
      `ccs: ${folder('gone')} is pinned, but there is no such folder. Take the pin away: ccs unpin '${folder('gone')}'\n` +
        `ccs: ${world.folder} is pinned to "nobody\\u{1b}", which does not exist. Take the pin away: ccs unpin '${world.folder}'\n` +
        `ccs: ${folder('file')} is pinned, but there is no such folder. Take the pin away: ccs unpin '${folder('file')}'\n`,
    )
    const json = await world.ccs(['pins', '--json'])
    expect(json).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(json.stdout).pins).toEqual([
      { folder: folder('gone'), profile: 'work', folder_exists: false, profile_exists: true },
      { folder: world.folder, profile: 'nobody\u001b', folder_exists: true, profile_exists: false },
      { folder: world.home, profile: 'glm', folder_exists: true, profile_exists: true },
      { folder: folder('file'), profile: 'work', folder_exists: false, profile_exists: true },
    ])
  })
})

describe('launching by default', () => {
  test('pins that lead nowhere stop nothing elsewhere', async () => {
    writeFileSync(folder('file'), '')
    symlinkSync('loop', folder('loop'))
    const odd = [folder('file', 'x'), folder('loop'), `/${'x'.repeat(300)}`, folder('gone')]
    write('pins.json', Object.fromEntries([...odd, world.folder].map((name) => [name, 'personal'])))
    expect(await launchedIn(world.folder)).toBe('personal')
    expect(await world.ccs(['pins'])).toMatchObject({ status: 0 })
  })

  test('a pin to nobody tells what to do', async () => {
    make("it's")
    write('pins.json', { [folder("it's")]: 'gone' })
    const said = await refused(3, ['a b'], { cwd: folder("it's") })
    expect(said).toContain(`${folder("it's")} is pinned to the profile "gone", which does not exist.`)
    expect(said).toContain(`ccs unpin ${quotePosix(folder("it's"))}\n`)
    expect(world.calls()).toEqual([])
  })

  test('a working folder that is gone is told of, where a pin is to be looked up', async () => {
    await done(['pin', 'personal', world.home])
    const tried = async (command: string) => {
      const line = `mkdir here; cd here; rmdir ../here; ${command} 2>&1; echo "$?"`
      const { stdout } = await world.run('/bin/sh', ['-c', line])
      // What the shell and the stand-in, which is one too, say of it themselves.
      return stdout.replace(/^(?!ccs: ).*getcwd.*\n/gm, '')
    }
    for (const command of ["ccs 'a b'", 'ccs', 'ccs explain', 'ccs pin work', 'ccs unpin', 'ccs unpin x']) {
      expect(await tried(command), command).toMatch(
        /^ccs: The working folder is not there any more\. \[file-system\]\n.*\n8\n$/,
      )
    }
    expect(await tried('ccs pins')).toMatch(/personal\n0\n$/)
    expect(await tried('ccs work x')).toBe('0\n')
    expect(await tried(`ccs unpin ${quotePosix(world.home)}`)).toMatch(/is not pinned to "personal" any more\.\n0\n$/)
    expect(await tried("ccs 'a b'")).toBe('0\n')
  })
})

describe('auth remove', () => {
  test('takes the pins of the profile with it, and says so', async () => {
    for (const name of ['a', 'b\u001b', 'c']) make(name)
    write('pins.json', { [folder('a')]: 'work', [folder('c')]: 'personal', [folder('b\u001b')]: 'work' })
    const said = await done(['auth', 'remove', 'work', '--force'])
    expect(said).toContain(`ccs: ${folder('a')} is not pinned any more.\n`)
    expect(said).toContain(`ccs: ${folder('b')}\\u{1b} is not pinned any more.\n`)
    expect(said).not.toContain(folder('c'))
    expect(pins()).toEqual({ [folder('c')]: 'personal' })
    expect(await launchedIn(folder('c'))).toBe('personal')
    expect(await launchedIn(folder('a'))).toBeUndefined()
  })

  test('does nothing where the pins are damaged', async () => {
    await done(['auth', 'login', 'work'])
    world.calls()
    writeFileSync(join(world.ccsDir, 'pins.json'), '{')
    expect(await refused(6, ['auth', 'remove', 'work', '--force'])).toContain('pins.json is damaged')
    expect(world.calls()).toEqual([])
    expect(Object.keys(registry().profiles)).toContain('work')
  })

  /** As a process leaves it that was killed when the registry was written, and the pins were not yet. */
  function killedBeforeThePins(): void {
    const { profiles, ...rest } = registry()
    const { work, ...others } = profiles
    write('removing.json', { name: 'work', entry: work, takesFolder: false })
    write('profiles.json', { ...rest, profiles: others, default: 'personal' })
    write('pins.json', { [world.folder]: 'work', [world.home]: 'personal' })
  }

  test.each([
    ['a launch there', ['a b']],
    ['any change', ['auth', 'default', 'mine']],
    ['a pin elsewhere', ['pin', 'mine', '/']],
  ])('an interrupted one is finished by %s', async (_, args) => {
    killedBeforeThePins()
    expect(await done(args)).toContain('The interrupted removal of "work" was finished.')
    expect(pins()).toMatchObject({ [world.home]: 'personal' })
    expect(pins()).not.toHaveProperty([world.folder])
    expect(existsSync(join(world.ccsDir, 'removing.json'))).toBe(false)
    world.calls()
    expect(await launchedIn(world.folder, '-p')).toBe(args[0] === 'a b' ? 'personal' : 'mine')
  })

  test('one that had not begun leaves the pins', async () => {
    write('removing.json', { name: 'work', entry: account, takesFolder: false })
    write('pins.json', { [world.folder]: 'work' })
    await done(['auth', 'default', 'personal'])
    expect(pins()).toEqual({ [world.folder]: 'work' })
    expect(await launchedIn(world.folder)).toBe('work')
  })
})
