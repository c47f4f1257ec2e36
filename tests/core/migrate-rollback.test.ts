import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { needsStrace } from '../support/strace.ts'
import { V2_NAMES, V2_REGISTRY, writeV2Vault } from '../support/v2-home.ts'
import { World } from '../support/world.ts'

const core = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
const MIGRATE = ['migrate', '--force', '--no-login']
const ROLLBACK = ['migrate', '--rollback', '--force']

/** What a rollback gives back: bytes, permissions and times; `commands` are copied into each folder that is made. */
function v2Of({ ccsDir }: World): string {
  const list = ['-printf', '%P %y %m %T@ %s\n']
  const times = execFileSync('find', ['accounts', 'profiles.json', ...list], { cwd: ccsDir, encoding: 'utf8' })
  const texts = execFileSync('find', ['accounts', 'profiles.json', '-type', 'f', '-exec', 'cat', '{}', '+'], {
    cwd: ccsDir,
    encoding: 'utf8',
  })
  return times.split('\n').sort().join('\n') + texts
}

function homeOfV2(): World {
  const world = new World()
  mkdirSync(join(world.home, '.claude/commands'), { recursive: true })
  writeFileSync(join(world.home, '.claude/commands/a b.md'), 'text')
  writeV2Vault(world)
  return world
}

const instances = (world: World) => {
  const folder = join(world.ccsDir, 'instances')
  return existsSync(folder) ? readdirSync(folder) : []
}
const change = (world: World, act: (registry: Registry) => void) => {
  const file = join(world.ccsDir, 'profiles.json')
  const registry = JSON.parse(readFileSync(file, 'utf8'))
  act(registry)
  writeFileSync(file, JSON.stringify(registry))
}
interface Registry {
  profiles: Record<string, Record<string, unknown>>
  [key: string]: unknown
}

describe.concurrent('taking a migration back', () => {
  test('gives back bytes, permissions and times; folders in which nobody was go', async () => {
    using world = homeOfV2()
    const before = v2Of(world)
    await world.ccs(MIGRATE)
    const result = await world.ccs(ROLLBACK)
    expect(result).toMatchObject({ status: 0, stdout: '' })
    expect(result.stderr).toMatch(/^\[success\] The migration of \S+ was taken back\.\n$/)
    expect(v2Of(world)).toBe(before)
    expect(instances(world)).toEqual([])
    // What is left behaves as before: an account of v2.
    expect((await world.ccs(['auth', 'create', 'new'])).status).toBe(6)

    expect(await world.ccs(ROLLBACK)).toEqual({
      status: 0,
      stdout: '',
      stderr: '[info] There is nothing to take back.\n',
    })
    await world.ccs(MIGRATE)
    expect(readdirSync(join(world.ccsDir, 'backup'))).toHaveLength(2)
    await world.ccs(ROLLBACK)
    expect(v2Of(world)).toBe(before)
  })

  test('a folder stays in which one has logged in, or that has been changed', async () => {
    using world = homeOfV2()
    await world.ccs(MIGRATE)
    await world.ccs(['auth', 'login', 'work'])
    const login = join(world.ccsDir, 'instances/work/.credentials.json')
    const { ino, mtimeMs, mode } = lstatSync(login)
    writeFileSync(join(world.ccsDir, 'instances/personal/commands/a b.md'), 'mine')
    const { status, stderr } = await world.ccs(ROLLBACK)
    expect(status).toBe(0)
    for (const name of ['work', 'personal']) {
      expect(stderr).toContain(`instances/${name} stays: it has been used, and may hold a login\n`)
    }
    expect(instances(world).sort()).toEqual(['personal', 'work'])
    expect(lstatSync(login)).toMatchObject({ ino, mtimeMs, mode })
    // The next migration finds the login.
    expect((await world.ccs(MIGRATE)).stderr).not.toContain('ccs auth login work')
  })

  const changes: [name: string, act: (registry: Registry) => void, named: string[]][] = [
    ['a new profile', ({ profiles }) => Object.assign(profiles, { 'a new\n': { type: 'account' } }), ['"a new\\u{a}"']],
    ['a changed one', ({ profiles }) => Object.assign(profiles.work ?? {}, { instance: '/x' }), ['"work"']],
    [
      'another default, and a new key',
      (registry) => Object.assign(registry, { default: 'personal', more: 1 }),
      ['the default or another key'],
    ],
  ]
  test.for(changes)('%s since is not lost without a word', async ([, act, named]) => {
    using world = homeOfV2()
    const before = v2Of(world)
    await world.ccs(MIGRATE)
    change(world, act)
    const newer = readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')
    const refused = await world.ccs(['migrate', '--rollback'])
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    for (const name of named) expect(refused.stderr).toContain(name)
    expect(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')).toBe(newer)
    expect(await world.ccs(ROLLBACK)).toMatchObject({ status: 0 })
    expect(v2Of(world)).toBe(before)
    const [backup = ''] = readdirSync(join(world.ccsDir, 'backup'))
    expect(readFileSync(join(world.ccsDir, 'backup', backup, 'profiles-replaced.json'), 'utf8')).toBe(newer)
  })

  test('that one was launched since, or removed, is no loss', async () => {
    using world = homeOfV2()
    const before = v2Of(world)
    await world.ccs(MIGRATE)
    await world.ccs(['work', 'x'])
    await world.ccs(['auth', 'remove', 'personal', '--force'])
    const shown = await world.ccs(['migrate', '--rollback', '--dry-run', '--json'])
    expect(JSON.parse(shown.stdout)).toMatchObject({ takes_back: 'migration', lost: [] })
    expect(await world.ccs(ROLLBACK)).toMatchObject({ status: 0 })
    expect(v2Of(world)).toBe(before)
  })

  test('what v2 itself has changed after a kill begins anew', async (context) => {
    skipWhen(needsStrace(), context)
    using world = homeOfV2()
    // Killed when the registry was to be put in its place.
    await killedAt(world, MIGRATE, 'rename', /profiles\.json\.new/)
    const registry = join(world.ccsDir, 'profiles.json')
    expect(readFileSync(registry, 'utf8')).toBe(V2_REGISTRY)
    change(world, ({ profiles }) => Object.assign(profiles, { third: { type: 'account', vault: 'x' } }))
    const changed = readFileSync(registry, 'utf8')
    expect(await world.ccs(MIGRATE)).toMatchObject({ status: 0 })
    expect(await world.ccs(ROLLBACK)).toMatchObject({ status: 0 })
    expect(readFileSync(registry, 'utf8')).toBe(changed)
  })
})

/** Kills a command before the first call of that name whose line fits. */
async function killedAt(world: World, args: string[], call: string, fits: RegExp): Promise<boolean> {
  const trace = join(world.root, 'trace')
  const calls = async (inject: string[]) => {
    await world.run('strace', ['-qq', '-o', trace, '-e', `trace=${call}`, ...inject, process.execPath, core, ...args])
    return readFileSync(trace, 'utf8').split('\n')
  }
  const saved = `${world.ccsDir}.saved`
  execFileSync('cp', ['-a', world.ccsDir, saved])
  const number = (await calls([])).findIndex((line) => fits.test(line)) + 1
  rmSync(world.ccsDir, { recursive: true })
  execFileSync('mv', [saved, world.ccsDir])
  if (number > 0) await calls(['-e', `inject=${call}:signal=KILL:when=${number}`])
  return number > 0
}

/** Instants between which everything that a migration moves is moved. */
const INSTANTS: [string, RegExp][] = [
  ['rename', /journal\/migrate\.json\.new/],
  ['rename', /backup\/[^"]*\/manifest\.json\.new/],
  ['rename', /instances\/\.ccs-new/],
  ['rename', /profiles-after\.json\.new/],
  ['rename', /\.ccs\/profiles\.json\.new/],
  ['rename', /accounts\/\.salt/],
  ['rename', /accounts\/work\.json\.enc/],
  ['rmdir', /accounts/],
  ['rename', /shell\/stamp/],
]

describe.concurrent('killed in the middle, it goes back or on', () => {
  test.for(INSTANTS)('%s %s', async ([call, fits], context) => {
    skipWhen(needsStrace(), context)
    using world = homeOfV2()
    const before = v2Of(world)
    expect(await killedAt(world, MIGRATE, call, fits)).toBe(true)
    expect(await world.ccs(ROLLBACK)).toMatchObject({ status: 0 })
    expect(v2Of(world)).toBe(before)

    expect(await world.ccs(MIGRATE)).toMatchObject({ status: 0 })
    expect(existsSync(join(world.ccsDir, 'accounts'))).toBe(false)
    await killedAt(world, ROLLBACK, call, call === 'rename' ? /profiles\.json\.new|accounts\/work/ : fits)
    expect(await world.ccs(MIGRATE)).toMatchObject({ status: 0 })
    expect(existsSync(join(world.ccsDir, 'accounts'))).toBe(false)
    const { profiles } = JSON.parse(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8'))
    for (const name of V2_NAMES) expect(profiles[name]).not.toHaveProperty('vault')
    expect(instances(world).sort()).toEqual([...V2_NAMES].sort())
  })
})
