import type { Expectation, Scenario } from './scenario.ts'

/** Launched in that account's own folder. */
export const launched = (profile: string, ...args: string[]): Expectation => ({
  status: 0,
  claude: { args, configDir: `instances/${profile}`, profile },
})

/** The variables of launch rule 3, written out once more: one that is missing in the code must be seen. */
export const OVERRIDES = [
  ...['API_KEY', 'AUTH_TOKEN', 'BASE_URL', 'CUSTOM_HEADERS', 'PROFILE', 'UNIX_SOCKET', 'SCOPE'].map(
    (x) => `ANTHROPIC_${x}`,
  ),
  ...['FEDERATION_RULE', 'ORGANIZATION', 'SERVICE_ACCOUNT', 'WORKSPACE'].map((x) => `ANTHROPIC_${x}_ID`),
  ...['', '_FILE'].map((x) => `ANTHROPIC_IDENTITY_TOKEN${x}`),
  ...['', 'REFRESH_'].map((x) => `CLAUDE_CODE_OAUTH_${x}TOKEN`),
  ...['OAUTH_TOKEN', 'API_KEY', 'WEBSOCKET_AUTH', 'GATEWAY_TOKEN'].map((x) => `CLAUDE_CODE_${x}_FILE_DESCRIPTOR`),
  'CLAUDE_CODE_HOST_AUTH_ENV_VAR',
  'CLAUDE_BG_AUTH_SNAPSHOT_PATH',
  'CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST',
  'CLAUDE_SECURESTORAGE_CONFIG_DIR',
  ...['BEDROCK', 'VERTEX', 'FOUNDRY', 'MANTLE', 'GATEWAY', 'ANTHROPIC_AWS', 'ANTHROPIC_GOOGLE_CLOUD'].map(
    (x) => `CLAUDE_CODE_USE_${x}`,
  ),
]

/** Words that a shell must not touch. */
export const HOSTILE = [
  '',
  ' ',
  'a b',
  "it's",
  '"q"',
  '$HOME `id` $(touch pwned)',
  '\\',
  'a\nb',
  '*',
  '~',
  '-n',
  '--',
  '-',
  'ü 😀',
  ';&|',
  '!!',
  '%PATH%',
  '{a,b}',
  '[a]',
  '#x',
  '‘’',
  'x,y',
  '-a:b',
  '--help',
]

/** Launched as by hand, or as the plain profile of that name. */
export const unset = (profile: string | null, ...args: string[]): Expectation => ({
  status: 0,
  claude: { args, configDir: null, profile },
})

/** Refused before claude was started. */
export const refused = (status: number, stderr: RegExp): Expectation => ({ status, stderr })

/** A scenario in one line. */
export const row = (
  name: string,
  line: readonly string[],
  expect: Expectation,
  more: Partial<Scenario> = {},
): Scenario => ({ name, line, expect, ...more })
