import type { Event, Language } from './language.ts'
import { isBefore } from './settings.ts'
import { balanced, type Syntax, type Token, tokensOf, unknownUntil } from './tokens.ts'
import { literal, type Word } from './word.ts'

const SYNTAX: Syntax = {
  operator: /[;&|()<>\n]/,
  escaped: (next) => (next === '\n' ? '' : next),
  escapableInSingle: new Set(),
  escapableInDouble: new Set(['$', '`', '"', '\\', '\n']),
  /** `$NAME` and `${NAME}` are variables; all else that `$` and a backtick begin is left to the shell. */
  expansionAt(text, at, isQuoted) {
    const next = text[at + 1] ?? ''
    if (text[at] === '`') {
      const end = text.indexOf('`', at + 1)
      return unknownUntil(text, at, end === -1 ? text.length : end + 1)
    }
    if (text[at] !== '$') return undefined
    const [whole, bare, braced] = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/.exec(text.slice(at, at + 200)) ?? []
    // In zsh a bracket after a variable takes a part of it.
    if (whole !== undefined && text[at + whole.length] !== '[' && text[at + whole.length] !== ':') {
      return { piece: { variable: bare ?? braced ?? '', isQuoted }, end: at + whole.length }
    }
    if (next === '(') return unknownUntil(text, at, balanced(text, at + 1, '(', ')'))
    if (next === '{') return unknownUntil(text, at, balanced(text, at + 1, '{', '}'))
    if (/[\w@*#?$!-]/.test(next)) return unknownUntil(text, at, at + 2)
    return isQuoted || !/['"]/.test(next) ? undefined : unknownUntil(text, at, at + 1)
  },
}

/** bash or zsh. */
function posix(name: 'bash' | 'zsh'): Language {
  return {
    tokensOf: (line) => tokensOf(line, SYNTAX),
    eventsOf,
    delimitersIn,
    aliasesIn,
    expansionsFor(home) {
      // Within an assignment a `~` after a colon is the home too; and in zsh a `=` is the place of a program.
      const assignment = { home, hasTilde: true, special: /:[~=]/, splits: false }
      const word = { home, hasTilde: true, special: /[*?[\]{}^#=()|]/, splits: name === 'bash' }
      return { assignment, export: assignment, word, env: { ...word, hasTilde: name === 'bash' } }
    },
  }
}

export const BASH = posix('bash')
export const ZSH = posix('zsh')

/** @param tokens of one line */
function eventsOf(tokens: readonly Token[]): Event[] {
  const events: Event[] = []
  let words: Word[] = []
  let isTarget = false
  const end = () => {
    const name = nameAfterFunction(words)
    if (name !== undefined) events.push({ kind: 'head', name })
    else if (words.length > 0) events.push({ kind: 'command', words })
    words = []
  }
  const takeWord = (word: Word) => {
    const text = literal(word)
    if (text === '{' && nameAfterFunction(words) !== undefined) end()
    if (text === '{' && words.every(isBefore)) {
      words = []
      events.push({ kind: 'open', bracket: '{' })
    } else if (text === '}' && words.length === 0) events.push({ kind: 'close', bracket: '{' })
    else words.push(word)
  }
  tokens.forEach((token, at) => {
    if ('word' in token) {
      if (!isTarget) takeWord(token.word)
      isTarget = false
      return
    }
    const { operator } = token
    if (operator === '<' || operator === '>') isTarget = true
    else if (operator === '&' && isTarget) return
    else if (operator === '(' && isOperator(tokens[at + 1], ')')) {
      const name = nameAfterFunction(words) ?? (words.length === 1 ? literal(words[0]) : undefined)
      if (name !== undefined) events.push({ kind: 'head', name })
      words = []
    } else if (operator === ')' && isOperator(tokens[at - 1], '(')) return
    else {
      end()
      if (operator === '(') events.push({ kind: 'open', bracket: '(' })
      if (operator === ')') events.push({ kind: 'close', bracket: '(' })
    }
  })
  end()
  return events
}

function isOperator(token: Token | undefined, operator: string): boolean {
  return token !== undefined && 'operator' in token && token.operator === operator
}

/** The second word of `function name`. */
function nameAfterFunction(words: readonly Word[]): string | undefined {
  return words.length === 2 && literal(words[0]) === 'function' ? literal(words[1]) : undefined
}

function delimitersIn(tokens: readonly Token[]): string[] {
  const isArrow = (token: Token | undefined) => isOperator(token, '<')
  return tokens.flatMap((token, at) => {
    const isHere = isArrow(tokens[at - 1]) && isArrow(tokens[at - 2]) && !isArrow(tokens[at - 3])
    return isHere && 'word' in token ? [(literal(token.word) ?? '').replace(/^-/, '')] : []
  })
}

function aliasesIn([command, ...args]: readonly Word[]): [name: string, value: Word][] {
  if (literal(command) !== 'alias') return []
  return args.flatMap((word) => nameAndValue(word) ?? [])
}

/** Of a word `name=value`, in a list of its own. */
export function nameAndValue([first, ...rest]: Word): [[name: string, value: Word]] | undefined {
  if (!first || !('text' in first)) return undefined
  const [, name, text] = /^([^=]+)=(.*)$/s.exec(first.text) ?? []
  return name === undefined || text === undefined ? undefined : [[name, [{ ...first, text }, ...rest]]]
}
