import { instanceOf, ownFolder, sharers } from '../accounts/location.ts'
import { moveProfile, type Registry } from '../accounts/registry.ts'
import { forgetUse, lastUsed } from '../accounts/used.ts'
import type { Context } from '../context.ts'
import type { Lock } from '../store/lock.ts'
import { startChange } from './journal.ts'

/**
 * Gives a profile another name. Its folder stays where it is, and the entry keeps the value of CLAUDE_CONFIG_DIR as
 * `"instance"`: on macOS the login hangs on this very string. The registry is changed in memory; its writer ends the
 * renaming.
 *
 * @param newName valid, and no profile's
 * @param lock held until the registry is written
 * @returns the folder, where the entry has an `"instance"` that it did not have before
 */
export function renameProfile(
  context: Context,
  registry: Registry,
  name: string,
  newName: string,
  lock: Lock,
): string | undefined {
  const entry = registry.profiles.get(name)
  if (!entry) return undefined
  const isShared = sharers(context, registry, name).length > 0
  const instance = entry.plain ? undefined : instanceOf(context, name, entry)
  const isNew = instance !== undefined && entry.instance === undefined
  // Whatever was left of another profile of that name.
  forgetUse(context, newName)
  startChange(context, { kind: 'rename', name, entry, newName }, lock)
  const used = lastUsed(context, name, entry)
  if (used !== null) entry.last_used = used
  // Under its own name the older program knows it too.
  if (instance === ownFolder(context, newName) && !isShared) delete entry.instance
  else if (instance !== undefined) entry.instance = instance
  moveProfile(registry, name, newName)
  return isNew && entry.instance !== undefined ? instance : undefined
}
