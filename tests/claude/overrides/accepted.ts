/** Variables that change the answer and are left to the person, each with the reason. */
const ACCEPTED: readonly [names: RegExp, reason: string][] = [
  [/^CLAUDE_CODE_SIMPLE$/, 'bare mode, which has no login: a choice of the person'],
  [/^CLAUDE_CODE_CUSTOM_OAUTH_URL$/, 'Claude refuses to start with an address that it does not know'],
  [/^CLAUDE_CODE_CLIENT_DATA_URL$/, 'Claude refuses to start with an address that it was not given by Anthropic'],
  [/^CLAUDE_CODE_SUBPROCESS_ENV_SCRUB$/, 'Claude refuses to start where bubblewrap is not installed'],
  [/^CLAUDE_CODE_(?:BLOCKING_LIMIT_OVERRIDE|CONFIG_PROBE|BRIDGE_SETTINGS_BINDING)$/, 'Claude asks nothing and ends'],
  [/^CLAUDE_CODE_(?:RESTRICTED|USE_COWORK_PLUGINS)$/, "leaves out the account's settings.json, not its login"],
  [/^CLAUDE_CODE_USER_DELEGATED_SESSION_DIRECT_API$/, 'leaves out other addresses of the API, not the login'],
  [
    /^CLAUDE_CODE_(?:ENTRYPOINT|REMOTE|REMOTE_TOOLS_PIN_STORED_LOGIN)$/,
    'says which program starts Claude; the account stays, and a settings profile fails without sending a login',
  ],
  [/^(?:https?|all|no)_proxy$/i, "the person's own network; without it Claude may reach nothing"],
  [/^(?:NODE|BUN|UV|LD|DYLD|JSC|MALLOC|MIMALLOC)_/, 'changes the runtime of the program, for every program alike'],
  [/^(?:SSL|OPENSSL)_/, 'certificates of the machine'],
  [/^(?:PATH|TMPDIR|TMP|TEMP|CLAUDE_TMPDIR|CLAUDE_CODE_TMPDIR)$/, 'the machine, for every program alike'],
]

/** Why a variable that changes the answer is left alone; undefined when it is not. */
export function reasonToAccept(name: string): string | undefined {
  return ACCEPTED.find(([names]) => names.test(name))?.[1]
}
