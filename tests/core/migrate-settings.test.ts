import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { SHELLS } from '../shells/drivers/index.ts'
import { World } from '../support/world.ts'

const MIGRATE = ['migrate', '--force', '--no-login']
const BACK = ['migrate', '--rollback', '--force']
const YAML = `version: 13
default: glm
accounts:
  work: {}
profiles:
  glm: {type: api, settings: ~/.ccs/glm.settings.json}
  it's: {type: api, settings: "~/$(touch pwned) s.json"}
  kimi: {type: api, settings: ~/theirs.json}
`
const CONFIG = '{"kept": [1], "profiles": {"kimi": "~/ours.json"}}'
const LONG_AGO = new Date('2025-10-01T12:00:00.000Z')

let world: World
let config: string
beforeEach(() => {
  world = new World()
  onTestFinished(() => world[Symbol.dispose]())
  config = join(world.ccsDir, 'config.json')
  mkdirSync(join(world.ccsDir, 'instances/work'), { recursive: true, mode: 0o700 })
  writeFileSync(join(world.ccsDir, 'config.yaml'), YAML)
  for (const file of ['.ccs/glm.settings.json', '$(touch pwned) s.json']) {
    writeFileSync(join(world.home, file), '{"env":{"ANTHROPIC_AUTH_TOKEN":"made-up"}}')
  }
})

/** One of the person's own, with permissions and a time that are to stay. */
function haveConfig(): void {
  writeFileSync(config, CONFIG)
  chmodSync(config, 0o640)
  utimesSync(config, LONG_AGO, LONG_AGO)
}

const attributes = () => ({ mode: lstatSync(config).mode & 0o777, time: lstatSync(config).mtime })
const profiles = () => JSON.parse(readFileSync(config, 'utf8')).profiles
const done = async (args: string[]) => {
  const { status, stdout, stderr } = await world.ccs(args)
  expect({ args, status, stdout }, stderr).toEqual({ args, status: 0, stdout: '' })
  return stderr
}

test('settings profiles of config.yaml are launched as the default, by name and by function, in each shell', async () => {
  const dry = await world.ccs(['migrate', '--dry-run'])
  expect(dry).toEqual({
    status: 0,
    stdout:
      'import       "work" from config.yaml, with folder and login; ' +
      '"glm", "it\'s", "kimi" from config.yaml, with the settings file; "glm" as the default\n',
    stderr: '',
  })
  expect(existsSync(config)).toBe(false)
  expect(await done(MIGRATE)).toContain('1 account and 3 settings profiles were brought over.')
  expect(lstatSync(config).mode & 0o777).toBe(0o600)
  const file = join(world.ccsDir, 'glm.settings.json')
  for (const shell of SHELLS.filter(({ missing }) => missing === undefined)) {
    const result = await shell.run(world, [shell.load, 'ccs one', 'ccs glm two', 'ccs-glm three'])
    expect(result, shell.name).toMatchObject({ status: 0, stderr: '' })
    const args = world.calls().map((call) => call.args)
    expect(args.sort(), shell.name).toEqual([
      ['--settings', file, 'one'],
      ['--settings', file, 'three'],
      ['--settings', file, 'two'],
    ])
  }
  await done(['run', "it's", 'four'])
  expect(world.calls().map((call) => call.args)).toEqual([
    ['--settings', join(world.home, '$(touch pwned) s.json'), 'four'],
  ])
  expect(readFileSync(join(world.ccsDir, 'config.yaml'), 'utf8')).toBe(YAML)
})

test('what config.json has stays, twice is once, and taking it back restores byte, mode and time', async () => {
  haveConfig()
  await done(MIGRATE)
  const text = readFileSync(config, 'utf8')
  expect(JSON.parse(text)).toEqual({
    kept: [1],
    profiles: { glm: '~/.ccs/glm.settings.json', "it's": '~/$(touch pwned) s.json', kimi: '~/ours.json' },
  })
  expect(attributes().mode).toBe(0o640)
  expect(await done(MIGRATE)).toContain('nothing to migrate')
  expect(readFileSync(config, 'utf8')).toBe(text)
  await done(BACK)
  expect(readFileSync(config, 'utf8')).toBe(CONFIG)
  expect(attributes()).toEqual({ mode: 0o640, time: LONG_AGO })
})

test('what was not there goes again', async () => {
  await done(MIGRATE)
  await done(BACK)
  expect(existsSync(config)).toBe(false)
  expect(existsSync(join(world.ccsDir, 'profiles.json'))).toBe(false)
})

test('the same, where a killed migration was gone on with, and there was more by then', async () => {
  const yaml = join(world.ccsDir, 'config.yaml')
  writeFileSync(yaml, 'profiles:\n  glm: {settings: ~/.ccs/glm.settings.json}\n')
  await done(MIGRATE)
  const [backup = ''] = readdirSync(join(world.ccsDir, 'backup'))
  // As a kill leaves it after config.json was written.
  const entry = { kind: 'migrate', time: backup }
  writeFileSync(join(world.ccsDir, 'journal/migrate.json'), JSON.stringify(entry))
  writeFileSync(yaml, 'profiles:\n  glm: {settings: ~/.ccs/glm.settings.json}\n  lm: {settings: ~/lm.json}\n')
  await done(MIGRATE)
  expect(Object.keys(profiles()).sort()).toEqual(['glm', 'lm'])
  expect(readdirSync(join(world.ccsDir, 'backup'))).toEqual([backup])
  await done(BACK)
  expect(existsSync(config)).toBe(false)
})

test('where config.json was changed since, only what was added is taken out', async () => {
  haveConfig()
  await done(MIGRATE)
  await done(['settings', 'add', 'mine', '--file', join(world.ccsDir, 'glm.settings.json')])
  await done(BACK)
  expect(profiles()).toEqual({ kimi: '~/ours.json', mine: join(world.ccsDir, 'glm.settings.json') })
})

test('a damaged config.json is refused before anything is changed', async () => {
  writeFileSync(config, '{"profiles": 5}')
  for (const args of [MIGRATE, ['migrate', '--dry-run']]) {
    const { status, stdout, stderr } = await world.ccs(args)
    expect({ status, stdout }, stderr).toEqual({ status: 6, stdout: '' })
  }
  expect(readFileSync(config, 'utf8')).toBe('{"profiles": 5}')
  for (const name of ['profiles.json', 'backup']) expect(existsSync(join(world.ccsDir, name))).toBe(false)
})

test('an account with the name of a settings profile stays where it is, and one that was removed does not come back', async () => {
  writeFileSync(config, '{"profiles":{"work":"~/ours.json"}}')
  const { stdout } = await world.ccs(['migrate', '--dry-run'])
  expect(stdout).toContain('stays        "work", an account of config.yaml, because a settings profile has that name\n')
  await done(['settings', 'remove', 'work', '--force'])
  await done(MIGRATE)
  await done(['auth', 'remove', 'work', '--force'])
  expect(await done(MIGRATE)).toContain('nothing to migrate')
  for (const args of [
    ['auth', 'list'],
    ['work', 'a task'],
  ]) {
    expect((await world.ccs(args)).stderr, args.join(' ')).not.toContain('config.yaml')
  }
})
