import { CcsError } from '../errors.ts'
import { printable } from '../printable.ts'
import { COMMANDS, type Command, isBuilt } from './definition.ts'

/**
 * The longest command that the words begin with.
 *
 * @throws CcsError `usage` for a group without its second word
 */
export function findCommand(words: string[]): { command: Command; rest: string[] } {
  const [first = '', second = ''] = words
  const pair = COMMANDS.find(({ name }) => name === `${first} ${second}`)
  if (pair) return { command: pair, rest: words.slice(2) }
  const single = COMMANDS.find(({ name }) => name === first)
  if (single) return { command: single, rest: words.slice(1) }
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
  const known = group.filter((command) => isBuilt(command)).map(({ name }) => `ccs ${name}`)
  if (group.length > 0 && known.length === 0)
    return { command: { name: first, summary: '', planned: true }, rest: words.slice(1) }
  throw new CcsError(
    'usage',
    second === ''
      ? `ccs ${first} needs a second word.`
      : `There is no command ccs ${printable(first)} ${printable(second)}.`,
    known.length > 0 ? `One of: ${known.join(', ')}.` : 'All commands: ccs help',
  )
}
