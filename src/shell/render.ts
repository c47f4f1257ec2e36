import type { ShellModel } from './model.ts'
import type { Quoter } from './shell.ts'
import type { Parts } from './shells.ts'

/**
 * What a template holds besides plain text, in forms that each shell's own linter can read:
 * - `'{{value}}'` is a value, quoted for the shell;
 * - `__value__` is an identifier in the middle of a word, such as the name of a function: `ccs-__name__`;
 * - `'{{#list}}'` to `'{{/list}}'` is repeated for each item of a list, or kept where a value is true, and
 *   `'{{^list}}'` to `'{{/list}}'` is kept where the list is empty or the value false; either stands within a line or
 *   as a comment of its own line, which is left out;
 * - `'{{>completion}}'` is the text of the completion.
 */
const SLOT = /^[ \t]*# '\{\{([#^/>])(\w+)\}\}'[ \t]*(?:\n|$)|'\{\{([#^/>]?)(\w+)\}\}'|__([a-z][A-Za-z]*)__/gm
/** Harmless as a bare word in each shell. */
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9_-]*$/

type Data = Readonly<Record<string, unknown>>
type Node = (data: Data) => string
interface Section {
  kind: '#' | '^'
  name: string
  nodes: Node[]
}

/**
 * Fills the template of a shell.
 *
 * @returns the shell text
 * @throws TypeError where an identifier would be anything else, a value is not in the model, or a value holds NUL
 */
export function render({ template, completion, deferred }: Parts, model: ShellModel, quote: Quoter): string {
  let data: Data = { ...model }
  for (const [slot, text] of Object.entries(deferred)) data = { ...data, [slot]: parse(text, completion, quote)(data) }
  return parse(template, completion, quote)(data)
}

function parse(template: string, completion: string, quote: Quoter): Node {
  const open: Section[] = [{ kind: '#', name: '', nodes: [] }]
  const add = (node: Node) => open.at(-1)?.nodes.push(node)
  let end = 0
  for (const slot of template.matchAll(SLOT)) {
    const plain = template.slice(end, slot.index)
    end = slot.index + slot[0].length
    add(() => plain)
    const kind = slot[5] ? 'identifier' : (slot[1] ?? slot[3])
    const name = slot[5] ?? slot[4] ?? slot[2] ?? ''
    if (kind === '#' || kind === '^') open.push({ kind, name, nodes: [] })
    else if (kind === '/') {
      const section = open.pop()
      if (section?.name !== name) throw new TypeError(`a section ends that is not open: ${name}`)
      add((data) => itemsOf(data, section).map(sequence(section.nodes)).join(''))
    } else if (kind === '>') add(() => completion)
    else if (kind === 'identifier') add((data) => identifier(lookUp(data, name)))
    else add((data) => quote(String(lookUp(data, name))))
  }
  const rest = template.slice(end)
  add(() => rest)
  return sequence(open[0]?.nodes ?? [])
}

function sequence(nodes: readonly Node[]): Node {
  return (data) => nodes.map((node) => node(data)).join('')
}

/** @returns the data for each time that a section is repeated */
function itemsOf(data: Data, { kind, name }: Section): Data[] {
  const value = lookUp(data, name)
  const items: object[] = Array.isArray(value) ? value : value ? [{}] : []
  if (kind === '#') return items.map((item) => ({ ...data, ...item }))
  return items.length === 0 ? [data] : []
}

function lookUp(data: Data, name: string): unknown {
  if (!Object.hasOwn(data, name)) throw new TypeError(`not in the model: ${name}`)
  return data[name]
}

function identifier(value: unknown): string {
  if (typeof value !== 'string' || !IDENTIFIER.test(value)) throw new TypeError(`not an identifier: ${value}`)
  return value
}
