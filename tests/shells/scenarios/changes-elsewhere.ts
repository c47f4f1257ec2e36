import { statSync } from 'node:fs'
import { join } from 'node:path'
import { NOBODY, onlyRoot } from '../../support/installed.ts'
import type { World } from '../../support/world.ts'
import { type Expectation, GLM, GLM_FILE, type Scenario } from './scenario.ts'

/** Something that changes elsewhere while a shell has the text loaded, and the next line in that shell. */
export interface Change {
  name: string
  /** The home before it, where it is not the usual one. */
  home?: Partial<Scenario>
  /** Commands that make the change, run by the shell itself as programs. */
  change: (world: World) => readonly (readonly string[])[]
  /** Variables of the shell that change, with their new value. */
  set?: (world: World) => Record<string, string>
  line: readonly string[]
  expect: Expectation
  /** What this needs that may not be there. */
  missing?: () => string | undefined
  /** An interactive shell takes the new text, and needs the core no more. */
  isPublished?: true
}

/** The core, whose own calls of claude are not looked at. */
const core = (world: World, ...args: string[]) => ['/usr/bin/env', 'CCS_STUB_LOG=', join(world.bin, 'ccs'), ...args]
const script = (text: string) => ['/bin/sh', '-c', `cd "$HOME/.ccs" && ${text}`]
const launched = (configDir: string, profile: string, ...args: string[]): Expectation => ({
  status: 0,
  claude: { args, configDir, profile },
})
/** Puts another file in a file's place, whose time is that many milliseconds later than that of the one before. */
const replace = (world: World, file: string, content: object, later: number) => {
  const time = ((statSync(join(world.ccsDir, file)).mtimeMs + later) / 1000).toFixed(6)
  const other = `printf %s '${JSON.stringify(content)}' >${file}.other`
  return script(`${other} && touch -d @${time} ${file}.other && mv ${file}.other ${file}`)
}
const write = (file: string, content: object) => script(`printf %s '${JSON.stringify(content)}' >${file}`)

/** P2: an old shell is right at the next line, or says why not. */
export const CHANGES: readonly Change[] = [
  {
    name: 'the profile is removed',
    change: (world) => [core(world, 'auth', 'remove', 'work', '--force')],
    line: ['ccs-work', 'x'],
    expect: { status: 3, stderr: /Profile not found: "work"/ },
  },
  ...(
    [
      ['ccs-work', 3],
      ['ccs work', 3],
      ['ccs office', 0],
    ] as const
  ).map(
    ([line, status]): Change => ({
      name: `the profile is renamed: ${line}`,
      change: (world) => [core(world, 'auth', 'rename', 'work', 'office')],
      line: [...line.split(' '), 'x'],
      expect:
        status === 0 ? launched('instances/work', 'office', 'x') : { status, stderr: /Profile not found: "work"/ },
      ...(status === 0 && { isPublished: true }),
    }),
  ),
  {
    name: 'a profile is created',
    change: (world) => [core(world, 'auth', 'create', 'new', '--no-login')],
    line: ['ccs', 'new', 'x'],
    expect: launched('instances/new', 'new', 'x'),
    isPublished: true,
  },
  {
    name: 'the directory hook is chosen',
    change: () => [write('shell.json', { hook: 'pwd' })],
    line: ['ccs-work', 'x'],
    expect: launched('instances/work', 'work', 'x'),
  },
  {
    name: 'another one is made default',
    change: (world) => [core(world, 'auth', 'default', 'personal')],
    line: ['ccs', '-p'],
    expect: launched('instances/personal', 'personal', '-p'),
    isPublished: true,
  },
  {
    name: 'the registry is edited',
    change: () => [write('profiles.json', { profiles: { work: { type: 'account', instance: '/tmp' } } })],
    line: ['ccs-work', 'x'],
    expect: launched('/tmp', 'work', 'x'),
  },
  // From a backup that keeps times, or a folder of dotfiles; 5 ms later is still before the text was published.
  ...(
    [
      ['an older', -86_400_000],
      ['a newer', 5],
    ] as const
  ).map(
    ([which, later]): Change => ({
      name: `${which} registry is put there`,
      change: (world) => [
        replace(world, 'profiles.json', { profiles: { work: { type: 'account', instance: '/tmp' } } }, later),
      ],
      line: ['ccs-work', 'x'],
      expect: launched('/tmp', 'work', 'x'),
    }),
  ),
  {
    name: 'the registry is deleted',
    change: () => [script('rm profiles.json')],
    line: ['ccs-work', 'x'],
    expect: { status: 3, stderr: /Profile not found: "work"/ },
  },
  {
    name: 'the registry: a link to nowhere',
    change: () => [script('rm profiles.json && ln -s nowhere profiles.json')],
    line: ['ccs-work', 'x'],
    expect: { status: 6, stderr: /leads nowhere|dangling|damaged/ },
  },
  {
    name: 'the registry is damaged',
    change: () => [script('echo { >profiles.json')],
    line: ['ccs-work', 'x'],
    expect: { status: 6, stderr: /profiles\.json is damaged/ },
  },
  {
    name: 'config.json is written',
    change: () => [write('config.json', GLM)],
    line: ['ccs', 'glm', 'x'],
    expect: {
      status: 0,
      claude: { args: ['--settings', GLM_FILE, 'x'], configDir: null, profile: 'glm' },
    },
  },
  {
    name: 'a folder is pinned',
    change: (world) => [write('pins.json', { [world.folder]: 'personal' })],
    line: ['ccs', '-p'],
    expect: launched('instances/personal', 'personal', '-p'),
  },
  {
    name: 'the registry is touched',
    change: () => [script('touch profiles.json')],
    line: ['ccs-work', 'x'],
    expect: launched('instances/work', 'work', 'x'),
  },
  ...['rm stamp', 'rm stamp && mkfifo stamp', 'rm stamp && mkdir stamp', ': >stamp', 'printf other >stamp'].map(
    (text): Change => ({
      name: `the stamp: ${text}`,
      change: () => [script(`cd shell && ${text}`)],
      line: ['ccs-work', 'x'],
      expect: launched('instances/work', 'work', 'x'),
    }),
  ),
  ...[
    'rm ccs.*',
    'rm ccs.* && mkfifo ccs.bash ccs.zsh ccs.fish ccs.ps1',
    'for f in ccs.*; do echo "# nothing" >$f; done',
  ].map(
    (text): Change => ({
      name: `another stamp, and the published files: ${text}`,
      change: () => [script(`cd shell && ${text} && echo other >stamp`)],
      line: ['ccs-work', 'x'],
      expect: launched('instances/work', 'work', 'x'),
    }),
  ),
  {
    name: 'the published files are of another user',
    change: (world) => [
      core(world, 'auth', 'default', 'personal'),
      script(`for f in shell/ccs.*; do echo 'touch "$HOME/pwned"' >$f; chown ${NOBODY} $f; done`),
    ],
    line: ['ccs', '-p'],
    expect: launched('instances/personal', 'personal', '-p'),
    missing: onlyRoot,
  },
  {
    name: 'the ccs dir is gone',
    change: () => [['/bin/sh', '-c', 'rm -r "$HOME/.ccs"']],
    line: ['ccs-work', 'x'],
    expect: { status: 3, stderr: /Profile not found: "work"/ },
  },
  {
    name: 'CCS_DIR names another one',
    change: (world) => [['/bin/cp', '-r', world.ccsDir, join(world.root, 'other')]],
    set: (world) => ({ CCS_DIR: join(world.root, 'other') }),
    line: ['ccs-work', 'x'],
    expect: launched('../../other/instances/work', 'work', 'x'),
  },
  {
    name: 'CCS_HOME names another one',
    change: (world) => [
      ['/bin/mkdir', join(world.root, 'other')],
      ['/bin/cp', '-r', world.ccsDir, join(world.root, 'other')],
    ],
    set: (world) => ({ CCS_HOME: join(world.root, 'other') }),
    line: ['ccs-work', 'x'],
    expect: launched('../../other/.ccs/instances/work', 'work', 'x'),
  },
  {
    name: 'CCS_CONFIG names another one',
    change: () => [write('other.json', { profiles: { kimi: GLM.profiles.glm } })],
    set: (world) => ({ CCS_CONFIG: join(world.ccsDir, 'other.json') }),
    line: ['ccs', 'kimi', 'x'],
    expect: {
      status: 0,
      claude: { args: ['--settings', GLM_FILE, 'x'], configDir: null, profile: 'kimi' },
    },
  },
  {
    name: 'HOME is another one',
    change: () => [],
    set: (world) => ({ HOME: world.root }),
    line: ['ccs-work', 'x'],
    expect: { status: 3, stderr: /Profile not found: "work"/ },
  },
]
