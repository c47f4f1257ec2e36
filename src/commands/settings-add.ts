import { isAbsolute } from 'node:path'
import { checkFree } from '../accounts/free-name.ts'
import { checkNewName } from '../accounts/names.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import { changeSettings } from '../changes/change.ts'
import { refuseBeingCreated } from '../changes/creation.ts'
import { writeKey } from '../changes/settings-key.ts'
import { spellSettingsPath } from '../changes/write-settings.ts'
import { isObject, lookAtSettingsFile } from '../claude/settings-file.ts'
import { canAskSecret } from '../cli/ask-secret.ts'
import { messages } from '../cli/messages.ts'
import { askKey, readKey } from '../cli/read-key.ts'
import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import { TEMPLATE_NAMES } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { expandSettingsPath, readSettingsProfiles } from '../settings/settings-profiles.ts'
import { settingsText, type TemplateName } from '../settings/settings-templates.ts'
import { wordFor } from '../shell/name-word.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { parseJson, readTextFile } from '../store/json-file.ts'
import { settingsFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { workingFolder } from '../store/working-folder.ts'

/** What a new settings profile is made of: a template, or the person's own file in the spelling that is to be kept. */
type Origin = { template: TemplateName; file: string } | { template?: never; file: string; spelling: string }

/** `ccs settings add <name> [--from glm|kimi | --file F] [--with-key]` */
export async function run(context: Context, args: ArgumentsOf<'settings add'>): Promise<undefined> {
  const { name } = args
  const withKey = Boolean(args['with-key'])
  const isNamed = args.from !== undefined || args.file !== undefined
  const keyless = isNamed ? undefined : fileWithoutKey(context, name, withKey)
  if (keyless === undefined) await addProfile(context, name, withKey, args)
  else await addKey(context, name, withKey, keyless)
}

async function addProfile(
  context: Context,
  name: string,
  withKey: boolean,
  args: ArgumentsOf<'settings add'>,
): Promise<void> {
  checkNewName(name)
  const origin = originOf(context, name, args)
  const { file } = origin
  const path = spellSettingsPath(context, file, origin.template ? undefined : origin.spelling)
  // All that can be refused is, before the person is asked for a key.
  checkFree(context, readRegistry(context), name)
  refuseBeingCreated(context, name)
  const hasKey = checkSettingsFile(origin) && lookAtSettingsFile(file).placeholder === undefined
  if (withKey && hasKey) throw new CcsError('key-exists', { file })
  const key = hasKey ? '' : await getKey(name, withKey)
  const isMade = changeSettings(context, (config, registry, lock) => {
    checkFree(context, registry, name)
    refuseBeingCreated(context, name)
    const isMade = makeSettingsFile(origin, key, lock)
    if (!isMade && key !== '') writeKey(context, file, key, lock)
    config.profiles[name] = path
    return isMade
  })
  messages.success(`Settings profile ${quoted(name)} added.`)
  if (origin.template && !isMade && key === '') {
    say(`ccs: Its settings file was there already, and is taken as it is: ${printable(file)}\n`)
  }
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

async function addKey(context: Context, name: string, withKey: boolean, file: string): Promise<void> {
  const key = await getKey(name, withKey)
  if (key !== '') {
    changeSettings(context, (_, registry, lock) => {
      // While the person was typing, the name may have become another profile's.
      const path = readSettingsProfiles(context).profiles.get(name)
      const isSame = path !== undefined && expandSettingsPath(path, context) === file && !registry.profiles.has(name)
      if (!isSame) throw new CcsError('file-changed', { file: context.configFile })
      writeKey(context, file, key, lock)
    })
    messages.success(`The key of ${quoted(name)} is in ${printable(file)}`)
  }
  tellOfUse(name, file)
}

/** @returns empty where there is nobody to ask, or the person gives it later */
async function getKey(name: string, withKey: boolean): Promise<string> {
  if (withKey) return readKey(name)
  return canAskSecret() ? askKey(name) : ''
}

function originOf(context: Context, name: string, { from, file }: Record<string, unknown>): Origin {
  if (from !== undefined && file !== undefined) throw new CcsError('settings-from-and-file', {})
  if (file !== undefined) return ownFile(context, String(file))
  const templates = TEMPLATE_NAMES.join(', ')
  const template = TEMPLATE_NAMES.find((each) => each === (from ?? name))
  if (template) return { template, file: settingsFile(context, name) }
  if (from !== undefined) throw new CcsError('template-unknown', { template: String(from), templates })
  throw new CcsError('settings-source-missing', { name, templates: TEMPLATE_NAMES.join(' or ') })
}

/** A relative one would be another file in each working folder. */
function ownFile({ home }: Context, given: string): Origin {
  if (given.startsWith('~/')) return { file: home + given.slice(1), spelling: given }
  const file = isAbsolute(given) ? given : below(workingFolder(), given)
  return { file, spelling: file }
}

/**
 * What is there is taken as it is, never overwritten: it is the person's own, or what an earlier profile of that name left.
 *
 * @returns whether a file is there
 */
function checkSettingsFile({ template, file }: Origin): boolean {
  const text = readTextFile(file)
  if (text === undefined) {
    if (template) return false
    throw new CcsError('settings-file-not-there', { file })
  }
  if (!isObject(parseJson(text, file))) throw new CcsError('settings-file-wrong', { file })
  return true
}

/** @returns whether it was made */
function makeSettingsFile(origin: Origin, key: string, lock: Lock): boolean {
  if (checkSettingsFile(origin) || !origin.template) return false
  writeAtomically(origin.file, settingsText(origin.template, key), lock)
  return true
}

function tellOfUse(name: string, file: string): void {
  const { placeholder } = lookAtSettingsFile(file)
  if (placeholder === undefined) messages.info(`Use it: ccs ${printable(name)} "a task"`)
  else
    say(
      `ccs: Put your key into ${printable(file)}, as the value of ${placeholder}. Then use it: ccs ${printable(name)} "a task"\n`,
    )
}
