import { readdirSync } from 'node:fs'
import { sep } from 'node:path'

/**
 * Names put below a folder as plain text. Unlike `join` it leaves the folder's own spelling alone (`..`, `//`, a
 * backslash on Linux): the login on macOS hangs on these very bytes, and `..` after a link would lead elsewhere.
 */
export function below(folder: string, ...names: string[]): string {
  return [folder.endsWith(sep) ? folder.slice(0, -1) : folder, ...names].join(sep)
}

/**
 * What is in a folder, as paths that any system call takes: Linux allows names that are no text in any encoding.
 *
 * @throws the system's error when it cannot be read
 */
export function thingsIn(folder: Buffer): Buffer[] {
  return readdirSync(folder, 'buffer').map((name) => Buffer.concat([folder, Buffer.from(sep), name]))
}
