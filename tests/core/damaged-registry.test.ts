import { execFileSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SHELLS } from '../../src/shell/shells.ts'
import { createLoggedOut } from '../support/accounts.ts'
import { NOBODY } from '../support/installed.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(world.ccsDir, { mode: 0o700 })
})
afterEach(() => world[Symbol.dispose]())

const file = () => join(world.ccsDir, 'profiles.json')
const work = { type: 'account', created: '2025-11-09T10:30:00.000Z', last_used: null }

describe('a damaged registry', () => {
  const damaged: [what: string, text: string, said: string][] = [
    ['empty', '', 'it is not JSON at line 1, column 1'],
    ['cut off', '{"version":"2.0.0",\n"profiles":{"work":', 'it is not JSON at line 2'],
    ['no JSON', 'hello', 'it is not JSON'],
    ['a list', '[]', 'expected an object, not a list'],
    ['a word', '"profiles"', 'expected Object'],
    ['of a newer version', '{"version":"3.0.0","profiles":{}}', 'has version "3.0.0", which this ccs does not know'],
    ['with a list of profiles', '{"profiles":[]}', 'profiles is'],
    ['with an entry that is a word', '{"profiles":{"work":"x"}}', 'profiles.work is "x", expected Object'],
    ['with a number as time', '{"profiles":{"work":{"created":1}}}', 'profiles.work.created is 1'],
    ['with a relative instance', '{"profiles":{"work":{"instance":"x"}}}', 'profiles.work.instance is "x"'],
    ['with NUL in an instance', '{"profiles":{"work":{"instance":"/a\\u0000b"}}}', 'profiles.work.instance is'],
    ['with a steering name', '{"profiles":{"\\u001b[31m":1}}', 'profiles.\\u{1b}[31m is 1'],
  ]
  test.each(damaged)('%s', async (_, text, said) => {
    writeFileSync(file(), text)
    for (const args of [['work'], ['auth', 'list'], ['auth', 'create', 'new', '--no-login'], ['init', 'bash']]) {
      const result = await world.ccs(args)
      expect([args[0], result.status, result.stdout]).toEqual([args[0], 6, ''])
      expect(result.stderr).toContain(`${said.length > 0 ? said : ''}`)
      expect(result.stderr).toContain('[damaged]')
      expect(result.stderr).not.toMatch(/\n {4}at /)
    }
    expect(readFileSync(file(), 'utf8')).toBe(text)
    expect(world.calls()).toEqual([])
  })

  const inPlace: [what: string, make: () => void][] = [
    ['a folder', () => mkdirSync(file())],
    ['a link that leads nowhere', () => symlinkSync('nowhere', file())],
    ['a FIFO', () => execFileSync('mkfifo', [file()])],
  ]
  test.each(inPlace)('%s in its place', async (_, make) => {
    await world.ccs(['init', 'bash'])
    make()
    for (const args of [['work'], ['init', 'bash'], ['auth', 'list']]) {
      const result = await world.ccs(args)
      expect([args, result.status, result.stdout]).toEqual([args, 6, ''])
      expect(result.stderr).toContain('is not a file but something else')
    }
  })

  test('help, version and an unbuilt command do not need it', async () => {
    writeFileSync(file(), 'nonsense')
    expect(await world.ccs(['version'])).toEqual({ status: 0, stdout: 'ccs 3.0.0\n', stderr: '' })
    expect(await world.ccs(['help'])).toMatchObject({ status: 0, stderr: '' })
    expect(await world.ccs(['doctor'])).toMatchObject({ status: 2, stdout: '' })
  })
})

describe('what is kept', () => {
  test('unknown keys, odd names and the order survive a change', async () => {
    const text =
      '{"version":"2.0.0","mine":[1],"profiles":{"My Work":{"type":"account","created":"x","email":"a@b"},' +
      '"__proto__":{"type":"account","created":"y","extra":{"deep":null}},"constructor":{"type":"account"}},"default":null}'
    writeFileSync(file(), text)
    expect(await world.ccs(['auth', 'create', 'new', '--no-login'])).toMatchObject({ status: 0 })
    const after = readFileSync(file(), 'utf8')
    const before = JSON.stringify(JSON.parse(text))
    expect(JSON.stringify(JSON.parse(after)).startsWith(before.slice(0, before.indexOf('},"default"')))).toBe(true)
    expect(await world.ccs(['__proto__', 'x'])).toMatchObject({ status: 0 })
    expect(await world.ccs(['constructor', 'x'])).toMatchObject({ status: 0 })
    expect(world.calls().map(({ env }) => env.CCS_PROFILE)).toEqual(
      expect.arrayContaining(['__proto__', 'constructor']),
    )
  })

  test('a byte order mark is read over', async () => {
    writeFileSync(file(), `\uFEFF${JSON.stringify({ profiles: { work } })}`)
    expect(await world.ccs(['work'])).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test('a linked file is changed where it lies', async () => {
    const elsewhere = join(world.root, 'dotfiles.json')
    writeFileSync(elsewhere, JSON.stringify({ version: '2.0.0', profiles: {} }))
    symlinkSync(elsewhere, file())
    expect(await world.ccs(['auth', 'create', 'work', '--no-login'])).toMatchObject({ status: 0 })
    expect(Object.keys(JSON.parse(readFileSync(elsewhere, 'utf8')).profiles)).toEqual(['work'])
    expect(readdirSync(world.root)).not.toContain('dotfiles.json.new')
  })

  test("v2's is read and launched, never rewritten", async () => {
    const text = JSON.stringify({ version: '2.0.0', profiles: { work: { ...work, vault: '~/x' } }, default: 'work' })
    writeFileSync(file(), text)
    for (const args of [
      ['auth', 'create', 'new', '--no-login'],
      ['auth', 'default', 'work'],
      ['auth', 'remove', 'work', '--force'],
    ]) {
      const result = await world.ccs(args)
      expect([args, result.status, result.stdout]).toEqual([args, 6, ''])
    }
    const stderr = 'ccs: These are accounts of ccs v2. To bring them over: ccs migrate\n'
    expect(await world.ccs(['auth', 'list'])).toMatchObject({ status: 0, stderr })
    expect(await world.ccs(['work', 'hi'])).toEqual({ status: 0, stdout: '', stderr })
    expect(readFileSync(file(), 'utf8')).toBe(text)
    expect(world.calls()[0]?.env.CLAUDE_CONFIG_DIR).toBe(join(world.ccsDir, 'instances', 'work'))
  })
})

describe('at once', () => {
  test('ten creations lose nothing, and what is published holds them all', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `name-${index}`)
    const results = await Promise.all(names.map((name) => world.ccs(['auth', 'create', name, '--no-login'])))
    expect(results.map(({ status }) => status)).toEqual(names.map(() => 0))
    expect(Object.keys(JSON.parse(readFileSync(file(), 'utf8')).profiles).sort()).toEqual(names)
    const published = readFileSync(join(world.ccsDir, 'shell', 'ccs.bash'), 'utf8')
    for (const name of names) expect(published).toContain(`function ccs-${name} {`)
    expect(readdirSync(world.ccsDir).sort()).toEqual(['instances', 'journal', 'profiles.json', 'shell'])
  })
})

describe('publishing', () => {
  const published = (name: string) => join(world.ccsDir, 'shell', name)

  test('init prints what is published, and renews it when a source or the environment changed', async () => {
    await createLoggedOut(world, 'work')
    for (const { name, file, forEval = (text: string) => text } of SHELLS) {
      const printed = await world.ccs(['init', name])
      expect(printed).toEqual({ status: 0, stdout: forEval(readFileSync(published(file), 'utf8')), stderr: '' })
      expect(printed.stdout).toContain('ccs-work')
    }
    const stamp = readFileSync(published('stamp'), 'utf8')
    writeFileSync(file(), JSON.stringify({ version: '2.0.0', profiles: { work, other: work } }))
    expect((await world.ccs(['init', 'bash'])).stdout).toContain('ccs-other')
    expect(readFileSync(published('stamp'), 'utf8')).not.toBe(stamp)
    writeFileSync(published('ccs.bash'), 'half a te')
    expect((await world.ccs(['init', 'bash'])).stdout).toContain('ccs-other')
    expect((await world.ccs(['init', 'bash'], { env: { CCS_CONFIG: '/x/config.json' } })).stdout).toContain(
      '/x/config.json',
    )
  })

  test('the same text again renews only the marks of the times', async () => {
    await createLoggedOut(world, 'work')
    const inodes = ['ccs.zsh', 'stamp'].map((name) => statSync(published(name)).ino)
    await new Promise((resolve) => setTimeout(resolve, 20))
    writeFileSync(file(), readFileSync(file()))
    const [from, to] = ['from', 'to'].map((end) => published(`times/profiles.json.${end}`)) as [string, string]
    expect(statSync(to).mtimeMs).toBeLessThan(statSync(file()).mtimeMs)
    expect(await world.ccs(['work'])).toMatchObject({ status: 0, stderr: '' })
    expect(['ccs.zsh', 'stamp'].map((name) => statSync(published(name)).ino)).toEqual(inodes)
    expect(statSync(from).mtimeMs).toBeLessThanOrEqual(statSync(file()).mtimeMs)
    expect(statSync(to).mtimeMs).toBeGreaterThan(statSync(file()).mtimeMs)
  })

  test('what is published is not published again, whatever the time of the registry', async () => {
    await createLoggedOut(world, 'work')
    // A disk gives back some of these a microsecond earlier.
    for (const milliseconds of [1, 2, 3, 123, 457, 999]) {
      const time = 1_700_000_000 + milliseconds / 1000
      utimesSync(file(), time, time)
      await world.ccs(['init', 'bash'])
      const { ino } = statSync(published('index.json'))
      await world.ccs(['init', 'zsh'])
      expect([milliseconds, statSync(published('index.json')).ino]).toEqual([milliseconds, ino])
    }
  })

  test('without a ccs dir, and where it cannot be written, init prints all the same', async () => {
    rmSync(world.ccsDir, { recursive: true })
    const fresh = await world.ccs(['init', 'bash'])
    expect(fresh).toMatchObject({ status: 0, stderr: '' })
    expect(fresh.stdout).toContain('function ccs {')
    expect(existsSync(world.ccsDir)).toBe(false)
    await createLoggedOut(world, 'work')
    rmSync(published('.'), { recursive: true })
    writeFileSync(join(world.ccsDir, 'shell'), 'in the way')
    const blocked = await world.ccs(['init', 'bash'])
    expect(blocked).toMatchObject({ status: 0, stderr: '' })
    expect(blocked.stdout).toContain('ccs-work')
  })

  test.runIf(process.geteuid?.() === 0)('a ccs dir of another user is refused, also for reading', async () => {
    await createLoggedOut(world, 'work')
    chownSync(world.ccsDir, NOBODY, NOBODY)
    for (const args of [['work'], ['auth', 'list'], ['auth', 'create', 'new', '--no-login'], ['init', 'bash']]) {
      const result = await world.ccs(args)
      expect([args, result.status, result.stdout]).toEqual([args, 8, ''])
      expect(result.stderr).toContain('belongs to another user')
    }
    expect(await world.ccs(['help'])).toMatchObject({ status: 0, stderr: '' })
  })

  test('a ccs dir that others can write in is mended, and said once', async () => {
    await createLoggedOut(world, 'work')
    execFileSync('chmod', ['775', world.ccsDir])
    const first = await world.ccs(['init', 'bash'])
    expect(first.status).toBe(0)
    expect(first.stderr).toMatch(/^ccs: Other users could write in .*; that right was taken away\.\n$/)
    expect(statSync(world.ccsDir).mode & 0o777).toBe(0o755)
    expect(await world.ccs(['work'])).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})

describe('the environment', () => {
  const refused: [env: Record<string, string>, said: string][] = [
    [{ CCS_DIR: '' }, 'CCS_DIR is empty.'],
    [{ CCS_DIR: 'relative' }, 'CCS_DIR is the relative path "relative".'],
    [{ CCS_HOME: './x' }, 'CCS_HOME is the relative path "./x".'],
    [{ CCS_CONFIG: './-x y.json' }, 'CCS_CONFIG is the relative path "./-x y.json".'],
  ]
  test.each(refused)('%j is refused', async (env, said) => {
    for (const args of [['work'], ['init', 'bash'], ['auth', 'list']]) {
      const result = await world.ccs(args, { env })
      expect([args, result.status, result.stdout]).toEqual([args, 2, ''])
      expect(result.stderr).toContain(said)
    }
  })

  test('CCS_DIR and CCS_HOME name the ccs dir; slashes at the end do not count, links are not resolved', async () => {
    const link = join(world.root, 'link')
    mkdirSync(join(world.root, 'real'))
    symlinkSync('real', link)
    await world.ccs(['auth', 'create', 'work', '--no-login'], { env: { CCS_DIR: `${link}//` } })
    await world.ccs(['work'], { env: { CCS_DIR: link } })
    await world.ccs(['auth', 'create', 'home', '--no-login'], { env: { CCS_HOME: link } })
    await world.ccs(['home'], { env: { CCS_HOME: `${link}/` } })
    const folders = world.calls().map(({ env }) => env.CLAUDE_CONFIG_DIR)
    expect(folders.sort()).toEqual([`${link}/.ccs/instances/home`, `${link}/instances/work`].sort())
  })
})
