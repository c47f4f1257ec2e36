import { type BigIntStats, statSync } from 'node:fs'
import { isSystemError } from '../errors/ccs-error.ts'

/** The number of a file or folder on its disk: the same for every way to it. Big, because some disks number far. */
const numberOf = ({ dev, ino }: BigIntStats) => `${dev}:${ino}`

/** @returns which file or folder it is, links looked through; undefined when nothing is there */
export function fileIdentity(path: string | Buffer): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true })
  return found && numberOf(found)
}

/** @returns which folder it is, links looked through; undefined where none can be seen, for whatever reason */
export function identityOfFolder(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true })
    return found?.isDirectory() ? numberOf(found) : undefined
  } catch (error) {
    if (isSystemError(error, 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG')) return undefined
    throw error
  }
}
