import { lstatSync, readdirSync } from 'node:fs'
import { below } from '../paths.ts'

/**
 * Bytes of all files below a folder; links are not followed, and what cannot be read counts as nothing.
 *
 * @param folder need not be there
 */
export function sizeOf(folder: string): number {
  let bytes = 0
  const waiting = [folder]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of entriesOf(next)) {
      const path = below(next, entry.name)
      if (entry.isDirectory()) waiting.push(path)
      else if (entry.isFile()) bytes += lstatSync(path, { throwIfNoEntry: false })?.size ?? 0
    }
  }
  return bytes
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
