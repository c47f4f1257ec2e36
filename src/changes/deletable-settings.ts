import { lstatSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { expandSettingsPath, readSettingsProfiles } from '../settings/settings-profiles.ts'
import { fileIdentity } from '../store/file-identity.ts'
import { SETTINGS_SUFFIX } from '../store/layout.ts'
import { below } from '../store/paths.ts'

/**
 * The settings file of a profile that may be deleted with it: it lies directly in the ccs dir, is a regular file, named as
 * settings files are, and no other profile has it.
 *
 * @returns undefined where none is there
 * @throws CcsError `usage` with the reason why it is to be kept
 */
export function deletableSettingsFile(context: Context, name: string): string | undefined {
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
