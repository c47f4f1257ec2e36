import { type Document, isScalar, LineCounter, parseDocument, visit, YAMLError, YAMLParseError } from 'yaml'
import { CcsError } from '../../errors/ccs-error.ts'
import { meansPlainClaude } from '../../settings/settings-profiles.ts'

/** What a `config.yaml` of the older program says of profiles (seen: 7.79.1); of where their folders lie it says nothing. */
export interface ConfigYaml {
  /** By name, in the order of the file, with the keys that an entry of the registry has. */
  accounts: Map<string, { created: string | null; last_used: string | null }>
  /** Name to path as written: those launched with `claude --settings`, without a `default` that is plain claude. */
  settings: Map<string, string>
  /** Profiles that ccs cannot launch, because that program starts something else for them (a proxy, another CLI). */
  others: string[]
  /** The name of any of these, or of a profile that is only in `profiles.json`; undefined when there is none. */
  defaultName: string | undefined
}

/** Bytes; the real ones have about ten thousand. */
const LARGEST = 2 ** 20
/** That program writes no aliases; by them a small text becomes a large one. */
const MOST_ALIASES = 100

/**
 * @param text content of `config.yaml`
 * @param file its path, for messages
 * @throws CcsError `damaged`, naming the place: no YAML, a tag, a key that is there twice, a value of another kind
 */
export function parseConfigYaml(text: string, file: string): ConfigYaml {
  const root = mapOf(parse(text, file), file, 'its content')
  const section = (key: string) => mapOf(root.get(key) ?? new Map(), file, key)
  const accounts = [...section('accounts')].map(([name, value]) => {
    const entry = mapOf(value ?? new Map(), file, `accounts.${name}`)
    const time = (key: string) => textOf(entry.get(key) ?? null, file, `accounts.${name}.${key}`)
    return [name, { created: time('created'), last_used: time('last_used') }] as const
  })
  const settings = new Map<string, string>()
  const variants = mapOf(section('cliproxy').get('variants') ?? new Map(), file, 'cliproxy.variants')
  const others = [...variants.keys()]
  for (const [name, value] of section('profiles')) {
    const entry = mapOf(value ?? new Map(), file, `profiles.${name}`)
    const path = textOf(entry.get('settings') ?? null, file, `profiles.${name}.settings`)
    const target = textOf(entry.get('target') ?? 'claude', file, `profiles.${name}.target`)
    if (!path || target !== 'claude') others.push(name)
    else if (name !== 'default' || !meansPlainClaude(path)) settings.set(name, path)
  }
  const defaultName = textOf(root.get('default') ?? null, file, 'default') ?? undefined
  return { accounts: new Map(accounts), settings, others, defaultName }
}

/** Plain data: maps, lists, text, numbers, booleans, null. A tag would ask for more, and nothing is made of it. */
function parse(text: string, file: string): unknown {
  if (Buffer.byteLength(text) > LARGEST) {
    throw new CcsError('file-too-large', { file, megabytes: String(LARGEST / 2 ** 20) })
  }
  const lines = new LineCounter()
  try {
    // `merge` because that program's own reader knows `<<`.
    const document = parseDocument(text, {
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
      stringKeys: true,
      // The library compares each key with each other one.
      uniqueKeys: false,
    })
    const [fault] = [...document.errors, ...document.warnings, ...keyTwice(document)]
    if (fault) throw fault
    return document.toJS({ mapAsMap: true, maxAliasCount: MOST_ALIASES })
  } catch (cause) {
    const { line, col } = cause instanceof YAMLError ? lines.linePos(cause.pos[0]) : { line: 0, col: 0 }
    const place = line > 0 ? ` at line ${line}, column ${col}` : ''
    throw new CcsError('not-yaml', { file, place, reason: reasonOf(cause as Error) }, { cause })
  }
}

function keyTwice(document: Document): YAMLError[] {
  const faults: YAMLError[] = []
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue
        const [start, end] = key.range
        if (seen.has(key.value)) faults.push(new YAMLParseError([start, end], 'DUPLICATE_KEY', 'a key is there twice'))
        seen.add(key.value)
      }
    },
  })
  return faults
}

function reasonOf(cause: Error): string {
  if (cause instanceof YAMLError && cause.code === 'MULTIPLE_DOCS') return 'there is more than one document'
  if (/call stack/.test(cause.message)) return 'it is nested too deeply'
  return cause.message.replace(/\.$/, '')
}

function mapOf(value: unknown, file: string, key: string): Map<string, unknown> {
  if (value instanceof Map) return value
  throw new CcsError('value-wrong', { file, key, found: kindOf(value), expected: 'a map' })
}

function textOf(value: unknown, file: string, key: string): string | null {
  if (typeof value === 'string' || value === null) return value
  throw new CcsError('value-wrong', { file, key, found: kindOf(value), expected: 'text' })
}

function kindOf(value: unknown): string {
  if (value instanceof Map) return 'a map'
  if (value instanceof Uint8Array) return 'bytes'
  return Array.isArray(value) ? 'a list' : String(value)
}
