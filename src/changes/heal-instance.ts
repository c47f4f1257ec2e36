import { isBeingRemoved } from '../accounts/interrupted.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { withLock } from '../store/lock.ts'
import { createInstance } from './create-instance.ts'

/**
 * Makes the instance of a profile anew; asked under the lock whether there still is that profile, so that no folder is
 * made for one that another process is removing.
 *
 * @param instance absolute path
 * @returns sentences about what could not be copied
 * @throws CcsError `profile-not-found`
 */
export function healInstance(context: Context, name: string, instance: string): string[] {
  return withLock(context, (lock) => {
    const entry = readRegistry(context).profiles.get(name)
    if (entry && !isBeingRemoved(context, name, entry)) return createInstance(context, instance, lock)
    throw new CcsError('profile-is-being-removed', { name })
  })
}
