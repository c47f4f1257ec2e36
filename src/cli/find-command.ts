import { COMMANDS, type Command } from '../command-table.ts'
import { CcsError } from '../errors/ccs-error.ts'

/**
 * The longest command that the words begin with.
 *
 * @throws CcsError `usage` when there is none
 */
export function findCommand(words: string[]): { command: Command; rest: string[] } {
  const [first = '', second = ''] = words
  const pair = COMMANDS.find(({ name }) => name === `${first} ${second}`)
  if (pair) return { command: pair, rest: words.slice(2) }
  const single = COMMANDS.find(({ name }) => name === first)
  if (single) return { command: single, rest: words.slice(1) }
  throw new CcsError('command-unknown', { word: first })
}
