import { renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../../support/world.ts'
import { account } from './scenario.ts'

/** A line typed in a shell, and what must come of it. */
export interface Step {
  line: readonly string[]
  status?: number
  stdout?: string
  stderr?: RegExp
  /** The environment of a program started next: the account's folder, the profile, other variables; null for unset. */
  next?: { configDir: string | null; profile: string | null; env?: Record<string, string | null> }
}

/** Lines typed one after the other in one shell. */
export interface UseScenario {
  name: string
  env?: (world: World) => Record<string, string>
  prepare?: (world: World) => void
  steps: readonly Step[]
}

export const USE_REGISTRY = {
  version: '2.0.0',
  profiles: { work: account, personal: account, home: { ...account, plain: true } },
  default: 'work',
}
const KEY = ' a\nkey "\'$(touch pwned)` \\ *\n'
const use = (name: string): Step => ({
  line: ['ccs', 'use', name],
  next: { configDir: `instances/${name}`, profile: name },
})
const none = { configDir: null, profile: null }
const plain = { configDir: null, profile: 'home' }
const work = { configDir: 'instances/work', profile: 'work' }
const SIGN_INS = "/their $(touch pwned) 'own'"

/** The environment of a session of `work`. */
function inWork(world: World): Record<string, string> {
  const instance = join(world.ccsDir, 'instances/work')
  return { CCS_PROFILE: 'work', CLAUDE_CONFIG_DIR: instance, ANTHROPIC_CONFIG_DIR: `${instance}/.anthropic` }
}

export const USE_SCENARIOS: readonly UseScenario[] = [
  {
    name: 'an account, and back',
    steps: [use('work'), { line: ['ccs', 'use', '--off'], next: none }],
  },
  {
    name: 'back and forth',
    steps: [
      {
        line: ['ccs', 'use', '-'],
        status: 2,
        stderr: /^ccs: No account was chosen in this shell before\. \[usage\]\n/,
      },
      use('work'),
      use('personal'),
      { line: ['ccs', 'use', '-'], next: { configDir: 'instances/work', profile: 'work' } },
      { line: ['ccs', 'use', '-'], next: { configDir: 'instances/personal', profile: 'personal' } },
      { line: ['ccs', 'use', '--off'], next: none },
      { line: ['ccs', 'use', '-'], next: { configDir: 'instances/personal', profile: 'personal' } },
      { line: ['ccs', 'use', '-'], next: none },
    ],
  },
  {
    name: 'a registry that is a link',
    prepare: (world) => {
      const file = join(world.ccsDir, 'profiles.json')
      const kept = join(world.root, 'kept.json')
      renameSync(file, kept)
      utimesSync(kept, 1e9, 1e9)
      symlinkSync(kept, file)
    },
    steps: [use('work'), { line: ['ccs', 'use', '--off'], next: none }],
  },
  {
    name: 'what is there',
    steps: [
      {
        line: ['ccs', 'use'],
        stdout: '  work\n  personal\n  home\n',
        stderr: /^ccs: No account is chosen in this shell\./,
        next: none,
      },
      use('personal'),
      { line: ['ccs', 'use'], stdout: '* personal\n  work\n  home\n' },
    ],
  },
  {
    name: 'overrides and a folder of the person, after several uses',
    env: () => ({ ANTHROPIC_API_KEY: KEY, CLAUDE_CODE_USE_VERTEX: '', CLAUDE_CONFIG_DIR: '/my own' }),
    steps: [
      {
        ...use('work'),
        next: {
          configDir: 'instances/work',
          profile: 'work',
          env: { ANTHROPIC_API_KEY: null, CLAUDE_CODE_USE_VERTEX: null },
        },
      },
      use('personal'),
      { line: ['ccs', 'use', 'home'], next: { configDir: null, profile: 'home', env: { ANTHROPIC_API_KEY: null } } },
      use('work'),
      {
        line: ['ccs', 'use', '--off'],
        next: {
          configDir: '/my own',
          profile: null,
          env: { ANTHROPIC_API_KEY: KEY, CLAUDE_CODE_USE_VERTEX: '', ANTHROPIC_AUTH_TOKEN: null },
        },
      },
    ],
  },
  {
    name: 'overrides that are kept',
    env: () => ({ ANTHROPIC_API_KEY: KEY, CCS_KEEP_ENV: '1' }),
    steps: [
      {
        ...use('work'),
        next: {
          configDir: 'instances/work',
          profile: 'work',
          env: { ANTHROPIC_API_KEY: KEY, ANTHROPIC_CONFIG_DIR: null },
        },
      },
      { line: ['ccs', 'use', '--off'], next: { ...none, env: { ANTHROPIC_API_KEY: KEY } } },
    ],
  },
  {
    name: "the person's sign-ins of Anthropic's SDK",
    env: () => ({ ANTHROPIC_CONFIG_DIR: SIGN_INS }),
    steps: [
      use('work'),
      use('personal'),
      { line: ['ccs', 'use', 'home'], next: { ...plain, env: { ANTHROPIC_CONFIG_DIR: SIGN_INS } } },
      use('work'),
      { line: ['ccs', 'use', '--off'], next: { ...none, env: { ANTHROPIC_CONFIG_DIR: SIGN_INS } } },
      { line: ['ccs', 'use', 'home'], next: { ...plain, env: { ANTHROPIC_CONFIG_DIR: SIGN_INS } } },
      { line: ['ccs', 'use', '--off'], next: { ...none, env: { ANTHROPIC_CONFIG_DIR: SIGN_INS } } },
    ],
  },
  {
    name: "the person's sign-ins, which are kept",
    env: () => ({ ANTHROPIC_CONFIG_DIR: SIGN_INS, CCS_KEEP_ENV: '1' }),
    steps: [
      { ...use('work'), next: { ...work, env: { ANTHROPIC_CONFIG_DIR: SIGN_INS } } },
      { line: ['ccs', 'use', '--off'], next: { ...none, env: { ANTHROPIC_CONFIG_DIR: SIGN_INS } } },
    ],
  },
  {
    name: 'the plain profile in a child of a shell that uses an account',
    env: (world) => inWork(world),
    steps: [
      { line: ['ccs', 'use', 'home'], next: plain },
      { line: ['ccs', 'use', '--off'], next: work },
      { line: ['ccs', 'use', '--off'], next: none },
    ],
  },
  {
    name: 'in a child of a shell that uses one',
    env: (world) => inWork(world),
    steps: [
      use('personal'),
      { line: ['ccs', 'use', '--off'], next: { configDir: 'instances/work', profile: 'work' } },
      { line: ['ccs', 'use', '--off'], next: none },
    ],
  },
  {
    name: 'none, with a folder of the person',
    env: () => ({ CLAUDE_CONFIG_DIR: '/my own' }),
    steps: [{ line: ['ccs', 'use', '--off'], next: { configDir: '/my own', profile: null } }],
  },
  {
    name: 'what is no account',
    prepare: (world) => rmSync(join(world.ccsDir, 'instances/personal'), { recursive: true }),
    steps: [
      { line: ['ccs', 'use', 'wrok'], status: 3, stderr: /^ccs: Profile not found: "wrok"/, next: none },
      { line: ['ccs', 'use', 'glm'], status: 2, stderr: /settings profile/, next: none },
      { line: ['ccs', 'use', ''], status: 3, stderr: /not found/, next: none },
      { line: ['ccs', 'use', '$(touch pwned)'], status: 3, stderr: /not found/, next: none },
      { line: ['ccs', 'use', 'work', 'personal'], status: 2, stderr: /\[usage\]/, next: none },
      { line: ['ccs', 'use', '--of'], status: 2, stderr: /\[usage\]/, next: none },
      // Its folder is made.
      use('personal'),
    ],
  },
  {
    name: 'after two dashes, or with a word too many',
    steps: [
      { line: ['ccs', 'use', '--', 'work'], next: work },
      { line: ['ccs', 'use', '--off', 'personal'], status: 2, stderr: /A profile and --off exclude/, next: work },
      { line: ['ccs', 'use', '--', '-work'], status: 3, stderr: /Profile not found: "-work"/, next: work },
      { line: ['ccs', 'use', '--off'], next: none },
    ],
  },
  {
    name: 'where the ccs dir is gone',
    steps: [
      use('work'),
      { line: ['/bin/sh', '-c', 'rm -rf "$HOME/.ccs"'] },
      { line: ['ccs', 'use'], stdout: '* work\n' },
      { line: ['ccs', 'use', 'personal'], status: 3, stderr: /Profile not found: "personal"/, next: work },
      { line: ['ccs', 'use', '--off'], next: none },
      { line: ['ccs', 'use'], stderr: /^ccs: No account is chosen in this shell\./ },
      { line: ['ccs', 'use', '-'], status: 3, stderr: /Profile not found: "work"/, next: none },
    ],
  },
  {
    name: 'a chosen name that would write to the terminal',
    env: () => ({ CCS_PROFILE: '\u001b[31mred\u0007\n' }),
    steps: [{ line: ['ccs', 'use'], stdout: '* ?[31mred??\n  work\n  personal\n  home\n' }],
  },
  {
    name: 'a profile that is removed meanwhile',
    steps: [
      use('personal'),
      { line: ['/usr/bin/env', 'CCS_STUB_LOG=', 'ccs', 'auth', 'remove', 'personal', '--force'], stderr: /removed/ },
      { line: ['ccs', 'x y'], status: 3, stderr: /personal/ },
      { line: ['ccs', 'use', 'work'], next: { configDir: 'instances/work', profile: 'work' } },
      { line: ['ccs', 'use', '-'], status: 3, stderr: /personal/ },
      { line: ['ccs', 'use', '--off'], next: none },
    ],
  },
  {
    name: 'a profile that is renamed meanwhile',
    steps: [
      use('personal'),
      {
        line: ['/usr/bin/env', 'CCS_STUB_LOG=', 'ccs', 'auth', 'rename', 'personal', 'office'],
        stderr: /is now "office"/,
      },
      { line: ['ccs', 'x y'], status: 3, stderr: /This shell uses "personal", which is "office" now\./ },
      { line: ['ccs', 'use', 'office'], next: { configDir: 'instances/personal', profile: 'office' } },
      { line: ['ccs', 'x y'], next: { configDir: 'instances/personal', profile: 'office' } },
      { line: ['ccs-office', 'x y'], next: { configDir: 'instances/personal', profile: 'office' } },
      { line: ['ccs', 'use', '--off'], next: none },
    ],
  },
  {
    name: 'one that was created elsewhere, and a launch of another',
    steps: [
      { line: ['/usr/bin/env', 'CCS_STUB_LOG=', 'ccs', 'auth', 'create', 'newest', '--no-login'], stderr: /newest/ },
      use('newest'),
      { line: ['ccs', 'x y'], next: { configDir: 'instances/newest', profile: 'newest' } },
      { line: ['ccs', 'work', 'x'], next: { configDir: 'instances/newest', profile: 'newest' } },
    ],
  },
]
