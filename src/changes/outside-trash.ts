import { readdirSync, readlinkSync, statSync, symlinkSync, unlinkSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'
import type { Context } from '../context.ts'
import { isSystemError } from '../errors/ccs-error.ts'
import { ensureOwnFolder, isOwnFolder } from '../store/folders.ts'
import { trashFolder } from '../store/layout.ts'
import { below } from '../store/paths.ts'
import { ownIdentity } from '../store/process-identity.ts'

/**
 * An adopted folder may lie on another disk, from where nothing can be renamed into the trash. Then a trash is made beside
 * it, and a record of that in the trash of the ccs dir: a link that leads there, because a link is made whole or not at
 * all. So whoever empties the one empties the other.
 */
const RECORD = /\.outside$/
/** A link of another name must not make ccs delete what it leads to. */
const OUTSIDE = /^\.ccs-trash-[a-z0-9-]+$/

/** @returns a trash on the same disk as the folder, which nobody else has; it is not made */
export function outsideTrashFor(folder: string): string {
  return below(dirname(folder), `.ccs-trash-${ownIdentity().nonce}`)
}

/** Makes such a trash, and its record. */
export function makeOutsideTrash(context: Context, trash: string): void {
  ensureOwnFolder(trashFolder(context))
  ensureOwnFolder(trash)
  // A record of its own each time: whoever empties the trash takes away the one that was read, and no other.
  symlinkSync(trash, below(trashFolder(context), `${ownIdentity().nonce}.outside`), 'junction')
}

/** True for what stands for another trash and is not to be deleted with this one. */
export function isRecord(path: string): boolean {
  return RECORD.test(path)
}

/**
 * Empties the trashes on other disks, and forgets those that are empty.
 *
 * @param empty deletes a folder with all that is in it, and returns what could not be deleted
 * @returns the paths of that
 */
export function emptyOutsideTrashes(context: Context, empty: (trash: string) => string[]): string[] {
  return recordsIn(trashFolder(context)).flatMap((record) => {
    try {
      const trash = readlinkSync(record)
      const stuck = isOurs(trash) ? empty(trash) : []
      if (stuck.length === 0) unlinkSync(record)
      return stuck
    } catch (error) {
      // Another process was faster.
      return isSystemError(error, 'ENOENT') ? [] : [record]
    }
  })
}

function recordsIn(trash: string): string[] {
  try {
    return isOwnFolder(trash)
      ? readdirSync(trash)
          .filter((name) => isRecord(name))
          .map((name) => below(trash, name))
      : []
  } catch {
    // Another process that has emptied it has deleted it; what cannot be read is told by who empties it.
    return []
  }
}

function isOurs(trash: string): boolean {
  if (!isAbsolute(trash) || !OUTSIDE.test(basename(trash)) || !isOwnFolder(trash)) return false
  return !process.geteuid || statSync(trash).uid === process.geteuid()
}
