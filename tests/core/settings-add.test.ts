import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { differences, pictureOf } from '../support/picture.ts'
import { World } from '../support/world.ts'
import { creationInProgress } from './errors/provocation.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(world.ccsDir, { mode: 0o700 })
})
afterEach(() => world[Symbol.dispose]())

const inCcsDir = (name: string) => join(world.ccsDir, name)
const config = (file = inCcsDir('config.json')) => JSON.parse(readFileSync(file, 'utf8'))
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)
const write = (file: string, text: string, mode = 0o600) => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text, { mode })
}
const add = (...words: string[]) => world.ccs(['settings', 'add', ...words])
const PLAIN_V2 = { profiles: { glm: '~/x.json', default: '~/.claude/settings.json' }, other: [1], z: { a: null } }

describe('from a template', () => {
  test.each([
    ['glm', 'https://api.z.ai/api/anthropic', 'YOUR_GLM_API_KEY_HERE'],
    ['kimi', 'https://api.kimi.com/coding/', 'YOUR_KIMI_API_KEY_HERE'],
  ])('%s is made, private, and its launch asks for the key', async (name, endpoint, placeholder) => {
    const result = await add(name)
    expect(result).toMatchObject({ status: 0, stdout: '' })
    expect(result.stderr).toMatch(
      new RegExp(
        `^\\[success\\] Settings profile "${name}" added\\.\\nccs: Put your key into /.*/\\.ccs/${name}\\.settings\\.json, `,
      ),
    )
    const file = inCcsDir(`${name}.settings.json`)
    const { env } = JSON.parse(readFileSync(file, 'utf8'))
    expect(env).toMatchObject({ ANTHROPIC_BASE_URL: endpoint, ANTHROPIC_AUTH_TOKEN: placeholder })
    expect(config()).toEqual({ profiles: { [name]: `~/.ccs/${name}.settings.json` } })
    expect([file, inCcsDir('config.json')].map(modeOf)).toEqual(['600', '600'])
    expect((await world.ccs([name, 'x'])).status).toBe(6)
    writeFileSync(file, readFileSync(file, 'utf8').replace(placeholder, 'made-up'))
    expect(await world.ccs([name, 'x'])).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(world.calls()).toMatchObject([{ args: ['--settings', file, 'x'] }])
  })

  test('under another name', async () => {
    expect((await add('glm-2', '--from', 'glm')).status).toBe(0)
    expect(config().profiles).toEqual({ 'glm-2': '~/.ccs/glm-2.settings.json' })
  })

  test('other keys, their order and the permissions of config.json stay', async () => {
    write(inCcsDir('config.json'), JSON.stringify(PLAIN_V2), 0o640)
    expect((await add('kimi')).status).toBe(0)
    const profiles = { ...PLAIN_V2.profiles, kimi: '~/.ccs/kimi.settings.json' }
    expect(readFileSync(inCcsDir('config.json'), 'utf8')).toBe(
      `${JSON.stringify({ ...PLAIN_V2, profiles }, undefined, 2)}\n`,
    )
    expect(modeOf(inCcsDir('config.json'))).toBe('640')
  })

  test('a settings file that is there is taken as it is, but for who may read it', async () => {
    const text = '{"env":{"ANTHROPIC_AUTH_TOKEN":"sk-made-up"},"mine":1}'
    write(inCcsDir('glm.settings.json'), text, 0o644)
    const result = await add('glm', '--from', 'kimi')
    expect(result).toMatchObject({ status: 0, stdout: '' })
    expect(result.stderr).toMatch(/Its settings file was there already, and is taken as it is: .*Use it: ccs glm/s)
    expect(result.stderr).not.toContain('made-up')
    expect([readFileSync(inCcsDir('glm.settings.json'), 'utf8'), modeOf(inCcsDir('glm.settings.json'))]).toEqual([
      text,
      '600',
    ])
  })

  test.each(['{', '[]', ''])('one that holds %j is not', async (text) => {
    write(inCcsDir('glm.settings.json'), text)
    expect(await add('glm')).toMatchObject({ status: 6, stdout: '' })
    expect(existsSync(inCcsDir('config.json'))).toBe(false)
  })

  test('where a variable stands in the path of the ccs dir it is refused, but not below the home', async () => {
    const env = { HOME: join(world.root, 'a$HOME'), CCS_DIR: '' }
    mkdirSync(env.HOME)
    const { CCS_DIR: _, ...home } = env
    expect((await world.ccs(['settings', 'add', 'glm'], { env: home })).status).toBe(0)
    expect((await world.ccs(['glm', 'x'], { env: home })).stderr).toContain(`${env.HOME}/.ccs/glm.settings.json`)
    const refused = await world.ccs(['settings', 'add', 'glm'], { env: { CCS_DIR: join(env.HOME, 'ccs') } })
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(existsSync(join(env.HOME, 'ccs'))).toBe(false)
  })
})

describe('with a file of the person', () => {
  const text = '{"env":{"ANTHROPIC_API_KEY":"sk-made-up"}}'

  test.each([
    ['~/my "settings" ü.json', '~/my "settings" ü.json'],
    ['<home>/my "settings" ü.json', '<home>/my "settings" ü.json'],
    ['../folder/-x $(touch pwned).json', '<root>/folder/../folder/-x $(touch pwned).json'],
  ])('%s', async (given, spelled) => {
    for (const file of [join(world.home, 'my "settings" ü.json'), join(world.folder, '-x $(touch pwned).json')]) {
      write(file, text)
    }
    const real = (path: string) => path.replace('<home>', world.home).replace('<root>', world.root)
    const result = await add('mine', '--file', real(given))
    expect(result).toMatchObject({ status: 0, stdout: '' })
    expect(result.stderr).not.toContain('sk-made-up')
    expect(config().profiles.mine).toBe(real(spelled))
    expect(existsSync(inCcsDir('mine.settings.json'))).toBe(false)
    expect((await world.ccs(['mine'], { cwd: '/' })).status).toBe(0)
    expect(world.calls()).toMatchObject([{ args: ['--settings', real(spelled).replace('~', world.home)] }])
  })

  test.each([
    ['nothing', 2, () => {}],
    ['no JSON', 6, (file: string) => write(file, '{')],
    ['a list', 6, (file: string) => write(file, '[]')],
    ['a folder', 6, (file: string) => mkdirSync(file)],
    ['a link to nowhere', 6, (file: string) => symlinkSync('nowhere', file)],
  ] as const)('%s is refused', async (_, status, make) => {
    make(join(world.folder, 'mine.json'))
    const before = pictureOf(world.home)
    expect(await add('mine', '--file', 'mine.json')).toMatchObject({ status, stdout: '' })
    expect(differences(before, pictureOf(world.home))).toEqual([])
  })

  test('a FIFO hangs nothing', async () => {
    await world.run('mkfifo', ['fifo'])
    expect((await add('mine', '--file', 'fifo')).status).toBe(6)
  })
})

describe('a name that', () => {
  test.each([
    ['Glm', 2],
    ['default', 2],
    ['doctor', 2],
    ['con', 2],
    ['../x', 2],
    ['$(touch pwned)', 2],
    ['', 2],
    ['work', 4],
    ['glm', 4],
  ])('cannot be: %j', async (name, status) => {
    write(inCcsDir('profiles.json'), '{"profiles":{"work":{"type":"account"}}}')
    write(inCcsDir('config.json'), JSON.stringify(PLAIN_V2))
    const before = pictureOf(world.home)
    expect(await add('--from', 'glm', '--', name)).toMatchObject({ status, stdout: '' })
    const wrong = differences(before, pictureOf(world.home)).filter((line) => !line.startsWith('.ccs/shell'))
    expect(wrong).toEqual([])
  })

  test('is being created is busy', async () => {
    using _ = await creationInProgress(world)
    expect(await add('new', '--from', 'glm')).toMatchObject({ status: 7, stdout: '' })
  })

  test('is taken is no name for an account', async () => {
    await add('glm')
    expect((await world.ccs(['auth', 'create', 'glm', '--no-login'])).status).toBe(4)
  })

  test('is added can be the default and a pin', async () => {
    await add('glm')
    for (const words of [
      ['auth', 'default', 'glm'],
      ['pin', 'glm'],
    ]) {
      expect((await world.ccs(words)).status).toBe(0)
    }
    expect((await world.ccs(['x y'])).stderr).toMatch(/^ccs: No API key for "glm"/)
  })
})

describe('where config.json is', () => {
  test('named by CCS_CONFIG, that one is written', async () => {
    const file = join(world.root, "its own 'config'.json")
    const env = { CCS_CONFIG: file }
    expect((await world.ccs(['settings', 'add', 'glm'], { env })).status).toBe(0)
    expect([config(file), modeOf(file)]).toEqual([{ profiles: { glm: '~/.ccs/glm.settings.json' } }, '600'])
    expect(existsSync(inCcsDir('config.json'))).toBe(false)
    expect((await world.ccs(['settings', 'remove', 'glm', '--force', '--delete'], { env })).status).toBe(0)
    expect(config(file)).toEqual({ profiles: {} })
    expect(existsSync(inCcsDir('glm.settings.json'))).toBe(false)
  })

  test('a link, the file behind it is written, and the link stays', async () => {
    const kept = join(world.root, 'dotfiles.json')
    write(kept, '{"profiles":{}}', 0o644)
    symlinkSync(kept, inCcsDir('config.json'))
    expect((await add('glm')).status).toBe(0)
    expect(config(kept).profiles).toEqual({ glm: '~/.ccs/glm.settings.json' })
    expect(modeOf(kept)).toBe('644')
    expect((await world.run('readlink', [inCcsDir('config.json')])).stdout).toBe(`${kept}\n`)
  })

  test.each(['{', '[]', '{"profiles":[]}', '{"profiles":{"x":1}}', '{"a":1,"a":1}'])(
    'damaged, %j, it stays',
    async (text) => {
      write(inCcsDir('config.json'), text)
      expect(await add('glm')).toMatchObject({ status: 6, stdout: '' })
      expect(await world.ccs(['settings', 'remove', 'glm', '--force'])).toMatchObject({ status: 6, stdout: '' })
      expect(await world.ccs(['settings', 'list'])).toMatchObject({ status: 6, stdout: '' })
      expect(readFileSync(inCcsDir('config.json'), 'utf8')).toBe(text)
      expect(existsSync(inCcsDir('glm.settings.json'))).toBe(false)
    },
  )
})

test('beside a registry of v2, which is not rewritten', async () => {
  const v2 = '{"version":"2.0.0","profiles":{"work":{"type":"account","vault":"x"}},"default":"glm"}'
  write(inCcsDir('profiles.json'), v2)
  expect((await add('kimi')).status).toBe(0)
  expect((await add('glm')).status).toBe(0)
  expect((await world.ccs(['settings', 'remove', 'kimi', '--force'])).status).toBe(0)
  // It is the default there, which only a migration changes.
  expect((await world.ccs(['settings', 'remove', 'glm', '--force'])).status).toBe(6)
  expect(config().profiles).toEqual({ glm: '~/.ccs/glm.settings.json' })
  expect(readFileSync(inCcsDir('profiles.json'), 'utf8')).toBe(v2)
})
