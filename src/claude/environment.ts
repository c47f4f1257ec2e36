import type { Environment } from '../context.ts'
import type { Profile } from '../profiles/profiles.ts'

/**
 * Variables that beat a profile's own login: measured by setting each variable that Claude Code 2.1.330 names and
 * comparing `claude auth status`, plus what carries a credential or was meant for an endpoint that is removed here.
 */
export const OVERRIDES: readonly string[] = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_BASE_URL',
  'ANTHROPIC_CUSTOM_HEADERS',
  'ANTHROPIC_PROFILE',
  'ANTHROPIC_UNIX_SOCKET',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_REFRESH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR',
  'CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR',
  'CLAUDE_CODE_WEBSOCKET_AUTH_FILE_DESCRIPTOR',
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

/** What a profile makes of an environment; no name is in both. */
export interface EnvironmentChange {
  set: Record<string, string>
  unset: readonly string[]
}

/** @param keepOverrides for those who set CCS_KEEP_ENV=1 */
export function environmentChange(profile: Profile, keepOverrides: boolean): EnvironmentChange {
  const overrides = keepOverrides ? [] : OVERRIDES
  const { kind, name: CCS_PROFILE } = profile
  if (kind !== 'account') return { set: { CCS_PROFILE }, unset: ['CLAUDE_CONFIG_DIR', ...overrides] }
  return { set: { CLAUDE_CONFIG_DIR: profile.instance, CCS_PROFILE }, unset: overrides }
}

/**
 * The environment in which `claude` has that profile's account.
 *
 * @param env the person's; not changed
 * @param keepOverrides see above
 */
export function launchEnvironment(env: Environment, profile: Profile, keepOverrides: boolean): Environment {
  const { set, unset } = environmentChange(profile, keepOverrides)
  const kept = Object.entries(env).filter(([name]) => !unset.includes(name))
  return { ...Object.fromEntries(kept), ...set }
}
