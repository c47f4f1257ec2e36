import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { FEDERATION_TOKEN } from './claude-api.ts'
import type { WireWorld } from './wire-world.ts'

/** What surrounds a launch and could answer instead of the account. */
export interface Circumstance {
  name: string
  loggedIn: boolean
  /** @returns the environment of the person */
  prepare(world: WireWorld): Record<string, string>
  /** What arrives for the plain profile, which keeps the person's own sign-ins. */
  plain(prompt: string): string[]
  /** What arrives for an account launched by hand, with only CLAUDE_CONFIG_DIR set; undefined where nobody does that. */
  byHand?: (prompt: string, account: string) => string[]
  /** The ways to launch that the short run of the tests tries in a shell; it must end in minutes. */
  sample: 'all' | readonly string[]
}

const ORGANIZATION = '99999999-9999-9999-9999-999999999999'

/** A sign-in of Anthropic's SDK, which exchanges an identity token for an access token. */
function writeFederationSignIn(world: WireWorld, folder: string): void {
  const identity_token = { source: 'file', path: join(folder, 'identity-token') }
  const ids = { federation_rule_id: 'fdrl_made_up', service_account_id: 'svac_made_up' }
  writeSdkProfile(world, folder, { type: 'oidc_federation', ...ids, identity_token })
  world.writeJson(identity_token.path, 'identity-of-a-file')
}

/** A sign-in of Anthropic's SDK as `ant auth login` writes it. */
function writeConsoleSignIn(world: WireWorld, folder: string): void {
  writeSdkProfile(world, folder, { type: 'user_oauth', client_id: 'made-up' })
  world.writeJson(join(folder, 'credentials/default.json'), {
    version: '1.0',
    access_token: 'token-of-console',
    refresh_token: 'made-up',
    expires_at: 9_999_999_999,
    account_email: 'console@example.com',
  })
}

function writeSdkProfile(world: WireWorld, folder: string, authentication: object): void {
  for (const name of ['configs', 'credentials']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  world.writeJson(join(folder, 'configs/default.json'), { organization_id: ORGANIZATION, authentication })
}

/** Every override of launch rule 3, with a value that a person could have. */
function overrides(world: WireWorld): Record<string, string> {
  const providers = ['BEDROCK', 'VERTEX', 'FOUNDRY', 'MANTLE', 'GATEWAY', 'ANTHROPIC_AWS', 'ANTHROPIC_GOOGLE_CLOUD']
  return {
    ANTHROPIC_API_KEY: 'key-of-environment',
    ANTHROPIC_AUTH_TOKEN: 'token-of-environment',
    ANTHROPIC_BASE_URL: world.api.url('elsewhere'),
    ANTHROPIC_CUSTOM_HEADERS: 'Authorization: Bearer token-of-header',
    ANTHROPIC_PROFILE: 'default',
    ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_made_up',
    ANTHROPIC_ORGANIZATION_ID: ORGANIZATION,
    ANTHROPIC_IDENTITY_TOKEN: 'identity-of-environment',
    ANTHROPIC_IDENTITY_TOKEN_FILE: join(world.root, 'identity-token'),
    ANTHROPIC_SERVICE_ACCOUNT_ID: 'svac_made_up',
    ANTHROPIC_WORKSPACE_ID: 'wrkspc_made_up',
    ANTHROPIC_SCOPE: 'user:inference',
    ANTHROPIC_UNIX_SOCKET: join(world.root, 'socket'),
    CLAUDE_CODE_OAUTH_TOKEN: 'token-of-environment',
    CLAUDE_CODE_OAUTH_REFRESH_TOKEN: 'token-of-environment',
    CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR: '3',
    CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR: '3',
    CLAUDE_CODE_WEBSOCKET_AUTH_FILE_DESCRIPTOR: '3',
    CLAUDE_CODE_GATEWAY_TOKEN_FILE_DESCRIPTOR: '3',
    CLAUDE_CODE_HOST_AUTH_ENV_VAR: 'ANTHROPIC_AUTH_TOKEN',
    CLAUDE_BG_AUTH_SNAPSHOT_PATH: join(world.root, 'snapshot.json'),
    CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST: '1',
    CLAUDE_SECURESTORAGE_CONFIG_DIR: join(world.root, 'elsewhere'),
    ...Object.fromEntries(providers.map((provider) => [`CLAUDE_CODE_USE_${provider}`, '1'])),
  }
}

const sdkFolder = (world: WireWorld) => join(world.home, '.config/anthropic')
const federated = (prompt: string, tag = 'mine') => [
  `exchange of identity-of-a-file at ${tag}`,
  `${prompt}: Bearer ${FEDERATION_TOKEN} to ${tag}`,
]

function withOverrides(world: WireWorld): Record<string, string> {
  const config = join(world.root, 'config')
  writeFederationSignIn(world, join(config, 'anthropic'))
  world.writeJson(join(world.root, 'identity-token'), 'identity-of-environment')
  return { ...overrides(world), ANTHROPIC_CONFIG_DIR: join(config, 'anthropic'), XDG_CONFIG_HOME: config }
}

export const WITH_OVERRIDES: readonly Circumstance[] = [
  {
    name: 'all overrides, logged in',
    loggedIn: true,
    prepare: withOverrides,
    plain: federated,
    sample: 'all',
  },
  {
    name: 'all overrides, logged out',
    loggedIn: false,
    prepare: withOverrides,
    plain: federated,
    sample: ['by-name'],
  },
]

const withFederation = (world: WireWorld) => {
  writeFederationSignIn(world, sdkFolder(world))
  return {}
}

export const WITH_FEDERATION: readonly Circumstance[] = [true, false].map((loggedIn) => ({
  name: `a federation sign-in, logged ${loggedIn ? 'in' : 'out'}`,
  loggedIn,
  prepare: withFederation,
  plain: federated,
  byHand: federated,
  sample: ['by-name'],
}))

const withConsole = (world: WireWorld) => {
  writeConsoleSignIn(world, sdkFolder(world))
  return {}
}
const ownLogin = (prompt: string, name = 'mine') => [`${prompt}: Bearer token-of-${name} to ${name}`]
const consoleLogin = (prompt: string, name = 'mine') => [`${prompt}: Bearer token-of-console to ${name}`]

export const WITH_CONSOLE: readonly Circumstance[] = [
  {
    name: 'a Console sign-in, logged in',
    loggedIn: true,
    prepare: withConsole,
    plain: ownLogin,
    byHand: ownLogin,
    sample: ['by-name'],
  },
  {
    name: 'a Console sign-in, logged out',
    loggedIn: false,
    prepare: withConsole,
    plain: consoleLogin,
    byHand: consoleLogin,
    sample: ['by-name', 'plain', 'by-pin', 'by-use', 'plain-in-use', 'by-env'],
  },
]
