import { chmodSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Context } from './context.ts'
import { CcsError } from './errors.ts'
import { makePrivateFolder } from './folders.ts'
import { printable } from './printable.ts'

const GROUP_OR_OTHER_WRITE = 0o022

/**
 * Checks that the ccs dir belongs to the person, and takes the right to write in it from everybody else (P11).
 *
 * @param mends false to leave the permissions as they are
 * @returns whether it is there, and a sentence when its permissions were mended
 * @throws CcsError `file-system` when it is another person's, or no folder
 */
export function checkCcsDir({ ccsDir }: Context, mends = true): { exists: boolean; notice?: string } {
  const found = statSync(ccsDir, { throwIfNoEntry: false })
  if (!found) return { exists: false }
  if (!found.isDirectory()) {
    throw new CcsError('ccs-dir-is-no-folder', { folder: ccsDir })
  }
  // Windows has neither; its permissions are inherited from the person's home.
  if (!process.geteuid) return { exists: true }
  if (found.uid !== process.geteuid()) {
    throw new CcsError('ccs-dir-of-another', { folder: ccsDir })
  }
  if ((found.mode & GROUP_OR_OTHER_WRITE) === 0 || !mends) return { exists: true }
  chmodSync(ccsDir, found.mode & 0o7777 & ~GROUP_OR_OTHER_WRITE)
  return { exists: true, notice: `Other users could write in ${printable(ccsDir)}; that right was taken away.` }
}

/** The same, and makes it (0700) when it is not there. */
export function ensureCcsDir(context: Context): void {
  if (checkCcsDir(context).exists) return
  refuseHomeOfAnother(context)
  makePrivateFolder(context.ccsDir)
}

/** What root makes in another person's home, as by sudo, that person could not use. */
function refuseHomeOfAnother({ ccsDir }: Context): void {
  let parent = dirname(ccsDir)
  while (!statSync(parent, { throwIfNoEntry: false })) parent = dirname(parent)
  if (process.geteuid?.() === 0 && statSync(parent).uid !== 0) throw new CcsError('home-of-another', { folder: ccsDir })
}
