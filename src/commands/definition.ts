import type { ArgDef } from 'citty'
import type { Context } from '../context.ts'

/** A file in this folder: it does what the command says and prints; its exit status is 0 unless it returns another. */
export interface CommandModule {
  run(context: Context, args: Record<string, unknown>): Promise<number | undefined> | number | undefined
}

/** What the parser (citty) needs, and the candidates that Tab offers for it: `@profiles`, `@names` or plain words. */
export type Argument = ArgDef & { candidates?: readonly string[] }

export interface Command {
  /** One or two words: `init`, `auth create`. */
  name: string
  summary: string
  /** In the order of the command line. */
  args?: Record<string, Argument>
  /** How it is called, where `args` cannot tell. */
  usage?: string
  /** Absent for what is not built yet, and for what the door handles by itself. */
  load?: () => Promise<CommandModule>
  /** Handled by `cli.ts` without an option parser. */
  atDoor?: true
}

export const SHELL_NAMES = ['bash', 'zsh', 'fish', 'powershell'] as const

const json = { type: 'boolean', description: 'Print JSON' } as const
const profile = { type: 'positional', description: 'Name of an account profile', candidates: ['@profiles'] } as const
const newName = { type: 'positional', description: 'Name of the new profile: a-z, 0-9, _ and -' } as const

/**
 * The one definition of all commands, in the order of the help. It feeds the parser, the help, the completions and the
 * rule that no profile may have a command's name.
 */
export const COMMANDS: readonly Command[] = [
  {
    name: 'run',
    summary: 'Launch a profile, also one whose name is a command',
    usage: '<profile> [arguments…]',
    args: { profile: { type: 'positional', description: 'Name of a profile', candidates: ['@names'] } },
    atDoor: true,
  },
  { name: 'exec', summary: "Run any program in an account's environment" },
  { name: 'use', summary: "Choose this shell's account" },
  { name: 'env', summary: 'Print what use would export' },
  { name: 'path', summary: "Print an instance's path" },
  { name: 'which', summary: 'Tell which account would be used here, and why' },
  { name: 'pin', summary: 'Bind a folder to a profile' },
  { name: 'unpin', summary: 'Take a pin away' },
  { name: 'pins', summary: 'List the pins' },
  {
    name: 'auth create',
    summary: 'Create an account profile and log in',
    args: {
      name: newName,
      login: { type: 'boolean', default: true, description: 'Log in', negativeDescription: 'Do not log in now' },
    },
    load: () => import('./auth-create.ts'),
  },
  { name: 'auth list', summary: 'List the account profiles', args: { json }, load: () => import('./auth-list.ts') },
  {
    name: 'auth show',
    summary: 'Show one account profile: folder, times, login, size',
    args: { name: { ...profile, required: true }, json },
    load: () => import('./auth-show.ts'),
  },
  {
    name: 'auth default',
    summary: 'Show, set or unset the default profile',
    args: {
      name: { type: 'positional', required: false, description: 'Name of a profile', candidates: ['@names'] },
      unset: { type: 'boolean', description: 'Have no default' },
    },
    load: () => import('./auth-default.ts'),
  },
  {
    name: 'auth remove',
    summary: 'Log out and remove an account profile',
    args: { name: { ...profile, required: true }, force: { type: 'boolean', description: 'Do not ask' } },
    load: () => import('./auth-remove.ts'),
  },
  { name: 'auth rename', summary: 'Rename an account profile' },
  { name: 'auth adopt', summary: 'Make a login that is there already a profile' },
  {
    name: 'auth login',
    summary: 'Log a profile in through Claude',
    args: { name: { ...profile, required: true } },
    load: () => import('./auth-login.ts'),
  },
  {
    name: 'auth logout',
    summary: 'Log a profile out through Claude',
    args: { name: { ...profile, required: true } },
    load: () => import('./auth-logout.ts'),
  },
  { name: 'auth accept', summary: 'Accept a login that changed' },
  {
    name: 'auth save',
    summary: 'Told of by older versions; see auth create',
    usage: '[name]',
    load: () => import('./auth-save.ts'),
  },
  { name: 'settings list', summary: 'List the settings profiles' },
  { name: 'settings add', summary: 'Add a settings profile' },
  { name: 'settings remove', summary: 'Remove a settings profile' },
  {
    name: 'init',
    summary: 'Print the integration of a shell',
    args: {
      shell: { type: 'positional', required: true, description: SHELL_NAMES.join(', '), candidates: SHELL_NAMES },
    },
    atDoor: true,
  },
  { name: 'setup', summary: 'Put the integration into the rc files' },
  { name: 'migrate', summary: 'Bring over what an older program left' },
  { name: 'sync', summary: 'Share settings between accounts' },
  { name: 'diff', summary: 'Compare two accounts' },
  { name: 'ps', summary: 'List running sessions' },
  { name: 'du', summary: 'Tell how much disk each account takes' },
  { name: 'prune', summary: 'Delete what is old' },
  { name: 'handoff', summary: 'Hand a conversation to another account' },
  { name: 'doctor', summary: 'Find what is wrong and mend it' },
  {
    name: 'help',
    summary: 'Tell about ccs or one command',
    usage: '[command]',
    load: () => import('./help.ts'),
  },
  { name: 'version', summary: 'Print the version', args: {}, load: () => import('./version.ts') },
]

/** The first words of all commands. */
export const COMMAND_NAMES: readonly string[] = [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? name))]

/** True when the command can be run in this version. */
export function isBuilt(command: Command): boolean {
  return command.atDoor === true || command.load !== undefined
}
