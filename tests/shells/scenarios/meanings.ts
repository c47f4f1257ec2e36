import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { account, type Expectation, type Scenario } from './scenario.ts'

/** Launched in that account's own folder. */
const launched = (profile: string, ...args: string[]): Expectation => ({
  status: 0,
  claude: { args, configDir: `instances/${profile}`, profile },
})
const byHand = (...args: string[]): Expectation => ({ status: 0, claude: { args, configDir: null, profile: null } })
const refused = (status: number, stderr: RegExp): Expectation => ({ status, stderr })
const noDefault = { version: '2.0.0', profiles: { work: account } }
const notFound = (word: string) => new RegExp(`^ccs: Profile not found: "${word}"\\. \\[profile-not-found\\]\n`)

/** What people type who know other tools, and what they are told to type. */
const FOREIGN_WORDS: readonly [line: string, call: string][] = [
  ...['list', 'ls', 'accounts', 'profiles'].map((word): [string, string] => [`ccs ${word}`, 'ccs auth list']),
  ['ccs ls -p', 'ccs auth list'],
  ['ccs login', 'ccs auth login <name>'],
  ['ccs login personal', 'ccs auth login personal'],
  ['ccs login $(touch pwned)', 'ccs auth login <name>'],
  ['ccs logout work', 'ccs auth logout work'],
  ...['create', 'add', 'new'].map((word): [string, string] => [`ccs ${word} spare`, 'ccs auth create spare']),
  ...['remove', 'rm', 'delete'].map((word): [string, string] => [`ccs ${word} work`, 'ccs auth remove work']),
  ['ccs rename work', 'ccs auth rename work <new>'],
  ['ccs rename work job', 'ccs auth rename work job'],
  ...['switch', 'select'].map((word): [string, string] => [`ccs ${word} work`, 'ccs use work']),
  ...['status', 'whoami', 'current'].map((word): [string, string] => [`ccs ${word}`, 'ccs use']),
  ['ccs show work', 'ccs auth show work'],
  ['ccs config', 'ccs settings list'],
]

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
      claude: {
        args: ['work'],
        configDir: '/elsewhere',
        signInFolder: null,
        profile: null,
        env: { ANTHROPIC_API_KEY: 'made-up' },
      },
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
    expect: refused(3, /Did you mean "work"\?\n.*ccs auth create wrok\n.*: ccs "wrok x"\n/s),
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
    expect: refused(3, /^ccs: .* is pinned to the profile "gone", which does not exist\./),
  },
  {
    name: 'an unknown default',
    registry: { profiles: { work: account }, default: 'gone' },
    line: ['ccs'],
    expect: refused(3, /The default profile "gone" does not exist/),
  },
  {
    name: 'a default that no shell can hold',
    registry: '{"profiles":{"work":{}},"default":"a\\u0000"}',
    line: ['ccs'],
    expect: refused(3, /The default profile "a\\u\{0\}" does not exist/),
  },
  {
    name: 'a command that is not built',
    line: ['ccs', 'doctor'],
    expect: refused(2, /^ccs: ccs doctor is not built yet\. \[not-built\]\n/),
  },
  ...['usage', 'statusline', 'sessions', 'shim'].map(
    (command): Scenario => ({
      name: `${command}, which is not built`,
      line: ['ccs', command, 'work'],
      expect: refused(2, new RegExp(`^ccs: ccs ${command} is not built yet\\. \\[not-built\\]\n`)),
    }),
  ),
  ...FOREIGN_WORDS.map(
    ([line, call]): Scenario => ({
      name: `the words ${line} of other tools`,
      line: line.split(' '),
      expect: refused(
        2,
        new RegExp(
          `^ccs: ccs has no command "${line.split(' ')[1]}"\\. \\[usage\\]\n {5}Did you mean: ${call}\n {5}.*: ccs (?:-- ${line.split(' ')[1]}|"(?:${line.split(' ')[1]} .*|<prompt>)")\n$`,
        ),
      ),
    }),
  ),
  {
    name: 'a word of other tools that is the name of a profile',
    registry: { profiles: { status: account } },
    line: ['ccs', 'status', 'x'],
    expect: launched('status', 'x'),
  },
  {
    name: 'a word of other tools after two dashes',
    line: ['ccs', '--', 'list'],
    expect: launched('work', 'list'),
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

/** The rows of the table of meanings that launch the default, or nothing. */
export const MEANINGS: readonly Scenario[] = [...defaults, ...errors]
