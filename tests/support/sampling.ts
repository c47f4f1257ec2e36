import { createHash } from 'node:crypto'

/**
 * Decides what a test run leaves out. It goes by the name of a row and not by its place in the table, so that a new row
 * changes nothing about what is tried of the others.
 *
 * @returns 0 to `count` - 1, each about as often
 */
export function shareOf(name: string, count: number): number {
  return digestOf(name).readUInt32BE() % count
}

/**
 * So many of the items, in their order, chosen by their names.
 *
 * @param of what they are tried on, where the same items on other things are to be a different choice
 */
export function sampleByName<T extends { name: string }>(items: readonly T[], count: number, of = ''): T[] {
  const digests = new Map(items.map((item) => [item, digestOf(of + item.name)]))
  const byDigest = [...digests].sort(([, one], [, other]) => one.compare(other))
  const chosen = new Set(byDigest.slice(0, count).map(([item]) => item))
  return items.filter((item) => chosen.has(item))
}

function digestOf(name: string): Buffer {
  return createHash('sha256').update(name).digest()
}
