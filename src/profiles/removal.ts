import { lstatSync, rmSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import type { Context } from '../context.ts'
import { instanceOf, isOwned } from '../instances/location.ts'
import { discard } from '../instances/trash.ts'
import { removalFile } from '../layout.ts'
import { writeAtomically } from './atomic-write.ts'
import { readTextFile } from './json-file.ts'
import type { Lock } from './lock.ts'
import { deleteProfile, type Entry, type Registry } from './registry.ts'
import { forgetUse } from './used.ts'
import { rewritePins } from './write-pins.ts'

/** What has been begun; the entry tells whether it is still about the same profile. */
const NoteSchema = v.object({ name: v.string(), entry: v.looseObject({}), takesFolder: v.boolean() })
type Note = v.InferOutput<typeof NoteSchema>

/**
 * Removes a profile, and its instance where ccs made it and nobody else uses it. The registry is changed in memory; its
 * writer ends the removal. A note is left until then, so that the next change finishes what a killed process began.
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
  const note: Note = { name, entry, takesFolder: folder !== undefined && isThere(folder) }
  writeAtomically(removalFile(context), JSON.stringify(note), lock)
  try {
    if (folder !== undefined) discard(context, folder)
  } catch (error) {
    rmSync(removalFile(context), { force: true })
    throw error
  }
  deleteProfile(registry, name)
}

/**
 * Goes on with a removal whose process was killed after the folder was taken away, or after the registry was written.
 * Before that nothing had happened to the profile, and it may have been used since: then only the note goes.
 *
 * @returns the name of the profile that is removed now, or undefined
 */
export function resumeRemoval(context: Context, registry: Registry): string | undefined {
  const note = readNote(context)
  if (!note) return undefined
  const entry = registry.profiles.get(note.name)
  if (entry && !isBeingRemoved(context, note.name, entry)) {
    rmSync(removalFile(context), { force: true })
    return undefined
  }
  deleteProfile(registry, note.name)
  return note.name
}

/**
 * Takes away the pins of the profile whose removal has begun, once the registry is written without it: no sooner,
 * because until then nothing may have happened.
 */
export function removePins(context: Context, registry: Registry, lock: Lock): void {
  const note = readNote(context)
  if (!note || registry.profiles.has(note.name)) return
  rewritePins(context, lock, (pins) => {
    for (const [folder, name] of pins) if (name === note.name) pins.delete(folder)
  })
}

/** True when the removal of a profile of that name has begun and not ended. */
export function hasBegunRemoval(context: Context, name: string): boolean {
  return readNote(context)?.name === name
}

/** True when the folder of this very profile has been taken away by its removal. */
export function isBeingRemoved(context: Context, name: string, entry: Entry): boolean {
  const note = readNote(context)
  if (note?.name !== name || !note.takesFolder || !isSame(entry, note.entry)) return false
  return !isThere(instanceOf(context, name, entry))
}

/** Done when registry and pins are written: the next profile of that name has never been used. */
export function endRemoval(context: Context): void {
  const note = readNote(context)
  if (note) forgetUse(context, note.name)
  rmSync(removalFile(context), { force: true })
}

/** A note is written whole or not at all; a text that is none is somebody else's, and of no use. */
function readNote(context: Context): Note | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), NoteSchema), readTextFile(removalFile(context)))
  return result.success ? result.output : undefined
}

/** But for the time of its last launch. */
function isSame({ last_used: _, ...one }: Entry, { last_used: __, ...other }: Note['entry']): boolean {
  return isDeepStrictEqual(one, other)
}

/** Also a link that leads nowhere. */
function isThere(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false }) !== undefined
}
