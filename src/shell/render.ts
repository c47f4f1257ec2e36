import mustache from 'mustache'
import type { ShellModel } from './model.ts'
import type { Quoter } from './shell.ts'
import type { Parts } from './shells.ts'

/** A validated identifier in the middle of a word, such as the name of a function: `ccs-__name__`. */
const RAW_SLOT = /__([a-z][A-Za-z]*)__/g
/** What may go into a raw slot: harmless as a bare word in each shell. */
const RAW_VALUE = /^[A-Za-z0-9][A-Za-z0-9_-]*$/
/** Sections stand in comments, so that each shell's own linter can read the template. */
const SECTION_LINE = /^[ \t]*# ('\{\{[#^/>][A-Za-z]+\}\}')[ \t]*$/gm
/** As many whole lines as follow each other without a slot, but for the end of the last. */
const PLAIN_LINES = /^(?!.*'\{\{).+(?:\n(?!.*'\{\{).*)*$/gm

/**
 * Fills a template. Every slot `'{{value}}'` is quoted by `quote`; a raw slot `__value__` takes only an identifier.
 *
 * @param parts the texts; how slots look is told in docs/system-architecture.md
 * @returns the shell text
 * @throws TypeError when a raw slot would get anything but an identifier, or a value holds NUL
 */
export function render({ template, completion, deferred }: Parts, model: ShellModel, quote: Quoter): string {
  let data: Record<string, unknown> = { ...model }
  for (const [slot, text] of Object.entries(deferred)) {
    data = { ...data, [slot]: fill(text, completion, data, quote) }
  }
  return fill(template, completion, data, quote)
}

function fill(template: string, completion: string, data: object, quote: Quoter): string {
  const plainLines: string[] = []
  const source = withoutPlainLines(
    template.replace(SECTION_LINE, '$1').replace(RAW_SLOT, "'{{&identifier.$1}}'"),
    plainLines,
  )
  return mustache.render(
    source,
    { ...withIdentifiers(data), plainLines },
    { completion: withoutPlainLines(completion, plainLines) },
    {
      tags: ["'{{", "}}'"],
      escape: (value: unknown) => quote(String(value)),
    },
  )
}

/**
 * Puts lines without a slot aside, each stretch of them as one raw value: mustache makes a token of every character that
 * it reads, which takes longer than all else that a change of the registry does.
 *
 * @param plainLines gets those lines
 * @returns the text with slots in their place
 */
function withoutPlainLines(text: string, plainLines: string[]): string {
  return text.replace(PLAIN_LINES, (lines) => `'{{&plainLines.${plainLines.push(lines) - 1}}}'`)
}

/** Gives each level of the data an `identifier` view of itself, whose values are checked when they are asked for. */
function withIdentifiers(data: object): object {
  const entries = Object.entries(data).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.map((item) => withIdentifiers(item)) : value,
  ])
  return { ...Object.fromEntries(entries), identifier: new Proxy(data, { get: identifierOf }) }
}

function identifierOf(data: object, key: string): string {
  const value: unknown = Reflect.get(data, key)
  if (typeof value !== 'string' || !RAW_VALUE.test(value)) throw new TypeError(`not an identifier: ${String(key)}`)
  return value
}
