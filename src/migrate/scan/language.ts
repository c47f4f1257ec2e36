import { type Finding, type RcText, VARIABLE } from './finding.ts'
import { FindingMaker, type Outcome, outcomeOf, type Where } from './maker.ts'
import { type Setting, settingsIn, withoutBefore } from './settings.ts'
import type { Token } from './tokens.ts'
import { type Expansion, expand, NotUnderstood, type Word } from './word.ts'

/** What happens on a line, in order: a simple command, the head of a function, a group that opens or closes. */
export type Event =
  | { kind: 'command'; words: readonly Word[] }
  | { kind: 'head'; name: string }
  | { kind: 'open'; bracket: string }
  | { kind: 'close'; bracket: string }

/** A shell as far as its rc files are understood. */
export interface Language {
  tokensOf(line: string): Token[]
  eventsOf(tokens: readonly Token[]): Event[]
  /** What ends the here-documents that begin on a line. */
  delimitersIn(tokens: readonly Token[]): string[]
  /** The aliases and abbreviations that a command defines: name, and text as it is written. */
  aliasesIn(words: readonly Word[]): [name: string, value: Word][]
  /** What it makes of a value in each place. */
  expansionsFor(home: string): Record<Setting['place'], Expansion>
}

interface OpenFunction {
  name: string
  line: number
  outcomes: Outcome[]
}

/** What an rc file sets in aliases and functions and for each new shell. Nothing is run. */
export function findIn(rc: RcText, home: string, language: Language): Finding[] {
  const reader = new Reader(rc, home, language)
  for (const line of logicalLines(rc.text, language)) {
    for (const event of language.eventsOf(line.tokens)) reader.take(event, { word: undefined, ...line })
  }
  return reader.maker.findings
}

class Reader {
  readonly maker: FindingMaker
  private readonly expansions: Record<Setting['place'], Expansion>
  private readonly groups: { bracket: string; function: OpenFunction | undefined }[] = []
  private head: OpenFunction | undefined

  constructor(
    rc: RcText,
    home: string,
    private readonly language: Language,
  ) {
    this.expansions = language.expansionsFor(home)
    this.maker = new FindingMaker(rc)
  }

  take(event: Event, { line, lastLine }: Where): void {
    const where = { word: undefined, line, lastLine }
    if (event.kind === 'head') this.head = { name: event.name, line, outcomes: [] }
    else if (event.kind === 'open') {
      this.groups.push({ bracket: event.bracket, function: this.head })
      this.head = undefined
    } else if (event.kind === 'command') this.takeCommand(event.words, where)
    // A pattern of `case` closes what nothing has opened.
    else if (this.groups.at(-1)?.bracket === event.bracket) this.finish(this.groups.pop()?.function, lastLine)
  }

  private takeCommand(words: readonly Word[], where: Where): void {
    const outcomes = this.outcomesIn(words)
    const inner = this.head ?? this.groups.findLast((group) => group.function)?.function
    if (inner) inner.outcomes.push(...outcomes)
    else this.maker.add(where, outcomes)
    // In zsh a function may be one command without brackets.
    this.finish(this.head, where.lastLine)
    this.head = undefined
    for (const [name, value] of this.language.aliasesIn(withoutBefore(words)))
      this.takeAlias({ ...where, word: name }, value)
  }

  private outcomesIn(words: readonly Word[]): Outcome[] {
    return settingsIn(words).map((setting) => outcomeOf(setting, this.expansions))
  }

  private finish(open: OpenFunction | undefined, lastLine: number): void {
    if (open) this.maker.add({ word: open.name, line: open.line, lastLine }, open.outcomes)
  }

  /** An alias is a text that is read twice: when it is made, and as a command. */
  private takeAlias(where: Where, value: Word): void {
    if (!value.some((piece) => 'text' in piece && piece.text.includes(VARIABLE))) return
    try {
      const text = expand(value, { ...this.expansions.word, special: NOTHING, splits: false })
      const events = this.language.eventsOf(this.language.tokensOf(text))
      this.maker.add(
        where,
        events.flatMap((event) => (event.kind === 'command' ? this.outcomesIn(event.words) : [])),
      )
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error
      this.maker.add(where, [{ reason: error.message, isReset: false }])
    }
  }
}

const NOTHING = /(?!)/

/** The lines of a text, joined where a backslash ends one, without here-documents. */
function* logicalLines(text: string, language: Language) {
  const lines = text.split(/\r?\n/)
  const ends = new Map(lines.map((line, at) => [line.replace(/^\t+/, ''), at]))
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    const parts = [lines[at] as string]
    while (/(?<!\\)(?:\\\\)*\\$/.test((parts.at(-1) ?? '').slice(-200)) && at + 1 < lines.length) {
      at += 1
      parts.push(lines[at] as string)
    }
    const tokens = language.tokensOf(parts.join('\n'))
    yield { line, lastLine: at + 1, tokens }
    for (const delimiter of language.delimitersIn(tokens)) {
      // Where none is left, it was no here-document.
      if ((ends.get(delimiter) ?? -1) <= at) continue
      at = lines.findIndex((each, index) => index > at && each.replace(/^\t+/, '') === delimiter)
    }
  }
}
