import { deleteProfile, type Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { isThere } from '../store/folders.ts'
import type { Lock } from '../store/lock.ts'
import { begin, takeBack } from './begin.ts'
import { type Deletable, folderToDelete } from './deletable.ts'
import { outsideTrashFor } from './outside-trash.ts'
import { discardAnywhere } from './trash.ts'

/**
 * Removes a profile, and its instance where that may be deleted. The registry is changed in memory; its writer ends the
 * removal.
 *
 * @param lock held until the registry is written
 * @throws CcsError `usage` for an adopted instance that is not deleted; then nothing was changed
 */
export function removeProfile(
  context: Context,
  registry: Registry,
  name: string,
  lock: Lock,
  deletable: Deletable,
): void {
  const entry = registry.profiles.get(name)
  if (!entry) return
  const folder = folderToDelete(context, registry, name, entry, deletable)
  const outside = folder !== undefined && isThere(folder) ? outsideTrashFor(folder) : undefined
  begin(context, { name, entry, takesFolder: outside !== undefined, outside }, lock)
  try {
    if (folder !== undefined && outside !== undefined) discardAnywhere(context, folder, outside)
  } catch (error) {
    takeBack(context)
    throw error
  }
  deleteProfile(registry, name)
}
