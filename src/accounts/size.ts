import { lstatSync } from 'node:fs'
import { entriesOf } from '../store/entries.ts'

/**
 * Bytes of all files below a folder; links are not followed, and what cannot be read counts as nothing.
 *
 * @param folder need not be there; may be a link to it
 */
export function sizeOf(folder: string): number {
  let bytes = 0
  const waiting: Buffer[] = [Buffer.from(folder)]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    try {
      for (const path of entriesOf(next)) {
        const found = lstatSync(path, { throwIfNoEntry: false })
        if (found?.isFile()) bytes += found.size
        else if (found?.isDirectory()) waiting.push(path)
      }
    } catch {
      // Gone meanwhile, or closed to us.
    }
  }
  return bytes
}
