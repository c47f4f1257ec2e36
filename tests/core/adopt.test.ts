import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLoggedOut } from '../support/accounts.ts'
import { AdoptWorld, ENTRY } from '../support/adopt-world.ts'
import { pictureOf } from '../support/picture.ts'
import { writeV25 } from '../support/v2-home.ts'

let world: AdoptWorld
beforeEach(() => {
  world = new AdoptWorld()
})
afterEach(() => world[Symbol.dispose]())

/** All in the home but what is ccs's. */
const theirs = () => [...pictureOf(world.home)].filter(([path]) => !path.startsWith('.ccs'))

const toldOfOlderProgram = (name: string) =>
  `ccs: The older program (@kaitranntt/ccs) does not know this: there "${name}" is another, empty account.\n`

describe('auth adopt --plain', () => {
  test('makes the login of plain claude a profile, starts no claude and moves nothing', async () => {
    world.plainLogin('me@example.com')
    const before = theirs()
    expect(await world.done('auth', 'adopt', 'mine', '--plain')).toBe(
      '[success] Profile "mine" adopted. Nothing was moved.\n' +
        'ccs: It is the login of plain claude.\n' +
        'ccs: Logged in as me@example.com.\n' +
        '[info] It is the default now: ccs "a task" goes to "mine".\n' +
        '[info] Use it: ccs mine "a task"\n',
    )
    expect(world.calls()).toEqual([])
    expect(theirs()).toEqual(before)
    expect(world.registry()).toEqual({
      version: '2.0.0',
      profiles: { mine: { ...ENTRY, plain: true } },
      default: 'mine',
    })
    const list = await world.ccs(['auth', 'list', '--json'])
    expect(JSON.parse(list.stdout).profiles).toMatchObject([{ name: 'mine', type: 'plain', instance: null }])
    expect((await world.ccs(['auth', 'show', 'mine'])).stdout).toContain('Logged in: yes (me@example.com)')
  })

  test('also where it is logged out, or was never used', async () => {
    expect(await world.done('auth', 'adopt', 'mine', '--plain')).toContain(
      '[info] It is logged out. Log in: ccs auth login mine\n',
    )
    mkdirSync(join(world.home, '.claude'))
    await world.done('auth', 'login', 'mine')
    const logins = world.calls().filter(({ args }) => args[1] === 'login')
    expect(logins.map(({ env }) => env.CLAUDE_CONFIG_DIR)).toEqual([undefined])
  })

  test('is forgotten by remove, with the login as it was', async () => {
    world.plainLogin('me@example.com')
    const before = theirs()
    await world.done('auth', 'adopt', 'mine', '--plain')
    await world.ccs(['mine', 'x'])
    world.calls()
    await world.refused(2, 'auth', 'remove', 'mine', '--delete', '--force')
    expect(await world.done('auth', 'remove', 'mine', '--force')).toContain('The login of plain claude was kept.')
    expect(world.calls()).toEqual([])
    expect(theirs()).toEqual(before)
    expect(world.registry()).toEqual({ version: '2.0.0', profiles: {} })
    await world.done('auth', 'adopt', 'again', '--plain')
  })
})

describe('auth adopt <folder>', () => {
  /** Below the home; the spelling is kept whatever it is. */
  const spellings: [name: string, folder: string, kept?: string][] = [
    ['a folder', '.claude-work'],
    ['a slash at its end', '.claude-work/'],
    ['several slashes, dots', './/.claude-work/../.claude-work//'],
    ['spaces and quotes', `a 'b' "c" $(touch pwned) \`x\` \\`],
    ['a line break', 'a\nb'],
    ['unicode', 'ü 😀'],
    ['a leading dash', '-rf'],
    ['a tilde', '~'],
  ]
  test.each(spellings)('%s', async (_, spelled) => {
    const folder = `${world.home}/${spelled}`
    world.claudeFolder(folder, 'me@example.com')
    const before = theirs()
    const said = await world.done('auth', 'adopt', 'work', folder)
    expect(said).toContain(`ccs: Its folder: ${folder.replaceAll('\n', '\\u{a}')}\n`)
    expect(said).not.toContain('@kaitranntt')
    expect(world.calls()).toEqual([])
    expect(theirs()).toEqual(before)
    expect(world.registry()).toEqual({
      version: '2.0.0',
      profiles: { work: { ...ENTRY, instance: folder } },
      default: 'work',
    })
    expect(await world.ccs(['work', 'x'])).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(world.calls().map(({ env }) => env.CLAUDE_CONFIG_DIR)).toEqual([folder])
    expect(await world.ccs(['path', 'work'])).toEqual({ status: 0, stdout: `${folder}\n`, stderr: '' })
  })

  test('a relative one is made absolute, and that is said', async () => {
    for (const folder of ['sub', '-x', '.']) world.claudeFolder(join(world.folder, folder))
    const rows: [words: string[], kept: string][] = [
      [['sub'], '/sub'],
      [['./sub/'], '/sub/'],
      [['sub/../-x'], '/sub/../-x'],
      [['--', '-x'], '/-x'],
      [['.'], ''],
      [['./'], ''],
    ]
    for (const [words, rest] of rows) {
      const kept = world.folder + rest
      expect(await world.done('auth', 'adopt', 'work', ...words)).toContain(`ccs: Its folder: ${kept}\n`)
      expect(world.registry().profiles.work.instance).toBe(kept)
      await world.done('auth', 'remove', 'work', '--force')
    }
  })

  test('a link is kept as it is spelled', async () => {
    world.claudeFolder(join(world.root, 'elsewhere'))
    symlinkSync(join(world.root, 'elsewhere'), join(world.home, 'link'))
    await world.done('auth', 'adopt', 'work', join(world.home, 'link'))
    expect(world.registry().profiles.work.instance).toBe(join(world.home, 'link'))
  })

  test('a logged-out one, and a second one that is not the default', async () => {
    await world.done('auth', 'adopt', 'work', world.claudeFolder(join(world.home, '.claude-work')))
    const second = world.claudeFolder(join(world.home, '.claude-b'), 'b@example.com')
    expect(await world.done('auth', 'adopt', 'b', second)).not.toContain('default')
    expect(world.registry().default).toBe('work')
    await world.done('auth', 'login', 'work')
    expect(JSON.parse((await world.ccs(['auth', 'show', 'work', '--json'])).stdout).logged_in).toBe(true)
  })

  test('~/.claude too, for those who set the variable to it', async () => {
    world.plainLogin('plain@example.com')
    world.claudeFolder(join(world.home, '.claude'), 'other@example.com')
    await world.done('auth', 'adopt', 'plain', '--plain')
    await world.done('auth', 'adopt', 'other', join(world.home, '.claude'))
    const list = JSON.parse((await world.ccs(['auth', 'list', '--json'])).stdout)
    expect(list.profiles).toHaveLength(2)
  })

  test('is made anew by a launch when it was deleted, also where it is spelled with separators at its end', async () => {
    const folder = world.claudeFolder(join(world.home, 'cw'), 'me@example.com')
    await world.done('auth', 'adopt', 'work', `${folder}//`)
    rmSync(folder, { recursive: true })
    expect(await world.ccs(['work', 'hi'])).toMatchObject({ status: 0, stderr: '' })
    expect(world.calls().map(({ env }) => env.CLAUDE_CONFIG_DIR)).toEqual([`${folder}//`])
    expect(existsSync(join(folder, 'session-env'))).toBe(true)
    expect(readdirSync(world.home).filter((name) => name.startsWith('cw'))).toEqual(['cw'])
  })

  test('heals a registry that was lost', async () => {
    const instance = (name: string) => join(world.ccsDir, 'instances', name)
    await createLoggedOut(world, 'work', 'personal')
    world.write({})
    mkdirSync(join(world.ccsDir, 'shared'))
    expect(await world.done('auth', 'adopt', 'work', instance('work'))).not.toContain('older program')
    expect(world.registry().profiles.work).toEqual(ENTRY)
    expect(await world.done('auth', 'adopt', 'home', `${instance('personal')}/`)).toContain('older program')
    expect(world.registry().profiles.home.instance).toBe(`${instance('personal')}/`)
    // They lie where ccs makes them, so they are owned.
    for (const name of ['work', 'home']) await world.done('auth', 'remove', name, '--force')
    expect([...pictureOf(join(world.ccsDir, 'instances')).keys()]).toEqual([])
  })
})

describe('that the older program does not know it is said only where', () => {
  const traces: [what: string, leave: () => void][] = [
    ['it keeps its accounts in config.yaml', () => writeFileSync(join(world.ccsDir, 'config.yaml'), 'version: 12\n')],
    ['it shares folders between accounts', () => mkdirSync(join(world.ccsDir, 'shared'))],
    ['v2 has left its vaults', () => mkdirSync(join(world.ccsDir, 'accounts'))],
    ['a migration has put something aside', () => mkdirSync(join(world.ccsDir, 'backup'))],
    [
      'its registry has a name that only it gives',
      () => world.write({ ...world.registry().profiles, "My Job's $(touch pwned)": { type: 'account' } }),
    ],
    ['its installer has left things', () => writeV25(world)],
    [
      'npm has installed it behind this one',
      () => {
        const folder = join(world.root, "lib it's $(touch pwned)/@kaitranntt/ccs/dist")
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, 'ccs.js'), '', { mode: 0o755 })
        mkdirSync(join(world.root, 'other bin'))
        symlinkSync(join(folder, 'ccs.js'), join(world.root, 'other bin', 'ccs'))
        world.env.PATH += `:${join(world.root, 'other bin')}`
      },
    ],
  ]
  test.each(traces)('%s', async (_, leave) => {
    mkdirSync(world.ccsDir, { recursive: true, mode: 0o700 })
    world.claudeFolder(`${world.home}/.claude-other`)
    expect(await world.done('auth', 'adopt', 'other', `${world.home}/.claude-other`)).not.toContain('@kaitranntt')
    await createLoggedOut(world, 'mine', 'third')
    expect(await world.done('auth', 'rename', 'mine', 'my-own')).not.toContain('@kaitranntt')
    leave()
    world.claudeFolder(`${world.home}/.claude-work`)
    expect(await world.done('auth', 'adopt', 'work', `${world.home}/.claude-work`)).toContain(
      toldOfOlderProgram('work'),
    )
    expect(await world.done('auth', 'create', 'mine', '--no-login')).toContain('(@kaitranntt/ccs) does not know that.')
    expect(await world.done('auth', 'rename', 'third', 'last')).toContain('(@kaitranntt/ccs) does not know that.')
  })
})
