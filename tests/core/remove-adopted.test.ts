import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLoggedOut } from '../support/accounts.ts'
import { AdoptWorld } from '../support/adopt-world.ts'
import { isInstalled, NOBODY, onlyRoot, skipWhen } from '../support/installed.ts'
import { cleaningOtherDisk, needsOtherDisk, otherDiskOf } from '../support/other-disk.ts'
import { pictureOf } from '../support/picture.ts'
import { ShellTerminal } from '../support/shell-terminal.ts'

let world: AdoptWorld
beforeEach(() => {
  world = new AdoptWorld()
})
afterEach(() => world[Symbol.dispose]())

const account = { type: 'account', created: '2025-11-09T10:30:00.000Z', last_used: null }
const theirs = () => [...pictureOf(world.home)].filter(([path]) => !path.startsWith('.ccs'))

test('remove forgets an adopted account: no logout, no change of its folder, and it can be adopted again', async () => {
  const folder = world.claudeFolder(`${world.home}/.claude-work/`, 'me@example.com')
  const before = theirs()
  await world.done('auth', 'adopt', 'work', folder)
  await world.done('auth', 'rename', 'work', 'office')
  await world.done('pin', 'office')
  const said = await world.done('auth', 'remove', 'office', '--force')
  expect(said).toContain(`ccs: The folder was kept: ${folder}\n`)
  expect(said).toContain(`ccs: ${world.folder} is not pinned any more.\n`)
  expect(world.calls()).toEqual([])
  expect(theirs()).toEqual(before)
  expect(world.registry()).toEqual({ version: '2.0.0', profiles: {} })
  await world.done('auth', 'adopt', 'work', folder)
})

describe('remove --delete', () => {
  test('never takes the folder of plain claude, also where it was adopted as that of an account', async () => {
    world.plainLogin('me@example.com')
    const folder = world.claudeFolder(join(world.home, '.claude'), 'work@example.com')
    await world.done('auth', 'adopt', 'main', '--plain')
    await world.done('auth', 'adopt', 'work', folder)
    const said = await world.refused(2, 'auth', 'remove', 'work', '--delete', '--force')
    expect(said).toContain('is not deleted: it is that of plain claude.')
    expect(world.calls()).toEqual([])
    await world.done('auth', 'remove', 'work', '--force')
  })

  test('logs out in the folder, deletes it, and follows no link', async () => {
    const precious = join(world.root, 'precious')
    mkdirSync(precious)
    writeFileSync(join(precious, 'file'), 'x')
    const folder = world.claudeFolder(join(world.home, '.claude-work'), 'me@example.com')
    symlinkSync(precious, join(folder, 'link'))
    symlinkSync(precious, join(folder, 'projects', 'link'))
    const spelled = `${world.home}/.claude-work/../.claude-work//`
    await world.done('auth', 'adopt', 'work', spelled)
    const unasked = await world.ccs(['auth', 'remove', 'work', '--delete'])
    expect(unasked).toMatchObject({ status: 2, stdout: '' })
    expect(unasked.stderr).toContain('Say so: ccs auth remove work --delete --force')
    expect(world.calls()).toEqual([])
    expect(await world.done('auth', 'remove', 'work', '--delete', '--force')).toContain(`ccs: ${spelled} is deleted.\n`)
    const calls = world.calls().map(({ args, env }) => [...args, env.CLAUDE_CONFIG_DIR])
    expect(calls.sort()).toEqual([
      ['--help', spelled],
      ['auth', 'logout', spelled],
    ])
    expect(readdirSync(world.home)).toEqual(['.ccs'])
    expect(readdirSync(precious)).toEqual(['file'])
    expect(world.registry()).toEqual({ version: '2.0.0', profiles: {} })
  })

  test.skipIf(!isInstalled('bash'))('asks at a terminal, and names the folder', async () => {
    const folder = world.claudeFolder(join(world.home, '.claude-work'), 'me@example.com')
    await world.done('auth', 'adopt', 'work', folder)
    await using terminal = await ShellTerminal.open('bash', world)
    terminal.enter('ccs auth remove work --delete')
    const screen = await terminal.waitFor(/Remove "work"\?/)
    expect(screen).toContain('.claude-work')
    terminal.press('Enter')
    await terminal.waitFor(/Nothing was removed/)
    expect(existsSync(folder)).toBe(true)
  })

  test('where the folder is gone already, or was never one', async () => {
    world.write({
      gone: { ...account, instance: join(world.home, 'gone') },
      below: { ...account, instance: '/dev/null/x' },
    })
    for (const name of ['gone', 'below']) await world.done('auth', 'remove', name, '--delete', '--force')
    expect(world.registry().profiles).toEqual({})
  })

  test('of an owned one is the same as without', async () => {
    await createLoggedOut(world, 'work')
    await world.done('auth', 'remove', 'work', '--delete', '--force')
    expect(readdirSync(join(world.ccsDir, 'instances'))).toEqual([])
  })

  test('is refused for a folder that is more than an account, before anything is logged out', async () => {
    world.plainLogin('me@example.com')
    const outer = world.claudeFolder(join(world.root, 'outer'))
    const inner = world.claudeFolder(join(outer, 'inner'))
    const link = join(world.home, 'link')
    symlinkSync(inner, link)
    writeFileSync(join(world.home, 'file'), '')
    mkdirSync(join(world.home, 'project'))
    const reasons: [instance: string, reason: RegExp][] = [
      ['/', /it is the root of a disk/],
      [world.home, /it is a home, or holds one/],
      [`${world.home}/project/..`, /it is a home, or holds one/],
      [world.root, /it is a home, or holds one/],
      [world.ccsDir, /it is the folder of ccs, or holds it/],
      [join(world.ccsDir, 'instances'), /it holds that of the profile "own"/],
      [join(world.ccsDir, 'shell'), /ccs keeps its own things there/],
      [join(world.ccsDir, 'instances', 'own', 'todos'), /it lies in that of the profile "own"/],
      [outer, /it holds that of the profile "inner"/],
      [`${inner}/`, /it is that of the profile "inner"/],
      [link, /is a link, and what a link leads to is not deleted/],
      [`${link}/`, /is a link, and what a link leads to is not deleted/],
      [join(world.home, 'project'), /it has nothing of Claude in it/],
      [join(world.home, 'file'), /it is no folder/],
      ['/proc', /it belongs to another user|it has nothing of Claude|it is the root of a disk/],
    ]
    await createLoggedOut(world, 'own')
    const { own } = world.registry().profiles
    for (const [instance, reason] of reasons) {
      world.write({ own, inner: { ...account, instance: inner }, work: { ...account, instance } })
      expect(await world.refused(2, 'auth', 'remove', 'work', '--delete', '--force')).toMatch(reason)
    }
    expect(world.calls()).toEqual([])
  })

  test("is refused for another user's, and for one that cannot be taken out", async (context) => {
    skipWhen(onlyRoot(), context)
    const folder = world.claudeFolder(join(world.root, 'outer', 'claude'))
    await world.done('auth', 'adopt', 'work', folder)
    world.belongTo(NOBODY)
    chmodSync(join(world.root, 'outer'), 0o500)
    const remove = ['auth', 'remove', 'work', '--delete', '--force']
    expect(await world.refused(8, ...remove)).toContain('nothing may be taken out of the folder that holds it')
    chmodSync(join(world.root, 'outer'), 0o700)
    chownSync(folder, 0, 0)
    expect(await world.refused(2, ...remove)).toContain('it belongs to another user')
    chownSync(folder, NOBODY, NOBODY)
    await world.done(...remove)
    expect(readdirSync(join(world.root, 'outer'))).toEqual([])
  })

  test('is refused for a folder on another file system, before anything is logged out', async (context) => {
    skipWhen(needsOtherDisk(), context)
    using _ = cleaningOtherDisk(world)
    const folder = world.claudeFolder(join(otherDiskOf(world), 'it is mine'), 'me@example.com')
    // By hand, because nothing in /dev can be adopted.
    world.write({ work: { ...account, instance: folder } })
    const before = [...pictureOf(folder)]
    for (const more of [[], ['--force']]) {
      const said = await world.refused(2, 'auth', 'remove', 'work', '--delete', ...more)
      expect(said).toContain(`Then delete it yourself: rm -rf -- '${folder}'\n`)
    }
    expect(world.calls()).toEqual([])
    expect([...pictureOf(folder)]).toEqual(before)
    await world.done('auth', 'remove', 'work', '--force')
    expect([...pictureOf(folder)]).toEqual(before)
  })
})

describe('whatever a registry says by hand, remove without --delete deletes nothing', () => {
  test('but a folder that ccs made', async () => {
    world.plainLogin('me@example.com')
    await createLoggedOut(world, 'own')
    const { own } = world.registry().profiles
    const instance = (name: string) => join(world.ccsDir, 'instances', name)
    symlinkSync(world.home, instance('to-home'))
    symlinkSync('own', instance('to-own'))
    symlinkSync('nobodys', instance('to-nobodys'))
    symlinkSync('nowhere', instance('to-nowhere'))
    world.claudeFolder(instance('nobodys'))
    world.claudeFolder(instance('.ccs-new'))
    const all = [
      ...['/', '//', '/..', world.home, `${world.home}/`, `${world.home}/..`, world.root, '/dev/null', '/dev/null/x'],
      ...[world.ccsDir, `${world.ccsDir}/instances/`, `${world.ccsDir}/instances/.`, instance('..'), instance('../..')],
      ...[instance('own'), instance('own/..'), instance('own/'), instance('own/todos'), instance('nobodys/projects')],
      ...[instance('to-home'), `${instance('to-home')}/`, instance('to-own'), instance('to-nowhere')],
      ...[instance('to-nobodys'), `${instance('to-nobodys')}/`, instance('to-home/.claude'), instance('.ccs-new')],
      ...[
        instance('gone/..'),
        instance('gone/../../..'),
        `/${'x/'.repeat(3000)}`,
        world.folder,
        `${world.ccsDir}/shell`,
      ],
    ]
    const before = withoutPublished()
    world.calls()
    for (const folder of all) {
      world.write({ own, work: { ...account, instance: folder } })
      const said = await world.done('auth', 'remove', 'work', '--force')
      expect([folder, said]).toEqual([folder, expect.stringContaining('kept')])
      expect(Object.keys(world.registry().profiles)).toEqual(['own'])
      expect([folder, withoutPublished()]).toEqual([folder, before])
      expect(world.calls()).toEqual([])
    }
  })

  test.each(['', '.', '..', 'relative', '~/.claude', 'a\0b', 7, null])('%j is damage', async (instance) => {
    world.write({ work: { ...account, instance: instance as string } })
    await world.refused(6, 'auth', 'remove', 'work', '--force')
    await world.refused(6, 'auth', 'remove', 'work', '--delete', '--force')
  })

  /** Everything but the registry, and what follows from it. */
  function withoutPublished(): [string, string][] {
    return [...pictureOf(world.root)].filter(([path]) => !/\/\.ccs\/(?:profiles\.json|shell)|^calls/.test(path))
  }
})
