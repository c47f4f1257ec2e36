import { deleteProfile, type Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { isSystemError } from '../errors/ccs-error.ts'
import { isThere } from '../store/folders.ts'
import type { Lock } from '../store/lock.ts'
import { type Deletable, folderToDelete, onAnotherDisk } from './deletable.ts'
import { endChange, startChange } from './journal.ts'
import { discard } from './trash.ts'

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
  const takesFolder = folder !== undefined && isThere(folder)
  startChange(context, { kind: 'remove', name, entry, takesFolder }, lock)
  try {
    if (takesFolder) discard(context, folder)
  } catch (error) {
    endChange(context, { kind: 'remove', name })
    // Bind mounts of one disk have the same device number.
    const isElsewhere = takesFolder && typeof deletable === 'object' && isSystemError(error, 'EXDEV')
    throw isElsewhere ? onAnotherDisk(name, folder) : error
  }
  deleteProfile(registry, name)
}
