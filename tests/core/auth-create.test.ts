import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { World } from '../support/world.ts'
import { creationInProgress } from './errors/provocation.ts'

let world: World
beforeEach(() => {
  world = new World()
})
afterEach(() => world[Symbol.dispose]())

const instance = (name: string, ...more: string[]) => join(world.ccsDir, 'instances', name, ...more)
const registry = () => JSON.parse(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8'))
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
const FOLDERS = [
  '.anthropic',
  'commands',
  'debug',
  'file-history',
  'logs',
  'session-env',
  'shell-snapshots',
  'skills',
  'todos',
]

describe('auth create', () => {
  test('makes the instance, logs in through claude, registers; the first one is the default', async () => {
    const result = await world.run('/bin/sh', ['-c', 'umask 000; exec ccs auth create work'])
    expect(result).toEqual({
      status: 0,
      stdout: '',
      stderr:
        '[success] Profile "work" created.\n' +
        'ccs: Logged in as work@example.com.\n' +
        '[info] It is the default now: ccs "a task" goes to "work".\n' +
        '[info] Use it: ccs work "a task"\n' +
        'ccs: Create one for another account: ccs auth create personal\n',
    })
    expect(readdirSync(instance('work')).filter((name) => FOLDERS.includes(name))).toEqual(FOLDERS)
    for (const path of [
      world.ccsDir,
      instance('.'),
      instance('work'),
      ...FOLDERS.map((name) => instance('work', name)),
    ]) {
      expect([path, mode(path)]).toEqual([path, '700'])
    }
    for (const file of ['profiles.json', 'shell/stamp', 'shell/ccs.bash', 'shell/candidates', 'shell/used/work']) {
      expect([file, mode(join(world.ccsDir, file))]).toEqual([file, '600'])
    }
    expect(registry()).toEqual({
      version: '2.0.0',
      profiles: { work: { type: 'account', created: expect.stringMatching(/^\d{4}-.*Z$/), last_used: null } },
      default: 'work',
    })
    const logins = world.calls().filter(({ args }) => args.join(' ') === 'auth login')
    expect(logins.map(({ env }) => env.CLAUDE_CONFIG_DIR)).toEqual([instance('work')])
    const second = await world.ccs(['auth', 'create', 'personal', '--no-login'])
    expect(second.stderr).toBe(
      '[success] Profile "personal" created.\n[info] Log in when you like: ccs auth login personal\n',
    )
    expect(world.calls()).toEqual([])
    expect(registry().default).toBe('work')
  })

  test('even an umask that forbids everything leaves private files that can be used', async () => {
    const result = await world.run('/bin/sh', ['-c', 'umask 777; exec ccs auth create work --no-login'])
    expect(result).toMatchObject({ status: 0, stdout: '' })
    for (const name of ['', 'instances', 'shell', 'shell/used', 'journal']) {
      expect([name, mode(join(world.ccsDir, name))]).toEqual([name, '700'])
    }
    for (const name of ['profiles.json', 'shell/ccs.zsh', 'shell/stamp', 'shell/used/work']) {
      expect([name, mode(join(world.ccsDir, name))]).toEqual([name, '600'])
    }
  })

  test('an older claude without `auth` asks by itself', async () => {
    expect(await world.ccs(['auth', 'create', 'work'], { env: { CCS_STUB_OLD: '1' } })).toMatchObject({ status: 0 })
    expect(world.calls().filter(({ args }) => args.length === 0)).toHaveLength(1)
  })

  test('overrides do not reach the login, whatever the person keeps for launches', async () => {
    const env = { ANTHROPIC_API_KEY: 'made-up', CCS_KEEP_ENV: '1' }
    expect(await world.ccs(['auth', 'create', 'work'], { env })).toMatchObject({ status: 0 })
    for (const call of world.calls()) expect(call.env).not.toHaveProperty('ANTHROPIC_API_KEY')
  })

  test('a failed login removes what this run made, and nothing else', async () => {
    await world.ccs(['auth', 'create', 'other', '--no-login'])
    const before = readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')
    const result = await world.ccs(['auth', 'create', 'work'], { env: { CCS_STUB_LOGIN: 'fail' } })
    expect(result.status).toBe(9)
    expect(result.stdout).toBe('')
    expect(result.stderr).toContain('Logging "work" in did not succeed (claude: exit status 1). [login-failed]')
    expect(readdirSync(instance('.'))).toEqual(['other'])
    expect(readdirSync(join(world.ccsDir, 'journal'))).toEqual([])
    expect(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')).toBe(before)
  })

  test('a second create of the name meanwhile is refused; an interrupted one is undone, a killed one taken up', async () => {
    const start = () => {
      const env = { ...world.env, CCS_STUB_LOGIN: 'hang' }
      return spawn(join(world.bin, 'ccs'), ['auth', 'create', 'work'], { env, stdio: 'ignore', detached: true })
    }
    const loggingIn = async () => {
      while (!world.calls().some(({ args }) => args[1] === 'login')) await new Promise((r) => setTimeout(r, 20))
    }
    const first = start()
    await loggingIn()
    const second = await world.ccs(['auth', 'create', 'work'])
    expect(second).toMatchObject({ status: 7, stdout: '' })
    expect(second.stderr).toContain('is creating "work" right now. [busy]')
    expect(await world.ccs(['auth', 'create', 'other', '--no-login'])).toMatchObject({ status: 0 })

    const ended = (child: typeof first) => new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    const firstEnd = ended(first)
    process.kill(-(first.pid ?? 0), 'SIGINT')
    expect(await firstEnd).toBe(130)
    expect(existsSync(instance('work'))).toBe(false)

    const third = start()
    await loggingIn()
    const thirdEnd = ended(third)
    process.kill(-(third.pid ?? 0), 'SIGKILL')
    await thirdEnd
    expect(existsSync(instance('work'))).toBe(true)
    expect((await world.ccs(['auth', 'list'])).stderr).toBe(
      '[info] The creation of "work" was interrupted. Go on with it: ccs auth create work\n',
    )
    const fourth = await world.ccs(['auth', 'create', 'work'])
    expect(fourth).toMatchObject({ status: 0, stdout: '' })
    expect(fourth.stderr).toContain('An interrupted creation of "work" is taken up.')
    expect(Object.keys(registry().profiles)).toEqual(['other', 'work'])
    expect((await world.ccs(['auth', 'list'])).stderr).toBe('')
  })

  test('an interrupted creation that is taken up and fails stays, with the login that may be in it', async () => {
    const killed = await creationInProgress(world, 'work')
    killed[Symbol.dispose]()
    writeFileSync(instance('work', '.claude.json'), '{"oauthAccount":{"emailAddress":"me@example.com"}}')
    writeFileSync(instance('work', '.credentials.json'), 'made-up')
    const stub = readFileSync(join(world.bin, 'claude'), 'utf8')
    // Such as one that cannot reach the Keychain just now.
    world.program('claude', stub.replace('if [ -f "$folder/.credentials.json" ]', 'if false'))
    for (const login of ['fail', 'hang']) {
      const words = ['-s', 'INT', '3', join(world.bin, 'ccs'), 'auth', 'create', 'work']
      const result = await world.run('timeout', words, { env: { CCS_STUB_LOGIN: login } })
      expect([login, result.status, result.stdout]).toEqual([login, login === 'fail' ? 9 : 124, ''])
      expect(result.stderr).toContain('An interrupted creation of "work" is taken up.')
      expect(readFileSync(instance('work', '.credentials.json'), 'utf8')).toBe('made-up')
      expect((await world.ccs(['auth', 'list'])).stderr).toContain('The creation of "work" was interrupted.')
    }
    world.program('claude', stub)
    world.calls()
    expect(await world.ccs(['auth', 'create', 'work'])).toMatchObject({ status: 0, stdout: '' })
    expect(world.calls().map(({ args }) => args)).not.toContainEqual(['auth', 'login'])
    expect(readFileSync(instance('work', '.credentials.json'), 'utf8')).toBe('made-up')
  })

  test('a login that cannot be written down is kept for the next create', async () => {
    await world.ccs(['auth', 'create', 'other', '--no-login'])
    // Somebody else's lock appears while claude logs in.
    const lock = join(world.ccsDir, 'lock')
    const stub = readFileSync(join(world.bin, 'claude'), 'utf8')
    world.program('claude', stub.replace('log_in() {', `log_in() {\n  echo busy >'${lock.replaceAll("'", "'\\''")}'`))
    const result = await world.ccs(['auth', 'create', 'work'])
    expect(result).toMatchObject({ status: 7, stdout: '' })
    expect(existsSync(instance('work', '.credentials.json'))).toBe(true)
    rmSync(lock)
    world.program('claude', stub)
    world.calls()
    const again = await world.ccs(['auth', 'create', 'work'])
    expect(again).toMatchObject({ status: 0, stdout: '' })
    expect(world.calls().map(({ args }) => args)).not.toContainEqual(['auth', 'login'])
  })

  test('a folder of no profile is refused, never used or cleaned', async () => {
    mkdirSync(instance('work'), { recursive: true })
    writeFileSync(instance('work', 'theirs'), 'x')
    const result = await world.ccs(['auth', 'create', 'work', '--no-login'])
    expect(result).toMatchObject({ status: 4, stdout: '' })
    expect(result.stderr).toContain('exists and belongs to no profile')
    expect(readdirSync(instance('work'))).toEqual(['theirs'])
    expect(existsSync(join(world.ccsDir, 'profiles.json'))).toBe(false)
  })

  test('commands and skills are copied: files with their execute bit, links to absolute targets, never followed', async () => {
    const claude = join(world.home, '.claude')
    mkdirSync(join(claude, 'commands', 'deep'), { recursive: true, mode: 0o755 })
    writeFileSync(join(claude, 'commands', 'deep', 'a b.md'), 'text', { mode: 0o644 })
    writeFileSync(join(claude, 'commands', 'run.sh'), '#!/bin/sh', { mode: 0o755 })
    chmodSync(join(claude, 'commands', 'run.sh'), 0o755)
    symlinkSync('deep', join(claude, 'commands', 'relative'))
    symlinkSync('nowhere', join(claude, 'commands', 'dangling'))
    symlinkSync('.', join(claude, 'commands', 'cycle'))
    mkdirSync(join(world.root, 'shared'))
    writeFileSync(join(world.root, 'shared', 'skill'), 'x')
    symlinkSync(join(world.root, 'shared'), join(claude, 'skills'))
    const result = await world.ccs(['auth', 'create', 'work', '--no-login'])
    expect(result.status).toBe(0)
    expect(result.stderr).toContain('Not copied:')
    expect(result.stderr).toContain('dangling')
    expect(readdirSync(instance('work', 'commands'))).toEqual(['cycle', 'deep', 'relative', 'run.sh'])
    expect(mode(instance('work', 'commands', 'deep', 'a b.md'))).toBe('600')
    expect(mode(instance('work', 'commands', 'run.sh'))).toBe('700')
    expect(readlinkSync(instance('work', 'commands', 'relative'))).toBe(join(claude, 'commands', 'deep'))
    expect(readlinkSync(instance('work', 'skills'))).toBe(join(world.root, 'shared'))
  })

  const refused: [name: string, status: number, said: string][] = [
    ['Work', 2, 'Use "work" instead.'],
    ['', 2, 'A name has 1 to 64 of'],
    ['a b', 2, 'cannot be the name'],
    ['-x', 2, 'is unknown'],
    ['../x', 2, 'cannot be the name'],
    ['$(touch pwned)', 2, 'cannot be the name'],
    ['ü', 2, 'cannot be the name'],
    ['a'.repeat(65), 2, 'A name has 1 to 64 of'],
    ['con', 2, 'the name of a device'],
    ['doctor', 2, 'is a word of ccs itself'],
    ['default', 2, 'is a word of ccs itself'],
    ['glm', 4, 'a settings profile in'],
    ['work', 4, 'There is a profile named "work" already.'],
  ]
  test('names that cannot be', async () => {
    await world.ccs(['auth', 'create', 'work', '--no-login'])
    writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"glm":"~/.ccs/glm.settings.json"}}')
    for (const [name, status, said] of refused) {
      const result = await world.ccs(['auth', 'create', name])
      expect([name, result.status, result.stdout]).toEqual([name, status, ''])
      expect(result.stderr).toContain(said)
    }
    expect(readdirSync(instance('.'))).toEqual(['work'])
    expect(existsSync(join(world.folder, 'pwned'))).toBe(false)
  })
})
