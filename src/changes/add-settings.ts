import { isAbsolute } from 'node:path'
import { checkFree } from '../accounts/free-name.ts'
import { checkNewName } from '../accounts/names.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import { isObject, lookAtSettingsFile } from '../claude/settings-file.ts'
import { TEMPLATE_NAMES } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { expandSettingsPath, readSettingsProfiles } from '../settings/settings-profiles.ts'
import { settingsText, type TemplateName } from '../settings/settings-templates.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { parseJson, readTextFile } from '../store/json-file.ts'
import { settingsFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { workingFolder } from '../store/working-folder.ts'
import { changeSettings } from './change.ts'
import { refuseBeingCreated } from './creation.ts'
import { writeKey } from './settings-key.ts'
import { spellSettingsPath } from './write-config.ts'

/** What the person named: a template, or a settings file; neither where the name itself is that of a template. */
export interface Source {
  from: string | undefined
  file: string | undefined
}

/** Where the key comes from: empty where there is nobody to ask, or the person gives it later. */
export interface KeySource {
  /** The person has a key, so a file that has one already is refused. */
  isGiven: boolean
  get(): Promise<string>
}

/** What a new settings profile is made of: a template, or the person's own file in the spelling that is to be kept. */
type Origin = { template: TemplateName; file: string } | { template?: never; file: string; spelling: string }

/**
 * Adds a settings profile, and makes its settings file where it comes from a template and does not exist.
 *
 * @returns the file, and whether an existing one was taken as it is
 * @throws CcsError `usage`, `profile-exists`, `damaged`; before the key is asked for wherever that can be told
 */
export async function addSettingsProfile(
  context: Context,
  name: string,
  source: Source,
  keySource: KeySource,
): Promise<{ file: string; isTakenAsIs: boolean }> {
  checkNewName(name)
  const origin = originOf(context, name, source)
  const { file } = origin
  const path = spellSettingsPath(context, file, origin.template ? undefined : origin.spelling)
  checkFree(context, readRegistry(context), name)
  refuseBeingCreated(context, name)
  const hasKey = checkSettingsFile(origin) && lookAtSettingsFile(file).placeholder === undefined
  if (keySource.isGiven && hasKey) throw new CcsError('key-exists', { file })
  const key = hasKey ? '' : await keySource.get()
  const isMade = changeSettings(context, (config, registry, lock) => {
    checkFree(context, registry, name)
    refuseBeingCreated(context, name)
    const isMade = makeSettingsFile(origin, key, lock)
    if (!isMade && key !== '') writeKey(context, file, key, lock)
    config.profiles[name] = path
    return isMade
  })
  return { file, isTakenAsIs: origin.template !== undefined && !isMade && key === '' }
}

/**
 * Puts a key into the settings file of an existing profile.
 *
 * @param file as the profile named it before the key was asked for
 * @throws CcsError `busy` where the profile has another one by now
 */
export function addKey(context: Context, name: string, file: string, key: string): void {
  changeSettings(context, (_, registry, lock) => {
    const path = readSettingsProfiles(context).profiles.get(name)
    const isSame = path !== undefined && expandSettingsPath(path, context) === file && !registry.profiles.has(name)
    if (!isSame) throw new CcsError('file-changed', { file: context.configFile })
    writeKey(context, file, key, lock)
  })
}

function originOf(context: Context, name: string, { from, file }: Source): Origin {
  if (from !== undefined && file !== undefined) throw new CcsError('settings-from-and-file', {})
  if (file !== undefined) return ownFile(context, file)
  const templates = TEMPLATE_NAMES.join(', ')
  const template = TEMPLATE_NAMES.find((each) => each === (from ?? name))
  if (template) return { template, file: settingsFile(context, name) }
  if (from !== undefined) throw new CcsError('template-unknown', { template: from, templates })
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
