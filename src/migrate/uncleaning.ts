import { chmodSync, lstatSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { readRcFile, refuseForeign, replaceRcFile } from '../setup/file.ts'
import { isThere } from '../store/folders.ts'
import { withLock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { type Backup, type CleaningNote, digestOf, writeNote } from './backup.ts'
import { isLinkTo, THINGS } from './cleaning.ts'

/** What taking a cleaning back does, and what it leaves, and why; absolute paths. */
export interface UncleaningPlan {
  restored: string[]
  kept: { path: string; why: string }[]
}

/** One thing that a cleaning took away, as it is now. */
interface Piece {
  path: string
  /** Undefined when it is as it was before already, a text when it must be left. */
  restore: (() => void) | string | undefined
}

const TAKEN = 'something else is in its place'

export function planUncleaning(context: Context, backup: Backup<CleaningNote>): UncleaningPlan {
  const pieces = piecesOf(context, backup, { checkHeld() {} })
  return {
    restored: pieces.filter(({ restore }) => typeof restore === 'function').map(({ path }) => path),
    kept: pieces.flatMap(({ path, restore }) => (typeof restore === 'string' ? [{ path, why: restore }] : [])),
  }
}

/**
 * Puts back what a cleaning took away, where nothing has come in its place.
 *
 * @throws CcsError `busy`, `file-system`
 */
export function unclean(context: Context, backup: Backup<CleaningNote>): UncleaningPlan {
  return withLock(context, (lock) => {
    const plan = planUncleaning(context, backup)
    backup.note.state = 'open'
    writeNote(backup, lock)
    for (const { restore } of piecesOf(context, backup, lock)) if (typeof restore === 'function') restore()
    backup.note.state = 'taken-back'
    writeNote(backup, lock)
    return plan
  })
}

/** What must stay is told only where it does for good; what cannot be changed now is an error before anything is. */
function piecesOf(context: Context, backup: Backup<CleaningNote>, lock: Parameters<typeof replaceRcFile>[3]): Piece[] {
  try {
    return lookAtPieces(context, backup, lock)
  } catch (error) {
    if (!(error instanceof CcsError)) throw error
    throw new CcsError('cleaning-not-taken-back', { reason: error.message }, { cause: error })
  }
}

function lookAtPieces(
  context: Context,
  backup: Backup<CleaningNote>,
  lock: Parameters<typeof replaceRcFile>[3],
): Piece[] {
  const { moved, links, rcFiles } = backup.note
  return [
    ...moved.map((thing) => pieceOfThing(context, backup.folder, thing)),
    ...links.map(({ path, target }): Piece => {
      if (isLinkTo(path, target)) return { path, restore: undefined }
      return { path, restore: isThere(path) ? TAKEN : () => symlinkSync(target, path) }
    }),
    ...rcFiles.map(({ file, copy, after }): Piece => {
      const before = readFileSync(below(backup.folder, copy))
      const why = `it has been changed since; from before there is ${below(backup.folder, copy)}`
      const found = readRcFile(file)
      const bytes = Buffer.from(found.text ?? '', found.encoding)
      if (bytes.equals(before)) return { path: file, restore: undefined }
      if (digestOf(bytes) !== after) return { path: file, restore: why }
      refuseForeign(file, found)
      return { path: file, restore: () => replaceRcFile(file, found, before.toString(found.encoding), lock) }
    }),
  ]
}

function pieceOfThing({ ccsDir }: Context, folder: string, { name, mode }: CleaningNote['moved'][number]): Piece {
  const [from, path] = [below(folder, THINGS, name), below(ccsDir, name)]
  if (!isThere(from)) {
    // A run that was killed may not have come to this.
    const needsMode = isThere(path) && (lstatSync(path).mode & 0o7777) !== mode
    return { path, restore: needsMode ? () => chmodSync(path, mode) : undefined }
  }
  if (isThere(path)) return { path, restore: TAKEN }
  const restore = () => {
    renameSync(from, path)
    chmodSync(path, mode)
  }
  return { path, restore }
}
