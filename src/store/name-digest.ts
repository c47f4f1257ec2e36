import { builtinModule } from './system.ts'

/** What most file systems hold in the name of a file, in bytes. */
export const LONGEST_FILE_NAME = 255

/**
 * Stands for a name that is too long for a file's. It decides which account is used, so no two names may have the same.
 * `node:crypto` is loaded here alone: a launch rarely needs it.
 *
 * @param name any string, also one with half of a surrogate pair
 * @returns 64 hexadecimal digits
 */
export function nameDigest(name: string): string {
  const { createHash } = builtinModule('node:crypto')
  return createHash('sha256').update(JSON.stringify(name)).digest('hex')
}

/**
 * What names a file after a profile: the name itself where it is a valid one; any other string in hexadecimal after a `=`,
 * which no valid name has, and a long one as its digest.
 */
export function fileNameFor(name: string): string {
  const safe = /^[a-z0-9][a-z0-9_-]*$/.test(name) ? name : `=${Buffer.from(name).toString('hex')}`
  return safe.length > LONGEST_FILE_NAME ? `=${nameDigest(name)}` : safe
}
