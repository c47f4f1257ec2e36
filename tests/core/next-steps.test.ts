import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freeName } from '../../src/accounts/free-name.ts'
import { isRenderable } from '../../src/accounts/names.ts'
import { configFoldersIn } from '../../src/claude/config-folder.ts'
import { type Found, nextSteps } from '../../src/cli/next-steps.ts'
import { quotePosix } from '../../src/shell/posix.ts'
import { AdoptWorld } from '../support/adopt-world.ts'

let world: AdoptWorld
beforeEach(() => {
  world = new AdoptWorld()
})
afterEach(() => world[Symbol.dispose]())

const CREATE = 'Create a profile, which logs in through Claude: ccs auth create work'
const PLAIN = 'Make the login of plain claude a profile, as it is: ccs auth adopt main --plain'
const ALL = 'See them all, and the lines of rc files that use them: ccs migrate --scan'
const adopt = (name: string, folder: string, quote = quotePosix) =>
  `Make a folder of Claude's a profile: ccs auth adopt ${name} ${quote(folder)}`

/** What the help and the empty list say, which is the same. */
async function said(): Promise<string[]> {
  const help = await world.ccs(['help'])
  expect(help).toMatchObject({ status: 0, stderr: '' })
  const inHelp = help.stdout.split('\n\nNext\n')[1]?.trimEnd().split('\n') ?? []
  const list = await world.ccs(['auth', 'list'])
  expect(list).toMatchObject({ status: 0, stdout: '' })
  const [first, ...inList] = list.stderr.trimEnd().split('\n')
  expect(first).toBe('ccs: No account profiles yet.')
  expect(inHelp.map((line) => line.slice(2))).toEqual(inList.map((line) => line.slice('ccs: '.length)))
  expect(await world.ccs(['auth', 'list', '--json'])).toMatchObject({ status: 0, stderr: '' })
  expect(readdirSync(world.home)).not.toContain('pwned')
  return inHelp.map((line) => line.slice(2))
}

/** The commands, as a person copies them into a shell. */
async function doAll(steps: string[]): Promise<void> {
  for (const step of steps) {
    const { status, stderr } = await world.run('/bin/sh', ['-c', step.slice(step.indexOf(': ccs ') + 2)])
    expect([step, status, stderr]).toEqual([step, 0, stderr])
  }
}

describe('what to do next', () => {
  test('nothing is there', async () => {
    expect(await said()).toEqual([CREATE])
    expect(await world.done('auth', 'create', 'work', '--no-login')).toMatch(
      /\nccs: Create one for another account: ccs auth create personal\n$/,
    )
    expect(await world.done('auth', 'create', 'personal', '--no-login')).not.toContain('ccs: ')
  })

  test('a login of plain claude', async () => {
    world.plainLogin('me@example.com')
    const steps = await said()
    expect(steps).toEqual([PLAIN])
    expect(await world.done('auth', 'create', 'main', '--no-login')).toContain('ccs auth adopt main-2 --plain\n')
    await world.done('auth', 'remove', 'main', '--force')
    await doAll(steps)
    expect(await world.done('auth', 'create', 'other', '--no-login')).not.toContain('ccs: ')
    expect((await world.ccs(['help'])).stdout).not.toContain('Next')
  })

  test('plain claude that is logged out is no login', async () => {
    world.plainLogin()
    expect(await said()).toEqual([CREATE])
  })

  test("folders of Claude's, of any name", async () => {
    const folders = ['.claude-Work Ü', `.claude-it's $(touch pwned)`, '.claude-doctor', '.claude-', '.claude-ü']
    for (const name of folders) world.claudeFolder(join(world.home, name))
    mkdirSync(join(world.home, '.claude-of-nobody'))
    writeFileSync(join(world.home, '.claude-file'), '')
    symlinkSync('nowhere', join(world.home, '.claude-dangling'))
    const at = (name: string) => `${world.home}/${name}`
    const steps = await said()
    expect(steps).toEqual([
      adopt('account', at('.claude-')),
      adopt('work', at('.claude-Work Ü')),
      adopt('doctor-2', at('.claude-doctor')),
      adopt('it-s-touch-pwned', at(`.claude-it's $(touch pwned)`)),
      adopt('account-2', at('.claude-ü')),
      ALL,
    ])
    await doAll(steps.slice(0, 4))
    const instances = Object.values(world.registry().profiles as Record<string, { instance: string }>)
    expect(instances.map(({ instance }) => instance).sort()).toEqual(folders.slice(0, 4).map(at).sort())
    expect(await world.done('auth', 'create', 'own', '--no-login')).toMatch(
      /ccs auth adopt account-2 '.*\.claude-ü'\n$/,
    )
  })

  test('both, with the folder that is in use in this shell, in its spelling, for this shell', async () => {
    world.plainLogin('me@example.com')
    const folder = world.claudeFolder(`${world.home}/.config/claude's/`)
    symlinkSync(".config/claude's", join(world.home, '.claude-link'))
    Object.assign(world.env, { CLAUDE_CONFIG_DIR: folder, SHELL: '/usr/bin/fish' })
    expect(await said()).toEqual([PLAIN, adopt('s', folder, (value) => `'${value.replaceAll("'", "\\'")}'`)])
  })

  test('an older ccs, whose profiles work as they are', async () => {
    const account = { type: 'account', created: '2025-11-09T10:30:00.000Z', last_used: null }
    mkdirSync(join(world.ccsDir, 'instances', 'work'), { recursive: true })
    const config = join(world.ccsDir, 'config.json')
    writeFileSync(config, '{"profiles":{"glm":"~/glm.json","default":"~/.claude/settings.json","a b":"~/x.json"}}')
    writeFileSync(join(world.home, 'glm.json'), '{}')
    expect(await said()).toEqual(['The profiles of an older ccs work as they are: ccs glm'])
    world.write({ work: account, 'My Work': account })
    const help = async () => (await world.ccs(['help'])).stdout.split('\nNext\n')[1]
    expect(await help()).toBe('  The profiles of an older ccs work as they are: ccs work, ccs glm\n')
    for (const words of [
      ['work', 'x'],
      ['glm', 'x'],
    ])
      expect(await world.ccs(words)).toMatchObject({ status: 0 })
    // By now this ccs is no news.
    expect(await help()).toBe(undefined)
  })

  test('an older ccs, beside which a profile is created', async () => {
    mkdirSync(join(world.ccsDir, 'instances', 'work'), { recursive: true })
    writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"glm":"~/glm.json"}}')
    world.write({ work: { created: '2025-11-09T10:30:00.000Z' } })
    const step = '\nccs: The profiles of an older ccs work as they are: ccs work, ccs glm\n'
    expect(await world.done('auth', 'create', 'more', '--no-login')).toContain(step)
    expect(await world.done('auth', 'create', 'again', '--no-login')).not.toContain('older')
  })

  test('an older ccs with accounts in vaults', async () => {
    world.write({ old: { vault: 'x' } })
    const step = 'An older ccs has accounts in vaults. Bring them over: ccs migrate'
    expect((await world.ccs(['help'])).stdout).toContain(`\nNext\n  ${step}\n`)
  })

  test('the help stands, whatever the registry and the home are like', async () => {
    mkdirSync(world.ccsDir)
    writeFileSync(join(world.ccsDir, 'profiles.json'), '{')
    const damaged = await world.ccs(['help'])
    expect(damaged).toMatchObject({ status: 0, stderr: '' })
    expect(damaged.stdout).not.toContain('Next')
    const homeless = await world.ccs(['help'], { env: { HOME: '/dev/null/x' } })
    expect(homeless).toMatchObject({ status: 0, stderr: '' })
    expect((await world.ccs(['help', 'auth'])).stdout).not.toContain('Next')
  })
})

test('a home with any number of things is read to a bound', () => {
  for (let number = 0; number < 2500; number++) writeFileSync(join(world.home, `${number}`), '')
  for (let number = 0; number < 500; number++)
    mkdirSync(join(world.home, `.claude-${number}`, 'x'), { recursive: true })
  for (let number = 0; number < 500; number++) writeFileSync(join(world.home, `.claude-${number}`, '.claude.json'), '')
  const found = configFoldersIn(world.home).length
  expect(found).toBeGreaterThan(0)
  expect(found).toBeLessThan(500)
})

test('of many folders a few are told, none that could not be copied', () => {
  const folders = Array.from({ length: 9 }, (_, index) => ({ name: `n${index}`, folder: `/home/.claude-${index}` }))
  const found: Found = {
    isTaken: () => false,
    profiles: 0,
    plainName: undefined,
    folders: [{ name: 'x', folder: '/home/.claude-\u001b[31m' }, ...folders],
    older: { names: [], hasVaults: false },
  }
  const steps = nextSteps(found, quotePosix)
  expect(steps).toEqual([
    ...folders.slice(0, 5).map(({ name, folder }) => adopt(name, folder)),
    'And 4 more such folders.',
    ALL,
  ])
})

describe('a free name', () => {
  const taken = new Set(['work', 'account'])
  const long = 'x'.repeat(80)
  test.each<[name: string, words: string[]]>([
    ['home', ['claude-home']],
    ['home', ['Home_Claude']],
    ['b', ['work', 'b']],
    ['work-2', ['claude-work']],
    ['doctor-2', ['doctor']],
    ['con-2', ['con']],
    ['account-2', ['claude', '.claude', '.claude-', 'ü', '']],
    ['it-s', ["-it's-"]],
    ['x'.repeat(60), [long]],
    ['9', ['9']],
  ])('%s', (name, words) => {
    expect(freeName(words, (each) => taken.has(each))).toBe(name)
    expect(isRenderable(name)).toBe(true)
  })

  test('of many folders is another for each', () => {
    const names = new Set<string>()
    for (let number = 0; number < 20; number++) names.add(freeName([long], (name) => names.has(name)))
    expect(names.size).toBe(20)
    for (const name of names) expect([name, isRenderable(name)]).toEqual([name, true])
  })
})
