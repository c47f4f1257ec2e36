import { printable } from '../errors/printable.ts'
import type { RcChange } from './plan.ts'
import { withoutSecrets } from './secrets.ts'

/**
 * A change of an rc file as `diff -U0` writes it: without the lines around it, and without secrets in those between two
 * changes.
 *
 * @returns lines that are safe to show
 */
export function differenceOf({ rc, found, text }: RcChange): string[] {
  const [before, after] = [linesOf(found.text ?? ''), linesOf(text ?? '')]
  const most = Math.min(before.length, after.length)
  let first = 0
  while (first < most && bare(before[first]) === bare(after[first])) first += 1
  let last = 0
  while (last < most - first && before.at(-1 - last) === after.at(-1 - last)) last += 1
  const removed = before.slice(first, before.length - last)
  const added = after.slice(first, after.length - last)
  const show = (sign: string) => (line: string) => `${sign}${readable(bare(line), found.encoding)}`
  return [
    `--- ${found.text === undefined ? '/dev/null' : printable(found.target)}`,
    `+++ ${text === undefined ? '/dev/null' : printable(found.target)}`,
    `@@ -${range(first, removed)} +${range(first, added)} @@ ${rc.reader}`,
    ...removed.map(show('-')),
    ...added.map(show('+')),
  ]
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function bare(line: string | undefined): string | undefined {
  return line?.replace(/\r?\n$/, '')
}

/** diff names the line before, where there is none of its own. */
function range(first: number, lines: readonly string[]): string {
  return `${lines.length === 0 ? first : first + 1},${lines.length}`
}

function readable(line: string | undefined, encoding: BufferEncoding): string {
  const text = line ?? ''
  return printable(withoutSecrets(encoding === 'latin1' ? Buffer.from(text, encoding).toString('utf8') : text))
}
