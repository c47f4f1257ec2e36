import { isOfClaude } from './names.ts'

/** Sets that belong together, tried with the values their names ask for, or with the one given after `=`. */
const KNOWN: readonly string[] = [
  'ANTHROPIC_FEDERATION_RULE_ID ANTHROPIC_ORGANIZATION_ID',
  'ANTHROPIC_FEDERATION_RULE_ID ANTHROPIC_ORGANIZATION_ID ANTHROPIC_IDENTITY_TOKEN',
  'ANTHROPIC_FEDERATION_RULE_ID ANTHROPIC_ORGANIZATION_ID ANTHROPIC_IDENTITY_TOKEN_FILE',
  'ANTHROPIC_FEDERATION_RULE_ID ANTHROPIC_ORGANIZATION_ID ANTHROPIC_IDENTITY_TOKEN_FILE ANTHROPIC_SERVICE_ACCOUNT_ID',
  'ANTHROPIC_FEDERATION_RULE_ID ANTHROPIC_ORGANIZATION_ID ANTHROPIC_IDENTITY_TOKEN ANTHROPIC_WORKSPACE_ID ANTHROPIC_SCOPE',
  'ANTHROPIC_PROFILE=default ANTHROPIC_CONFIG_DIR',
  'ANTHROPIC_PROFILE=default XDG_CONFIG_HOME',
  'CLAUDE_CODE_OAUTH_REFRESH_TOKEN CLAUDE_CODE_OAUTH_SCOPES',
  'CLAUDE_CODE_OAUTH_REFRESH_TOKEN CLAUDE_CODE_OAUTH_SCOPES CLAUDE_CODE_OAUTH_CLIENT_ID',
  'CLAUDE_CODE_SESSION_ACCESS_TOKEN CLAUDE_CODE_REMOTE',
  'CLAUDE_CODE_SESSION_ACCESS_TOKEN CLAUDE_CODE_REMOTE CLAUDE_CODE_ACCOUNT_UUID CLAUDE_CODE_USER_EMAIL=other@example.com CLAUDE_CODE_ORGANIZATION_UUID',
  'CLAUDE_CODE_ACCOUNT_UUID CLAUDE_CODE_USER_EMAIL=other@example.com CLAUDE_CODE_ORGANIZATION_UUID',
  'CLAUDE_SESSION_INGRESS_TOKEN_FILE CLAUDE_CODE_REMOTE',
  'CLAUDE_CODE_HOST_AUTH_ENV_VAR=MADE_UP_TOKEN MADE_UP_TOKEN',
  'CLAUDE_CODE_HOST_CREDS_FILE CLAUDE_CODE_HOST_GATEWAY_LINEAGE=1',
  'CLAUDE_CODE_GATEWAY_TOKEN CLAUDE_CODE_API_BASE_URL',
  'CLAUDE_CODE_GATEWAY_TOKEN_FILE_DESCRIPTOR CLAUDE_CODE_API_BASE_URL',
  'CLAUDE_BG_AUTH_SNAPSHOT_PATH CLAUDE_BG_BACKEND=daemon CLAUDE_BG_SOURCE=1',
  'CLAUDE_CODE_LAUNCHER_RUNS_API_KEY_HELPER CLAUDE_CODE_MANAGED_SETTINGS_PATH',
  'CLAUDE_CODE_API_BASE_URL CLAUDE_CODE_OAUTH_CLIENT_ID',
  'USE_LOCAL_OAUTH CLAUDE_LOCAL_OAUTH_API_BASE CLAUDE_LOCAL_OAUTH_APPS_BASE CLAUDE_LOCAL_OAUTH_CONSOLE_BASE',
  'USE_STAGING_OAUTH CLAUDE_CODE_OAUTH_CLIENT_ID',
  'AWS_BEARER_TOKEN_BEDROCK AWS_REGION',
  'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION',
  'GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CLOUD_PROJECT CLOUD_ML_REGION',
  'HOME USERPROFILE XDG_CONFIG_HOME XDG_DATA_HOME APPDATA LOCALAPPDATA',
]

/** What starts Claude says so here, and some starters hand it a login. */
const STARTERS = [
  'remote',
  'remote_cowork',
  'claude-desktop',
  'claude-desktop-3p',
  'local-agent',
  'sdk-ts',
  'claude-vscode',
  'mcp',
]

/** Providers, each with all that its name is in. */
const PROVIDERS: [provider: string, related: RegExp][] = [
  ['BEDROCK', /BEDROCK|^AWS_/],
  ['VERTEX', /VERTEX|^GOOGLE_|^GCLOUD_|^CLOUD_ML_/],
  ['FOUNDRY', /FOUNDRY|^AZURE_/],
  ['MANTLE', /MANTLE|^AWS_/],
  ['GATEWAY', /GATEWAY/],
  ['ANTHROPIC_AWS', /ANTHROPIC_AWS|^AWS_/],
  ['ANTHROPIC_GOOGLE_CLOUD', /GOOGLE_CLOUD|^GOOGLE_/],
]

/** Names, each with a value where it is not what the name asks for. */
export type NamedSet = Record<string, string | undefined>

/** Each of those alone. */
export const ENTRY_POINTS: readonly NamedSet[] = STARTERS.map((value) => ({ CLAUDE_CODE_ENTRYPOINT: value }))

/**
 * The sets to try.
 *
 * @param names that the program knows
 * @param credentials those of them that look like a credential or an endpoint, and are known to change nothing alone
 */
export function setsOf(names: readonly string[], credentials: readonly string[]): NamedSet[] {
  const withoutValues = (list: readonly string[]): NamedSet => Object.fromEntries(list.map((name) => [name, undefined]))
  return [
    ...KNOWN.map((line) => Object.fromEntries(line.split(' ').map((word) => word.split('=') as [string, string?]))),
    ...ENTRY_POINTS.map((set) => ({ ...withoutValues(credentials), ...set })),
    ...PROVIDERS.map(([provider, related]) => ({
      ...withoutValues(names.filter((name) => related.test(name))),
      [`CLAUDE_CODE_USE_${provider}`]: '1',
    })),
    ...familiesOf(names).map(withoutValues),
  ]
}

/** Names that share their first three words. */
function familiesOf(names: readonly string[]): string[][] {
  const families = new Map<string, string[]>()
  for (const name of names.filter(isOfClaude)) {
    const family = name.split('_').slice(0, 3).join('_')
    families.set(family, [...(families.get(family) ?? []), name])
  }
  return [...families.values()].filter(({ length }) => length > 1 && length <= 200)
}
