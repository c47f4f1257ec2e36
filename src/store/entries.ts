import { readdirSync } from 'node:fs'
import { sep } from 'node:path'

/**
 * What is in a folder, as paths that any system call takes: Linux allows names that are no text in any encoding.
 *
 * @throws the system's error when it cannot be read
 */
export function entriesOf(folder: Buffer): Buffer[] {
  return readdirSync(folder, 'buffer').map((name) => Buffer.concat([folder, Buffer.from(sep), name]))
}
