import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OVERRIDES } from '../../src/claude/environment.ts'
import { account, type Expectation, type Scenario } from './scenario.ts'

/** Launched in that account's own folder. */
const launched = (profile: string, ...args: string[]): Expectation => ({
  status: 0,
  claude: { args, configDir: `instances/${profile}`, profile },
})
const byHand = (...args: string[]): Expectation => ({ status: 0, claude: { args, configDir: null, profile: null } })
const refused = (status: number, stderr: RegExp): Expectation => ({ status, stderr })
const noDefault = { version: '2.0.0', profiles: { work: account } }
const notFound = (word: string) => new RegExp(`^ccs: Profile "${word}" not found\\. \\[profile-not-found\\]\n`)

const HOSTILE = [
  '',
  ' ',
  'a b',
  "it's",
  '"q"',
  '$HOME `id` $(touch pwned)',
  '\\',
  'a\nb',
  '*',
  '~',
  '-n',
  '--',
  '-',
  'ü 😀',
  ';&|',
  '!!',
  '%PATH%',
  '{a,b}',
  '[a]',
  '#x',
  '‘’',
  'x,y',
  '-a:b',
  '--help',
]

const profiles: Scenario[] = [
  { name: 'an account by its name', line: ['ccs', 'work', 'a task'], expect: launched('work', 'a task') },
  { name: 'an account by its function', line: ['ccs-personal', 'a task'], expect: launched('personal', 'a task') },
  { name: 'an account by run', line: ['ccs', 'run', 'personal', '-p', 'hi'], expect: launched('personal', '-p', 'hi') },
  {
    name: 'hostile arguments by name',
    line: ['ccs', 'personal', ...HOSTILE],
    expect: launched('personal', ...HOSTILE),
  },
  { name: 'hostile arguments by function', line: ['ccs-work', ...HOSTILE], expect: launched('work', ...HOSTILE) },
  {
    name: "claude's own options",
    line: ['ccs', 'work', '--version', '-h', '-v'],
    expect: launched('work', '--version', '-h', '-v'),
  },
  {
    name: 'the plain profile',
    registry: { profiles: { mine: { ...account, plain: true } } },
    env: () => ({ CLAUDE_CONFIG_DIR: '/elsewhere' }),
    line: ['ccs', 'mine', 'x'],
    expect: { status: 0, claude: { args: ['x'], configDir: null, profile: 'mine' } },
  },
  {
    name: 'an adopted folder, with its spelling',
    registry: { profiles: { mine: { ...account, instance: '/tmp/../tmp/' } } },
    line: ['ccs-mine'],
    expect: { status: 0, claude: { args: [], configDir: '/tmp/../tmp/', profile: 'mine' } },
  },
  {
    name: 'a missing instance is made',
    prepare: (world) => rmSync(join(world.ccsDir, 'instances', 'work'), { recursive: true }),
    line: ['ccs-work', 'x'],
    expect: launched('work', 'x'),
  },
  {
    name: 'a name that is a command in an older registry',
    registry: { profiles: { doctor: account } },
    line: ['ccs', 'run', 'doctor', 'x'],
    expect: launched('doctor', 'x'),
  },
  ...['My Work', '$(touch pwned)', 'a\nb', '-x', '', '__proto__', 'constructor', "it's", '*'].map(
    (name): Scenario => ({
      name: `an older registry's ${JSON.stringify(name)}`,
      registry: `{"version":"2.0.0","profiles":{${JSON.stringify(name)}:${JSON.stringify({ ...account, instance: '/tmp' })}},"default":"x"}`,
      line: ['ccs', name, 'x'],
      expect: { status: 0, claude: { args: ['x'], configDir: '/tmp', profile: name } },
    }),
  ),
  {
    name: "the older program's spelling of a folder",
    registry: { profiles: { 'My Work': account } },
    prepare: (world) => mkdirSync(join(world.ccsDir, 'instances', 'my-work')),
    line: ['ccs', 'My Work'],
    expect: { status: 0, claude: { args: [], configDir: 'instances/my-work', profile: 'My Work' } },
  },
  {
    name: 'a v2 account',
    registry: { profiles: { work: { ...account, vault: '~/.ccs/accounts/work.json.enc' } }, default: 'work' },
    line: ['ccs', 'work', 'x'],
    expect: launched('work', 'x'),
  },
]

const settings: Scenario[] = [
  '~/.ccs/glm.settings.json',
  '$SOMEWHERE/glm.settings.json',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as people write it in the file
  '${SOMEWHERE}/glm.settings.json',
  'glm.settings.json',
].map((path) => ({
  name: `a settings profile at ${path}`,
  config: { profiles: { glm: path } },
  prepare: (world) => {
    for (const folder of [world.ccsDir, world.folder]) writeFileSync(join(folder, 'glm.settings.json'), '{}')
  },
  env: (world) => ({ SOMEWHERE: world.ccsDir, CLAUDE_CONFIG_DIR: '/elsewhere', ANTHROPIC_API_KEY: 'made-up' }),
  line: ['ccs', 'glm', 'a task'],
  expect: {
    status: 0,
    claude: {
      args: ['--settings', path === 'glm.settings.json' ? path : '<ccs dir>/glm.settings.json', 'a task'],
      configDir: null,
      profile: 'glm',
      env: { ANTHROPIC_API_KEY: null },
    },
  },
}))

const defaults: Scenario[] = [
  { name: 'no words', line: ['ccs'], expect: launched('work') },
  { name: 'an option', line: ['ccs', '-p', 'hi'], expect: launched('work', '-p', 'hi') },
  { name: 'two dashes', line: ['ccs', '--', 'personal', '--help'], expect: launched('work', 'personal', '--help') },
  ...['', 'fix the bug', 'fix!', '_x', 'ü', 'a\nb', 'a/b', 'a'.repeat(65)].map(
    (text): Scenario => ({
      name: `the prompt ${JSON.stringify(text).slice(0, 20)}`,
      line: ['ccs', text, 'x'],
      expect: launched('work', text, 'x'),
    }),
  ),
  { name: 'a word that is no name', line: ['ccs', 'explain'], expect: launched('work', 'explain') },
  {
    name: 'the one in CCS_PROFILE',
    env: () => ({ CCS_PROFILE: 'personal' }),
    line: ['ccs', 'a b'],
    expect: launched('personal', 'a b'),
  },
  {
    name: 'an empty CCS_PROFILE',
    env: () => ({ CCS_PROFILE: '' }),
    line: ['ccs', 'a b'],
    expect: launched('work', 'a b'),
  },
  {
    name: 'CCS_PROFILE before a pin',
    pins: { '.': 'work' },
    env: () => ({ CCS_PROFILE: 'personal' }),
    line: ['ccs'],
    expect: launched('personal'),
  },
  {
    name: 'the deepest pin',
    pins: { '..': 'work', '.': 'personal', '../other': 'work' },
    line: ['ccs', '-p'],
    expect: launched('personal', '-p'),
  },
  { name: 'a pin elsewhere', pins: { '../other': 'personal' }, line: ['ccs', '-p'], expect: launched('work', '-p') },
  { name: 'none: claude by hand', registry: noDefault, line: ['ccs', 'a b'], expect: byHand('a b') },
  {
    name: 'none: the environment is untouched',
    registry: noDefault,
    env: () => ({ CLAUDE_CONFIG_DIR: '/elsewhere', ANTHROPIC_API_KEY: 'made-up' }),
    line: ['ccs', '--', 'work'],
    expect: {
      status: 0,
      claude: { args: ['work'], configDir: '/elsewhere', profile: null, env: { ANTHROPIC_API_KEY: 'made-up' } },
    },
  },
  {
    name: "v2's default",
    config: { profiles: { default: '~/.claude/settings.json' } },
    line: ['ccs', 'default', 'x'],
    expect: byHand('x'),
  },
]

const errors: Scenario[] = [
  {
    name: 'a name nearly typed',
    line: ['ccs', 'wrok', 'x'],
    expect: refused(3, /Did you mean "work"\?\n.*ccs auth create wrok\n.*ccs -- wrok\n/s),
  },
  { name: 'a name in capitals', line: ['ccs', 'WORK'], expect: refused(3, /Did you mean "work"\?/) },
  { name: 'two words', line: ['ccs', 'office', 'review'], expect: refused(3, notFound('office')) },
  {
    name: 'a word without a default',
    registry: noDefault,
    line: ['ccs', 'explain'],
    expect: refused(3, notFound('explain')),
  },
  { name: 'run of nobody', line: ['ccs', 'run', 'nobody'], expect: refused(3, notFound('nobody')) },
  {
    name: 'an unknown CCS_PROFILE',
    env: () => ({ CCS_PROFILE: 'gone' }),
    line: ['ccs', 'a b'],
    expect: refused(3, /"gone", chosen by CCS_PROFILE, does not exist/),
  },
  {
    name: 'a pin to nobody',
    pins: { '.': 'gone' },
    line: ['ccs', 'a b'],
    expect: refused(3, /"gone", chosen by the pin of .*, does not exist/),
  },
  {
    name: 'an unknown default',
    registry: { profiles: { work: account }, default: 'gone' },
    line: ['ccs'],
    expect: refused(3, /"gone", chosen by the registry, does not exist/),
  },
  {
    name: 'a default that no shell can hold',
    registry: '{"profiles":{"work":{}},"default":"a\\u0000"}',
    line: ['ccs'],
    expect: refused(3, /chosen by the registry/),
  },
  {
    name: 'a command that is not built',
    line: ['ccs', 'doctor'],
    expect: refused(2, /^ccs: ccs doctor is not built yet\. \[not-built\]\n/),
  },
  { name: 'use, which is not built', line: ['ccs', 'use', 'work'], expect: refused(2, /not built yet/) },
  {
    name: 'a relative CCS_CLAUDE_PATH',
    env: () => ({ CCS_CLAUDE_PATH: 'bin/claude' }),
    line: ['ccs-work'],
    expect: refused(2, /CCS_CLAUDE_PATH is the relative path/),
  },
  {
    name: 'a CCS_CLAUDE_PATH to nothing',
    env: () => ({ CCS_CLAUDE_PATH: '/nowhere/claude' }),
    line: ['ccs-work'],
    expect: refused(5, /\[claude-not-found\]/),
  },
  {
    name: 'no claude',
    prepare: (world) => rmSync(join(world.bin, 'claude')),
    line: ['ccs-work'],
    expect: refused(5, /was not found on PATH/),
  },
  {
    name: 'a missing settings file',
    config: { profiles: { glm: '~/nowhere.json' } },
    line: ['ccs', 'glm'],
    expect: refused(6, /settings file of "glm" is not there/),
  },
  {
    name: 'an empty CCS_DIR',
    env: () => ({ CCS_DIR: '' }),
    line: ['ccs-work'],
    expect: refused(2, /CCS_DIR is empty/),
  },
]

const rules: Scenario[] = [
  {
    name: 'overrides are removed',
    env: () => Object.fromEntries([...OVERRIDES, 'CLAUDE_CONFIG_DIR'].map((name) => [name, 'made-up'])),
    line: ['ccs', 'work', 'x'],
    expect: {
      status: 0,
      claude: {
        args: ['x'],
        configDir: 'instances/work',
        profile: 'work',
        env: Object.fromEntries(OVERRIDES.map((name) => [name, null])),
      },
    },
  },
  {
    name: 'overrides are kept by CCS_KEEP_ENV=1',
    env: () => ({ CCS_KEEP_ENV: '1', ANTHROPIC_API_KEY: 'made-up' }),
    line: ['ccs-work', 'x'],
    expect: {
      status: 0,
      claude: { args: ['x'], configDir: 'instances/work', profile: 'work', env: { ANTHROPIC_API_KEY: 'made-up' } },
    },
  },
  {
    name: 'CCS_CLAUDE_PATH',
    env: (world) => ({ CCS_CLAUDE_PATH: join(world.bin, 'claude') }),
    line: ['ccs-work', 'x'],
    expect: launched('work', 'x'),
  },
  {
    name: "claude's own exit status and output",
    env: () => ({ CCS_STUB_STATUS: '7', CCS_STUB_SAY: '1' }),
    line: ['ccs-work', 'x'],
    expect: { ...launched('work', 'x'), status: 7, stdout: 'claude (stand-in): account , arguments: [x]\n' },
  },
  {
    name: 'a damaged config.json stops nothing else',
    config: '{',
    line: ['ccs', 'work', 'x'],
    expect: launched('work', 'x'),
  },
  {
    name: 'an account beats a settings profile',
    config: { profiles: { work: '~/x.json' } },
    line: ['ccs', 'work'],
    expect: launched('work'),
  },
  {
    name: 'a relative entry of PATH is not searched',
    env: (world) => ({ PATH: `.:${world.env.PATH}` }),
    prepare: (world) => writeFileSync(join(world.folder, 'claude'), '#!/bin/sh\ntouch pwned\n', { mode: 0o755 }),
    line: ['ccs-work', 'x'],
    expect: launched('work', 'x'),
  },
]

/** Every row of the table of meanings, each clause of the default, and the launch rules. */
export const LAUNCHES: readonly Scenario[] = [...profiles, ...settings, ...defaults, ...errors, ...rules]
