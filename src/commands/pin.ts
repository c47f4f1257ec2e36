import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { changePins } from '../changes/change.ts'
import { setPin } from '../changes/write-pins.ts'
import { say } from '../cli/stderr.ts'
import { tellOfMissingKey } from '../cli/tell-of-key.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError, isSystemError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { Profiles, requireProfile } from '../launch/profiles.ts'
import { isInSystemFolder } from '../store/system-folders.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs pin <profile> [folder]` */
export function run(context: Context, args: ArgumentsOf<'pin'>): undefined {
  const name = args.profile
  const folder = folderToPin(args.folder ?? workingFolder())
  const before = changePins(context, (pins) => {
    requireProfile(new Profiles(context, workingFolder), name)
    return setPin(pins, folder, name)
  })
  const was = before === undefined || before === name ? '' : ` It was pinned to ${quoted(before)} before.`
  say(`ccs: ${printable(folder)} is pinned to ${quoted(name)}.${was}\n`)
  tellOfMissingKey(context, name)
}

/** The one spelling of a folder that the disk itself has: without links, in its own capitals. */
function folderToPin(given: string): string {
  const folder = realPath(given)
  // Node reads bytes that are not UTF-8 as this character; no file of JSON could hold them.
  if (`${given}${folder}`.includes('\uFFFD')) throw new CcsError('folder-not-utf8', { folder: folder ?? given })
  if (folder !== undefined && statSync(folder).isDirectory()) {
    if (isInSystemFolder(resolve(given))) throw new CcsError('folder-of-system', { folder: given })
    return folder
  }
  throw new CcsError('folder-not-there', { folder: given })
}

function realPath(folder: string): string | undefined {
  try {
    return realpathSync.native(folder)
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG')) return undefined
    throw error
  }
}
