import { chmodSync, lstatSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Folders } from '../context.ts'
import { CcsError, isSystemError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { isOfAnotherUser, makePrivateFolder } from './folders.ts'
import { ownFolders } from './layout.ts'
import { ownUser } from './system.ts'

const GROUP_OR_OTHER_WRITE = 0o022

/**
 * Checks that the ccs dir and the folders of ccs in it belong to the person, and takes the right to write in them from
 * everybody else (P11).
 *
 * @param mends false to leave the permissions as they are
 * @returns whether it is there, and a sentence when permissions were mended
 * @throws CcsError `file-system` when one is another person's, or the ccs dir is no folder
 */
export function checkCcsDir(folders: Folders, mends = true): { exists: boolean; notice?: string } {
  const { ccsDir } = folders
  const found = statSync(ccsDir, { throwIfNoEntry: false })
  if (!found) return { exists: false }
  if (!found.isDirectory()) {
    throw new CcsError('ccs-dir-is-no-folder', { folder: ccsDir })
  }
  // Windows has neither; its permissions are inherited from the person's home.
  const user = ownUser()
  if (user === undefined) return { exists: true }
  if (found.uid !== user) {
    throw new CcsError('ccs-dir-of-another', { folder: ccsDir })
  }
  const own = ownFolders(folders).filter((folder) => isOwnFolderThere(folder))
  const mended = mends ? [ccsDir, ...own].filter((folder) => closeFolder(folder)) : []
  return { exists: true, ...(mended.length > 0 && { notice: noticeOfMended(mended) }) }
}

/** The sentence that tells of folders in which others could write. */
export function noticeOfMended(folders: readonly string[]): string {
  return `Other users could write in ${folders.map(printable).join(', ')}; that right was taken away.`
}

/**
 * Takes the right to write in a folder of the person from everybody else.
 *
 * @returns whether they had it
 */
export function closeFolder(folder: string): boolean {
  const { mode } = statSync(folder)
  if ((mode & GROUP_OR_OTHER_WRITE) === 0) return false
  chmodSync(folder, mode & 0o7777 & ~GROUP_OR_OTHER_WRITE)
  return true
}

/**
 * True for a folder that is no link: where a link of the person leads, the permissions are the person's choice. Whoever
 * could once write in the ccs dir may have put a folder or link of theirs in the place of ours.
 */
function isOwnFolderThere(folder: string): boolean {
  const found = lookOrNone(() => lstatSync(folder))
  if (!found) return false
  const target = found.isSymbolicLink() ? lookOrNone(() => statSync(folder)) : found
  if (isOfAnotherUser(found) || (target && isOfAnotherUser(target))) {
    throw new CcsError('own-folder-of-another', { folder })
  }
  return found.isDirectory()
}

/** Undefined for what is not there, leads nowhere, or lies in a file; whoever needs the folder tells of it. */
function lookOrNone(look: () => Stats): Stats | undefined {
  try {
    return look()
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined
    throw error
  }
}

/** The same as `checkCcsDir`, and makes the ccs dir (0700) when it is not there. */
export function ensureCcsDir(folders: Folders): void {
  if (checkCcsDir(folders).exists) return
  refuseHomeOfAnother(folders)
  makePrivateFolder(folders.ccsDir)
}

/** What root makes in another person's home, as by sudo, that person could not use. */
function refuseHomeOfAnother({ ccsDir }: Folders): void {
  let parent = dirname(ccsDir)
  while (!statSync(parent, { throwIfNoEntry: false })) parent = dirname(parent)
  if (ownUser() === 0 && statSync(parent).uid !== 0) throw new CcsError('home-of-another', { folder: ccsDir })
}
