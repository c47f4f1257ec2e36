import { dirname, isAbsolute } from 'node:path'
import * as v from 'valibot'
import { hasHappened } from '../accounts/interrupted.ts'
import type { Registry } from '../accounts/registry.ts'
import type { Folders } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { isPassable } from '../errors/printable.ts'
import { identityOfFolder } from '../store/file-identity.ts'
import { readJournal } from '../store/journal.ts'
import { parseJson, readTextFile } from '../store/json-file.ts'
import { jsonObject } from '../store/json-object.ts'
import { pinsFile } from '../store/layout.ts'

/** Absolute folder to profile name, in the order of the file. Of two that are the same folder the first one counts. */
export type Pins = Map<string, string>

/** A folder, as its pin spells it, and the name of the profile. */
export interface Pin {
  folder: string
  name: string
}

/**
 * @returns the pins; none where there is no file
 * @throws CcsError `damaged`
 */
export function readPins(folders: Folders): Pins {
  const file = pinsFile(folders)
  const text = readTextFile(file)
  if (text === undefined) return new Map()
  const parsed = parseJson(text, file)
  const entries = v.is(jsonObject({}), parsed) ? Object.entries(parsed as object) : undefined
  if (entries?.every(isPin)) return new Map(entries)
  throw new CcsError('pins-wrong', { file })
}

/** A relative folder would be another one wherever one works. */
function isPin(entry: [folder: string, name: unknown]): entry is [string, string] {
  const [folder, name] = entry
  return typeof name === 'string' && isAbsolute(folder) && isPassable(folder)
}

/**
 * The deepest pinned folder that holds the working folder. Folders are compared by what they are on the disk, not by
 * spelling: a link or other capitals lead to the same one.
 *
 * @param cwd absolute path of the working folder
 */
export function pinFor(pins: Pins, cwd: string): Pin | undefined {
  if (pins.size === 0) return undefined
  const pinned = new Map<string, Pin>()
  for (const [folder, name] of pins) {
    const id = identityOfFolder(folder)
    if (id !== undefined && !pinned.has(id)) pinned.set(id, { folder, name })
  }
  for (let folder = cwd; ; folder = dirname(folder)) {
    const pin = pinned.get(identityOfFolder(folder) ?? '')
    if (pin || folder === dirname(folder)) return pin
  }
}

/** @returns the pins of exactly that folder, in this or another spelling; the first one is the one that counts */
export function pinsOf(pins: Pins, folder: string): Pin[] {
  const id = identityOfFolder(folder)
  return [...pins]
    .map(([other, name]) => ({ folder: other, name }))
    .filter(({ folder: other }) => other === folder || (id !== undefined && identityOfFolder(other) === id))
}

/** In memory: the pins follow their profile, or go with it. */
export function movePins(pins: Pins, { name, newName }: { name: string; newName?: string }): void {
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
 * @param registry read before: so the journal still has the change if the pins are older than it
 * @throws CcsError `damaged`
 */
export function pinsBeside(folders: Folders, registry: Registry): Pins {
  const journal = readJournal(folders)
  const pins = readPins(folders)
  for (const change of journal) {
    const movesPins = change.kind === 'remove' || change.kind === 'rename'
    if (movesPins && hasHappened(change, registry)) movePins(pins, change)
  }
  return pins
}
