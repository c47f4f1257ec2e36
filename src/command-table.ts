import type { ArgDef } from 'citty'

/** What the parser (citty) needs, and the candidates that Tab offers for it: `@profiles`, `@names`, `@settings`, `@files` or words. */
export type Argument = ArgDef & { candidates?: readonly string[] }

export interface Command {
  /** One or two words: `init`, `auth create`. */
  name: string
  summary: string
  /** In the order of the command line. */
  args?: Record<string, Argument>
  /** The arguments in its usage line, where `args` does not say enough. The arguments of such a command are not checked. */
  usage?: string
  /** Reserved for a later version. */
  planned?: true
}

const SHELL_NAMES = ['bash', 'zsh', 'fish', 'powershell'] as const
export type ShellName = (typeof SHELL_NAMES)[number]
/** What `settings add` has a template for. */
export const TEMPLATE_NAMES = ['glm', 'kimi'] as const

const json = { type: 'boolean', description: 'Print JSON' } as const
const profile = { type: 'positional', description: 'Name of an account profile', candidates: ['@profiles'] } as const
const shell = { type: 'string', valueHint: 'shell', candidates: SHELL_NAMES } as const
const folder = {
  type: 'positional',
  required: false,
  description: 'A folder; else the working folder',
  candidates: ['@files'],
} as const
const newName = { type: 'positional', description: 'Name of the new profile: a-z, 0-9, _ and -' } as const

const TABLE = [
  {
    name: 'run',
    summary: 'Launch a profile, also one whose name is a command',
    usage: '<profile> [arguments…]',
    args: { profile: { type: 'positional', description: 'Name of a profile', candidates: ['@names'] } },
  },
  { name: 'exec', summary: "Run any program in an account's environment", planned: true },
  {
    name: 'use',
    summary: "Choose this shell's account (with the shell integration)",
    args: {
      profile: {
        type: 'positional',
        required: false,
        description: 'Name of an account profile; - for the one before',
        candidates: ['@profiles', '-'],
      },
      off: { type: 'boolean', description: 'Go back to what was before' },
    },
  },
  {
    name: 'env',
    summary: 'Print what use would export, as text for a shell or as JSON',
    args: {
      profile: { ...profile, required: true },
      shell: { ...shell, description: SHELL_NAMES.join(', ') },
      json,
    },
  },
  { name: 'path', summary: "Print the path of an account's folder", args: { profile: { ...profile, required: true } } },
  { name: 'which', summary: 'Tell which account would be used here, and why', planned: true },
  {
    name: 'pin',
    summary: 'Make a profile the default in a folder and all below it',
    args: {
      profile: { type: 'positional', required: true, description: 'Name of a profile', candidates: ['@names'] },
      folder,
    },
  },
  { name: 'unpin', summary: 'Take the pin of a folder away', args: { folder } },
  { name: 'pins', summary: 'List the pinned folders', args: { json } },
  { name: 'auth', summary: 'Account profiles: create, list, remove, log in and out', usage: '<command> …' },
  {
    name: 'auth create',
    summary: 'Create an account profile and log in',
    args: {
      name: newName,
      login: { type: 'boolean', default: true, description: 'Log in', negativeDescription: 'Do not log in now' },
    },
  },
  { name: 'auth list', summary: 'List the account profiles', args: { json } },
  {
    name: 'auth show',
    summary: 'Show one account profile: folder, times, login, size',
    args: { name: { ...profile, required: true }, json },
  },
  {
    name: 'auth default',
    summary: 'Show, set or unset the default profile',
    args: {
      name: { type: 'positional', required: false, description: 'Name of a profile', candidates: ['@names'] },
      unset: { type: 'boolean', description: 'Have no default' },
    },
  },
  {
    name: 'auth remove',
    summary: 'Log out and remove an account profile; an adopted one is only forgotten',
    args: {
      name: { ...profile, required: true },
      delete: { type: 'boolean', description: 'Delete the folder of an adopted one too' },
      force: { type: 'boolean', description: 'Do not ask' },
    },
  },
  {
    name: 'auth rename',
    summary: 'Give an account profile another name; its login stays',
    args: { old: { ...profile, required: true }, new: newName },
  },
  {
    name: 'auth adopt',
    summary: 'Make a login that is there already a profile, where it stands',
    args: {
      name: newName,
      folder: { ...folder, description: 'A folder that is used as CLAUDE_CONFIG_DIR' },
      plain: { type: 'boolean', description: 'The login of plain claude, in ~/.claude' },
    },
  },
  {
    name: 'auth login',
    summary: 'Log a profile in through Claude',
    args: { name: { ...profile, required: true } },
  },
  {
    name: 'auth logout',
    summary: 'Log a profile out through Claude',
    args: { name: { ...profile, required: true } },
  },
  { name: 'auth accept', summary: 'Accept a login that changed', planned: true },
  {
    name: 'auth save',
    summary: 'Told of by older versions; see auth create',
    usage: '[name]',
  },
  { name: 'settings', summary: 'Settings profiles: list, add, remove', usage: '<command> …' },
  { name: 'settings list', summary: 'List the settings profiles, and whether they have a key', args: { json } },
  {
    name: 'settings add',
    summary: 'Add a settings profile, from a template or with a file that is there',
    args: {
      name: newName,
      from: {
        type: 'string',
        valueHint: TEMPLATE_NAMES.join('|'),
        description: 'The template, where the name is not one',
        candidates: TEMPLATE_NAMES,
      },
      file: {
        type: 'string',
        valueHint: 'file',
        description: 'A settings file, which stays where it is',
        candidates: ['@files'],
      },
      'with-key': { type: 'boolean', description: 'Read the API key from standard input' },
    },
  },
  {
    name: 'settings remove',
    summary: 'Remove a settings profile; its file stays',
    args: {
      name: {
        type: 'positional',
        required: true,
        description: 'Name of a settings profile',
        candidates: ['@settings'],
      },
      force: { type: 'boolean', description: 'Do not ask' },
      delete: { type: 'boolean', description: 'Delete its file too, where that is ours' },
    },
  },
  {
    name: 'init',
    summary: 'Print the integration of a shell',
    args: {
      shell: { type: 'positional', required: true, description: SHELL_NAMES.join(', '), candidates: SHELL_NAMES },
    },
  },
  {
    name: 'setup',
    summary: 'Make your shells load ccs, by their rc files',
    args: {
      shell: { ...shell, description: `Only this one: ${SHELL_NAMES.join(', ')}` },
      hook: {
        type: 'string',
        valueHint: 'pwd|none',
        candidates: ['pwd', 'none'],
        description: 'Whether entering a pinned folder chooses its account',
      },
      'dry-run': { type: 'boolean', description: 'Only show the change' },
      remove: { type: 'boolean', description: 'Take it out again' },
      force: { type: 'boolean', description: 'Do not ask' },
    },
  },
  {
    name: 'migrate',
    summary: 'Bring over what an older ccs left',
    args: {
      'dry-run': { type: 'boolean', description: 'Only show what would be done' },
      login: {
        type: 'boolean',
        default: true,
        description: 'Log in, one after another',
        negativeDescription: 'Print the commands that log in instead',
      },
      rollback: { type: 'boolean', description: 'Take the last migration back' },
      clean: { type: 'boolean', description: 'Move what the installer of v2 left into a backup' },
      scan: { type: 'boolean', description: 'Propose to adopt the accounts of your aliases and ~/.claude-… folders' },
      apply: { type: 'boolean', description: 'With --scan: adopt what it proposes' },
      json,
      force: { type: 'boolean', description: 'Do not ask' },
    },
  },
  { name: 'usage', summary: "Show what is left of each account's limits", planned: true },
  { name: 'statusline', summary: "Show the account in Claude's own status line", planned: true },
  { name: 'sessions', summary: "List this folder's conversations, in all accounts", planned: true },
  { name: 'shim', summary: 'Choose the account for programs that start claude themselves', planned: true },
  { name: 'sync', summary: 'Share settings between accounts', planned: true },
  { name: 'diff', summary: 'Compare two accounts', planned: true },
  { name: 'ps', summary: 'List running sessions', planned: true },
  { name: 'du', summary: 'Tell how much disk each account takes', planned: true },
  { name: 'prune', summary: 'Delete what is old', planned: true },
  { name: 'handoff', summary: 'Hand a conversation to another account', planned: true },
  { name: 'doctor', summary: 'Find what is wrong and mend it', planned: true },
  {
    name: 'help',
    summary: 'Tell about ccs or one command',
    usage: '[command]',
  },
  { name: 'version', summary: 'Print the version', args: {} },
] as const satisfies readonly Command[]

/**
 * The one definition of all commands, in the order of the help. It feeds the parser, the help, the completions and the
 * rule that no profile may have a command's name.
 */
export const COMMANDS: readonly Command[] = TABLE

type Row = (typeof TABLE)[number]
/** The commands that have a file in `commands/`: all but those that are planned, groups, and what the door runs itself. */
export type RunnableName = Exclude<Row, { planned: true }>['name'] extends infer Name
  ? Exclude<Name, 'run' | 'init' | 'auth' | 'settings'>
  : never

type ValueOf<A> = A extends { type: 'boolean' }
  ? boolean | undefined
  : A extends { type: 'positional'; required?: true }
    ? string
    : string | undefined

/** What the parser makes of the arguments of a command. */
export type ArgumentsOf<Name extends Row['name']> =
  Extract<Row, { name: Name }> extends { args: infer Args } ? { [Key in keyof Args]: ValueOf<Args[Key]> } : object

/** The first words of all commands. */
export const COMMAND_NAMES: readonly string[] = [...new Set(COMMANDS.map(firstWord))]

/** Those of the commands that can be run in this version: what may be suggested. */
export const BUILT_NAMES: ReadonlySet<string> = new Set(COMMANDS.filter(isBuilt).map(firstWord))

/** The commands that begin with this one's word: `auth` is a group, `auth create` one of it. */
export function commandsOf({ name }: Command): readonly Command[] {
  return COMMANDS.filter((command) => command.name.startsWith(`${name} `))
}

/** True when the command can be run in this version. */
export function isBuilt({ planned }: Command): boolean {
  return planned !== true
}

/** The flag as one types it: a switch that is on by itself is known by its `--no-` form. */
export function flagOf(key: string, argument: Argument): string {
  return argument.type === 'boolean' && argument.default === true ? `--no-${key}` : `--${key}`
}

/** What an argument does, in the form in which one types it. */
export function descriptionOf(argument: Argument): string {
  const negative = 'negativeDescription' in argument ? argument.negativeDescription : undefined
  return negative ?? argument.description ?? ''
}

function firstWord({ name }: Command): string {
  return name.split(' ')[0] ?? name
}
