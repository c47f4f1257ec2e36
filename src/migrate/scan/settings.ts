import { VARIABLE } from './finding.ts'
import { assigned, isAssignment, literal, type Word } from './word.ts'

/** The variable's value in a command. */
export interface Setting {
  value: Word
  /** An assignment of the shell's own, one that `export` or `env` gets, or a word by itself. */
  place: 'assignment' | 'export' | 'env' | 'word'
}

/** Words before a command that leave it what it is. */
const BEFORE = new Set([
  ...['{', 'then', 'do', 'else', 'if', 'elif', 'while', 'until', '!', 'time', 'and', 'or', 'not', 'begin'],
  ...['command', 'builtin', 'exec', 'nohup', 'noglob', 'nocorrect', 'eval'],
])
const DECLARING = new Set(['export', 'declare', 'typeset', 'local', 'readonly'])

/** What a command of bash, zsh or fish sets the variable to: before a program, by `export` and the like, by `env`. */
export function settingsIn(command: readonly Word[]): Setting[] {
  const words = withoutBefore(command)
  const count = words.findIndex((word) => !isAssignment(word, false))
  const [before, rest] = count === -1 ? [words, []] : [words.slice(0, count), words.slice(count)]
  return [...valuesIn(before, 'assignment'), ...settingsOf(withoutBefore(rest))]
}

function settingsOf([program, ...args]: readonly Word[]): Setting[] {
  const name = literal(program) ?? ''
  if (DECLARING.has(name)) return valuesIn(args, 'export')
  if (name === 'set') return setOfFish(args)
  return name === 'env' || name.endsWith('/env') ? valuesIn(argumentsOfEnv(args), 'env') : []
}

/** `set -gx CLAUDE_CONFIG_DIR value`; not one that asks, erases or shows. */
function setOfFish(args: readonly Word[]): Setting[] {
  const at = args.findIndex((word) => !literal(word)?.startsWith('-'))
  const options = args.slice(0, at).map((word) => literal(word) ?? '')
  const [name, ...values] = args.slice(at)
  if (at === -1 || literal(name) !== VARIABLE) return []
  if (options.some((option) => /^-(?!-)\w*[eqSn]|^--(?:erase|query|show|names)$/.test(option))) return []
  const [value = [], other] = values
  return [{ value: other ? [{ unknown: 'more than one value' }] : value, place: 'word' }]
}

/** Up to the program. */
function argumentsOfEnv(args: readonly Word[]): readonly Word[] {
  const isOption = (word: Word | undefined) => literal(word)?.startsWith('-')
  const takesNext = (word: Word | undefined) => /^(?:-[uC]|--unset|--chdir)$/.test(literal(word) ?? '')
  const end = args.findIndex((word, at) => !isAssignment(word, true) && !isOption(word) && !takesNext(args[at - 1]))
  return end === -1 ? args : args.slice(0, end)
}

function valuesIn(words: readonly Word[], place: Setting['place']): Setting[] {
  return words.flatMap((word) => {
    const value = assigned(word, VARIABLE, place !== 'assignment')
    return value ? [{ value, place }] : []
  })
}

/** True for a word such as `then`, after which a command begins. */
export function isBefore(word: Word): boolean {
  return BEFORE.has(literal(word) ?? '')
}

/** The command itself, without what leaves it what it is. */
export function withoutBefore(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex((word) => !isBefore(word))
  return at === -1 ? [] : words.slice(at)
}
