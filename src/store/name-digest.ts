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
  const { createHash } = process.getBuiltinModule('node:crypto')
  return createHash('sha256').update(JSON.stringify(name)).digest('hex')
}
