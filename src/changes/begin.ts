import { rmSync } from 'node:fs'
import { deleteProfile, type Registry } from '../accounts/registry.ts'
import { moveUse } from '../accounts/used.ts'
import type { Context } from '../context.ts'
import { type Begun, hasHappened, isBeingRemoved, movePins, readBegun } from '../pins/begun.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { begunFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { rewritePins } from './write-pins.ts'

/**
 * Notes a change of several files before the first of them is changed. Whoever writes the registry then calls `follow`.
 *
 * @param lock held until then
 */
export function begin(context: Context, begun: Begun, lock: Lock): void {
  writeAtomically(begunFile(context), JSON.stringify(begun), lock)
}

/** Ends a change: it is done, or it failed before anything had happened. */
export function deleteNote(context: Context): void {
  rmSync(begunFile(context), { force: true })
}

/**
 * Looks for a change whose process was killed. The registry is changed in memory where the folder had been taken away;
 * where nothing had happened the profile may have been used since, so it stays.
 *
 * @returns what has to be finished by writing the registry and `follow`
 */
export function resume(context: Context, registry: Registry): Begun | undefined {
  const begun = readBegun(context)
  if (!begun) return undefined
  const entry = registry.profiles.get(begun.name)
  if (entry && isBeingRemoved(context, begun.name, entry)) deleteProfile(registry, begun.name)
  if (hasHappened(begun, registry)) return begun
  deleteNote(context)
  return undefined
}

/**
 * What follows from the registry, once it is written: no sooner, because until then nothing may have happened. Pins and
 * the mark of use go with their profile; the next one of that name has never been used.
 */
export function follow(context: Context, registry: Registry, lock: Lock): void {
  const begun = readBegun(context)
  if (!begun || !hasHappened(begun, registry)) return
  rewritePins(context, lock, (pins) => movePins(pins, begun))
  moveUse(context, begun.name, begun.newName)
  deleteNote(context)
}
