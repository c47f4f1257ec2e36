import { lstatSync } from 'node:fs'
import type { Context } from '../context.ts'
import { instanceOf, isOwned } from '../instances/location.ts'
import { discard } from '../instances/trash.ts'
import { begin, takeBack } from './begin.ts'
import type { Lock } from './lock.ts'
import { deleteProfile, type Registry } from './registry.ts'

/**
 * Removes a profile, and its instance where ccs made it and nobody else uses it. The registry is changed in memory; its
 * writer ends the removal.
 *
 * @param lock held until the registry is written
 * @param mayDelete false to leave the instance even so
 */
export function removeProfile(
  context: Context,
  registry: Registry,
  name: string,
  lock: Lock,
  mayDelete: boolean,
): void {
  const entry = registry.profiles.get(name)
  if (!entry) return
  const folder = mayDelete && isOwned(context, registry, name) ? instanceOf(context, name, entry) : undefined
  begin(context, { name, entry, takesFolder: folder !== undefined && isThere(folder) }, lock)
  try {
    if (folder !== undefined) discard(context, folder)
  } catch (error) {
    takeBack(context)
    throw error
  }
  deleteProfile(registry, name)
}

/** Also a link that leads nowhere. */
function isThere(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false }) !== undefined
}
