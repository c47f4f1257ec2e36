import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../../support/world.ts'
import { HOSTILE, launched, OVERRIDES, refused, row, unset } from './expectations.ts'
import { account, GLM, GLM_FILE, type Scenario } from './scenario.ts'

/** The one line that is said beside each launch of an account that v2 keeps. */
const V2_NOTICE = /^ccs: These are accounts of ccs v2\. To bring them over: ccs migrate\n$/

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
    expect: { ...launched('work', 'x'), stderr: V2_NOTICE },
  },
  {
    name: 'a v2 account by its function, whose folder is made',
    registry: { profiles: { work: { ...account, vault: 'x' }, personal: account } },
    prepare: (world) => rmSync(join(world.ccsDir, 'instances', 'work'), { recursive: true }),
    line: ['ccs-work', 'x'],
    expect: { ...launched('work', 'x'), stderr: V2_NOTICE },
  },
  {
    name: 'beside a v2 account, one of v3',
    registry: { profiles: { work: { ...account, vault: 'x' }, personal: account } },
    line: ['ccs-personal', 'x'],
    expect: launched('personal', 'x'),
  },
  {
    name: 'beside a v2 account, a settings profile',
    registry: { profiles: { work: { ...account, vault: 'x' } } },
    config: GLM,
    line: ['ccs-glm', 'x'],
    expect: unset('glm', '--settings', GLM_FILE, 'x'),
  },
]

const settings: Scenario[] = [
  '~/.ccs/glm.settings.json',
  '$SOMEWHERE/glm.settings.json',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as people write it in the file
  '${SOMEWHERE}/glm.settings.json',
].map((path) => ({
  name: `a settings profile at ${path}`,
  config: { profiles: { glm: path } },
  prepare: (world) => {
    writeFileSync(join(world.ccsDir, 'glm.settings.json'), '{}')
  },
  env: (world) => ({ SOMEWHERE: world.ccsDir, CLAUDE_CONFIG_DIR: '/elsewhere', ANTHROPIC_API_KEY: 'made-up' }),
  line: ['ccs', 'glm', 'a task'],
  expect: {
    status: 0,
    claude: {
      args: ['--settings', '<ccs dir>/glm.settings.json', 'a task'],
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
      claude: {
        args: ['x'],
        configDir: 'instances/work',
        signInFolder: null,
        profile: 'work',
        env: { ANTHROPIC_API_KEY: 'made-up' },
      },
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
  ...['.:<rest>', ':<rest>', '<rest>:', 'a/b:<rest>'].map(
    (path): Scenario => ({
      name: `a relative entry of PATH is not searched, for claude or the core: ${path}`,
      env: ({ env }) => ({ PATH: path.replace('<rest>', env.PATH ?? '') }),
      prepare: plantPrograms,
      line: ['ccs-work', 'x'],
      expect: launched('work', 'x'),
    }),
  ),
  ...['./claude', 'a/b/claude', 'claude'].map(
    (path): Scenario => ({
      name: `a relative CCS_CLAUDE_PATH is refused: ${path}`,
      env: () => ({ CCS_CLAUDE_PATH: path }),
      prepare: plantPrograms,
      line: ['ccs-work'],
      expect: refused(2, /CCS_CLAUDE_PATH is the relative path/),
    }),
  ),
]

/** Programs of a folder that somebody else wrote. */
function plantPrograms({ folder }: World): void {
  mkdirSync(join(folder, 'a/b'), { recursive: true })
  for (const name of ['claude', 'ccs', 'a/b/claude', 'a/b/ccs']) {
    writeFileSync(join(folder, name), '#!/bin/sh\ntouch pwned\n', { mode: 0o755 })
  }
}

const own = { profiles: { work: account, mine: { ...account, plain: true }, 'My Work': account, '-y': account } }
const launchedGlm = unset('glm', '--settings', GLM_FILE)
const MyWork = { status: 0, claude: { args: HOSTILE, configDir: 'instances/My Work', profile: 'My Work' } }

const chosen: Scenario[] = [
  row('hostile arguments after --', ['ccs', '--', ...HOSTILE], launched('work', ...HOSTILE)),
  row('hostile arguments after a prompt', ['ccs', 'a b', ...HOSTILE], launched('work', 'a b', ...HOSTILE)),
  row('hostile arguments by run', ['ccs', 'run', 'work', ...HOSTILE], launched('work', ...HOSTILE)),
  row('hostile arguments through the core', ['ccs', 'My Work', ...HOSTILE], MyWork, { registry: own }),
  row('hostile arguments by hand', ['ccs', '--', ...HOSTILE], unset(null, ...HOSTILE), { registry: own }),
  row('an older name like an option, by run', ['ccs', 'run', '-y', '-y'], launched('-y', '-y'), { registry: own }),
  row('two dashes alone', ['ccs', '--'], launched('work')),
  row('two dashes twice', ['ccs', '--', '--', ''], launched('work', '--', '')),
  row('a word that is no name, and an option', ['ccs', 'office', '-p'], launched('work', 'office', '-p')),
  row('64 letters', ['ccs', 'a'.repeat(64)], launched('work', 'a'.repeat(64))),
  row('three slips', ['ccs', 'prsnl'], refused(3, /Profile not found: "prsnl"/), { registry: own }),
  row('a word that is no name, and an empty one', ['ccs', 'office', ''], refused(3, /Profile not found: "office"/)),
  row('run of an option', ['ccs', 'run', '--help-me'], refused(2, /\[usage\]/)),
  row('run of capitals', ['ccs', 'run', 'WORK'], refused(3, /Did you mean "work"/)),
  row('the default is a settings profile', ['ccs'], launchedGlm, { config: GLM, registry: { ...own, default: 'glm' } }),
  row('the default is the plain profile', ['ccs', '-p'], unset('mine', '-p'), {
    registry: { ...own, default: 'mine' },
  }),
  row('the default has an older name', ['ccs', '--', ...HOSTILE], MyWork, { registry: { ...own, default: 'My Work' } }),
  row(
    'the default of a v2 registry',
    ['ccs', '-p'],
    { ...launched('work', '-p'), stderr: V2_NOTICE },
    {
      registry: { profiles: { work: { ...account, vault: 'x' } }, default: 'work' },
    },
  ),
  row('CCS_PROFILE is a settings profile', ['ccs'], launchedGlm, { config: GLM, env: () => ({ CCS_PROFILE: 'glm' }) }),
  row('CCS_PROFILE is an older name', ['ccs', '--', ...HOSTILE], MyWork, {
    registry: own,
    env: () => ({ CCS_PROFILE: 'My Work' }),
  }),
  row('CCS_PROFILE in capitals', ['ccs'], refused(3, /"WORK", chosen by CCS_PROFILE/), {
    env: () => ({ CCS_PROFILE: 'WORK' }),
  }),
  row('CCS_PROFILE has no say over a name', ['ccs', 'work'], launched('work'), {
    env: () => ({ CCS_PROFILE: 'gone' }),
  }),
  row('a pin to a settings profile', ['ccs'], launchedGlm, { config: GLM, pins: { '.': 'glm' } }),
  row('a pin of a folder whose name begins the same', ['ccs'], launched('work'), { pins: { '../fold': 'personal' } }),
  row('a pin of /', ['ccs'], launched('personal'), { pins: { [`..${'/..'.repeat(9)}`]: 'personal' } }),
  row('a pin by way of a link', ['ccs'], launched('personal'), {
    pins: { '../link': 'personal' },
    prepare: (world) => symlinkSync(world.folder, join(world.root, 'link')),
  }),
  row('two pins of the same folder: the first counts', ['ccs'], launched('personal'), {
    pins: { '../link': 'personal', '.': 'work' },
    prepare: (world) => symlinkSync(world.folder, join(world.root, 'link')),
  }),
  row('a pin after one of a folder with a newline', ['ccs'], launched('personal'), {
    pins: { 'a\nb': 'work', '.': 'personal' },
  }),
  row('a pin above one that is gone, and one to a file', ['ccs'], launched('personal'), {
    pins: { gone: 'work', '..': 'personal', '/dev/null': 'work' },
  }),
  row('run of a settings profile', ['ccs', 'run', 'glm'], launchedGlm, { config: GLM }),
]

/** A program that is not the stand-in, in its place. */
const instead = (text: string) => ({ prepare: (world: World) => world.program('claude', `#!/bin/sh\n${text}\n`) })

const surroundings: Scenario[] = [
  row(
    "claude's own status, through the default",
    ['ccs', 'a b'],
    { status: 255, stdout: 'x', stderr: /^y\n$/ },
    {
      ...instead('printf x; echo y >&2; exit 255'),
    },
  ),
  row(
    'claude ends by a signal',
    ['ccs-work'],
    { status: 143, stderr: /^(?:.*Terminated.*\n|)$/ },
    {
      ...instead('kill -TERM $$'),
    },
  ),
  row('claude is where an older installer put it', ['ccs-work', 'x'], launched('work', 'x'), {
    prepare: (world) => {
      mkdirSync(join(world.home, '.claude', 'local'), { recursive: true })
      renameSync(join(world.bin, 'claude'), join(world.home, '.claude', 'local', 'claude'))
    },
  }),
  row('CCS_CLAUDE_PATH is a folder', ['ccs-work'], refused(5, /\[claude-not-found\]/), {
    env: (world) => ({ CCS_CLAUDE_PATH: world.bin }),
  }),
  row('CCS_DIR with a slash at its end', ['ccs-work'], launched('work'), {
    env: (world) => ({ CCS_DIR: `${world.ccsDir}/` }),
  }),
  row('a relative CCS_DIR', ['ccs-work'], refused(2, /CCS_DIR/), { env: () => ({ CCS_DIR: '.ccs' }) }),
  row('a relative CCS_CONFIG', ['ccs-work'], refused(2, /CCS_CONFIG is the relative path "s\.json"/), {
    env: () => ({ CCS_CONFIG: 's.json' }),
  }),
  row('CCS_HOME', ['ccs-work'], launched('work'), {
    env: (world) => ({ HOME: world.root, CCS_HOME: world.home }),
  }),
  row('CCS_CONFIG', ['ccs', 'glm'], launchedGlm, {
    env: (world) => ({ CCS_CONFIG: join(world.root, 'settings.json') }),
    prepare: (world) => writeFileSync(join(world.root, 'settings.json'), JSON.stringify(GLM)),
  }),
  row('an adopted folder on a disk that is away', ['ccs-mine'], refused(8, /is not there: \/nowhere\/mine/), {
    registry: { profiles: { mine: { ...account, instance: '/nowhere/mine' } } },
  }),
  row('a file in the place of an instance', ['ccs-work'], refused(8, /is not a folder/), {
    prepare: (world) => {
      rmSync(join(world.ccsDir, 'instances', 'work'), { recursive: true })
      writeFileSync(join(world.ccsDir, 'instances', 'work'), '')
    },
  }),
]

/** The rows of the table of meanings that name a profile, and the launch rules. */
export const LAUNCHES: readonly Scenario[] = [...profiles, ...settings, ...rules, ...chosen, ...surroundings]
