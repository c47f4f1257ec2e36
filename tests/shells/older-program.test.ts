import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { missingOlderProgram, older } from '../support/older-program.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { World } from '../support/world.ts'
import { SHELLS, wordsOf } from './drivers/index.ts'

const read = (world: World, name: string) => readFileSync(join(world.ccsDir, name), 'utf8')

/** The folders of ccs and Claude, without what each launch writes: the older program's log, the time of use. */
function pictureWithoutTraces(world: World): Map<string, string> {
  const isKept = (path: string) => /^\.(?:ccs|claude)(?:\/(?!logs|shell)|$)/.test(path)
  return new Map([...pictureOf(world.home)].filter(([path]) => isKept(path)))
}

/** The files of logins below the home, by path. */
function loginsOf(world: World): [path: string, content: string][] {
  return [...pictureOf(world.home)].filter(([path]) => /\/\.(?:credentials|claude)\.json$/.test(path))
}

/** Each launch of claude since the last call of this: its folder, below `instances` where it is there, and its words. */
function launches(world: World): string[][] {
  const isLaunch = ({ args: [word] }: { args: string[] }) => !['auth', '--version', '--help'].includes(word ?? '')
  const folderOf = (folder = '') => folder.replace(`${world.ccsDir}/instances/`, '')
  return world.calls().flatMap((call) => (isLaunch(call) ? [[folderOf(call.env.CLAUDE_CONFIG_DIR), ...call.args]] : []))
}

/** Runs both lines in each shell that is here and by the core. */
async function launchEverywhere(world: World, ...lines: string[][]): Promise<void> {
  for (const words of lines) expect(await world.ccs(words)).toEqual({ status: 0, stdout: '', stderr: '' })
  for (const shell of SHELLS.filter(({ missing }) => missing === undefined)) {
    const calls = lines.map((words) => ['ccs', ...words])
    const script = [shell.load, ...calls.map((words, index) => shell.call(index, words))]
    const { stdout, stderr } = await (shell.runShared ?? shell.run)(world, script, { env: wordsOf(calls) })
    expect([shell.name, stdout, stderr]).toEqual([shell.name, '', ''])
  }
}

/** How often `launchEverywhere` launches each line. */
const PLACES = 1 + SHELLS.filter(({ missing }) => missing === undefined).length

describe('beside the older program, whose newest version keeps accounts in config.yaml', () => {
  beforeEach((context) => skipWhen(missingOlderProgram(), context))

  test('its accounts are told of, launched, made default and removed, and both go on in turn', async () => {
    using world = new World()
    const login = { env: { CCS_STUB_OLD: '1' } }
    for (const name of ['work', 'Team_B']) {
      expect(await older(world, ['auth', 'create', name], login)).toMatchObject({ status: 0 })
    }
    mkdirSync(join(world.home, '.claude/commands'), { recursive: true })
    writeFileSync(join(world.home, '.claude/commands/mine.md'), 'shared by links')
    const listed = await world.ccs(['auth', 'list'])
    expect(listed).toMatchObject({ status: 0, stdout: '' })
    expect(listed.stderr).toContain('in its config.yaml: "work", "Team_B". Bring them over: ccs migrate')
    for (const words of [
      ['work', 'a task'],
      ['auth', 'show', 'work'],
    ]) {
      const { status, stderr } = await world.ccs(words)
      expect([words, status]).toEqual([words, 3])
      expect(stderr).toContain('An older ccs has "work" in its config.yaml. To bring over what is there: ccs migrate')
    }

    const before = pictureWithoutTraces(world)
    launches(world)
    const plan = await world.ccs(['migrate', '--dry-run'])
    expect(plan).toMatchObject({ status: 0, stderr: '' })
    expect(plan.stdout).toBe('import       "work", "Team_B" from config.yaml, with folder and login\n')
    expect(await world.ccs(['migrate', '--force', '--no-login'])).toMatchObject({ status: 0, stdout: '' })
    expect((await world.ccs(['migrate', '--no-login'])).stderr).toContain('There is nothing to migrate.')
    expect(await world.ccs(['migrate', '--rollback', '--force'])).toMatchObject({ status: 0, stdout: '' })
    expect(existsSync(join(world.ccsDir, 'profiles.json'))).toBe(false)
    expect(await world.ccs(['migrate', '--force', '--no-login'])).toMatchObject({ status: 0, stdout: '' })
    await launchEverywhere(world, ['work', '-p', 'a task'], ['run', 'Team_B'])
    expect(launches(world).sort()).toEqual([
      ...Array(PLACES).fill(['team_b']),
      ...Array(PLACES).fill(['work', '-p', 'a task']),
    ])
    expect(await world.ccs(['auth', 'default', 'Team_B'])).toMatchObject({ status: 0, stdout: '' })
    expect(await world.ccs(['-p', 'x'])).toMatchObject({ status: 0, stdout: '' })
    expect(launches(world)).toEqual([['team_b', '-p', 'x']])
    // Nothing is made for it but ours.
    const ours = /^\.ccs\/(?:profiles\.json|journal|backup(?:\/.*)?) is there, and should not be$/
    expect(differences(before, pictureWithoutTraces(world)).filter((line) => !ours.test(line))).toEqual([])

    expect(await older(world, ['work', 'two words'])).toMatchObject({ status: 0 })
    expect(await older(world, ['auth', 'default', 'work'])).toMatchObject({ status: 0 })
    expect(await older(world, ['-p', 'y'])).toMatchObject({ status: 0 })
    expect(launches(world)).toEqual(
      expect.arrayContaining([
        ['work', 'two words'],
        ['work', '-p', 'y'],
      ]),
    )

    const logins = loginsOf(world).filter(([path]) => !path.includes('/team_b/'))
    expect(await world.ccs(['auth', 'remove', 'Team_B', '--force'])).toMatchObject({ status: 0, stdout: '' })
    expect(existsSync(join(world.ccsDir, 'instances/team_b'))).toBe(false)
    expect(loginsOf(world)).toEqual(logins)
    expect(readFileSync(join(world.home, '.claude/commands/mine.md'), 'utf8')).toBe('shared by links')
    expect((await older(world, ['auth', 'list'])).stdout).toMatch(/ work .*default/)
    launches(world)
    expect(await older(world, ['work', 'again'])).toMatchObject({ status: 0 })
    expect(launches(world)).toEqual([['work', 'again']])
    expect(loginsOf(world)).toEqual(logins)
  })

  test('a registry of 3.0 that both use: folders, keys and logins stay what they were', async () => {
    using world = new World()
    const adopted = join(world.home, '.claude-job/')
    const registry = {
      version: '2.0.0',
      profiles: {
        ...REGISTRY_OF_3.profiles,
        job: { ...entry, instance: adopted, note: ['kept'] },
        mine: { ...entry, plain: true },
      },
      default: 'work',
      unknown: { kept: true },
    }
    furnish(world, registry)
    logIn(adopted)
    const logins = loginsOf(world)
    // The first run of the newest version makes a config.yaml, and works with both files from then on.
    for (const name of ['work', 'job', 'mine']) {
      expect(await older(world, [name, 'hi'])).toMatchObject({ status: 0 })
    }
    // It knows no other folders than its own.
    expect(launches(world)).toEqual(
      expect.arrayContaining([
        ['work', 'hi'],
        ['job', 'hi'],
        ['mine', 'hi'],
      ]),
    )
    const now = JSON.parse(read(world, 'profiles.json'))
    const used = Object.entries(registry.profiles).map(([name, old]) => [
      name,
      ['work', 'job', 'mine'].includes(name) ? { ...old, last_used: expect.any(String) } : old,
    ])
    expect(now).toEqual({ ...registry, profiles: Object.fromEntries(used) })

    await launchEverywhere(world, ['job', 'x'], ['mine', 'x'], ['run', 'a.b', 'x'])
    expect(launches(world).sort()).toEqual([
      ...Array(PLACES).fill(['', 'x']),
      ...Array(PLACES).fill([adopted, 'x']),
      ...Array(PLACES).fill(['a-b', 'x']),
    ])
    expect(await world.ccs(['auth', 'create', 'new'])).toMatchObject({ status: 0 })
    expect(await world.ccs(['auth', 'remove', 'a.b', '--force'])).toMatchObject({ status: 0 })
    expect((await older(world, ['auth', 'list'])).stdout.match(/^│ +(\S+) +│ account/gm)?.length).toBe(6)
    launches(world)
    expect(await older(world, ['new', 'hi'])).toMatchObject({ status: 0 })
    expect(launches(world)).toEqual([['new', 'hi']])
    // What the older program removes is the entry, and its own folder of that name; the adopted login stays.
    expect(await older(world, ['auth', 'remove', 'job', '--yes'])).toMatchObject({ status: 0 })
    expect(await world.ccs(['job', 'x'])).toMatchObject({ status: 3 })
    const isThere = ([path]: [string, string]) => !/instances\/(?:a-b|new|mine|job)\//.test(path)
    expect(loginsOf(world).filter(isThere)).toEqual(logins.filter(isThere))
  })
})

/** As 3.0 writes it, where any name could be given. */
const entry = { type: 'account', created: '2025-11-09T10:30:00.000Z', last_used: null }
const REGISTRY_OF_3 = {
  version: '2.0.0',
  profiles: { work: entry, 'a.b': entry, Work: entry, team: entry },
  default: 'work',
}

function logIn(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const email = `${basename(folder)}@example.com`
  writeFileSync(join(folder, '.credentials.json'), '{"claudeAiOauth":{"accessToken":"synthetic"}}', { mode: 0o600 })
  writeFileSync(join(folder, '.claude.json'), `{"oauthAccount":{"emailAddress":"${email}"}}\n`)
}

/** A ccs dir as 3.0 leaves it, with a login in each account's folder. */
function furnish(world: World, registry: { profiles: object }): void {
  for (const folder of ['work', 'a-b', 'team']) logIn(join(world.ccsDir, 'instances', folder))
  writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify(registry, undefined, 2), { mode: 0o600 })
}

describe('on what 3.0 left, which npm has no more', () => {
  test('two names of one folder are told, and neither loses the login when the other goes', async () => {
    using world = new World()
    furnish(world, REGISTRY_OF_3)
    const before = pictureOf(world.home)
    expect(await world.ccs(['auth', 'list'])).toEqual({
      status: 0,
      stderr: '',
      stdout: [
        '[*] work (default)\n    Type: account\n    Created: 2025-11-09T10:30:00.000Z',
        '    Same folder and login as: "Work"\n\n[ ] a.b\n    Type: account\n    Created: 2025-11-09T10:30:00.000Z',
        '    Launch: ccs run "a.b" (no function of its own)\n\n[ ] Work\n    Type: account',
        '    Created: 2025-11-09T10:30:00.000Z\n    Same folder and login as: "work"',
        '    Launch: ccs run "Work" (no function of its own)\n\n[ ] team\n    Type: account',
        '    Created: 2025-11-09T10:30:00.000Z\n',
      ].join('\n'),
    })
    expect((await world.ccs(['auth', 'show', 'Work'])).stdout).toContain('\nSame folder as: "work"\n')
    const json = JSON.parse((await world.ccs(['auth', 'list', '--json'])).stdout)
    const shared = json.profiles.map((each: { name: string; shared_with: string[] }) => [each.name, each.shared_with])
    expect(Object.fromEntries(shared)).toEqual({ work: ['Work'], Work: ['work'], 'a.b': [], team: [] })
    expect(differences(before, pictureOf(world.home))).toEqual([])
    const logins = loginsOf(world)
    expect((await world.ccs(['auth', 'remove', 'Work', '--force'])).stderr).toContain('"work" uses it too')
    expect(loginsOf(world)).toEqual(logins)
    expect(launches(world)).toEqual([])
    expect(await world.ccs(['x y'])).toMatchObject({ status: 0 })
    expect(launches(world)).toEqual([['work', 'x y']])
  })

  // Letters whose small form is ASCII: the older program puts a dash for each, and so must we.
  test.each([
    ['\u212a', '-'],
    ['\u0130x', '-x'],
    ['Ü.ß', '---'],
    ['A\u{1f600}', 'a--'],
  ])('%s has the folder %s', async (name, folder) => {
    using world = new World()
    furnish(world, { profiles: { [name]: entry } })
    logIn(join(world.ccsDir, 'instances', folder))
    expect(await world.ccs(['run', name, 'x'])).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(launches(world)).toEqual([[folder, 'x']])
  })
})
