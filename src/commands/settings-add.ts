import { readRegistry } from '../accounts/read-registry.ts'
import { addKey, addSettingsProfile } from '../changes/add-settings.ts'
import { lookAtSettingsFile } from '../claude/settings-file.ts'
import { canAskSecret } from '../cli/ask-secret.ts'
import { messages } from '../cli/messages.ts'
import { askKey, readKey } from '../cli/read-key.ts'
import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { expandSettingsPath, readSettingsProfiles } from '../settings/settings-profiles.ts'
import { wordFor } from '../shell/name-word.ts'

/** `ccs settings add <name> [--from glm|kimi | --file F] [--with-key]` */
export async function run(context: Context, args: ArgumentsOf<'settings add'>): Promise<undefined> {
  const { name, from, file: given } = args
  const withKey = Boolean(args['with-key'])
  const isNamed = from !== undefined || given !== undefined
  const keyless = isNamed ? undefined : fileWithoutKey(context, name, withKey)
  if (keyless !== undefined) {
    const key = await getKey(name, withKey)
    if (key !== '') {
      addKey(context, name, keyless, key)
      messages.success(`The key of ${quoted(name)} is in ${printable(keyless)}`)
    }
    tellOfUse(name, keyless)
    return
  }
  const keySource = { isGiven: withKey, get: () => getKey(name, withKey) }
  const { file, isTakenAsIs } = await addSettingsProfile(context, name, { from, file: given }, keySource)
  messages.success(`Settings profile ${quoted(name)} added.`)
  if (isTakenAsIs) say(`ccs: Its settings file was there already, and is taken as it is: ${printable(file)}\n`)
  tellOfUse(name, file)
}

/**
 * The settings file of an existing profile that has no key, whatever its name.
 *
 * @throws CcsError `profile-exists` where it has one, and another one is to be read; or where none can be had
 */
function fileWithoutKey(context: Context, name: string, withKey: boolean): string | undefined {
  const path = readSettingsProfiles(context).profiles.get(name)
  if (path === undefined || readRegistry(context).profiles.has(name)) return undefined
  const file = expandSettingsPath(path, context)
  const { state, placeholder } = lookAtSettingsFile(file)
  if (placeholder === undefined) {
    if (withKey && state === 'fine') throw new CcsError('key-exists', { file })
    return undefined
  }
  if (withKey || canAskSecret()) return file
  throw new CcsError('settings-profile-exists', { name, file: context.configFile, keyless: wordFor(name) })
}

/** @returns empty where there is nobody to ask, or the person gives it later */
async function getKey(name: string, withKey: boolean): Promise<string> {
  if (withKey) return readKey(name)
  return canAskSecret() ? askKey(name) : ''
}

function tellOfUse(name: string, file: string): void {
  const { placeholder } = lookAtSettingsFile(file)
  if (placeholder === undefined) messages.info(`Use it: ccs ${printable(name)} "a task"`)
  else
    say(
      `ccs: Put your key into ${printable(file)}, as the value of ${placeholder}. Then use it: ccs ${printable(name)} "a task"\n`,
    )
}
