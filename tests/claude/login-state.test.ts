import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { createAccount, makeRealWorld, missingClaude } from '../support/real-claude.ts'
import type { World } from '../support/world.ts'

const instance = (world: World) => join(world.ccsDir, 'instances/work')
const write = (world: World, name: string, content: object) => {
  mkdirSync(join(instance(world), name, '..'), { recursive: true })
  writeFileSync(join(instance(world), name), JSON.stringify(content), { mode: 0o600 })
}
const logOut = (world: World) => {
  for (const name of ['.credentials.json', '.claude.json']) rmSync(join(instance(world), name))
}

/** A login on the Console, as Claude keeps it since 2.1.330: a sign-in of Anthropic's SDK in the account's own folder. */
function signInOnConsole(world: World): void {
  write(world, '.anthropic/configs/default.json', { authentication: { type: 'user_oauth', client_id: 'made-up' } })
  write(world, '.anthropic/credentials/default.json', {
    version: '1.0',
    access_token: 'made-up',
    refresh_token: 'made-up',
    expires_at: 9_999_999_999,
    account_email: 'console@example.com',
  })
}

/** The same as it was kept before: a key in the account's configuration. */
function logInOnConsole(world: World): void {
  write(world, '.claude.json', { primaryApiKey: 'sk-made-up', oauthAccount: { emailAddress: 'work@example.com' } })
}

interface Row {
  what: string
  prepare: (world: World) => void
  isOwn: boolean
  email?: string
  /** What answers instead, below the instance. */
  instead?: string
  env?: Record<string, string>
}

const email = 'work@example.com'
const ROWS: readonly Row[] = [
  { what: "the account's own login", prepare: () => {}, isOwn: true, email },
  { what: 'no login', prepare: logOut, isOwn: false },
  {
    what: 'overrides of the environment',
    prepare: logOut,
    isOwn: false,
    env: { ANTHROPIC_API_KEY: 'made-up', CLAUDE_CODE_OAUTH_TOKEN: 'made-up' },
  },
  {
    what: 'a Console login',
    prepare: (world) => {
      logOut(world)
      logInOnConsole(world)
    },
    isOwn: true,
    email,
  },
  {
    what: 'a Console sign-in in its own folder',
    prepare: (world) => {
      logOut(world)
      signInOnConsole(world)
    },
    isOwn: true,
  },
  {
    what: 'a program for keys',
    prepare: (world) => write(world, 'settings.json', { apiKeyHelper: 'echo made-up' }),
    isOwn: false,
    instead: 'apiKeyHelper in settings.json',
  },
  {
    what: 'a token in its settings',
    prepare: (world) => {
      logOut(world)
      write(world, 'settings.json', { env: { ANTHROPIC_AUTH_TOKEN: 'made-up' } })
    },
    isOwn: false,
    instead: 'ANTHROPIC_AUTH_TOKEN in settings.json',
  },
  {
    what: 'another provider in its settings',
    prepare: (world) => write(world, 'settings.json', { env: { CLAUDE_CODE_USE_BEDROCK: '1' } }),
    isOwn: false,
    instead: 'CLAUDE_CODE_USE_BEDROCK in settings.json',
  },
  {
    what: "another account's folder in its settings",
    prepare: (world) => {
      logOut(world)
      signInOnConsole(world)
      write(world, 'settings.json', { env: { ANTHROPIC_CONFIG_DIR: join(instance(world), '.anthropic') } })
    },
    isOwn: false,
    instead: 'ANTHROPIC_CONFIG_DIR in settings.json',
  },
]

describe('"logged in" is the own login of an account: the real Claude CLI', () => {
  test.for(ROWS)('$what', async ({ prepare, isOwn, email, instead, env = {} }, context) => {
    skipWhen(missingClaude, context)
    using world = makeRealWorld()
    await createAccount(world, 'work')
    prepare(world)
    const found = instead?.replace('settings.json', join(instance(world), 'settings.json'))
    const shown = await world.ccs(['auth', 'show', 'work', '--json'], { env })
    expect({ ...shown, stdout: JSON.parse(shown.stdout) }).toMatchObject({
      status: 0,
      stderr: '',
      stdout: { logged_in: isOwn, email: email ?? null, answers_instead: found ?? null },
    })
    const text = await world.ccs(['auth', 'show', 'work'], { env })
    const yes = email ? `yes (${email})` : 'yes'
    const no = found ? `no (claude uses ${found} instead)` : 'no'
    expect(text.stdout.split('\n')).toContain(`Logged in: ${isOwn ? yes : no}`)
    const list = await world.ccs(['auth', 'list', '--json'], { env })
    expect(JSON.parse(list.stdout).profiles).toMatchObject([{ name: 'work', logged_in: isOwn }])
  })
})
