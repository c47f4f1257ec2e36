import type { Piece, Word } from './word.ts'

export type Token = { word: Word } | { operator: string }

/** How a shell writes words. */
export interface Syntax {
  /** A character that ends a word and is a token by itself. */
  operator: RegExp
  /** What a backslash and this character are outside of quotes; undefined for what only the shell could tell. */
  escaped(next: string): string | undefined
  /** What a backslash can take the meaning of within single quotes. */
  escapableInSingle: ReadonlySet<string>
  escapableInDouble: ReadonlySet<string>
  /** A variable, or something that the shell runs or computes, at a place of the text; undefined where there is none. */
  expansionAt(text: string, at: number, isQuoted: boolean): { piece: Piece; end: number } | undefined
}

/**
 * The words and operators of a line, up to a comment. A quote without an end ends with the line.
 *
 * @param line may have line ends, where a backslash joins lines
 */
export function tokensOf(line: string, syntax: Syntax): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < line.length) {
    const character = line[at] as string
    if (character === '\\' && line[at + 1] === '\n') at += 2
    else if (syntax.operator.test(character)) {
      tokens.push({ operator: character })
      at += 1
    } else if (/\s/.test(character)) at += 1
    else if (character === '#') break
    else {
      const reader = new WordReader(line, at, syntax)
      tokens.push({ word: reader.read() })
      at = reader.at
    }
  }
  return tokens
}

const NO_END: Piece = { unknown: 'a quote that does not end on its line' }

/** Reads one word. */
class WordReader {
  private readonly pieces: Piece[] = []
  private bare = ''

  constructor(
    private readonly text: string,
    public at: number,
    private readonly syntax: Syntax,
  ) {}

  read(): Word {
    while (this.at < this.text.length) {
      const character = this.text[this.at] as string
      if (/\s/.test(character)) break
      if (this.expansion(false)) continue
      if (this.syntax.operator.test(character)) break
      if (character === '\\') this.escape()
      else if (character === "'" || character === '"') this.quoted(character)
      else {
        this.bare += character
        this.at += 1
      }
    }
    this.endBare()
    return this.pieces
  }

  private escape(): void {
    const next = this.text[this.at + 1] ?? '\\'
    const text = this.syntax.escaped(next)
    this.add(text === undefined ? { unknown: `\\${next}` } : { text, isQuoted: true })
    this.at += 2
  }

  private quoted(quote: "'" | '"'): void {
    const { escapableInSingle, escapableInDouble } = this.syntax
    const escapable = quote === "'" ? escapableInSingle : escapableInDouble
    let text = ''
    const endText = () => {
      this.add({ text, isQuoted: true })
      text = ''
    }
    this.at += 1
    for (let character = this.text[this.at]; character !== quote; character = this.text[this.at]) {
      const next = this.text[this.at + 1] ?? ''
      if (character === undefined) {
        this.add(NO_END)
        break
      }
      if (character === '\\' && escapable.has(next)) {
        text += next === '\n' ? '' : next
        this.at += 2
      } else if (quote === '"' && this.expansion(true, endText)) continue
      else {
        text += character
        this.at += 1
      }
    }
    endText()
    this.at += 1
  }

  /** @returns whether there was one */
  private expansion(isQuoted: boolean, before = () => {}): boolean {
    const found = this.syntax.expansionAt(this.text, this.at, isQuoted)
    if (!found) return false
    before()
    this.add(found.piece)
    this.at = found.end
    return true
  }

  private add(piece: Piece): void {
    this.endBare()
    this.pieces.push(piece)
  }

  private endBare(): void {
    if (this.bare !== '') this.pieces.push({ text: this.bare, isQuoted: false })
    this.bare = ''
  }
}

/** An expansion that is left to the shell, from `at` on. */
export function unknownUntil(text: string, at: number, end: number): { piece: Piece; end: number } {
  const shown = text.slice(at, Math.min(end, at + 40))
  return { piece: { unknown: end > at + 40 ? `${shown}…` : shown }, end }
}

/** @returns the place after the bracket that closes the one at `from`, or the end */
export function balanced(text: string, from: number, open: string, close: string): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth += 1
    else if (text[at] === close) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}
