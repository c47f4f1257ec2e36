import { CLAUDE_WORDS } from '../claude/command-line.ts'
import { type Argument, COMMANDS, type Command, commandsOf, descriptionOf, flagOf, isBuilt } from '../command-table.ts'
import type { ShellModel } from './model.ts'

/** One word that Tab offers at a state, or a pattern, and the state that it leads to. */
interface Line {
  state: string
  word: string
  description?: string
  next?: string
}

/** The state after `ccs`, and the one where the words are Claude's. */
const FIRST = 'ccs'
const CLAUDE = 'claude'

/**
 * The table that the completions walk. A state is a heading, `# 147 auth remove`, and lines of word, description and next
 * state, separated by tabs. States are known by the line number of their heading; 0 is no state. A last heading ends the table.
 *
 * From state 1, each word before the cursor leads to the next state, by the first line that has this word, `-*` for any
 * option, or `*`. At the state where that ends, Tab offers the words of its lines; for a group such as `@names` those of
 * the state that it leads to; and files where there is `@files` or nothing else fits. A function `ccs-work` is walked as
 * `ccs run work`. All words are validated names.
 */
export function candidatesOf(model: Omit<ShellModel, 'stamp'>, defaultName: string | undefined): string {
  const states = new Map<string, Line[]>()
  for (const line of [...commandLines(), ...claudeLines(), ...profileLines(model, defaultName)]) {
    const lines = states.get(line.state)
    if (lines) lines.push(line)
    else states.set(line.state, [line])
  }
  const numbers = new Map<string, number>()
  let number = 1
  for (const [state, lines] of states) {
    numbers.set(state, number)
    number += 1 + lines.length
  }
  const textOf = ({ word, description = '', next = '' }: Line) => `${word}\t${description}\t${numbers.get(next) ?? 0}\n`
  return `${[...states].map(([state, lines]) => `# ${numbers.get(state)} ${state}\n${lines.map(textOf).join('')}`).join('')}#\n`
}

function commandLines(): Line[] {
  const built = COMMANDS.filter(isBuilt)
  const first = built.filter(({ name }) => !name.includes(' '))
  return [
    { state: FIRST, word: '@names', next: '@names' },
    // What follows the profile is not for ccs.
    ...first.map((command) => ({ ...memberLine(FIRST, command), ...(command.name === 'run' && { next: '@names' }) })),
    ...claudeOptions(FIRST),
    { state: FIRST, word: '*', next: CLAUDE },
    ...built.flatMap((command) => membersOf(command).map((member) => memberLine(command.name, member))),
    ...built.filter(({ name }) => name !== 'run').flatMap(argumentsOf),
    ...first.flatMap((command) => [
      { ...memberLine('help', command), next: `help ${command.name}` },
      ...membersOf(command).map((member) => ({ ...memberLine(`help ${command.name}`, member), next: '' })),
    ]),
  ]
}

function membersOf(command: Command): Command[] {
  return commandsOf(command).filter(isBuilt)
}

/** A command by its last word, which leads to its arguments. */
function memberLine(state: string, { name, summary }: Command): Line {
  return { state, word: name.split(' ').at(-1) ?? name, description: summary, next: name }
}

function argumentsOf({ name, args = {} }: Command): Line[] {
  const entries = Object.entries(args)
  const isOption = ([, { type }]: [string, Argument]) => type !== 'positional'
  const positionals = entries.filter((entry) => !isOption(entry)).map(([, argument]) => argument)
  return argumentLines(name, positionals, entries.filter(isOption))
}

/** A state for each positional argument, and one for what comes after the last; all of them offer the options. */
function argumentLines(
  state: string,
  [argument, ...others]: readonly Argument[],
  options: readonly [string, Argument][],
): Line[] {
  const after = argument ? `${state} +` : state
  const later = argument ? argumentLines(after, others, options) : []
  const here = [
    ...valueLines(state, argument, after),
    ...options.flatMap(([key, option]) => optionLines(state, key, option)),
  ]
  if (here.length + later.length === 0) return []
  return [...here, { state, word: '-*', next: state }, { state, word: '*', next: after }, ...later]
}

function optionLines(state: string, key: string, option: Argument): Line[] {
  const flag = flagOf(key, option)
  const line = { state, word: flag, description: descriptionOf(option) }
  if (option.type !== 'string') return [{ ...line, next: state }]
  const value = `${state} ${flag}`
  return [{ ...line, next: value }, ...valueLines(value, option, state), { state: value, word: '*', next: state }]
}

function valueLines(state: string, argument: Argument | undefined, next: string): Line[] {
  const { candidates = [] } = argument ?? {}
  return candidates.map((word) => ({ state, word, next: word.startsWith('@') ? word : next }))
}

function claudeLines(): Line[] {
  return [
    ...CLAUDE_WORDS.filter(({ word }) => !word.startsWith('-')).flatMap((command) => claudeWord(CLAUDE, command)),
    { state: CLAUDE, word: '@files' },
    ...claudeOptions(CLAUDE),
    { state: CLAUDE, word: '*', next: CLAUDE },
    ...CLAUDE_WORDS.flatMap(({ word, next }) => (next ? claudeValues(word, Object.entries(next)) : [])),
  ]
}

/** What follows a word of Claude's: a flag has one value; after the second word of a command there are files. */
function claudeValues(word: string, values: readonly [string, string][]): Line[] {
  const state = `${CLAUDE} ${word}`
  const lines = values.map(([value, description]) => ({ state, word: value, description }))
  if (!word.startsWith('-')) return lines
  return [...lines, { state, word: '*' }].map((line) => ({ ...line, next: CLAUDE }))
}

function claudeOptions(state: string): Line[] {
  return CLAUDE_WORDS.filter(({ word }) => word.startsWith('-')).map((option) => claudeWord(state, option))
}

function claudeWord(state: string, { word, description, next }: (typeof CLAUDE_WORDS)[number]): Line {
  return { state, word, description, next: next ? `${CLAUDE} ${word}` : CLAUDE }
}

/** The groups: all profiles, those with an account, and the others. */
function profileLines(model: Omit<ShellModel, 'stamp'>, defaultName: string | undefined): Line[] {
  const kinds = new Map([
    ...model.settings.map(({ name }) => [name, 'settings'] as const),
    ...model.plain.map(({ name }) => [name, 'plain'] as const),
    ...model.accounts.map(({ name }) => [name, 'account'] as const),
  ])
  const lines = model.functions.map(({ name }) => {
    const kind = kinds.get(name) ?? 'profile'
    const group = kind === 'account' || kind === 'plain' ? '@profiles' : '@settings'
    return { state: group, word: name, description: name === defaultName ? `${kind}, default` : kind }
  })
  const accounts = lines.filter(({ state }) => state === '@profiles')
  const others = lines.filter(({ state }) => state === '@settings')
  return [
    ...[...accounts, ...others].map((line) => ({ ...line, state: '@names', next: CLAUDE })),
    ...accounts,
    ...others,
  ]
}
