import { statSync } from 'node:fs'

/**
 * The number of a file or folder on its disk: the same for every way to it, links looked through. Big, because some disks
 * number far.
 *
 * @returns undefined when nothing is there
 */
export function fileIdentity(path: string | Buffer): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true })
  return found && `${found.dev}:${found.ino}`
}
