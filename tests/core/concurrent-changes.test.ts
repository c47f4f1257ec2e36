import { type ChildProcess, spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccounts } from '../support/accounts.ts'
import { skipWhen } from '../support/installed.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { needsStrace } from '../support/strace.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = new World()
  await createAccounts(world, 'work', 'home')
})
afterEach(() => world[Symbol.dispose]())

const inCcsDir = (...names: string[]) => join(world.ccsDir, ...names)
const instance = (...names: string[]) => inCcsDir('instances', ...names)
const registry = () => JSON.parse(readFileSync(inCcsDir('profiles.json'), 'utf8'))
const edit = (change: (registry: { profiles: Record<string, object>; default?: string }) => void) => {
  const value = registry()
  change(value)
  writeFileSync(inCcsDir('profiles.json'), JSON.stringify(value))
}
const remove = (...names: string[]) => world.ccs(['auth', 'remove', ...names, '--force'])
const waitFor = async (is: () => boolean) => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 10))
}
const ended = (child: ChildProcess) => new Promise((resolve) => child.once('close', resolve))
/** Starts the core without waiting for its end. */
const start = (args: string[], env: Record<string, string> = {}) =>
  spawn(join(world.bin, 'ccs'), args, { env: { ...world.env, ...env }, stdio: 'ignore', detached: true })
/** The same under strace, which lets something happen at a system call. */
const startInjected = (args: string[], ...inject: string[]) =>
  spawn('strace', ['-f', '-qq', '-o', '/dev/null', ...inject, join(world.bin, 'ccs'), ...args], {
    env: world.env,
    stdio: 'ignore',
  })

describe('a link in the place of a folder of ccs', () => {
  test.each(['journal', 'shell', 'shell/used', 'instances/.trash', 'instances/.ccs-new'])('%s', async (name) => {
    const outside = join(world.home, 'documents')
    mkdirSync(outside)
    for (const file of ['thesis', 'work', 'home', 'clock', 'stamp', 'candidates'])
      writeFileSync(join(outside, file), 'x')
    rmSync(inCcsDir(name), { recursive: true, force: true })
    symlinkSync(outside, inCcsDir(name))
    const before = pictureOf(outside)
    const commands = [
      ['auth', 'default', 'home'],
      ['auth', 'create', 'new'],
      ['init', 'zsh'],
      ['work'],
      ['auth', 'list'],
    ]
    for (const args of [...commands, ['auth', 'remove', 'work', '--force']]) {
      const { status } = await world.ccs(args)
      expect([0, 8]).toContain(status)
    }
    expect(differences(before, pictureOf(outside))).toEqual([])
  })
})

describe('an older file in the place of a source', () => {
  test('a registry from a backup is seen by the next call of the core', async () => {
    const backup = join(world.home, 'backup')
    copyFileSync(inCcsDir('profiles.json'), backup)
    utimesSync(backup, 1, 1)
    await world.ccs(['auth', 'default', 'home'])
    renameSync(backup, inCcsDir('profiles.json'))
    const { stdout } = await world.ccs(['init', 'bash'])
    expect(stdout).toBe(readFileSync(inCcsDir('shell', 'ccs.bash'), 'utf8'))
    // Where it is the default.
    expect(stdout).toMatch(/ccs_name=\$\{ccs_name:-'work'\}$/m)
    expect(stdout).not.toMatch(/ccs_name=\$\{ccs_name:-'home'\}$/m)
  })
})

describe('removing', () => {
  test('a removal that was killed after the folder was gone is finished before a default is set', async (context) => {
    skipWhen(needsStrace(), context)
    await ended(startInjected(['auth', 'remove', 'work', '--force'], '-e', 'inject=rename:signal=KILL:when=3'))
    expect(existsSync(instance('work'))).toBe(false)
    const result = await world.ccs(['auth', 'default', 'work'])
    expect(result).toMatchObject({ status: 3, stdout: '' })
    expect(registry().default).not.toBe('work')
  })

  test('one that was killed before is forgotten, whatever was done with the profile since', async (context) => {
    skipWhen(needsStrace(), context)
    await ended(startInjected(['auth', 'remove', 'work', '--force'], '-e', 'inject=rename:signal=KILL:when=2'))
    expect(existsSync(inCcsDir('journal/remove-work.json'))).toBe(true)
    expect(await world.ccs(['auth', 'login', 'work'])).toMatchObject({ status: 0 })
    await world.ccs(['auth', 'default', 'home'])
    expect(existsSync(instance('work', '.credentials.json'))).toBe(true)
    expect(existsSync(inCcsDir('journal/remove-work.json'))).toBe(false)
  })

  test('a file in the place of the journal stops it before the login is gone', async () => {
    rmSync(inCcsDir('journal'), { recursive: true })
    writeFileSync(inCcsDir('journal'), '')
    expect(await remove('work')).toMatchObject({ status: 8 })
    expect(Object.keys(registry().profiles)).toEqual(['work', 'home'])
    expect(existsSync(instance('work', '.credentials.json'))).toBe(true)
  })

  test('another process that empties the trash meanwhile is no error', async (context) => {
    skipWhen(needsStrace(), context)
    const slow = ['-P', instance('.trash'), '-e', 'inject=openat:delay_enter=1500000']
    const first = startInjected(['auth', 'remove', 'work', '--force'], ...slow)
    const end = ended(first)
    await waitFor(() => existsSync(instance('.trash')))
    expect(await remove('home')).toMatchObject({ status: 0 })
    expect(await end).toBe(0)
  })

  test('a folder in the place of the mark of its use does not stop it half-way', async () => {
    rmSync(inCcsDir('shell/used/work'))
    mkdirSync(inCcsDir('shell/used/work/deep'), { recursive: true })
    expect(await remove('work')).toMatchObject({ status: 0 })
    expect(existsSync(inCcsDir('journal/remove-work.json'))).toBe(false)
  })

  test('a login is kept when another process does not give the lock', async () => {
    writeFileSync(inCcsDir('lock'), 'somebody')
    expect(await remove('work')).toMatchObject({ status: 7 })
    expect(existsSync(instance('work', '.credentials.json'))).toBe(true)
  })

  test('a folder in which another profile lives is kept', async () => {
    mkdirSync(instance('work', 'inner'))
    edit(({ profiles }) => Object.assign(profiles, { inner: { instance: instance('work', 'inner') } }))
    expect(await remove('work')).toMatchObject({ status: 0 })
    expect(existsSync(instance('work', 'inner'))).toBe(true)
  })
})

describe('a missing folder', () => {
  test.each([
    ['auth', 'show', 'work'],
    ['auth', 'logout', 'work'],
  ])('%s %s starts no claude, which would make it', async (...args) => {
    rmSync(instance('work'), { recursive: true })
    await world.ccs(args)
    expect(world.calls()).toEqual([])
    expect(existsSync(instance('work'))).toBe(false)
  })

  test('an adopted one is made anew without touching its neighbours', async () => {
    const disk = join(world.root, 'disk')
    mkdirSync(join(disk, '.ccs-new'), { recursive: true })
    writeFileSync(join(disk, '.ccs-new', 'mine'), '')
    edit(({ profiles }) => Object.assign(profiles, { adopted: { instance: join(disk, 'account') } }))
    expect(await world.ccs(['adopted', 'x'])).toMatchObject({ status: 0, stderr: '' })
    expect(readdirSync(disk).sort()).toEqual(['.ccs-new', 'account'])
    expect(existsSync(join(disk, '.ccs-new', 'mine'))).toBe(true)
  })

  test.each(['.trash', '.ccs-new'])('an older profile named %s has a folder of its own', async (name) => {
    edit(({ profiles }) => Object.assign(profiles, { [name]: { type: 'account' } }))
    expect(await world.ccs(['auth', 'login', name])).toMatchObject({ status: 0 })
    await world.ccs(['auth', 'default', 'home'])
    expect(existsSync(instance(name.replace('.', '-'), '.credentials.json'))).toBe(true)
  })
})

describe('creating', () => {
  test('is refused where the folder would be that of an older name', async () => {
    edit(({ profiles }) => Object.assign(profiles, { Other: { type: 'account' } }))
    const result = await world.ccs(['auth', 'create', 'other', '--no-login'])
    expect(result).toMatchObject({ status: 4, stdout: '' })
    expect(result.stderr).toContain('is that of the profile')
    expect(existsSync(instance('other'))).toBe(false)
  })

  test('an interrupted one takes nothing away that another program has registered meanwhile', async () => {
    const creation = start(['auth', 'create', 'new'], { CCS_STUB_LOGIN: 'hang' })
    await waitFor(() => world.calls().some(({ args }) => args[1] === 'login'))
    edit(({ profiles }) => Object.assign(profiles, { new: { type: 'account' } }))
    writeFileSync(instance('new', '.credentials.json'), '{}')
    const end = ended(creation)
    process.kill(-(creation.pid ?? 0), 'SIGINT')
    expect(await end).toBe(130)
    expect(existsSync(instance('new', '.credentials.json'))).toBe(true)
  })
})

describe('the files beside the registry', () => {
  test("a person's files with names like the lock's are kept", async () => {
    writeFileSync(inCcsDir('lock.notes'), 'mine')
    utimesSync(inCcsDir('lock.notes'), 1, 1)
    await world.ccs(['auth', 'default', 'home'])
    expect(existsSync(inCcsDir('lock.notes'))).toBe(true)
  })

  test('a linked registry is changed where it lies, and its neighbours are kept', async () => {
    const dotfiles = join(world.root, 'dotfiles')
    mkdirSync(dotfiles)
    renameSync(inCcsDir('profiles.json'), join(dotfiles, 'profiles.json'))
    symlinkSync(join(dotfiles, 'profiles.json'), inCcsDir('profiles.json'))
    writeFileSync(join(dotfiles, 'profiles.json.new'), 'mine')
    expect(await world.ccs(['auth', 'default', 'home'])).toMatchObject({ status: 0 })
    expect(registry().default).toBe('home')
    expect(readdirSync(dotfiles)).toEqual(['profiles.json', 'profiles.json.new'])
    expect(readFileSync(join(dotfiles, 'profiles.json.new'), 'utf8')).toBe('mine')
  })

  test.each([4_000_000_000, 9_000_000_000_000])('a time of use to come is none: %d', async (time) => {
    utimesSync(inCcsDir('shell', 'used', 'work'), time, time)
    expect(await world.ccs(['auth', 'default', 'home'])).toMatchObject({ status: 0 })
    expect(registry().profiles.work.last_used).toBeNull()
  })

  test('a link that leads nowhere in the place of the ccs dir is named', async () => {
    rmSync(world.ccsDir, { recursive: true })
    symlinkSync('nowhere', world.ccsDir)
    const { status, stderr } = await world.ccs(['auth', 'create', 'new', '--no-login'])
    expect(status).toBe(8)
    expect(stderr).toContain(`${world.ccsDir} is not a folder of ccs but something else, or a link.`)
  })
})

test('a holder of the lock that has ended, and whose parent does not care, holds it no more', async (context) => {
  skipWhen(needsStrace(), context)
  // A shell that has become something else never asks for the status of what it started.
  const core = join(world.bin, 'ccs')
  const script = `"$0" auth default home & echo $! >"$1"; exec sleep 60`
  const file = join(world.root, 'pid')
  const slow = [
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-P',
    inCcsDir('profiles.json.new'),
    '-e',
    // strace may see the kill only when it has waited.
    'inject=fsync:delay_enter=10000000',
  ]
  const parent = spawn('strace', [...slow, '/bin/sh', '-c', script, core, file], { env: world.env, stdio: 'ignore' })
  try {
    await waitFor(() => existsSync(inCcsDir('lock')))
    const { pid } = JSON.parse(readFileSync(inCcsDir('lock'), 'utf8'))
    process.kill(pid, 'SIGKILL')
    const state = () => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
    await waitFor(() => state() === 'Z')
    expect(await world.ccs(['auth', 'default', 'work'])).toMatchObject({ status: 0 })
  } finally {
    parent.kill('SIGKILL')
  }
})
