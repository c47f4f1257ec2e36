import { readFileSync } from 'node:fs'
import { instanceOf } from '../accounts/location.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import { parseRegistry, type Registry } from '../accounts/registry.ts'
import { rewritePins } from '../changes/write-pins.ts'
import type { Context } from '../context.ts'
import { readPins } from '../pins/pins.ts'
import { readSettingsProfilesOrNone } from '../settings/settings-profiles.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { type Backup, BEFORE } from './backup.ts'

/** What becomes of pins when a migration is taken back: of a folder, the name that its profile has then, or none. */
type PinsAfter = Map<string, string | undefined>

/**
 * The pins of profiles that go when a migration is taken back: an account that was renamed since has its old name again, and
 * is known by its folder; what was imported is no profile any more.
 *
 * @returns only those that change
 */
export function pinsAfterRollback(context: Context, backup: Backup): PinsAfter {
  const now = readRegistry(context)
  const then = registryBefore(backup)
  const settings = readSettingsProfilesOrNone(context).profiles
  const added = new Set(Object.keys(backup.note.settings?.added ?? {}))
  const goes = (name: string) =>
    (now.profiles.has(name) || added.has(name)) && !then.profiles.has(name) && !(settings.has(name) && !added.has(name))
  const oldName = (name: string) => {
    const entry = now.profiles.get(name)
    if (!entry || entry.plain) return undefined
    const folder = instanceOf(context, name, entry)
    return [...then.profiles].find(([old, before]) => instanceOf(context, old, before) === folder)?.[0]
  }
  const pins = [...readPins(context)].filter(([, name]) => goes(name))
  return new Map(pins.map(([folder, name]) => [folder, oldName(name)]))
}

/** Done while the journal has the rollback, before the registry is the old one again. */
export function changePinsForRollback(context: Context, lock: Lock, after: PinsAfter): void {
  rewritePins(context, lock, (pins) => {
    for (const [folder, name] of after) {
      if (name === undefined) pins.delete(folder)
      else pins.set(folder, name)
    }
  })
}

function registryBefore({ folder, note }: Backup): Registry {
  const file = below(folder, BEFORE)
  return parseRegistry(note.registry === null ? '{}' : readFileSync(file, 'utf8'), file)
}
