import { chownSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownIdentity } from '../../src/store/process-identity.ts'
import { createLoggedOut } from '../support/accounts.ts'
import { AdoptWorld } from '../support/adopt-world.ts'
import { NOBODY, onlyRoot, skipWhen } from '../support/installed.ts'

let world: AdoptWorld
beforeEach(() => {
  world = new AdoptWorld()
})
afterEach(() => world[Symbol.dispose]())

/** Refused as the folder of an account, for that reason. */
async function refusedFolder(folder: string, reason: RegExp | string, status = 2): Promise<void> {
  expect(await world.refused(status, 'auth', 'adopt', 'new', folder)).toMatch(reason)
}

describe('a folder is no account', () => {
  test('that is not there, or no folder', async () => {
    writeFileSync(join(world.home, 'file'), '')
    symlinkSync('nowhere', join(world.home, 'dangling'))
    const wrong = [`${world.home}/gone`, `${world.home}/file`, `${world.home}/dangling`, '', 'gone', '~/.claude-work']
    for (const folder of wrong) await refusedFolder(folder, /^ccs: There is no folder ".*"\. \[usage\]\n/)
  })

  test('without what Claude makes', async () => {
    const project = join(world.home, 'project')
    for (const name of ['.claude', 'commands', 'agents', 'plugins', 'projects', 'debug']) {
      mkdirSync(join(project, name), { recursive: true })
    }
    for (const name of ['CLAUDE.md', 'settings.json', '.claude/settings.json']) writeFileSync(join(project, name), '{}')
    mkdirSync(join(project, '.claude.json'))
    await refusedFolder(project, /it has nothing of Claude in it/)
    const documents = join(world.home, 'Documents')
    for (const name of ['projects', 'backups', 'debug', 'sessions', 'todos', 'thesis']) {
      mkdirSync(join(documents, name), { recursive: true })
    }
    await refusedFolder(documents, /it has nothing of Claude in it/)
  })

  test('that is a home, a root, or above one', async () => {
    world.plainLogin('me@example.com')
    const other = join(world.root, 'other home')
    mkdirSync(join(other, '.claude', 'backups'), { recursive: true })
    writeFileSync(join(other, '.claude.json'), '{}')
    symlinkSync(world.home, join(world.root, 'to-home'))
    for (const folder of [world.home, `${world.home}/`, `${world.root}/to-home`, world.root, other, '/root', '/home']) {
      if (existsSync(folder)) await refusedFolder(folder, /it is a home, or holds one|it has nothing of Claude/)
    }
    await refusedFolder(world.home, 'it is a home, or holds one')
    await refusedFolder(other, 'it is a home, or holds one')
    await refusedFolder('/', 'it is the root of a disk')
    await refusedFolder('/..//', 'it is the root of a disk')
  })

  test('that is not one place', async () => {
    world.claudeFolder(world.folder, 'me@example.com')
    const inner = world.claudeFolder(join(world.folder, 'inner $(touch pwned)\n'), 'me@example.com')
    symlinkSync('/proc/self/cwd', join(world.home, '-here'))
    symlinkSync('-here', join(world.home, 'there'))
    const system = [
      '/proc/self/cwd',
      '//proc/./self/cwd/',
      '/proc/self/root/tmp',
      '/dev/fd',
      '/sys/kernel',
      '/dev/../dev',
    ]
    const linked = ['-here', 'there', 'there/inner $(touch pwned)\n', '../folder/../../../../proc/self'].map(
      (name) => `${world.home}/${name}`,
    )
    for (const folder of [...system, ...linked]) {
      await refusedFolder(folder, /leads into \/proc, \/dev or \/sys, where .*\n {5}Name the folder itself\.\n/)
      const pinned = await world.ccs(['pin', 'new', folder])
      expect([folder, pinned.status, pinned.stderr]).toEqual([folder, 2, expect.stringContaining('leads into /proc')])
    }
    await world.done('auth', 'adopt', 'inner', inner)
  })

  test('that is of ccs itself, or holds it', async () => {
    const env = { CCS_DIR: join(world.root, 'outer', 'ccs') }
    world.claudeFolder(join(world.root, 'outer'))
    const result = await world.ccs(['auth', 'adopt', 'new', join(world.root, 'outer')], { env })
    expect(result).toMatchObject({ status: 2, stdout: '' })
    expect(result.stderr).toContain('it is the folder of ccs, or holds it')
    await createLoggedOut(world, 'work')
    for (const [name, reason] of Object.entries({
      '': 'it is the folder of ccs',
      instances: 'it holds that of the profile "work"',
      shell: 'ccs keeps its own things there',
      'instances/.ccs-new': 'ccs keeps its own things there',
      elsewhere: 'ccs keeps its own things there',
    })) {
      world.claudeFolder(join(world.ccsDir, name))
      await refusedFolder(join(world.ccsDir, name), reason)
    }
  })

  test("that is another user's", async (context) => {
    skipWhen(onlyRoot(), context)
    const folder = world.claudeFolder(join(world.home, '.claude-work'))
    chownSync(folder, NOBODY, NOBODY)
    await refusedFolder(folder, 'it belongs to another user')
  })

  test('that another profile uses, by whatever way', async () => {
    const folder = world.claudeFolder(join(world.home, '.claude-work'))
    await world.done('auth', 'adopt', 'work', folder)
    await createLoggedOut(world, 'own')
    symlinkSync('.claude-work', join(world.home, 'link'))
    symlinkSync(join(world.ccsDir, 'instances/own'), join(world.home, '.claude-own'))
    const has = (user: string) => new RegExp(`is the folder of the profile "${user}" already\\. \\[profile-exists\\]`)
    for (const other of [folder, `${folder}/`, `${folder}/.`, `${world.home}/link`, `${world.home}/link/projects/..`]) {
      await refusedFolder(other, has('work'), 4)
    }
    await refusedFolder(`${world.home}/.claude-own`, has('own'), 4)
    await refusedFolder(join(world.ccsDir, 'instances/own'), has('own'), 4)
  })

  test('in that of another profile, or around it', async () => {
    const outer = world.claudeFolder(join(world.root, 'outer'))
    const middle = world.claudeFolder(join(outer, 'middle'))
    const inner = world.claudeFolder(join(middle, 'inner'))
    await world.done('auth', 'adopt', 'work', middle)
    await refusedFolder(inner, 'it lies in that of the profile "work"')
    await refusedFolder(outer, 'it holds that of the profile "work"')
    symlinkSync(inner, join(world.home, 'link'))
    await refusedFolder(join(world.home, 'link'), 'it lies in that of the profile "work"')
  })

  test('~/.claude that belongs to the login of plain claude', async () => {
    world.plainLogin('me@example.com')
    symlinkSync('.claude', join(world.home, 'link'))
    for (const name of ['.claude', '.claude/', 'link']) {
      await refusedFolder(`${world.home}/${name}`, /ccs auth adopt new --plain\n$/)
    }
    // Claude was once started with the variable set, but has no login there.
    world.claudeFolder(join(world.home, '.claude'))
    await refusedFolder(join(world.home, '.claude'), /ccs auth adopt new --plain\n$/)
  })

  test('whose name no shell can hold', async () => {
    const result = await world.run('/bin/sh', ['-c', 'd=$(printf "x\\377"); mkdir "$d"; ccs auth adopt new "$d"'])
    expect(result).toMatchObject({ status: 2, stdout: '' })
    expect(result.stderr).toContain('its name is not valid UTF-8')
  })
})

describe('a name is not free', () => {
  const names: [name: string, status: number, said: string][] = [
    ['Work', 2, 'Use "work" instead.'],
    ['', 2, 'cannot be the name'],
    ['../x', 2, 'cannot be the name'],
    ['$(touch pwned)', 2, 'cannot be the name'],
    ['con', 2, 'the name of a device'],
    ['doctor', 2, 'is a word of ccs itself'],
    ['default', 2, 'is a word of ccs itself'],
    ['glm', 4, 'a settings profile in'],
    ['own', 4, 'There is a profile named "own" already.'],
    ['waiting', 4, 'Go on with it: ccs auth create waiting'],
    ['going-on', 7, 'is creating "going-on" right now'],
  ]
  test('as it is for auth create', async () => {
    const folder = world.claudeFolder(join(world.home, '.claude-work'))
    await createLoggedOut(world, 'own')
    writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"glm":"~/glm.json"}}')
    const marks = { waiting: { ...ownIdentity(), boot: 'an earlier one' }, 'going-on': ownIdentity() }
    const instance = (name: string) => join(world.ccsDir, 'instances', name)
    for (const [name, holder] of Object.entries(marks)) {
      world.claudeFolder(instance(name))
      const creation = { kind: 'create', name, folder: name, process: holder }
      writeFileSync(join(world.ccsDir, 'journal', `create-${name}.json`), JSON.stringify(creation))
    }
    for (const [name, status, said] of names) {
      expect(await world.refused(status, 'auth', 'adopt', name, folder)).toContain(said)
    }
    for (const [name, status, said] of names.slice(-4)) {
      expect(await world.refused(status, 'auth', 'adopt', name, '--plain')).toContain(said)
    }
    // Nor is a half-made account to be had by another name.
    for (const [name, status, said] of names.slice(-2)) {
      expect(await world.refused(status, 'auth', 'adopt', 'new', instance(name))).toContain(said)
    }
  })

  test('nor is there anything to adopt without a folder or --plain, or with both', async () => {
    for (const words of [['work'], ['work', '.', '--plain'], ['work', '--no-plain']]) {
      expect(await world.refused(2, 'auth', 'adopt', ...words)).toContain('needs either a folder or --plain')
    }
    expect(await world.refused(2, 'auth', 'adopt')).toContain('<name> is missing')
    expect(await world.refused(2, 'auth', 'adopt', 'work', '.', 'x')).toContain('one argument too many')
  })

  test('at most one is the login of plain claude', async () => {
    await world.done('auth', 'adopt', 'mine', '--plain')
    expect(await world.refused(4, 'auth', 'adopt', 'other', '--plain')).toContain('is the profile "mine" already')
  })

  test('a registry of v2 is left as it is', async () => {
    world.write({ old: { vault: 'x' } })
    await world.refused(6, 'auth', 'adopt', 'mine', '--plain')
  })
})
