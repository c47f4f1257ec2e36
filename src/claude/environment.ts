import { sep } from 'node:path'
import type { Environment } from '../context.ts'
import type { Profile } from '../profile.ts'
import { isWindows } from '../store/system.ts'

/**
 * Variables that beat a profile's own login: each was measured to change what `claude auth status` answers, alone, with
 * others or through a file that it names (`npm run overrides`), or it carries a credential or was meant for an endpoint
 * that is removed here.
 */
export const OVERRIDES: readonly string[] = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_BASE_URL',
  'ANTHROPIC_CUSTOM_HEADERS',
  'ANTHROPIC_PROFILE',
  'ANTHROPIC_FEDERATION_RULE_ID',
  'ANTHROPIC_ORGANIZATION_ID',
  'ANTHROPIC_IDENTITY_TOKEN',
  'ANTHROPIC_IDENTITY_TOKEN_FILE',
  'ANTHROPIC_SERVICE_ACCOUNT_ID',
  'ANTHROPIC_WORKSPACE_ID',
  'ANTHROPIC_SCOPE',
  'ANTHROPIC_UNIX_SOCKET',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_REFRESH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR',
  'CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR',
  'CLAUDE_CODE_WEBSOCKET_AUTH_FILE_DESCRIPTOR',
  'CLAUDE_CODE_GATEWAY_TOKEN_FILE_DESCRIPTOR',
  'CLAUDE_CODE_HOST_AUTH_ENV_VAR',
  'CLAUDE_BG_AUTH_SNAPSHOT_PATH',
  'CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST',
  'CLAUDE_SECURESTORAGE_CONFIG_DIR',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
  'CLAUDE_CODE_USE_FOUNDRY',
  'CLAUDE_CODE_USE_MANTLE',
  'CLAUDE_CODE_USE_GATEWAY',
  'CLAUDE_CODE_USE_ANTHROPIC_AWS',
  'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD',
]

/**
 * The value of ANTHROPIC_CONFIG_DIR for an account. Anthropic's own SDK keeps its sign-ins there, else in
 * `~/.config/anthropic`, and Claude reads them whatever CLAUDE_CONFIG_DIR says: without a folder of its own, a sign-in
 * of that SDK would answer for every account. The folder may be missing.
 *
 * @param instance the value of CLAUDE_CONFIG_DIR; the shells append the same text to it
 */
export const signInFolder = (instance: string): string => `${instance}${sep}.anthropic`

/**
 * The value of CLAUDE_CODE_OAUTH_TOKEN for a settings profile of another provider. Any key in its file beats it, and it
 * beats the login of plain claude: without it that login goes to the other provider wherever Claude finds no key, drops
 * the file because of one wrong value, or the person answers "No" to its question about ANTHROPIC_API_KEY (measured
 * with 2.1.197 and 2.1.332).
 */
export const NO_LOGIN = 'no-login-for-another-provider'

/** The same environment, in which Claude does not find the login of plain claude. */
export const withoutLogin = (env: Environment): Environment => ({
  ...env,
  CLAUDE_CODE_OAUTH_TOKEN: env.CLAUDE_CODE_OAUTH_TOKEN || NO_LOGIN,
})

/** What a profile makes of an environment; no name is in both. */
export interface EnvironmentChange {
  set: Record<string, string>
  unset: readonly string[]
}

/**
 * @param env the environment that is changed
 * @param keepOverrides for those who set CCS_KEEP_ENV=1
 */
export function environmentChange(env: Environment, profile: Profile, keepOverrides: boolean): EnvironmentChange {
  const { kind, name: CCS_PROFILE } = profile
  const overrides = keepOverrides ? [] : OVERRIDES
  const unset = hasSignInFolderOfCcs(env) ? ['ANTHROPIC_CONFIG_DIR', ...overrides] : overrides
  if (kind !== 'account') return { set: { CCS_PROFILE }, unset: ['CLAUDE_CONFIG_DIR', ...unset] }
  const { instance: CLAUDE_CONFIG_DIR } = profile
  if (keepOverrides) return { set: { CLAUDE_CONFIG_DIR, CCS_PROFILE }, unset }
  const ANTHROPIC_CONFIG_DIR = signInFolder(CLAUDE_CONFIG_DIR)
  return { set: { CLAUDE_CONFIG_DIR, ANTHROPIC_CONFIG_DIR, CCS_PROFILE }, unset: overrides }
}

/** True where ANTHROPIC_CONFIG_DIR comes from a launch of the account in CLAUDE_CONFIG_DIR and not from the person. */
function hasSignInFolderOfCcs({ CLAUDE_CONFIG_DIR, ANTHROPIC_CONFIG_DIR }: Environment): boolean {
  return Boolean(CLAUDE_CONFIG_DIR) && ANTHROPIC_CONFIG_DIR === signInFolder(CLAUDE_CONFIG_DIR ?? '')
}

/**
 * The environment in which `claude` has that profile's account.
 *
 * @param env the person's; not changed
 * @param keepOverrides see above
 * @param anyCase a name is the same in any case, as on Windows: a variable in another case would stay beside ours
 */
export function launchEnvironment(
  env: Environment,
  profile: Profile,
  keepOverrides: boolean,
  anyCase = isWindows,
): Environment {
  const { set, unset } = environmentChange(env, profile, keepOverrides)
  const changed = new Set([...unset, ...Object.keys(set)])
  const spelled = (name: string) => (anyCase ? name.toUpperCase() : name)
  const kept = Object.entries(env).filter(([name]) => !changed.has(spelled(name)))
  return { ...Object.fromEntries(kept), ...set }
}
