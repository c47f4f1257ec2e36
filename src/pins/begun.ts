import * as v from 'valibot'
import { instanceOf } from '../accounts/location.ts'
import { type Entry, isSameEntry, type Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { isThere } from '../store/folders.ts'
import { readTextFile } from '../store/json-file.ts'
import { begunFile } from '../store/layout.ts'
import { type Pins, readPins } from './pins.ts'

/**
 * A change of several files that was begun: a profile goes, or gets another name. The note of it is written first and
 * deleted last, so that the next change finishes what a killed process began. The registry decides: until it is written
 * nothing has happened, and from then on all else follows it.
 */
const BegunSchema = v.object({
  name: v.string(),
  /** As it was before: tells whether it is still about the same profile. */
  entry: v.looseObject({}),
  /** Undefined when it is removed. */
  newName: v.optional(v.string()),
  /** The folder is taken away before the registry is written. */
  takesFolder: v.boolean(),
})
export type Begun = v.InferOutput<typeof BegunSchema>

/** A note is written whole or not at all; a text that is none is somebody else's, and of no use. */
export function readBegun(context: Context): Begun | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), BegunSchema), readTextFile(begunFile(context)))
  return result.success ? result.output : undefined
}

/** True when the registry has been written, by which the change is done. */
export function hasHappened({ name, entry: before, newName }: Begun, registry: Registry): boolean {
  const entry = registry.profiles.get(name)
  if (newName === undefined) return entry === undefined
  // Another program may have made a profile of either name meanwhile.
  return registry.profiles.has(newName) && !(entry && isSameEntry(entry, before))
}

/** True when the folder of this very profile has been taken away by its removal. */
export function isBeingRemoved(context: Context, name: string, entry: Entry): boolean {
  const begun = readBegun(context)
  if (begun?.name !== name || !begun.takesFolder || !isSameEntry(entry, begun.entry)) return false
  return !isThere(instanceOf(context, name, entry))
}

/** In memory: the pins follow their profile, or go with it. */
export function movePins(pins: Pins, { name, newName }: Pick<Begun, 'name' | 'newName'>): void {
  for (const [folder, pinned] of pins) {
    if (pinned !== name) continue
    if (newName === undefined) pins.delete(folder)
    else pins.set(folder, newName)
  }
}

/**
 * The pins as they belong to a registry: also where it was written and they were not yet, or never, because the process
 * was killed.
 *
 * @param registry read before: so the note is still there if the pins are older than it
 * @throws CcsError `damaged`
 */
export function pinsBeside(context: Context, registry: Registry): Pins {
  const begun = readBegun(context)
  const pins = readPins(context)
  if (begun && hasHappened(begun, registry)) movePins(pins, begun)
  return pins
}
