import { existsSync, readdirSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { configFoldersIn, hasAccount, isConfigFolder, plainAccountFile } from '../claude/config-folder.ts'
import type { Context } from '../context.ts'
import { identityOfFolder } from '../file-identity.ts'
import { isOwnFolder } from '../folders.ts'
import { instanceOf } from '../instances/location.ts'
import { reservedFolder } from '../layout.ts'
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
  const reserved = isOwnFolder(reservedFolder(context)) ? readdirSync(reservedFolder(context)) : []
  return {
    taken: [...registry.profiles.keys(), ...settings, ...reserved],
    profiles: entries.length,
    hasPlainLogin: !entries.some(([, { plain }]) => plain) && hasAccount(plainAccountFile(context)),
    folders: foldersWithoutProfile(context, registry),
    older: { names: older.filter((name) => isRenderable(name)), hasVaults: registry.isV2 },
  }
}

/** What plain claude goes by in this shell comes first, in that spelling. */
function foldersWithoutProfile(context: Context, registry: Registry): string[] {
  const { CLAUDE_CONFIG_DIR: chosen = '' } = context.env
  const found = [...(isAbsolute(chosen) && isConfigFolder(chosen) ? [chosen] : []), ...configFoldersIn(context.home)]
  const seen = new Set<string | undefined>()
  for (const [name, entry] of registry.profiles) {
    if (!entry.plain) seen.add(identityOfFolder(instanceOf(context, name, entry)))
  }
  return found.filter((folder) => {
    const identity = identityOfFolder(folder)
    const isNew = !seen.has(identity)
    seen.add(identity)
    return isNew
  })
}
