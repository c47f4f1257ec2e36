import { chmodSync, lstatSync, renameSync, rmdirSync, unlinkSync } from 'node:fs'
import type { Context } from '../context.ts'
import { isSystemError } from '../errors/ccs-error.ts'
import { entriesOf } from '../store/entries.ts'
import { ensureOwnFolder, isOwnFolder } from '../store/folders.ts'
import { trashFolder } from '../store/layout.ts'
import { below } from '../store/paths.ts'
import { uniqueWord } from '../store/system.ts'

let taken = 0

/**
 * Takes a folder out of its place in one step, so that it is there whole or not at all.
 *
 * @param folder on the same file system as `instances`; may be missing, or a link, which alone is taken
 * @throws CcsError `file-system` when something else than a folder is in the trash's place
 */
export function discard(context: Context, folder: string): void {
  const trash = trashFolder(context)
  while (lstatSync(folder, { throwIfNoEntry: false })) {
    ensureOwnFolder(trash)
    // Another process that has emptied the trash deletes it; then it is made once more.
    try {
      renameSync(folder, newNameIn(trash))
    } catch (error) {
      if (!isSystemError(error, 'ENOENT')) throw error
    }
  }
}

/**
 * Deletes what was discarded, also by runs that were killed. Links are deleted, never followed. Folders are first taken
 * up into the trash itself, so that no depth makes a path too long; any number of processes may be at it.
 *
 * @returns the paths of what could not be deleted, as they are in the trash
 */
export function emptyTrash(context: Context): string[] {
  const trash = trashFolder(context)
  const stuck = new Set<string>()
  for (let found = true; found; ) {
    found = false
    for (const path of whatIsIn(trash, stuck)) {
      if (stuck.has(path.toString())) continue
      found = true
      if (!tryTo(() => deleteOrFlatten(trash, path))) stuck.add(path.toString())
    }
  }
  if (stuck.size === 0 && isOwnFolder(trash)) tryTo(() => rmdirSync(trash))
  return [...stuck]
}

/** Nothing where another process has just deleted it; where it may not be read, that is stuck itself. */
function whatIsIn(trash: string, stuck: Set<string>): Buffer[] {
  try {
    return isOwnFolder(trash) ? entriesOf(Buffer.from(trash)) : []
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) stuck.add(trash)
    return []
  }
}

/** Deletes one thing; of a folder that holds folders, those come up into the trash and are deleted later. */
function deleteOrFlatten(trash: string, path: Buffer): void {
  if (!lstatSync(path).isDirectory()) {
    unlinkSync(path)
    return
  }
  makeWritable(path)
  for (const inner of entriesOf(path)) {
    tryTo(() => {
      if (!lstatSync(inner).isDirectory()) return unlinkSync(inner)
      makeWritable(inner)
      renameSync(inner, newNameIn(trash))
    })
  }
  rmdirSync(path)
}

/** A folder that cannot be written in can be neither emptied nor moved. */
function makeWritable(folder: Buffer): void {
  if ((lstatSync(folder).mode & 0o700) !== 0o700) chmodSync(folder, 0o700)
}

/** No other process takes the same: not even one of this number in another container, which has another time. */
function newNameIn(trash: string): string {
  taken += 1
  return below(trash, `${uniqueWord()}-${taken}`)
}

/** @returns false when the system refused, but not when another process was faster */
function tryTo(act: () => void): boolean {
  try {
    act()
  } catch (error) {
    return isSystemError(error, 'ENOENT')
  }
  return true
}
