import { chmodSync, lstatSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { CcsError, isSystemError } from '../errors/ccs-error.ts'
import { ownUser } from './system.ts'

/** Links looked through; false for one that leads nowhere, or where something above it is no folder. */
export function isFolder(path: string): boolean {
  return isFolderBy(() => statSync(path))
}

/** False also for a link to one: behind it there are things of somebody else. */
export function isOwnFolder(path: string): boolean {
  return isFolderBy(() => lstatSync(path))
}

/** True for anything, also a link that leads nowhere; nothing can be below a file. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    if (isSystemError(error, 'ENOTDIR')) return false
    throw error
  }
}

function isFolderBy(look: () => { isDirectory(): boolean }): boolean {
  try {
    return look().isDirectory()
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return false
    throw error
  }
}

/**
 * True for what belongs to another user than the one who runs this: its owner may change it at any time.
 *
 * @param euid undefined where the system has no such owners, as on Windows
 * @returns false for root, whom a container often gives volumes of other users
 */
export function isOfAnotherUser({ uid }: { uid: number }, euid = ownUser()): boolean {
  return euid !== undefined && euid !== 0 && uid !== euid
}

/** Makes a folder, and those above it that are missing, 0700 whatever the umask; one that is there stays as it is. */
export function makePrivateFolder(folder: string): void {
  if (isFolder(folder)) return
  if (dirname(folder) !== folder) makePrivateFolder(dirname(folder))
  try {
    mkdirSync(folder, 0o700)
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error
    // Another process was faster, and sees to the permissions; or something else is there.
    if (isFolder(folder)) return
    throw new CcsError('own-folder-is-none', { folder })
  }
  chmodSync(folder, 0o700)
}

/**
 * Makes a folder of the ccs dir in which ccs writes and deletes by itself. A link in its place would lead that to things
 * of somebody else.
 *
 * @throws CcsError `file-system` for anything but a folder
 */
export function ensureOwnFolder(folder: string): void {
  makePrivateFolder(folder)
  if (!isOwnFolder(folder)) throw new CcsError('own-folder-is-none', { folder })
}
