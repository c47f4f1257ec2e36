import type { Environment } from '../context.ts'

/** `NAME=value`, also exported, alone on its line or before a `;` or a comment. */
const ASSIGNMENT =
  /^[ \t]*(?:(?:export|typeset|declare|local)[ \t]+(?:-[a-zA-Z]+[ \t]+)*)?([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s;"'#]*)[ \t]*(?:[;#].*)?$/

/**
 * The folder of zsh's rc file, where `.zshenv` sets it by plain assignments, made of text and of variables that are known
 * by then. Nothing is run: what is assigned in a file that `.zshenv` reads, or by a command, is not seen.
 *
 * @param text of `.zshenv`
 * @param env as a new shell has it
 * @returns undefined where nothing is assigned; null where something is, by more than text and known variables
 */
export function zdotdirIn(text: string, env: Environment): string | undefined | null {
  const known = new Map(Object.entries(env))
  let found: string | undefined | null
  for (const line of text.split(/\r?\n/)) {
    const [, name, word] = ASSIGNMENT.exec(line) ?? []
    if (name === undefined || word === undefined) {
      if (/^[^#]*\bZDOTDIR:?=/.test(line)) found = null
      continue
    }
    const value = textOf(word, known)
    known.set(name, value)
    if (name === 'ZDOTDIR') found = value === undefined ? null : value || undefined
  }
  return found
}

/** @returns undefined for what only zsh can tell */
function textOf(word: string, known: ReadonlyMap<string, string | undefined>): string | undefined {
  if (word.startsWith("'")) return word.slice(1, -1)
  const isBare = !word.startsWith('"')
  const text = isBare ? word.replace(/^~(?=\/|$)/, '$$HOME') : word.slice(1, -1)
  if (/[`\\]|\$\(/.test(text) || (isBare && /[*?[\]()<>|&~{}]/.test(text.replace(VARIABLE, '')))) return undefined
  return expand(text, known)
}

/** `$NAME`, `${NAME}` or `${NAME:-default}`, whose default may have variables without one. */
const VARIABLE = /\$(?:(\w+)|\{(\w+)(?::?-((?:[^${}]|\$\w+|\$\{\w+\})*))?\})/g

function expand(text: string, known: ReadonlyMap<string, string | undefined>): string | undefined {
  let isKnown = !text.replace(VARIABLE, '').includes('$')
  const result = text.replace(VARIABLE, (_, bare?: string, braced?: string, fallback?: string) => {
    const value = known.get(bare ?? braced ?? '') || (fallback === undefined ? undefined : expand(fallback, known))
    isKnown &&= value !== undefined
    return value ?? ''
  })
  return isKnown ? result : undefined
}
