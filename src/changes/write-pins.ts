import type { Context } from '../context.ts'
import { type Pins, pinsOf, readPins } from '../pins/pins.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { pinsFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'

/**
 * Pins a folder in memory, in the place of any pin of the same folder.
 *
 * @param folder absolute
 * @returns the name of the profile that it was pinned to before
 */
export function setPin(pins: Pins, folder: string, name: string): string | undefined {
  const before = pinsOf(pins, folder)
  for (const pin of before) pins.delete(pin.folder)
  pins.set(folder, name)
  return before[0]?.name
}

/**
 * Reads, changes and writes the pins, where the change makes a difference.
 *
 * @param lock held by this process
 * @param change throws to leave the file as it is; what it returns is returned
 * @throws CcsError `damaged`
 */
export function rewritePins<T>(context: Context, lock: Lock, change: (pins: Pins) => T): T {
  const pins = readPins(context)
  const before = serialize(pins)
  const result = change(pins)
  if (serialize(pins) !== before) writeAtomically(pinsFile(context), serialize(pins), lock)
  return result
}

function serialize(pins: Pins): string {
  return `${JSON.stringify(Object.fromEntries(pins), undefined, 2)}\n`
}
