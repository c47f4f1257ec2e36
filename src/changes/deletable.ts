import { statSync } from 'node:fs'
import { instanceOf, isOwned } from '../accounts/location.ts'
import { canBeTakenOut, isOfPlainClaude, isRootOfDisk, objectionTo } from '../accounts/objection.ts'
import type { Entry, Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { wordFor } from '../shell/name-word.ts'
import { quotePosix } from '../shell/posix.ts'
import { identityOfFolder } from '../store/file-identity.ts'
import { isFolder, isThere } from '../store/folders.ts'
import { instancesFolder } from '../store/layout.ts'
import { isLink, realPath } from '../store/paths.ts'

/** Which instance may go with its profile: none; one that ccs made and nobody else uses; or that adopted one. */
export type Deletable = 'none' | 'owned' | AdoptedFolder

/** An adopted folder that may be deleted, as `deletableFolder` found it. */
export interface AdoptedFolder {
  /** Which folder it is, on the disk; undefined where there is none. */
  identity: string | undefined
}

/**
 * The folder that goes with a profile, whatever links lead to it; asked again under the lock, because another program may
 * have changed the registry meanwhile.
 *
 * @returns undefined where none goes
 * @throws CcsError `usage` for an adopted one that must not
 */
export function folderToDelete(
  context: Context,
  registry: Registry,
  name: string,
  entry: Entry,
  deletable: Deletable,
): string | undefined {
  if (deletable === 'none' || entry.plain) return undefined
  const folder = instanceOf(context, name, entry)
  if (isOwned(context, registry, name)) return folder
  if (deletable === 'owned') return undefined
  const objection = objectionToDeleting(context, registry, name, folder, deletable)
  if (objection) throw objection
  return realPath(folder)
}

/**
 * The adopted folder of a profile, where it is certain that it is nothing more than that.
 *
 * @throws CcsError `usage` else; `file-system` where the system would not let it go
 */
export function deletableFolder(context: Context, registry: Registry, name: string, entry: Entry): AdoptedFolder {
  const folder = instanceOf(context, name, entry)
  const objection = objectionToDeleting(context, registry, name, folder)
  if (objection) throw objection
  return { identity: identityOfFolder(folder) }
}

/** @param found what it was before Claude logged out, which may take away all that is told Claude's by */
function objectionToDeleting(
  context: Context,
  registry: Registry,
  name: string,
  folder: string,
  found?: AdoptedFolder,
): CcsError | undefined {
  if (isLink(folder)) return new CcsError('linked-folder-not-deleted', { folder, name, target: realPath(folder) })
  if (!isThere(folder)) return undefined
  const reason = reasonNotToDelete(context, registry, name, folder, found)
  if (reason !== undefined) return new CcsError('folder-not-deleted', { folder, name, reason })
  if (!canBeTakenOut(folder)) return new CcsError('folder-held', { folder, name })
  return isBesideTrash(context, folder) ? undefined : onAnotherDisk(name, folder)
}

function isBesideTrash(context: Context, folder: string): boolean {
  // The folder of instances, in which the trash is, may be a link to another disk.
  const parent = isFolder(instancesFolder(context)) ? instancesFolder(context) : context.ccsDir
  return statSync(folder).dev === statSync(parent).dev
}

/** Nothing can be renamed into the trash from there, so a kill in the middle would leave half of the folder. */
export function onAnotherDisk(name: string, folder: string): CcsError {
  const word = printable(quotePosix(realPath(folder)))
  return new CcsError('folder-on-another-disk', { folder, name: wordFor(name), word })
}

function reasonNotToDelete(
  context: Context,
  registry: Registry,
  name: string,
  folder: string,
  found: AdoptedFolder | undefined,
): string | undefined {
  if (found && found.identity !== identityOfFolder(folder)) return 'it was another one a moment ago'
  if (!isFolder(folder)) return 'it is no folder'
  const objection = objectionTo(context, registry, name, folder, { mustBeClaudes: found === undefined })
  if (objection) return objection.reason
  if (isOfPlainClaude(context, folder)) return 'it is that of plain claude'
  return isRootOfDisk(folder) ? 'it is the root of a disk' : undefined
}
