import {
  chmodSync,
  chownSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isOfAnotherUser } from '../../src/store/folders.ts'
import { createLoggedOut } from '../support/accounts.ts'
import { NOBODY, onlyRoot, skipWhen } from '../support/installed.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(world.ccsDir, { mode: 0o755 })
})
afterEach(() => world[Symbol.dispose]())

const inCcsDir = (name: string) => join(world.ccsDir, name)
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** Writes a file that everybody may read. */
function writeOpen(path: string, text = '{}'): string {
  writeFileSync(path, text)
  chmodSync(path, 0o644)
  return path
}

describe('files with keys that everybody may read', () => {
  const commands = [
    ['settings', 'add', 'kimi'],
    ['auth', 'create', 'work', '--no-login'],
    ['setup', '--shell', 'bash', '--force'],
  ]
  test.each(commands.map((args) => [args.slice(0, 2).join(' '), args] as const))(
    '%s makes them private, and says so once',
    async (_, args) => {
      const odd = "it's $(touch pwned)\n.settings.json"
      mkdirSync(inCcsDir('sub'))
      const profiles = { glm: '~/.ccs/glm.settings.json', odd: inCcsDir(odd), sub: '$HOME/.ccs/sub/-f.json' }
      writeOpen(inCcsDir('config.json'), JSON.stringify({ profiles }))
      const files = ['glm.settings.json', odd, 'old.settings.json', 'sub/-f.json', 'config.json.backup'].map(inCcsDir)
      for (const file of files) writeOpen(file, '{"env":{"ANTHROPIC_AUTH_TOKEN":"made-up"}}')
      const first = await world.ccs(args)
      expect([first.status, files.map(modeOf)]).toEqual([0, files.map(() => '600')])
      expect(first.stderr.match(/^ccs: Other users could read .*; that right was taken away\.$/gm)).toHaveLength(1)
      expect(first.stderr).toContain("it's $(touch pwned)\\u{a}.settings.json")
      expect(first.stderr).not.toContain('made-up')
      expect((await world.ccs(['auth', 'create', 'next', '--no-login'])).stderr).not.toContain('Other users')
      expect(modeOf(inCcsDir('config.json'))).toBe('644')
    },
  )

  test('links are not followed, and nothing outside the ccs dir is changed', async () => {
    const outside = writeOpen(join(world.home, 'outside.json'))
    const linked = writeOpen(join(world.home, 'linked.json'))
    const behind = writeOpen(join(world.folder, 'behind.settings.json'))
    symlinkSync(linked, inCcsDir('a.settings.json'))
    symlinkSync(world.folder, inCcsDir('sub'))
    mkdirSync(inCcsDir('folder.settings.json'))
    const profiles = { outside, behind: '~/.ccs/sub/behind.settings.json', up: '~/.ccs/../outside.json' }
    writeFileSync(inCcsDir('config.json'), JSON.stringify({ profiles }))
    expect((await world.ccs(['auth', 'create', 'work', '--no-login'])).status).toBe(0)
    expect([outside, linked, behind].map(modeOf)).toEqual(['644', '644', '644'])
    expect(modeOf(inCcsDir('folder.settings.json'))).toBe('755')
  })
})

describe('folders in which others could write', () => {
  const OURS = ['.', 'instances', 'shell', 'shell/used', 'shell/times', 'journal', 'backup']

  test.each([[['work']], [['init', 'bash']], [['auth', 'list']]])('%j mends them, and says so once', async (args) => {
    await createLoggedOut(world, 'work')
    mkdirSync(inCcsDir('backup'))
    for (const name of OURS) chmodSync(inCcsDir(name), 0o777)
    const { status, stderr } = await world.ccs(args)
    expect([status, OURS.map((name) => modeOf(inCcsDir(name)))]).toEqual([0, OURS.map(() => '755')])
    expect(stderr.match(/Other users could write in .*; that right was taken away\./g)).toHaveLength(1)
    expect((await world.ccs(args)).stderr).not.toContain('Other users')
  })

  test('the folders of accounts are mended by a launch of that one, or by any change', async () => {
    await createLoggedOut(world, 'work', 'home')
    const [work, home] = ['instances/work', 'instances/home'].map(inCcsDir) as [string, string]
    for (const folder of [work, home]) chmodSync(folder, 0o775)
    const launched = await world.ccs(['work'])
    expect(launched).toMatchObject({ status: 0, stdout: '' })
    expect(launched.stderr).toMatch(
      /^ccs: Other users could write in .*instances\/work; that right was taken away\.\n$/,
    )
    expect([work, home].map(modeOf)).toEqual(['755', '775'])
    expect((await world.ccs(['auth', 'default', 'home'])).stderr).toMatch(/^ccs: Other users .*instances\/home; /)
    expect([work, home].map(modeOf)).toEqual(['755', '755'])
  })

  test.each([[['init', 'bash']], [['work']], [['auth', 'list']]])(
    'a link in the place of a published text is replaced by %j',
    async (args) => {
      await createLoggedOut(world, 'work')
      const mine = writeOpen(join(world.home, 'mine'), 'touch pwned')
      const text = inCcsDir('shell/ccs.bash')
      unlinkSync(text)
      symlinkSync(mine, text)
      chmodSync(inCcsDir('shell'), 0o775)
      expect((await world.ccs(args)).status).toBe(0)
      expect([lstatSync(text).isFile(), modeOf(mine)]).toEqual([true, '644'])
    },
  )

  test('the permissions behind a link of the person stay', async () => {
    await createLoggedOut(world, 'work')
    const elsewhere = join(world.home, 'else where')
    renameSync(inCcsDir('instances'), elsewhere)
    symlinkSync(elsewhere, inCcsDir('instances'))
    chmodSync(elsewhere, 0o775)
    expect(await world.ccs(['work'])).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(modeOf(elsewhere)).toBe('775')
  })
})

describe('what belongs to another user', () => {
  test.each([
    [1000, 1000, false],
    [1001, 1000, true],
    [0, 1000, true],
    [1000, 0, false],
    [1000, undefined, false],
  ])('owner %s, user %s: %s', (uid, euid, is) => {
    expect(isOfAnotherUser({ uid }, euid)).toBe(is)
  })

  const given: [what: string, give: () => void, said: string][] = [
    ['the folder of accounts', () => chownSync(inCcsDir('instances'), 0, 0), 'instances belongs to another user'],
    ['the published folder', () => chownSync(inCcsDir('shell'), 0, 0), 'shell belongs to another user'],
    ['the folder of an account', () => chownSync(inCcsDir('instances/work'), 0, 0), 'The folder of "work" belongs to'],
    [
      'a link in the place of an account',
      () => {
        renameSync(inCcsDir('instances/work'), inCcsDir('instances/work.2'))
        symlinkSync('work.2', inCcsDir('instances/work'))
        lchownSync(inCcsDir('instances/work'), 0, 0)
      },
      'The folder of "work" belongs to',
    ],
    [
      'what a link in the place of the accounts leads to',
      () => {
        const elsewhere = join(world.root, 'elsewhere')
        renameSync(inCcsDir('instances'), elsewhere)
        symlinkSync(elsewhere, inCcsDir('instances'))
        lchownSync(inCcsDir('instances'), NOBODY, NOBODY)
        chownSync(elsewhere, 0, 0)
      },
      'instances belongs to another user',
    ],
  ]
  test.for(given)('%s starts nothing', async ([_, give, said], context) => {
    skipWhen(onlyRoot(), context)
    await createLoggedOut(world, 'work')
    world.belongTo(NOBODY)
    give()
    for (const args of [['work'], ['env', 'work'], ['auth', 'login', 'work'], ['auth', 'show', 'work']]) {
      const result = await world.ccs(args)
      expect([args, result.status]).toEqual([args, 8])
      expect(result.stderr).toContain(said)
    }
    expect(world.calls()).toEqual([])
  })
})
