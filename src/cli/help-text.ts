import { type Argument, COMMANDS, type Command, commandsOf, descriptionOf, flagOf, isBuilt } from '../command-table.ts'
import { SHELLS } from '../shell/shells.ts'

/** One line: how a command is called, such as `ccs auth create <name> [--no-login]`. */
export function callOf(command: Command): string {
  return callWith(command, () => true)
}

function callWith({ name, usage, args = {} }: Command, isShown: (argument: Argument) => boolean): string {
  const shown = Object.entries(args).filter(([, argument]) => isShown(argument))
  return ['ccs', name, ...(usage === undefined ? shown.map(([key, argument]) => wordOf(key, argument)) : [usage])].join(
    ' ',
  )
}

/** The same with a word for its value. */
function typedFlag(key: string, argument: Argument): string {
  const value = argument.type === 'string' ? ` <${argument.valueHint ?? key}>` : ''
  return flagOf(key, argument) + value
}

/** The text of `ccs help <command>`. */
export function describeCommand(command: Command): string {
  const rows = Object.entries(command.args ?? {}).map(([key, argument]) => [
    argument.type === 'positional' ? `<${key}>` : typedFlag(key, argument),
    descriptionOf(argument),
  ])
  const members = commandsOf(command).map((member) => [callOf(member), `${member.summary}${stateOf(member)}`])
  return [`${callOf(command)}\n`, `${command.summary}${stateOf(command)}.`, ...tableBelow([...rows, ...members])].join(
    '\n',
  )
}

function stateOf(command: Command): string {
  return isBuilt(command) ? '' : ' (not built yet)'
}

function tableBelow(rows: string[][]): string[] {
  return rows.length > 0 ? ['', ...table(rows)] : []
}

/**
 * The text of `ccs help`.
 *
 * @param steps what the person should do next
 */
export function describeAll(steps: readonly string[]): string {
  const commands = COMMANDS.filter((command) => isBuilt(command) && commandsOf(command).length === 0)
  // Options would make lines that no terminal holds.
  const rows = commands.map((command) => [callWith(command, ({ type }) => type === 'positional'), command.summary])
  const next = steps.length > 0 ? `\n\nNext\n${steps.map((step) => `  ${step}`).join('\n')}` : ''
  return `ccs: several Claude accounts in many terminals

${table([
  ['ccs [<profile>] [arguments…]', 'Launch claude with that account, or the default'],
  ['ccs-<profile> [arguments…]', 'The same, as a function of the shell integration'],
  ['ccs "a prompt"', 'A prompt for the default'],
  ['ccs -- <word>', 'A prompt that looks like a name'],
]).join('\n')}

Commands; their options: ccs help <command>
${table(rows).join('\n')}

Shell integration: ccs setup, or a line in the rc file
${table(SHELLS.map(({ name, evaluate }) => [name, evaluate(`ccs init ${name}`)])).join('\n')}${next}`
}

function wordOf(key: string, argument: Argument): string {
  if (argument.type !== 'positional') return `[${typedFlag(key, argument)}]`
  return argument.required === false ? `[${key}]` : `<${key}>`
}

function table(rows: string[][]): string[] {
  const width = Math.max(...rows.map(([left = '']) => left.length)) + 2
  return rows.map(([left = '', right]) => `  ${left.padEnd(width)}${right}`)
}
