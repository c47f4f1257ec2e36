import type { Event, Language } from './language.ts'
import { nameAndValue } from './posix.ts'
import { balanced, type Syntax, type Token, tokensOf, unknownUntil } from './tokens.ts'
import { literal, type Word } from './word.ts'

const SYNTAX: Syntax = {
  operator: /[;&|<>\n]/,
  /** Before letters and digits it writes a character by its number, or a control character. */
  escaped: (next) => (/[A-Za-z0-9]/.test(next) ? undefined : next === '\n' ? '' : next),
  escapableInSingle: new Set(["'", '\\']),
  escapableInDouble: new Set(['$', '"', '\\', '\n']),
  expansionAt(text, at, isQuoted) {
    const character = text[at]
    if (character === '(' && !isQuoted) return unknownUntil(text, at, balanced(text, at, '(', ')'))
    if (character !== '$') return undefined
    if (text[at + 1] === '(') return unknownUntil(text, at, balanced(text, at + 1, '(', ')'))
    const [whole, name = ''] = /^\$(\w+)/.exec(text.slice(at, at + 200)) ?? []
    if (whole === undefined || text[at + whole.length] === '[') return unknownUntil(text, at, at + 1)
    return { piece: { variable: name, isQuoted }, end: at + whole.length }
  },
}

export const FISH: Language = {
  tokensOf: (line) => tokensOf(line, SYNTAX),
  eventsOf,
  delimitersIn: () => [],
  aliasesIn,
  expansionsFor(home) {
    const word = { home, hasTilde: true, special: /[*?{}]/, splits: false }
    // What programs and the function `export` get is a word that does not begin with the `~`.
    const argument = { ...word, hasTilde: false }
    return { word, assignment: word, export: argument, env: argument }
  },
}

/** Words that open a block that `end` closes; and those before which a command may stand. */
const OPENING = new Set(['if', 'for', 'while', 'switch', 'begin'])
const IN_FRONT = new Set(['and', 'or', 'not', '!', 'command', 'time'])

/** @param tokens of one line */
function eventsOf(tokens: readonly Token[]): Event[] {
  const events: Event[] = []
  let words: Word[] = []
  let isTarget = false
  const end = () => {
    events.push(...eventsOfCommand(words))
    words = []
  }
  for (const token of tokens) {
    if ('word' in token) {
      if (!isTarget) words.push(token.word)
      isTarget = false
    } else if (token.operator === '<' || token.operator === '>') isTarget = true
    else if (token.operator !== '&' || !isTarget) end()
  }
  end()
  return events
}

function eventsOfCommand(words: readonly Word[]): Event[] {
  const at = words.findIndex((word) => !IN_FRONT.has(literal(word) ?? ''))
  const first = literal(words[at]) ?? ''
  if (words.length === 0) return []
  if (first === 'end') return [{ kind: 'close', bracket: 'end' }]
  if (first === 'function') {
    return [
      { kind: 'head', name: literal(words[at + 1]) ?? '' },
      { kind: 'open', bracket: 'end' },
    ]
  }
  const open: Event[] = OPENING.has(first) ? [{ kind: 'open', bracket: 'end' }] : []
  return [...open, { kind: 'command', words }]
}

/** `alias name=text`, `alias name text`, `abbr -a name text`, each with options. */
function aliasesIn([command, ...args]: readonly Word[]): [name: string, value: Word][] {
  const program = literal(command)
  if (program !== 'alias' && program !== 'abbr') return []
  const [first, ...rest] = args.filter((word) => !literal(word)?.startsWith('-'))
  const pair = program === 'alias' && first && rest.length === 0 ? nameAndValue(first) : undefined
  if (pair) return pair
  const name = literal(first)
  const value = rest.flatMap((word, index): Word => (index === 0 ? word : [{ text: ' ', isQuoted: true }, ...word]))
  return name === undefined || value.length === 0 ? [] : [[name, value]]
}
