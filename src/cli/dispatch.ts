import { type ArgsDef, parseArgs } from 'citty'
import { defu } from 'defu'
import {
  type Argument,
  type ArgumentsOf,
  type Command,
  commandsOf,
  isBuilt,
  type RunnableName,
} from '../command-table.ts'
import type { Context } from '../context.ts'
import type { ErrorId } from '../errors/catalogue.ts'
import { CcsError, describeError, isSystemError } from '../errors/ccs-error.ts'
import { promptCall } from '../launch/prompt-call.ts'
import { noticeOfV2 } from '../migrate/v2/notice.ts'
import { publishAfterUpgrade } from '../shell/upgrade.ts'
import { checkCcsDir } from '../store/ccs-dir.ts'
import { findCommand } from './find-command.ts'
import { callOf, describeCommand } from './help-text.ts'
import { say } from './stderr.ts'

/** A file in `commands/`: it does what the command says and prints; its exit status is 0 unless it returns another. */
interface CommandModule<Arguments> {
  run(context: Context, args: Arguments): Promise<number | undefined> | number | undefined
}

/** Each is loaded when it is asked for. `run` and `init` are not here: the door handles them without an option parser. */
const MODULES: { [Name in RunnableName]: () => Promise<CommandModule<ArgumentsOf<Name>>> } = {
  use: () => import('../commands/use.ts'),
  env: () => import('../commands/env.ts'),
  path: () => import('../commands/path.ts'),
  pin: () => import('../commands/pin.ts'),
  unpin: () => import('../commands/unpin.ts'),
  pins: () => import('../commands/pins.ts'),
  'auth create': () => import('../commands/auth-create.ts'),
  'auth list': () => import('../commands/auth-list.ts'),
  'auth show': () => import('../commands/auth-show.ts'),
  'auth default': () => import('../commands/auth-default.ts'),
  'auth remove': () => import('../commands/auth-remove.ts'),
  'auth rename': () => import('../commands/auth-rename.ts'),
  'auth adopt': () => import('../commands/auth-adopt.ts'),
  'auth login': () => import('../commands/auth-login.ts'),
  'auth logout': () => import('../commands/auth-logout.ts'),
  'auth save': () => import('../commands/auth-save.ts'),
  'settings list': () => import('../commands/settings-list.ts'),
  'settings add': () => import('../commands/settings-add.ts'),
  'settings remove': () => import('../commands/settings-remove.ts'),
  setup: () => import('../commands/setup.ts'),
  migrate: () => import('../commands/migrate.ts'),
  help: () => import('../commands/help.ts'),
  version: () => import('../commands/version.ts'),
}

/** By the name that was found: what the parser makes of its arguments is what the table says of them. */
const MODULE_OF = new Map<string, () => Promise<CommandModule<never>>>(Object.entries(MODULES))

/** These tell only of the program itself, and must work whatever the ccs dir is like. */
const WITHOUT_CCS_DIR = new Set(['help', 'version', 'auth save'])
/** Errors that say by themselves that the registry is v2's. */
const TELLING_OF_V2 = new Set<ErrorId>(['registry-of-v2', 'use-of-v2'])
/** These do too. */
const WITHOUT_V2_NOTICE = new Set([...WITHOUT_CCS_DIR, 'migrate'])

const COMMON: Record<string, Argument> = {
  help: { type: 'boolean', alias: 'h', description: 'Tell about this command' },
}

/**
 * Runs one of ccs's own commands.
 *
 * @param words the command and its arguments
 * @returns the exit status
 */
export async function runCommand(context: Context, words: string[]): Promise<number> {
  process.stderr.on('error', () => {})
  // Who reads our output may stop early, as `head` does: then there is nothing more to say.
  process.stdout.on('error', (error) => {
    if (isSystemError(error, 'EPIPE')) process.exit()
    const { text, status } = describeError(error)
    say(text)
    process.exit(status)
  })
  await publishAfterUpgrade(context)
  const { command, rest } = findCommand(words)
  const { options } = splitAtDashes(rest)
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(`${describeCommand(command)}\n`)
    return 0
  }
  if (!isBuilt(command)) {
    throw new CcsError('not-built', { command: command.name, prompt: promptCall(words) })
  }
  if (commandsOf(command).length > 0) throw groupError(command, rest[0])
  if (!command.usage) checkArguments(command, rest)
  const load = MODULE_OF.get(command.name)
  if (!load) {
    // `run` and `init` are done before: they come here only without their first argument.
    const [argument = ''] = Object.keys(command.args ?? {})
    throw new CcsError('argument-missing', { argument, ...names(command) })
  }
  if (!WITHOUT_CCS_DIR.has(command.name)) {
    const { notice } = checkCcsDir(context, !options.includes('--dry-run'))
    if (notice) {
      say(`ccs: ${notice}\n`)
      // Others could write in the published folder; whatever they put there in the place of a text is replaced.
      const { tryPublish } = await import('../shell/publish.ts')
      tryPublish(context)
    }
  }
  const notice = WITHOUT_V2_NOTICE.has(command.name) ? undefined : noticeOfV2(context)
  const module = await load()
  const parsed = parseArgs(rest, defu({}, command.args, COMMON) as ArgsDef)
  let isTold = false
  try {
    return (await module.run(context, parsed as never)) ?? 0
  } catch (error) {
    isTold = error instanceof CcsError && TELLING_OF_V2.has(error.id)
    throw error
  } finally {
    if (notice && !isTold) say(`ccs: ${notice}\n`)
  }
}

/** citty takes what it does not know; a mistyped flag must not pass in silence. */
function checkArguments(command: Command, rest: string[]): void {
  const args = command.args ?? {}
  const { options, others } = splitAtDashes(rest)
  const positionals: string[] = []
  const given = new Set<string>()
  for (const words = options.values(); ; ) {
    const { value: word, done } = words.next()
    if (done) break
    const [flag = '', value] = word.split(/=(.*)/s)
    if (!isOption(word)) positionals.push(word)
    else if (flag.startsWith('--') && args[flag.slice(2)]?.type === 'string') {
      checkValue(command, flag, value ?? words.next().value)
      // citty would take the last one, and the person may have meant both.
      if (given.has(flag)) throw new CcsError('value-twice', { option: flag.slice(2), ...names(command) })
      given.add(flag)
    } else if (!isSwitch(args, word)) throw new CcsError('option-unknown', { option: word, ...names(command) })
  }
  positionals.push(...others)
  const wanted = Object.entries(args).filter(([, { type }]) => type === 'positional')
  const required = wanted.filter(([, { required }]) => required !== false)
  const missing = required[positionals.length]?.[0]
  if (missing !== undefined) throw new CcsError('argument-missing', { argument: missing, ...names(command) })
  if (positionals.length > wanted.length) {
    throw new CcsError('argument-too-many', { argument: positionals[wanted.length] ?? '', ...names(command) })
  }
}

/** What follows the first `--` is no option, whatever it looks like. */
function splitAtDashes(words: string[]): { options: string[]; others: string[] } {
  const end = words.indexOf('--')
  return end === -1 ? { options: words, others: [] } : { options: words.slice(0, end), others: words.slice(end + 1) }
}

function isOption(word: string): boolean {
  return word.startsWith('-') && word !== '-'
}

function isSwitch(args: Record<string, Argument>, word: string): boolean {
  return args[word.replace(/^--(?:no-)?/, '')]?.type === 'boolean' && word.startsWith('--')
}

function checkValue(command: Command, flag: string, value: string | undefined): void {
  if (value !== undefined && !isOption(value)) return
  throw new CcsError('value-missing', { option: flag.slice(2), ...names(command) })
}

/** A word such as `auth` does nothing by itself. */
function groupError({ name: group, ...rest }: Command, word: string | undefined): CcsError {
  const known = commandsOf({ name: group, ...rest }).filter((command) => isBuilt(command))
  const commands = known.map(({ name }) => `ccs ${name}`).join(', ')
  return word === undefined
    ? new CcsError('second-word-missing', { group, commands })
    : new CcsError('second-word-unknown', { group, word, commands })
}

/** What an error says of a command. */
function names(command: Command): { command: string; call: string } {
  return { command: command.name, call: callOf(command) }
}
