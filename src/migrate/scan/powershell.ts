import type { Finding, Place, RcText } from './finding.ts'
import { FindingMaker, type Outcome, outcomeOfFolder } from './maker.ts'
import { NotUnderstood } from './word.ts'

/** Longest first; what is none of these is one character. Four typographic quotes are single quotes too, four double. */
const TOKEN = new RegExp(
  [
    /(?<comment><#[\s\S]*?(?:#>|$)|#[^\n]*)/,
    /(?<here>@(?:['\u2018-\u201b][^\S\n]*\n[\s\S]*?(?:\n['\u2018-\u201b]@|$)|["\u201c-\u201e][^\S\n]*\n[\s\S]*?(?:\n["\u201c-\u201e]@|$)))/,
    /(?<single>['\u2018-\u201b](?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*['\u2018-\u201b])/,
    /(?<double>["\u201c-\u201e](?:[^"\u201c-\u201e`]|`[\s\S]|["\u201c-\u201e]{2})*["\u201c-\u201e])/,
    /(?<variable>\$(?:\{[^}\n]{0,200}\}|[\w:?^$]+))/,
    /(?<joined>`\r?\n)/,
    /(?<blank>[^\S\n]+)/,
    /(?<word>[^\s'"\u2018-\u201e{}();|&$,=`#][^\s'"\u2018-\u201e{}();|&$,=`]*)/,
    /(?<sign>[\s\S])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gy',
)

interface Token {
  kind: string
  text: string
  line: number
}

interface OpenFunction {
  name: string
  line: number
  outcomes: Outcome[]
}

/** What a profile of PowerShell sets by `$env:CLAUDE_CONFIG_DIR = …`, in functions and for each new shell. Nothing is run. */
export function findInPowershell(rc: RcText, { home, platform }: Place): Finding[] {
  const maker = new FindingMaker(rc)
  const values = new Values(home, platform === 'win32' ? 'USERPROFILE' : 'HOME')
  const tokens = tokensOf(rc.text)
  const groups: (OpenFunction | undefined)[] = []
  let head: OpenFunction | undefined
  tokens.forEach((token, at) => {
    const [next, after] = [tokens[at + 1], tokens[at + 2]]
    if (token.kind === 'word' && /^(?:function|filter)$/i.test(token.text) && next?.kind === 'word') {
      head = { name: next.text.replace(/^(?:global|script):/i, ''), line: token.line, outcomes: [] }
    } else if (token.text === '{') {
      groups.push(head)
      head = undefined
    } else if (token.text === '}') {
      const closed = groups.pop()
      if (closed) maker.add({ word: closed.name, line: closed.line, lastLine: token.line }, closed.outcomes)
    } else if (isVariable(token) && next?.text === '=') {
      const outcome = values.outcomeOf(after, tokens[at + 3])
      const inner = groups.findLast((group) => group)
      if (inner) inner.outcomes.push(outcome)
      else maker.add({ word: undefined, line: token.line, lastLine: token.line }, [outcome])
    }
  })
  return maker.findings
}

/** The environment's names are the same in capitals and small letters on Windows only, where nobody writes it small. */
function isVariable({ kind, text }: Token): boolean {
  return kind === 'variable' && /^\$(?:[Ee][Nn][Vv]:CLAUDE_CONFIG_DIR|\{[Ee][Nn][Vv]:CLAUDE_CONFIG_DIR\})$/.test(text)
}

/** Without what has no meaning of its own. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  for (const { groups = {}, 0: whole } of text.matchAll(TOKEN)) {
    const [kind = ''] = Object.entries(groups).find(([, value]) => value !== undefined) ?? []
    if (!['comment', 'blank', 'joined'].includes(kind)) tokens.push({ kind, text: whole, line })
    line += whole.split('\n').length - 1
  }
  return tokens
}

/** Makes values of tokens. */
class Values {
  /** @param homeVariable what the environment calls the home */
  constructor(
    private readonly home: string,
    private readonly homeVariable: string,
  ) {}

  /** @param after what stands after the value */
  outcomeOf(value: Token | undefined, after: Token | undefined): Outcome {
    const isAlone = after === undefined || ['\n', ';', '}', ')'].includes(after.text)
    if (value?.kind === 'variable' && isAlone && !this.isHome(value.text)) {
      return { reason: `it has ${value.text}`, isReset: true }
    }
    if (!value || !isAlone) return { reason: MORE, isReset: false }
    try {
      return outcomeOfFolder(this.textOf(value))
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error
      return { reason: error.message, isReset: false }
    }
  }

  private isHome(variable: string): boolean {
    const name = variable.replace(/^\$\{?|\}$/g, '').replace(/^env:/i, 'env:')
    return /^home$/i.test(name) || name === `env:${this.homeVariable}`
  }

  private textOf({ kind, text }: Token): string {
    if (kind === 'variable') return this.home
    const inner = text.slice(1, -1)
    // Of two quotes the second one stays.
    if (kind === 'single') return inner.replace(/['\u2018-\u201b](['\u2018-\u201b])/g, '$1')
    if (kind !== 'double') throw new NotUnderstood(MORE)
    return inner.replace(
      /`([\s\S])|["\u201c-\u201e](["\u201c-\u201e])|\$(?:\{[^}\n]{0,200}\}|[\w:]+|\()/g,
      (whole, escaped?: string, quote?: string) => {
        if (quote !== undefined) return quote
        if (escaped !== undefined && /[^A-Za-z0-9]/.test(escaped)) return escaped
        if (this.isHome(whole)) return this.home
        throw new NotUnderstood(`it has ${whole}`)
      },
    )
  }
}

const MORE = 'it has more than text and $HOME'
