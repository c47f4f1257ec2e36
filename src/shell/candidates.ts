import { COMMANDS, type Command, isBuilt } from '../commands/definition.ts'
import { descriptionOf, flagOf } from '../commands/usage.ts'
import type { ShellModel } from './model.ts'

/**
 * The file that the completions read: lines of context, candidate and description, parted by tabs. A context is the
 * words before the cursor, empty for the first word (where the profiles come first), or `@names` (all profiles) or
 * `@profiles` (those with an account). A candidate `@…` stands for all of that context. Only validated names are in it.
 */
export function candidatesOf(model: Omit<ShellModel, 'stamp'>, defaultName: string | undefined): string {
  const kinds = new Map([
    ...model.settings.map(({ name }) => [name, 'settings'] as const),
    ...model.plain.map(({ name }) => [name, 'plain'] as const),
    ...model.accounts.map(({ name }) => [name, 'account'] as const),
  ])
  const profiles = model.functions.flatMap(({ name }) => {
    const kind = kinds.get(name) ?? 'profile'
    const line = [name, name === defaultName ? `${kind}, default` : kind]
    return [['@names', ...line], ...(kind === 'account' || kind === 'plain' ? [['@profiles', ...line]] : [])]
  })
  const lines = [...profiles, ...commandLines(COMMANDS.filter((command) => isBuilt(command)))]
  return `${lines.map((line) => line.join('\t')).join('\n')}\n`
}

function commandLines(commands: readonly Command[]): string[][] {
  return commands.flatMap((command) => {
    const [first = '', second] = command.name.split(' ')
    const own = second === undefined ? ['', first, command.summary] : [first, second, command.summary]
    return [own, ...argumentLines(command)]
  })
}

function argumentLines({ name, args = {} }: Command): string[][] {
  return Object.entries(args).flatMap(([key, argument]) => {
    if (argument.type !== 'positional') return [[name, flagOf(key, argument), descriptionOf(argument)]]
    return (argument.candidates ?? []).map((word) => [name, word, descriptionOf(argument)])
  })
}
