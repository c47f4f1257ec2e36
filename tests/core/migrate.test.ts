import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exactPicture } from '../support/exact-picture.ts'
import { backups, V2_NAMES, V2_REGISTRY, writeV2Vault, writeV25 } from '../support/v2-home.ts'
import { World } from '../support/world.ts'

const registry = (world: World) => JSON.parse(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8'))
const mode = (path: string) => (lstatSync(path).mode & 0o7777).toString(8)
const MIGRATE = ['migrate', '--force', '--no-login']

describe.concurrent('migrate', () => {
  test('brings the accounts of v2 over, and keeps what v2 had', async () => {
    using world = new World()
    writeV25(world)
    writeV2Vault(world)
    const result = await world.ccs(MIGRATE)
    const [backup = ''] = backups(world)
    const readable = ['config.json.backup', 'glm.settings.json'].map((name) => join(world.ccsDir, name))
    expect(result).toEqual({
      status: 0,
      stdout: '',
      stderr: [
        `ccs: Other users could read ${readable.join(', ')}; that right was taken away.`,
        '[success] 3 accounts were brought over.',
        `ccs: What there was before is kept in ${backup}. To take all back: ccs migrate --rollback`,
        'ccs: The installer of ccs v2 has left files. To see them: ccs migrate --clean --dry-run',
        'ccs: Not logged in yet. Each logs in once, by:',
        '     ccs auth login work',
        '     ccs auth login personal',
        "     ccs auth login -- 'It'\\''s $(touch pwned)'",
        '',
      ].join('\n'),
    })
    const expected = JSON.parse(V2_REGISTRY)
    for (const name of V2_NAMES) delete expected.profiles[name].vault
    expect(registry(world)).toEqual(expected)
    expect(mode(join(world.ccsDir, 'profiles.json'))).toBe('600')
    for (const name of V2_NAMES) expect(mode(join(world.ccsDir, 'instances', name, 'todos'))).toBe('700')

    expect(readFileSync(join(backup, 'profiles.json'), 'utf8')).toBe(V2_REGISTRY)
    expect(existsSync(join(world.ccsDir, 'accounts'))).toBe(false)
    expect(readFileSync(join(backup, 'accounts/work.json.enc'), 'utf8')).toBe('made-up work.json.enc')
    const kept = execFileSync('find', [join(world.ccsDir, 'backup'), '-printf', '%y %m\n'], { encoding: 'utf8' })
    expect([...new Set(kept.trim().split('\n'))].sort()).toEqual(['d 700', 'f 600'])
    expect(existsSync(join(world.folder, 'pwned'))).toBe(false)

    const again = await world.ccs(MIGRATE)
    expect(again).toMatchObject({ status: 0, stdout: '' })
    expect(again.stderr).not.toContain('brought over')
    expect(backups(world)).toEqual([backup])
    expect(registry(world)).toEqual(expected)
  })

  test.for([
    ['migrate', '--dry-run'],
    ['migrate', '--dry-run', '--force'],
    ['migrate', '--dry-run', '--json'],
    ['migrate', '--clean', '--dry-run'],
    ['migrate', '--clean', '--dry-run', '--json'],
    ['migrate', '--rollback', '--dry-run'],
  ])('%s %s %s changes nothing', async (args) => {
    using world = new World()
    writeV25(world)
    writeV2Vault(world)
    if (args.includes('--rollback')) await world.ccs(MIGRATE)
    chmodSync(world.ccsDir, 0o775)
    const before = exactPicture(world.home)
    const result = await world.ccs(args)
    expect(result.status).toBe(0)
    expect(exactPicture(world.home)).toBe(before)
    expect(world.calls()).toEqual([])
    expect(result.stdout).toContain(join(world.ccsDir, args.includes('--clean') ? 'VERSION' : 'accounts/work.json.enc'))
    if (args.includes('--json')) expect(JSON.parse(result.stdout)).toMatchObject({ version: '1' })
  })

  test('in a home of 2.5 there is nothing to do, but to clean', async () => {
    using world = new World()
    writeV25(world)
    const before = exactPicture(world.home)
    expect(await world.ccs(['migrate'])).toEqual({
      status: 0,
      stdout: '',
      stderr:
        '[info] There is nothing to migrate.\nccs: Settings profiles work as they are: "glm".\n' +
        'ccs: The installer of ccs v2 has left files. To see them: ccs migrate --clean --dry-run\n',
    })
    expect(exactPicture(world.home)).toBe(before)
  })

  test('without a ccs dir none is made', async () => {
    using world = new World()
    const stderr = '[info] There is nothing to migrate.\n'
    expect(await world.ccs(['migrate'])).toEqual({ status: 0, stdout: '', stderr })
    expect(existsSync(world.ccsDir)).toBe(false)
  })

  test('an account that has been launched before, and is logged in, is not asked for again', async () => {
    using world = new World()
    writeV2Vault(world)
    expect(await world.ccs(['auth', 'login', 'work'])).toMatchObject({ status: 0 })
    const credentials = join(world.ccsDir, 'instances/work/.credentials.json')
    const { ino, mtimeMs } = lstatSync(credentials)
    const { stderr } = await world.ccs(MIGRATE)
    expect(stderr).not.toContain('ccs auth login work')
    expect(stderr).toContain('ccs auth login personal')
    expect(lstatSync(credentials)).toMatchObject({ ino, mtimeMs })
  })

  test('settings profiles work before, beside and after', async () => {
    using world = new World()
    writeV25(world)
    writeV2Vault(world)
    const file = join(world.ccsDir, 'glm.settings.json')
    const launch = async () => {
      expect(await world.ccs(['glm', 'a task'])).toEqual({ status: 0, stdout: '', stderr: '' })
      expect(world.calls().map(({ args }) => args)).toEqual([['--settings', file, 'a task']])
    }
    await launch()
    await world.ccs(MIGRATE)
    world.calls()
    await launch()
    await world.ccs(['migrate', '--rollback', '--force'])
    await launch()
  })

  test('a registry behind a link is written there', async () => {
    using world = new World()
    writeV2Vault(world)
    mkdirSync(join(world.home, 'dotfiles'))
    const real = join(world.home, 'dotfiles/profiles.json')
    renameSync(join(world.ccsDir, 'profiles.json'), real)
    symlinkSync(real, join(world.ccsDir, 'profiles.json'))
    const before = lstatSync(real).mtimeMs
    expect(await world.ccs(MIGRATE)).toMatchObject({ status: 0 })
    expect(readFileSync(real, 'utf8')).not.toContain('vault')
    expect(await world.ccs(['migrate', '--rollback', '--force'])).toMatchObject({ status: 0 })
    expect(readFileSync(real, 'utf8')).toBe(V2_REGISTRY)
    expect([mode(real), lstatSync(real).mtimeMs, readdirSync(join(world.home, 'dotfiles'))]).toEqual([
      '644',
      before,
      ['profiles.json'],
    ])
  })

  test('a vault that lies elsewhere stays', async () => {
    using world = new World()
    writeV2Vault(world)
    renameSync(join(world.ccsDir, 'accounts'), join(world.home, 'elsewhere'))
    symlinkSync(join(world.home, 'elsewhere'), join(world.ccsDir, 'accounts'))
    const before = exactPicture(join(world.home, 'elsewhere'))
    expect((await world.ccs(['migrate', '--dry-run'])).stdout).toContain('accounts, because it lies elsewhere')
    expect(await world.ccs(MIGRATE)).toMatchObject({ status: 0 })
    expect(exactPicture(join(world.home, 'elsewhere'))).toBe(before)
    expect(await world.ccs(['migrate', '--rollback', '--force'])).toMatchObject({ status: 0 })
    expect(exactPicture(join(world.home, 'elsewhere'))).toBe(before)
  })

  test('a file in the place of a folder, and a damaged registry, are told before anything is made', async () => {
    using world = new World()
    writeV2Vault(world)
    mkdirSync(join(world.ccsDir, 'instances'))
    writeFileSync(join(world.ccsDir, 'instances/personal'), '')
    expect(await world.ccs(MIGRATE)).toMatchObject({ status: 8, stdout: '' })
    writeFileSync(join(world.ccsDir, 'profiles.json'), '{')
    expect(await world.ccs(MIGRATE)).toMatchObject({ status: 6, stdout: '' })
    expect(readdirSync(world.ccsDir).sort()).toEqual(['accounts', 'instances', 'profiles.json'])
    expect(readdirSync(join(world.ccsDir, 'instances'))).toEqual(['personal'])
  })
})
