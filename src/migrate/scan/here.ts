import { isAbsolute } from 'node:path'
import { freeName } from '../../accounts/free-name.ts'
import { instanceFinder } from '../../accounts/location.ts'
import { readRegistry } from '../../accounts/read-registry.ts'
import type { Registry } from '../../accounts/registry.ts'
import { adopt, isPlainOnly } from '../../changes/adopt.ts'
import { markedNames } from '../../changes/reservation.ts'
import { configFoldersIn, hasAccount, isConfigFolder, plainAccountFile } from '../../claude/config-folder.ts'
import type { Context } from '../../context.ts'
import { attempt } from '../../errors/ccs-error.ts'
import { readSettingsProfiles } from '../../settings/settings-profiles.ts'
import { identityOfFolder } from '../../store/file-identity.ts'
import type { Unread } from './files.ts'
import type { Scan } from './propose.ts'
import { scan } from './scan.ts'

/** The logins of this home that no ccs has made. */
export interface LoginsHere extends Scan {
  unread: Unread[]
  /** The name that is proposed for the login of plain claude, where it has one and no profile. */
  plainName: string | undefined
}

/**
 * What is in this home of Claude's, by the folders, this shell's CLAUDE_CONFIG_DIR and the rc files, and what can be made
 * profiles of it: each has been tried in memory by what `ccs auth adopt` does. Nothing is run or changed.
 *
 * @throws CcsError `damaged`
 */
export function loginsHere(context: Context): LoginsHere {
  const registry = readRegistry(context)
  const profiles = profilesByFolder(context, registry)
  const taken = takenNames(context, registry)
  const onTrial = readRegistry(context)
  const found = scan(context, foldersSeen(context), {
    identityOf: identityOfFolder,
    profileOf: (folder) => profiles.get(identityOfFolder(folder) ?? folder),
    isPlain: (folder) => isPlainOnly(context, folder),
    isTaken: (name) => taken.has(name),
    adopt: (name, folder) => attempt(() => adopt(context, onTrial, { name, folder })).error,
  })
  const hasProfile = [...registry.profiles.values()].some(({ plain }) => plain)
  const isFree = !hasProfile && hasAccount(plainAccountFile(context))
  const isTaken = (name: string) => taken.has(name) || onTrial.profiles.has(name)
  return { ...found, plainName: isFree ? freeName(['main'], isTaken) : undefined }
}

/** What plain claude goes by in this shell comes first, in that spelling. */
function foldersSeen({ env, home }: Context): string[] {
  const { CLAUDE_CONFIG_DIR: chosen = '' } = env
  return [...(isAbsolute(chosen) && isConfigFolder(chosen) ? [chosen] : []), ...configFoldersIn(home)]
}

/** By what the folder is on the disk, or by its spelling where it is not there. */
function profilesByFolder(context: Context, registry: Registry): Map<string, { profile: string; folder: string }> {
  const accounts = [...registry.profiles].filter(([, { plain }]) => !plain)
  const find = instanceFinder(context)
  return new Map(
    accounts.map(([profile, entry]) => {
      const folder = find(profile, entry)
      return [identityOfFolder(folder) ?? folder, { profile, folder }]
    }),
  )
}

/** Those that a new profile cannot have, because they are another's or are being made. */
export function takenNames(context: Context, registry: Registry): Set<string> {
  const settings = readSettingsProfiles(context).profiles
  return new Set([...registry.profiles.keys(), ...settings.keys(), ...markedNames(context)])
}
