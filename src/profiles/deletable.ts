import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { identityOfFolder } from '../file-identity.ts'
import { isFolder } from '../folders.ts'
import { instanceOf, isLink, isOwned, isThere, realPath } from '../instances/location.ts'
import { objectionTo, objectionToMoving } from '../instances/objection.ts'
import type { Entry, Registry } from './registry.ts'

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
 * @throws CcsError `usage` else
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
  const objection =
    found && found.identity !== identityOfFolder(folder)
      ? { reason: 'it was another one a moment ago' }
      : isFolder(folder)
        ? (objectionTo(context, registry, name, folder, { mustBeClaudes: found === undefined }) ??
          objectionToMoving(folder))
        : { reason: 'it is no folder' }
  return objection && new CcsError('folder-not-deleted', { folder, name, reason: objection.reason })
}
