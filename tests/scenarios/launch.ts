import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { account, type Expectation, type Scenario } from './scenario.ts'

/** Launched in that account's own folder. */
const launched = (profile: string, ...args: string[]): Expectation => ({
  status: 0,
  claude: { args, configDir: `instances/${profile}`, profile },
})

/** The variables of launch rule 3, written out once more: one that is missing in the code must be seen. */
export const OVERRIDES = [
  ...['API_KEY', 'AUTH_TOKEN', 'BASE_URL', 'CUSTOM_HEADERS', 'PROFILE', 'UNIX_SOCKET'].map((x) => `ANTHROPIC_${x}`),
  ...['', 'REFRESH_'].map((x) => `CLAUDE_CODE_OAUTH_${x}TOKEN`),
  ...['OAUTH_TOKEN', 'API_KEY', 'WEBSOCKET_AUTH'].map((x) => `CLAUDE_CODE_${x}_FILE_DESCRIPTOR`),
  'CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST',
  'CLAUDE_SECURESTORAGE_CONFIG_DIR',
  ...['BEDROCK', 'VERTEX', 'FOUNDRY', 'MANTLE', 'GATEWAY', 'ANTHROPIC_AWS', 'ANTHROPIC_GOOGLE_CLOUD'].map(
    (x) => `CLAUDE_CODE_USE_${x}`,
  ),
]

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

/** The rows of the table of meanings that name a profile, and the launch rules. */
export const LAUNCHES: readonly Scenario[] = [...profiles, ...settings, ...rules]
