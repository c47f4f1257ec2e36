import { rmdirSync, rmSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import type { Context } from '../context.ts'
import { instanceOf, isThere } from '../instances/location.ts'
import { outsideTrashFor } from '../instances/outside-trash.ts'
import { discardAnywhere } from '../instances/trash.ts'
import { removalFile } from '../layout.ts'
import { writeAtomically } from './atomic-write.ts'
import { type Deletable, folderToDelete } from './deletable.ts'
import { readTextFile } from './json-file.ts'
import type { Lock } from './lock.ts'
import { deleteProfile, type Entry, type Registry } from './registry.ts'
import { forgetUse } from './used.ts'
import { rewritePins } from './write-pins.ts'

/** What has been begun; the entry tells whether it is still about the same profile. */
const NoteSchema = v.object({
  name: v.string(),
  entry: v.looseObject({}),
  takesFolder: v.boolean(),
  /** A trash on another disk, which may have been made. */
  outside: v.optional(v.string()),
})
type Note = v.InferOutput<typeof NoteSchema>

/**
 * Removes a profile, and its instance where that may be deleted. The registry is changed in memory; its writer ends the
 * removal. A note is left until then, so that the next change finishes what a killed process began.
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
  const outside = takesFolder ? outsideTrashFor(folder) : undefined
  const note: Note = { name, entry, takesFolder, ...(outside === undefined ? {} : { outside }) }
  writeAtomically(removalFile(context), JSON.stringify(note), lock)
  try {
    if (takesFolder && outside !== undefined) discardAnywhere(context, folder, outside)
  } catch (error) {
    forgetNote(context, note)
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
    forgetNote(context, note)
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

/** Of a removal by which nothing has happened but that a trash may have been made. */
function forgetNote(context: Context, { outside }: Note): void {
  try {
    if (outside !== undefined) rmdirSync(outside)
  } catch {
    // There is none; or it is not empty, and has a record.
  }
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
