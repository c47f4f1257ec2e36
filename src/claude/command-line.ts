/** A word of Claude's own command line that Tab offers. */
export interface ClaudeWord {
  word: string
  description: string
  /** What may follow: the values of a flag, the second words of a command; where none are told, files. */
  next?: Readonly<Record<string, string>>
}

/**
 * The well-known part of `claude --help` (2.1.197): what people type by hand, and no more. It is fixed, because asking
 * claude would start it at each Tab; a test compares it with the real one.
 */
export const CLAUDE_WORDS: readonly ClaudeWord[] = [
  { word: 'agents', description: 'Manage background agents' },
  {
    word: 'auth',
    description: 'Manage the login',
    next: { login: 'Sign in', logout: 'Log out', status: 'Show the login' },
  },
  { word: 'doctor', description: 'Check the health of Claude Code' },
  { word: 'install', description: 'Install a version of Claude Code' },
  {
    word: 'mcp',
    description: 'Manage MCP servers',
    next: {
      add: 'Add a server',
      'add-json': 'Add a server, told as JSON',
      get: 'Show one server',
      list: 'List the servers',
      login: 'Log in to a server',
      logout: 'Log out of a server',
      remove: 'Remove a server',
      serve: 'Be an MCP server',
    },
  },
  {
    word: 'plugin',
    description: 'Manage plugins',
    next: {
      disable: 'Disable a plugin',
      enable: 'Enable a plugin',
      install: 'Install a plugin',
      list: 'List the plugins',
      marketplace: 'Manage marketplaces',
      uninstall: 'Uninstall a plugin',
      update: 'Update a plugin',
    },
  },
  { word: 'setup-token', description: 'Make a long-lived token' },
  { word: 'update', description: 'Update Claude Code' },
  { word: '--continue', description: 'Continue the last conversation here' },
  { word: '-c', description: 'The same as --continue' },
  { word: '--resume', description: 'Resume a conversation by its id, or choose one' },
  { word: '-r', description: 'The same as --resume' },
  { word: '--print', description: 'Print the answer and exit' },
  { word: '-p', description: 'The same as --print' },
  {
    word: '--model',
    description: 'Model of the session',
    next: {
      fable: 'The latest Fable',
      haiku: 'The latest Haiku',
      opus: 'The latest Opus',
      sonnet: 'The latest Sonnet',
    },
  },
  {
    word: '--effort',
    description: 'Effort of the session',
    next: { low: '', medium: '', high: '', xhigh: '', max: '' },
  },
  {
    word: '--permission-mode',
    description: 'What needs your permission',
    next: { acceptEdits: '', auto: '', bypassPermissions: '', default: '', dontAsk: '', plan: '' },
  },
  { word: '--dangerously-skip-permissions', description: 'Ask for no permission at all' },
  { word: '--add-dir', description: 'More folders that tools may use' },
  { word: '--allowed-tools', description: 'Tools that need no permission' },
  { word: '--disallowed-tools', description: 'Tools that may not be used' },
  { word: '--agent', description: 'Agent of the session' },
  { word: '--append-system-prompt', description: 'Add to the system prompt' },
  { word: '--system-prompt', description: 'Replace the system prompt' },
  { word: '--mcp-config', description: 'MCP servers from JSON files' },
  { word: '--settings', description: 'More settings from a JSON file' },
  { word: '--plugin-dir', description: 'A plugin from a folder' },
  { word: '--input-format', description: 'Input of --print', next: { text: '', 'stream-json': '' } },
  { word: '--output-format', description: 'Output of --print', next: { text: '', json: '', 'stream-json': '' } },
  { word: '--fork-session', description: 'Resume under a new id' },
  { word: '--name', description: 'Name of the session' },
  { word: '--worktree', description: 'A new git worktree for the session' },
  { word: '--ide', description: 'Connect to the IDE' },
  { word: '--verbose', description: 'Tell more' },
  { word: '--debug', description: 'Debug mode' },
  { word: '--help', description: 'Show the help' },
  { word: '-h', description: 'The same as --help' },
  { word: '--version', description: 'Print the version' },
  { word: '-v', description: 'The same as --version' },
]
