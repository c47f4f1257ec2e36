import { existsSync } from 'node:fs'
import type { Context } from '../context.ts'
import { loginsHere, takenNames } from '../migrate/scan/here.ts'
import { isRenderable } from '../profiles/names.ts'
import type { Registry } from '../profiles/registry.ts'
import { readSettingsProfilesOrNone } from '../profiles/settings.ts'
import { readRegistry } from '../profiles/store.ts'
import { stampFile } from '../shell/freshness.ts'
import { shellOfPerson } from '../shell/shells.ts'
import { type Found, nextSteps } from './next-steps.ts'

/**
 * What the person should do next, as sentences that are safe to show. What cannot be looked at is as if it were not there:
 * this is told beside something else, which must not fail for it.
 *
 * @param isForAll true for the help, where those who have profiles and know this ccs are told nothing
 */
export function stepsHere(context: Context, isForAll = false): string[] {
  try {
    const registry = readRegistry(context)
    const isNew = !existsSync(stampFile(context))
    if (isForAll && registry.profiles.size > 0 && !isNew && !registry.isV2) return []
    return nextSteps(look(context, registry, isNew), shellOfPerson(context).quote)
  } catch {
    return []
  }
}

function look(context: Context, registry: Registry, isNew: boolean): Found {
  const entries = [...registry.profiles]
  const settings = [...readSettingsProfilesOrNone(context).profiles.keys()]
  const accounts = entries.filter(([, { vault }]) => vault === undefined).map(([name]) => name)
  // Who has two profiles of this ccs knows by now what those of an older one do.
  const older = [...(isNew ? accounts : []), ...(isNew || entries.length <= 1 ? settings : [])]
  const { plainName, proposals } = loginsHere(context)
  return {
    isTaken: (name) => takenNames(context, registry).has(name),
    profiles: entries.length,
    plainName,
    folders: proposals,
    older: { names: older.filter((name) => isRenderable(name)), hasVaults: registry.isV2 },
  }
}
