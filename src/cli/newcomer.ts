import { existsSync } from 'node:fs'
import { isRenderable } from '../accounts/names.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import type { Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { loginsHere, takenNames } from '../migrate/aliases/aliases.ts'
import { readSettingsProfilesOrNone } from '../settings/settings-profiles.ts'
import { stampFile } from '../shell/freshness.ts'
import { shellOfPerson } from '../shell/shells.ts'
import { type Found, nextSteps } from './next-steps.ts'

/** Where and when the steps are told. */
interface Occasion {
  /** True for the help, where those who have profiles and know this ccs are told nothing. */
  isForAll?: boolean
  /** The profile that has just been created. */
  created?: string
  /** Whether this ccs was new here, where it has changed something since. */
  isNew?: boolean
}

/** True where this ccs has changed nothing yet. */
export function isNewHere(context: Context): boolean {
  return !existsSync(stampFile(context))
}

/**
 * What the person should do next, as sentences that are safe to show. What cannot be looked at is as if it were not there:
 * this is told beside something else, which must not fail for it.
 */
export function stepsHere(context: Context, { isForAll, created, isNew }: Occasion = {}): string[] {
  try {
    const registry = readRegistry(context)
    const wasNew = isNew ?? isNewHere(context)
    if (isForAll && registry.profiles.size > 0 && !wasNew && !registry.isV2) return []
    return nextSteps(look(context, registry, wasNew, created), shellOfPerson(context).quote)
  } catch {
    return []
  }
}

function look(context: Context, registry: Registry, isNew: boolean, created: string | undefined): Found {
  const entries = [...registry.profiles]
  const settings = [...readSettingsProfilesOrNone(context).profiles.keys()]
  const accounts = entries.filter(([name, { vault }]) => vault === undefined && name !== created).map(([name]) => name)
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
