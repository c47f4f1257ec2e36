import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import type { Registry } from './registry.ts'
import { readSettingsProfiles } from './settings.ts'

/**
 * Refuses a name that is that of a profile of any kind.
 *
 * @throws CcsError `profile-exists`; `damaged`
 */
export function checkFreeName(context: Context, registry: Registry, name: string): void {
  if (registry.profiles.has(name)) throw new CcsError('account-exists', { name })
  if (readSettingsProfiles(context).profiles.has(name)) {
    throw new CcsError('settings-profile-exists', { name, file: context.configFile })
  }
}
