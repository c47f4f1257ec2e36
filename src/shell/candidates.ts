import { CLAUDE_WORDS } from '../claude/command-line.ts'
import { COMMANDS, type Command, descriptionOf, flagOf, isBuilt } from '../command-table.ts'
import type { ShellModel } from './model.ts'

/**
 * The file that the completions read: lines of context, candidate and description, parted by tabs. A context is the
 * words of ccs before the cursor, empty for the first word, with an option as the last where its value comes next, and `+`
 * for any word in its place; or a group: `@accounts` (profiles with an account), `@others` (all other profiles), `@claude`
 * (Claude's own words) and `@claude <word>` (what follows that one). A candidate `@…` stands for all of that group, which
 * comes before it, `@files` for files. Only validated names are in it.
 */
export function candidatesOf(model: Omit<ShellModel, 'stamp'>, defaultName: string | undefined): string {
  const kinds = new Map([
    ...model.settings.map(({ name }) => [name, 'settings'] as const),
    ...model.plain.map(({ name }) => [name, 'plain'] as const),
    ...model.accounts.map(({ name }) => [name, 'account'] as const),
  ])
  const profiles = model.functions.map(({ name }) => {
    const kind = kinds.get(name) ?? 'profile'
    const group = kind === 'account' || kind === 'plain' ? '@accounts' : '@others'
    return [group, name, name === defaultName ? `${kind}, default` : kind]
  })
  const commands = COMMANDS.filter((command) => isBuilt(command))
  const lines = [
    ...profiles,
    ...groupLines('', '@names'),
    ...commands.flatMap((command) => [...memberLines('', command), ...argumentLines(command)]),
    ...commands.flatMap((command) => memberLines('help', command)),
    ...claudeLines(),
  ]
  return `${lines.map((line) => line.join('\t')).join('\n')}\n`
}

/** The command as a candidate after the words of the context: its first word, or its second one after the first. */
function memberLines(context: string, { name, summary }: Command): string[][] {
  const words = [...context.split(' '), ...name.split(' ')].filter((word) => word !== '')
  return [[words.slice(0, -1).join(' '), words.at(-1) ?? '', summary]]
}

function argumentLines({ name, args = {} }: Command): string[][] {
  let context = name
  return Object.entries(args).flatMap(([key, argument]) => {
    const { candidates = [] } = argument
    if (argument.type !== 'positional') {
      const flag = flagOf(key, argument)
      return [[name, flag, descriptionOf(argument)], ...valueLines(`${name} ${flag}`, candidates)]
    }
    const lines = valueLines(context, candidates)
    context = `${name} +`
    return lines
  })
}

function valueLines(context: string, candidates: readonly string[]): string[][] {
  return candidates.flatMap((word) => {
    if (word === '@files') return [[context, word, '']]
    return word.startsWith('@') ? groupLines(context, word) : [[context, word, '']]
  })
}

function groupLines(context: string, group: string): string[][] {
  const groups = { '@names': ['@accounts', '@others'], '@settings': ['@others'] }[group] ?? ['@accounts']
  return groups.map((member) => [context, member, ''])
}

function claudeLines(): string[][] {
  return CLAUDE_WORDS.flatMap(({ word, description, next = {} }) => [
    ['@claude', word, description],
    ...Object.entries(next).map((line) => [`@claude ${word}`, ...line]),
  ])
}
