import { lstatSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'
import { asciiLowerCase, isRenderable } from '../accounts/names.ts'
import { nearNames } from '../accounts/near-names.ts'
import { readRegistry, refuseV2 } from '../accounts/read-registry.ts'
import type { Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { readPins } from '../pins/pins.ts'
import { expandSettingsPath, readSettingsProfiles } from '../settings/settings-profiles.ts'
import { fileIdentity } from '../store/file-identity.ts'
import { isUnderWay } from '../store/journal.ts'
import { SETTINGS_SUFFIX } from '../store/layout.ts'
import { below } from '../store/paths.ts'
import { changeSettings } from './change.ts'
import { startChange } from './journal.ts'

/** What the removal of a settings profile comes to. */
export interface SettingsRemoval {
  /** Its settings file. */
  file: string
  /** The same where it is deleted with the profile. */
  deleted: string | undefined
  wasDefault: boolean
  /** Folders that were pinned to it. */
  unpinned: string[]
}

/**
 * Looks what the removal would come to, and whether it is allowed, before the person is asked. One that was interrupted is
 * finished first.
 *
 * @param wantsDelete also the settings file
 * @throws CcsError `profile-not-found`, `usage`, `damaged`
 */
export function planSettingsRemoval(context: Context, name: string, wantsDelete: boolean): SettingsRemoval {
  if (isUnderWay(context, { kind: 'remove-settings', name })) changeSettings(context, () => {})
  return examine(context, readRegistry(context), name, wantsDelete)
}

/** Removes a settings profile. @throws CcsError as `planSettingsRemoval`, `busy` */
export function removeSettingsProfile(context: Context, name: string, wantsDelete: boolean): SettingsRemoval {
  return changeSettings(context, (config, registry, lock) => {
    const removal = examine(context, registry, name, wantsDelete)
    const path = removal.deleted
    const identity = path === undefined ? undefined : fileIdentity(path)
    const file = path !== undefined && identity !== undefined ? { file: { path, identity } } : {}
    startChange(context, { kind: 'remove-settings', name, config: context.configFile, ...file }, lock)
    delete config.profiles[name]
    return removal
  })
}

function examine(context: Context, registry: Registry, name: string, wantsDelete: boolean): SettingsRemoval {
  const path = readSettingsProfiles(context).profiles.get(name)
  if (path === undefined) throw notFound(context, registry, name)
  // An account of the same name is the one that is the default or pinned.
  const isAccount = registry.profiles.has(name)
  const wasDefault = !isAccount && registry.defaultName === name
  if (wasDefault) refuseV2(context, registry)
  const pins = [...readPins(context)].filter(([, pinned]) => !isAccount && pinned === name)
  return {
    file: expandSettingsPath(path, context),
    deleted: wantsDelete ? deletableSettingsFile(context, name) : undefined,
    wasDefault,
    unpinned: pins.map(([folder]) => folder),
  }
}

function notFound(context: Context, registry: Registry, name: string): CcsError {
  const { profiles, hasPlainDefault } = readSettingsProfiles(context)
  if (name === 'default' && hasPlainDefault) {
    return new CcsError('settings-default-is-plain', { file: context.configFile })
  }
  if (registry.profiles.has(name)) return new CcsError('profile-is-account', { name })
  const near = nearNames(name, [...profiles.keys()])
  const small = asciiLowerCase(name)
  return new CcsError('settings-profile-not-found', {
    name,
    near: near.length > 0 ? near.map((other) => quoted(other)).join(', ') : undefined,
    new: profiles.has(small) ? undefined : isRenderable(small) ? small : '<name>',
  })
}

/**
 * The settings file of a profile that may be deleted with it: it lies directly in the ccs dir, is a regular file, named as
 * settings files are, and no other profile has it.
 *
 * @returns undefined where none is there
 * @throws CcsError `usage` with the reason why it is to be kept
 */
function deletableSettingsFile(context: Context, name: string): string | undefined {
  const { profiles } = readSettingsProfiles(context)
  const file = expandSettingsPath(profiles.get(name) ?? '', context)
  const keep = (reason: string) => new CcsError('settings-file-kept', { file, reason })
  if (!isAbsolute(file)) throw keep('its path is relative')
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (!found) return undefined
  if (!found.isFile()) throw keep(found.isSymbolicLink() ? 'it is a link' : 'it is no regular file')
  if (realpathSync(dirname(file)) !== realpathSync(context.ccsDir))
    throw keep('it does not lie directly in the ccs dir')
  // Whatever else lies there is no settings file, though config.json may call it one.
  if (!file.endsWith(SETTINGS_SUFFIX)) throw keep(`its name does not end in ${SETTINGS_SUFFIX}`)
  const identity = fileIdentity(file)
  const user = [...profiles].find(
    ([other, path]) => other !== name && isSame(expandSettingsPath(path, context), identity),
  )
  if (user) throw keep(`the profile ${quoted(user[0])} has it too`)
  return below(context.ccsDir, basename(file))
}

/** One that cannot be looked at is no other's. */
function isSame(file: string, identity: string | undefined): boolean {
  try {
    return fileIdentity(file) === identity
  } catch {
    return false
  }
}
