import { couldBeName } from '../accounts/names.ts'
import { nearNames } from '../accounts/near-names.ts'
import { BUILT_NAMES, COMMAND_NAMES } from '../command-table.ts'
import { FOREIGN_WORDS } from './foreign-words.ts'
import type { Known } from './profiles.ts'

/** What a command line asks for. */
export type Meaning =
  /** One of ccs's commands, with what follows its first word. */
  | { kind: 'command'; name: string; args: string[] }
  /** Launch that profile. */
  | { kind: 'profile'; name: string; args: string[] }
  /** Launch the default. */
  | { kind: 'default'; args: string[] }
  /** Launch plain claude as by hand, whatever the default is. */
  | { kind: 'plain-claude'; args: string[] }
  /** A word that people bring from other tools; `args` follow it. */
  | { kind: 'foreign-word'; word: string; args: string[] }
  /** A word that looks like the name of a profile but names none; `near` are names of profiles or of commands that are built. */
  | { kind: 'not-found'; word: string; near: string[] }

const OWN_OPTIONS: Record<string, string> = { '--help': 'help', '-h': 'help', '--version': 'version', '-v': 'version' }
const commands = new Set(COMMAND_NAMES)

/**
 * The table of design.md, row by row.
 *
 * @param args what follows `ccs`
 */
export function meaningOf(args: readonly string[], known: Known): Meaning {
  const [first, ...rest] = args
  if (first === undefined) return { kind: 'default', args: [] }
  if (Object.hasOwn(OWN_OPTIONS, first)) return { kind: 'command', name: OWN_OPTIONS[first] as string, args: rest }
  if (first === 'run') return meaningOfRun(rest, known)
  if (commands.has(first)) return { kind: 'command', name: first, args: rest }
  if (known.isAccount(first) || known.isSettings(first)) return { kind: 'profile', name: first, args: rest }
  if (first === '--') return { kind: 'default', args: rest }
  if (first.startsWith('-')) return { kind: 'default', args: [...args] }
  if (first === 'default' && known.hasPlainDefault()) return { kind: 'plain-claude', args: rest }
  if (!couldBeName(first)) return { kind: 'default', args: [...args] }
  if (Object.hasOwn(FOREIGN_WORDS, first)) return { kind: 'foreign-word', word: first, args: rest }
  const near = nearNames(first, [...known.names(), ...COMMAND_NAMES])
  const hasSecondWord = rest[0] !== undefined && !rest[0].startsWith('-')
  if (near.length === 0 && !hasSecondWord && known.hasDefault()) return { kind: 'default', args: [...args] }
  // Near a command that is not built yet no word is a prompt, but nobody is sent there.
  const names = new Set([...known.names(), ...BUILT_NAMES])
  return { kind: 'not-found', word: first, near: near.filter((name) => names.has(name)) }
}

/** `ccs run <profile>`: a profile of any name, never a prompt. */
function meaningOfRun(rest: string[], known: Known): Meaning {
  const [name, ...args] = rest
  if (name === undefined) return { kind: 'command', name: 'run', args: [] }
  if (known.isAccount(name) || known.isSettings(name)) return { kind: 'profile', name, args }
  if (name.startsWith('-')) return { kind: 'command', name: 'run', args: rest }
  if (name === 'default' && known.hasPlainDefault()) return { kind: 'plain-claude', args }
  return { kind: 'not-found', word: name, near: nearNames(name, known.names()) }
}
