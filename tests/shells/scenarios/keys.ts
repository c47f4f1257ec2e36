import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../../support/world.ts'
import type { Change } from './changes-elsewhere.ts'
import { launched, refused, row } from './expectations.ts'
import { account, type Expectation, type Scenario } from './scenario.ts'

const PLACEHOLDER = {
  env: { ANTHROPIC_BASE_URL: 'https://example.com', ANTHROPIC_AUTH_TOKEN: 'YOUR_GLM_API_KEY_HERE' },
}
const KEY = { env: { ...PLACEHOLDER.env, ANTHROPIC_AUTH_TOKEN: 'sk-made-up' } }

/** A home with a settings profile `glm`, whose file holds that, or is made so. */
const glm = (content: object | string | ((file: string) => void), more: Partial<Scenario> = {}): Partial<Scenario> => ({
  ...more,
  config: { profiles: { glm: '~/.ccs/glm.settings.json' } },
  prepare(world) {
    const file = join(world.ccsDir, 'glm.settings.json')
    if (typeof content === 'function') content(file)
    else writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  },
})

const IS_RELATIVE =
  /^ccs: \/.*\/config\.json has the relative path ".*s\.json" for "glm", which would be .*\. \[damaged\]\n {5}Write an absolute path there, .* would be: \/.*\/s\.json\n$/

/** All that is said, with nothing of what the file holds. */
const asksForKey = (variable = 'ANTHROPIC_AUTH_TOKEN', file = '/.*/\\.ccs/glm\\.settings\\.json'): Expectation =>
  refused(
    6,
    new RegExp(
      `^ccs: No API key for "glm" in ${file}\\. \\[damaged\\]\\n     Without one, .*\\n     Set ${variable} in its "env" to your key, or run: ccs settings add glm\\n$`,
    ),
  )
const withToken = (CLAUDE_CODE_OAUTH_TOKEN: string | null): Expectation => ({
  status: 0,
  claude: {
    args: ['--settings', '<ccs dir>/glm.settings.json', 'x y'],
    configDir: null,
    profile: 'glm',
    env: { CLAUDE_CODE_OAUTH_TOKEN },
  },
})
/** With the login of plain claude, which answers where the file has no key. */
const launchedGlm = withToken(null)
/** With another provider, to which that login must not go. */
const launchedElsewhere = withToken('no-login-for-another-provider')

/** Every way to launch it. */
const WAYS: readonly [how: string, line: readonly string[], more: Partial<Scenario>][] = [
  ['by name', ['ccs', 'glm', 'x y'], {}],
  ['by function', ['ccs-glm', 'x y'], {}],
  ['as the default', ['ccs', 'x y'], { registry: { profiles: { work: account }, default: 'glm' } }],
  ['as a pin', ['ccs', 'x y'], { pins: { '.': 'glm' } }],
  ['as CCS_PROFILE', ['ccs', '--', 'x y'], { env: () => ({ CCS_PROFILE: 'glm' }) }],
]
const env = (values: Record<string, unknown>) => ({ env: values })
const name = ['ccs', 'glm', 'x y']

/** Requests go to another provider. */
const toOther = (values: Record<string, unknown>) => env({ ANTHROPIC_BASE_URL: 'https://example.com', ...values })
/** Settings with which Claude would send the person's own login there. */
const NO_KEYS: readonly [what: string, settings: object][] = [
  ['no key', toOther({})],
  ['an empty token', toOther({ ANTHROPIC_AUTH_TOKEN: '' })],
  ['a blank token', toOther({ ANTHROPIC_AUTH_TOKEN: ' \n' })],
  ['an empty key', toOther({ ANTHROPIC_API_KEY: '' })],
  ['a misspelt key', toOther({ ANTHROPIC_AUTH_TOKENS: 'made-up' })],
  ['a token that is no text', toOther({ ANTHROPIC_AUTH_TOKEN: null })],
  ['an empty program for keys', { ...toOther({}), apiKeyHelper: '' }],
  ['a blank program for keys', { ...toOther({}), apiKeyHelper: ' ' }],
  ['a cloud provider that is switched off', toOther({ CLAUDE_CODE_USE_BEDROCK: '0' })],
  ['a socket of its own', env({ ANTHROPIC_UNIX_SOCKET: '/run/other' })],
]
const BROKEN = ['', '{', '[]', '{/* */}', '{"env":[]}', '{"env":{},}', '{"env":{},"apiKeyHelper":1}', '{"env":null}']
const IS_BROKEN = /^ccs: The settings file of "glm" is not valid: .*\/glm\.settings\.json\. \[damaged\]\n/

/** What a settings file holds decides whether its profile is launched; natively and by the core. */
export const KEYS: readonly Scenario[] = [
  ...WAYS.map(([how, line, more]) => row(`a placeholder ${how}`, line, asksForKey(), glm(PLACEHOLDER, more))),
  row('a key', name, launchedElsewhere, glm(KEY)),
  row(
    'another placeholder',
    name,
    asksForKey('ANTHROPIC_API_KEY'),
    glm(env({ ANTHROPIC_API_KEY: ' YOUR_KEY_HERE\n' })),
  ),
  row('an empty token', name, asksForKey(), glm(env({ ANTHROPIC_AUTH_TOKEN: '' }))),
  row('an empty token beside a key', name, launchedGlm, glm(env({ ANTHROPIC_AUTH_TOKEN: '', ANTHROPIC_API_KEY: 'x' }))),
  row('an empty token, and a program for keys', name, launchedGlm, {
    ...glm({ env: { ANTHROPIC_AUTH_TOKEN: '' }, apiKeyHelper: 'get-key' }),
  }),
  row('a key that is switched off', name, launchedGlm, glm(env({ ANTHROPIC_API_KEY: '' }))),
  row('a key that only looks like one', name, launchedGlm, glm(env({ ANTHROPIC_AUTH_TOKEN: 'YOUR_KEY' }))),
  row('no key at all', name, launchedGlm, glm({})),
  row('a number as a key', name, launchedElsewhere, glm(toOther({ ANTHROPIC_AUTH_TOKEN: 1 }))),
  ...NO_KEYS.map(([what, settings]) => row(`another provider and ${what}`, name, asksForKey(), glm(settings))),
  row(
    'another provider and a program for keys',
    name,
    launchedElsewhere,
    glm({ ...toOther({}), apiKeyHelper: 'get-key' }),
  ),
  row('a cloud provider behind an address of its own', name, launchedGlm, {
    ...glm(toOther({ CLAUDE_CODE_USE_BEDROCK: '1' })),
  }),
  ...BROKEN.map((text) =>
    row(`what Claude would ignore: ${JSON.stringify(text)}`, name, refused(6, IS_BROKEN), glm(text)),
  ),
  row('a key that Claude asks about', name, launchedElsewhere, glm(toOther({ ANTHROPIC_API_KEY: 'made-up' }))),
  row(
    'another provider with CCS_KEEP_ENV=1',
    name,
    launchedElsewhere,
    glm(KEY, { env: () => ({ CCS_KEEP_ENV: '1' }) }),
  ),
  row('a token of the person that is kept', name, withToken('theirs'), {
    ...glm(KEY, { env: () => ({ CCS_KEEP_ENV: '1', CLAUDE_CODE_OAUTH_TOKEN: 'theirs' }) }),
  }),
  row('a token of the person that is not kept', name, launchedElsewhere, {
    ...glm(KEY, { env: () => ({ CLAUDE_CODE_OAUTH_TOKEN: 'theirs' }) }),
  }),
  row('a placeholder behind a link', name, asksForKey(), {
    ...glm((file) => {
      writeFileSync(`${file}.real`, JSON.stringify(PLACEHOLDER))
      symlinkSync(`${file}.real`, file)
    }),
  }),
  row('a key behind a link', name, launchedElsewhere, {
    ...glm((file) => {
      writeFileSync(`${file}.real`, JSON.stringify(KEY))
      symlinkSync(`${file}.real`, file)
    }),
  }),
  ...(
    [
      ['a folder', (file) => mkdirSync(file)],
      ['a FIFO', (file) => execFileSync('mkfifo', [file])],
      ['a link to nowhere', (file) => symlinkSync('nowhere', file)],
    ] as [string, (file: string) => void][]
  ).map(([what, make]) => row(what, name, refused(6, /^ccs: The settings file of "glm" is not there/), glm(make))),
  row(
    'a placeholder in a hostile path',
    name,
    asksForKey(undefined, "/.*it's a \\$\\(touch pwned\\) .*ü\\\\u\\{a\\}.json"),
    {
      config: { profiles: { glm: '~/-ü\n.json' } },
      prepare: (world) => writeFileSync(join(world.home, '-ü\n.json'), JSON.stringify(PLACEHOLDER)),
    },
  ),
  row('a placeholder in a path with a variable', name, asksForKey(undefined, '/.*/s\\.json'), {
    config: { profiles: { glm: '$SOMEWHERE/s.json' } },
    prepare: (world) => writeFileSync(join(world.root, 's.json'), JSON.stringify(PLACEHOLDER)),
    env: (world) => ({ SOMEWHERE: world.root }),
  }),
  // A cloned repository may hold a file of that name, with hooks that would run.
  ...['s.json', './s.json', '~x/s.json', '$NOWHERE../folder/s.json'].map((path) =>
    row(`a relative path: ${path}`, name, refused(6, IS_RELATIVE), {
      config: { profiles: { glm: path } },
      prepare(world) {
        for (const folder of [world.folder, join(world.folder, '~x')]) {
          mkdirSync(folder, { recursive: true })
          writeFileSync(join(folder, 's.json'), JSON.stringify(KEY))
        }
      },
    }),
  ),
  row('a relative path of another profile', name, launchedElsewhere, {
    ...glm(KEY),
    config: { profiles: { bad: 's.json', glm: '~/.ccs/glm.settings.json' } },
  }),
  row('an account of the same name', ['ccs', 'work', 'x'], launched('work', 'x'), {
    config: { profiles: { work: '~/.ccs/s.json' } },
    prepare: (world) => writeFileSync(join(world.ccsDir, 's.json'), JSON.stringify(PLACEHOLDER)),
  }),
]

const WRITE = 'printf %s "$1" >"$HOME/.ccs/glm.settings.json"'
const REPLACE = `${WRITE}.new && mv "$HOME/.ccs/glm.settings.json.new" "$HOME/.ccs/glm.settings.json"`
const edit = (text: string, content: object) => () => [['/bin/sh', '-c', text, 'sh', JSON.stringify(content)]]
const backdated = () => [
  [
    '/bin/sh',
    '-c',
    `${WRITE}; touch -d "2 days ago" "$HOME/.ccs/glm.settings.json"`,
    'sh',
    JSON.stringify(PLACEHOLDER),
  ],
]

/** The file is edited while a shell is open. */
export const KEY_CHANGES: readonly Change[] = [
  ...WAYS.filter(([how]) => how !== 'as CCS_PROFILE').flatMap(([how, line, more]): Change[] => [
    {
      name: `the key is put in, and launched ${how}`,
      home: glm(PLACEHOLDER, more),
      change: edit(WRITE, KEY),
      line,
      expect: launchedElsewhere,
    },
    {
      name: `the key is taken out, and launched ${how}`,
      home: glm(KEY, more),
      change: edit(REPLACE, PLACEHOLDER),
      line,
      expect: asksForKey(),
    },
  ]),
  {
    name: 'an older file is put in the place of the one with the key',
    home: glm(KEY),
    change: backdated,
    line: name,
    expect: asksForKey(),
  },
  {
    name: 'a settings file that was missing is there, without a key',
    home: glm((file) => rmSync(file, { force: true })),
    change: edit(WRITE, PLACEHOLDER),
    line: name,
    expect: asksForKey(),
  },
  {
    name: 'the settings file is gone',
    home: glm(KEY),
    change: (_: World) => [['/bin/sh', '-c', 'rm "$HOME/.ccs/glm.settings.json"']],
    line: name,
    expect: refused(6, /^ccs: The settings file of "glm" is not there/),
  },
  {
    name: 'the settings file is a FIFO',
    home: glm(KEY),
    change: (_: World) => [['/bin/sh', '-c', 'cd "$HOME/.ccs" && rm glm.settings.json && mkfifo glm.settings.json']],
    line: name,
    expect: refused(6, /^ccs: The settings file of "glm" is not there/),
  },
]
