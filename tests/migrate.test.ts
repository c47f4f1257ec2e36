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
import type { Found } from '../src/migrate/look.ts'
import { planMigration } from '../src/migrate/plan.ts'
import { exactPicture } from './exact-picture.ts'
import { Terminal } from './terminal.ts'
import { V2_NAMES, V2_REGISTRY, writeV2Vault, writeV25 } from './v2-home.ts'
import { World } from './world.ts'

const registry = (world: World) => JSON.parse(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8'))
const mode = (path: string) => (lstatSync(path).mode & 0o7777).toString(8)
const backups = (world: World) => {
  const folder = join(world.ccsDir, 'backup')
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
}
const MIGRATE = ['migrate', '--force', '--no-login']

describe('what is found decides the plan', () => {
  const account = { name: 'a', email: undefined, folder: '/i/a', isMissing: true }
  const nothing: Found = {
    registryFile: '/r',
    hasRegistry: true,
    configFile: '/c',
    hasConfig: false,
    accounts: [],
    others: [],
    settings: [],
    vault: [],
    keptVault: undefined,
    isOpen: false,
    migrated: [],
    imports: { accounts: [], settings: [], defaultName: undefined, others: [], taken: [] },
  }
  const imports: Found['imports'] = {
    accounts: [['c', {}]],
    settings: [['km', '/k']],
    defaultName: 'c',
    others: ['gemini'],
    taken: [],
  }
  const rows: [name: string, found: Partial<Found>, steps: string[], stays: string[]][] = [
    ['nothing', {}, [], []],
    ['released 2.5', { settings: ['glm'] }, [], ['glm']],
    ['a config.yaml alone', { hasRegistry: false, imports }, ['import c,km'], ['gemini']],
    ['a config.yaml beside v3', { others: ['b'], imports }, ['back-up /r', 'import c,km'], ['b', 'gemini']],
    [
      'only settings profiles of a config.yaml',
      { hasConfig: true, imports: { ...imports, accounts: [], defaultName: undefined } },
      ['back-up /c', 'import km'],
      ['gemini'],
    ],
    [
      'a config.yaml beside v2, interrupted',
      { accounts: [account], imports, isOpen: true },
      ['back-up /r', 'make-folder a', 'rewrite-registry a', 'import c,km', 'log-in a'],
      ['gemini'],
    ],
    ['v3 alone', { others: ['b'] }, [], ['b']],
    [
      'a v2 account beside one of v3',
      { accounts: [account], others: ['b'], vault: ['/v/a.json.enc'] },
      ['back-up /r', 'make-folder a', 'rewrite-registry a', 'back-up /v/a.json.enc', 'log-in a'],
      ['b'],
    ],
    [
      'its folder is there',
      { accounts: [{ ...account, isMissing: false }] },
      ['back-up /r', 'rewrite-registry a', 'log-in a'],
      [],
    ],
    [
      'killed when the registry was written',
      { isOpen: true, vault: ['/v/a.json.enc'], others: ['a', 'b'], migrated: [account] },
      ['finish', 'back-up /v/a.json.enc', 'log-in a'],
      ['b'],
    ],
    ['only a login is left', { others: ['a', 'b'], migrated: [account] }, ['log-in a'], ['b']],
    ['a vault that is a link', { accounts: [], others: ['b'], keptVault: '/v' }, [], ['b', '/v']],
  ]
  test.for(rows)('%s', ([, found, steps, stays]) => {
    const plan = planMigration({ ...nothing, ...found })
    const words = plan.steps.map((step) => {
      if (step.step === 'finish') return step.step
      if (step.step === 'import') return `import ${[...step.profiles, ...step.settings].join()}`
      return [step.step, 'profile' in step ? step.profile : 'profiles' in step ? step.profiles.join() : step.file].join(
        ' ',
      )
    })
    expect(words).toEqual(steps)
    expect(plan.stays.map((stay) => (stay.kind === 'vault' ? stay.folder : stay.profile))).toEqual(stays)
  })
})

describe.concurrent('migrate', () => {
  test('brings the accounts of v2 over, and keeps what v2 had', async () => {
    using world = new World()
    writeV25(world)
    writeV2Vault(world)
    const result = await world.ccs(MIGRATE)
    const [backup = ''] = backups(world)
    expect(result).toEqual({
      status: 0,
      stdout: '',
      stderr: [
        '[success] 3 accounts were brought over.',
        `ccs: What there was before is kept in ${backup}. To take all back: ccs migrate --rollback`,
        'ccs: The installer of ccs v2 has left things. To see them: ccs migrate --clean --dry-run',
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
        'ccs: The installer of ccs v2 has left things. To see them: ccs migrate --clean --dry-run\n',
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

describe('at a terminal', () => {
  const open = (world: World, args: string[], env: Record<string, string> = {}) =>
    new Terminal([join(world.bin, 'ccs'), ...args], { ...world.env, ...env }, world.folder)

  test('it shows, asks, and logs in one after another; a login can be skipped, and taken up later', async () => {
    using world = new World('home')
    writeV2Vault(world)
    await using terminal = open(world, ['migrate'])
    const plan = await terminal.waitFor(/Do this\?/)
    expect(plan).toContain('log in       "work" (with v2 it was user@work.example)')
    expect(backups(world)).toEqual([])
    terminal.type('y')
    const first = await terminal.waitFor(/Log in now\?/)
    expect(first).toContain('Login 1 of 3: "work", which was user@work.example with v2')
    terminal.press('Enter')
    await terminal.waitFor(/"work" is logged in\.[\s\S]*Login 2 of 3: "personal"[\s\S]*Log in now\?/)
    terminal.type('n')
    await terminal.waitFor(/Login 3 of 3: [\s\S]*Log in now\?/)
    terminal.press('CtrlC')
    const end = await terminal.waitFor(/ccs: Interrupted\./)
    expect(end).toContain("Each logs in once, by:\n     ccs auth login personal\n     ccs auth login -- 'It")
    expect(existsSync(join(world.ccsDir, 'instances/work/.credentials.json'))).toBe(true)

    await using later = open(world, ['migrate'])
    await later.waitFor(/Login 1 of 2: "personal"[\s\S]*Log in now\?/)
    later.type('y')
    await later.waitFor(/Login 2 of 2: [\s\S]*Log in now\?/)
    later.type('y')
    await later.waitFor(/touch pwned\)" is logged in\./)
    await using last = open(world, ['migrate'])
    await last.waitFor(/There is nothing to migrate\./)
  })

  test('no is an answer', async () => {
    using world = new World('home')
    writeV2Vault(world)
    const before = exactPicture(world.home)
    await using terminal = open(world, ['migrate'])
    await terminal.waitFor(/Do this\?/)
    terminal.press('Enter')
    await terminal.waitFor(/Nothing was changed\./)
    expect(exactPicture(world.home)).toBe(before)
  })

  test('Ctrl-C in a login skips that one; one that fails is told, and the next is asked for', async () => {
    using world = new World('home')
    writeV2Vault(world)
    await world.ccs(MIGRATE)
    await using terminal = open(world, ['migrate'], { CCS_STUB_LOGIN: 'hang' })
    await terminal.waitFor(/Log in now\?/)
    terminal.type('y')
    while (!world.calls().some(({ args }) => args[1] === 'login')) await new Promise((r) => setTimeout(r, 20))
    terminal.press('CtrlC')
    await terminal.waitFor(/Skipped\.[\s\S]*Login 2 of 3/)
    await using failing = open(world, ['migrate'], { CCS_STUB_LOGIN: 'fail' })
    await failing.waitFor(/Login 1 of 3[\s\S]*Log in now\?/)
    failing.type('y')
    await failing.waitFor(/Logging "work" in did not succeed[\s\S]*Login 2 of 3/)
  })

  test('without claude nothing is begun', async () => {
    using world = new World('home')
    writeV2Vault(world)
    await using terminal = open(world, ['migrate'], { CCS_CLAUDE_PATH: '/nowhere' })
    await terminal.waitFor(/\[claude-not-found\]/)
    expect(backups(world)).toEqual([])
  })

  test('launching an account of v2 logs in first, once', async () => {
    using world = new World('home')
    writeV2Vault(world)
    world.env.CCS_STUB_SAY = '1'
    await using terminal = open(world, ['work', 'hi'])
    const screen = await terminal.waitFor(/account work@example\.com, arguments: \[hi\]/)
    expect(screen).toContain('ccs: These are accounts of ccs v2. To bring them over: ccs migrate')
    const words = (calls: { args: string[] }[]) => calls.map(({ args }) => args.join(' '))
    expect(words(world.calls())).toContain('auth login')
    await using again = open(world, ['work', 'hi'])
    await again.waitFor(/arguments: \[hi\]/)
    expect(words(world.calls())).not.toContain('auth login')
  })
})
