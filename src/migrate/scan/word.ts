/** A part of a word of a shell: text, the value of a variable, or what only the shell itself could tell. */
export type Piece = { text: string; isQuoted: boolean } | { variable: string; isQuoted: boolean } | { unknown: string }
export type Word = readonly Piece[]

/** Why a value is not understood. */
export class NotUnderstood extends Error {}

/** @returns the text of a word that is nothing but text */
export function literal(word: Word | undefined): string | undefined {
  if (!word?.every((piece) => 'text' in piece)) return undefined
  return word.map((piece) => piece.text).join('')
}

/**
 * The part of a word after `NAME=`; undefined where the word is no such assignment.
 *
 * @param mayBeQuoted what a program gets may be in quotes; an assignment of the shell's own is none then
 */
export function assigned(word: Word, name: string, mayBeQuoted: boolean): Word | undefined {
  const [first, ...rest] = word
  if (!first || !isAssignment(word, mayBeQuoted) || !('text' in first) || !first.text.startsWith(`${name}=`))
    return undefined
  return [{ ...first, text: first.text.slice(name.length + 1) }, ...rest]
}

/** True for `NAME=…` of any name. */
export function isAssignment([first]: Word, mayBeQuoted: boolean): boolean {
  if (!first || !('text' in first) || (first.isQuoted && !mayBeQuoted)) return false
  return /^[A-Za-z_]\w*\+?=/.test(first.text)
}

/** What a shell makes of a word where it stands. */
export interface Expansion {
  home: string
  /** A `~` at its beginning is the home. */
  hasTilde: boolean
  /** Unquoted characters that mean more than themselves here. */
  special: RegExp
  /** An unquoted variable is split at blanks. */
  splits: boolean
}

/**
 * The value of a word, of which only `~`, `$HOME` and quotes are taken for more than text.
 *
 * @throws NotUnderstood
 */
export function expand(word: Word, { home, hasTilde, special, splits }: Expansion): string {
  return word
    .map((piece, index) => {
      if ('unknown' in piece) throw new NotUnderstood(`it has ${piece.unknown}`)
      if ('variable' in piece) {
        if (piece.variable !== 'HOME') throw new NotUnderstood(`it has $${piece.variable}`)
        if (splits && !piece.isQuoted && /[\s*?[]/.test(home)) throw new NotUnderstood('the home would be split')
        return home
      }
      if (piece.isQuoted) return piece.text
      const isTilde = index === 0 && piece.text.startsWith('~')
      const rest = isTilde ? piece.text.slice(1) : piece.text
      if (special.test(rest)) throw new NotUnderstood('it has more than text, ~ and $HOME')
      if (!isTilde) return piece.text
      if (!hasTilde) throw new NotUnderstood('~ is not the home there')
      if (!rest.startsWith('/') && (rest !== '' || word.length > 1)) throw new NotUnderstood('~ is not the home there')
      return home + rest
    })
    .join('')
}
