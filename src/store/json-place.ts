import { type ParseOptions, visit } from 'jsonc-parser'

/** Counted from 1. */
export interface Place {
  line: number
  column: number
}

const STRICT: ParseOptions = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false }

/** Where a text first stops being JSON: Node's own parser does not tell it for every fault. */
export function placeOfError(text: string): Place | undefined {
  let found: Place | undefined
  visitStrictly(text, {
    onError(_, __, ___, line, column) {
      found ??= { line: line + 1, column: column + 1 }
    },
  })
  return found
}

/** Where an object has a key for the second time. */
export function placeOfDuplicate(text: string): Place | undefined {
  let found: Place | undefined
  const open: Set<string>[] = []
  visitStrictly(text, {
    onObjectBegin() {
      open.push(new Set())
    },
    onObjectProperty(key, _, __, line, column) {
      const keys = open.at(-1)
      if (keys?.has(key)) found ??= { line: line + 1, column: column + 1 }
      keys?.add(key)
    },
    onObjectEnd() {
      open.pop()
    },
  })
  return found
}

/** Nesting that is too deep for it is said without a place. */
function visitStrictly(text: string, visitor: Parameters<typeof visit>[1]): void {
  try {
    visit(text, visitor, STRICT)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
}
