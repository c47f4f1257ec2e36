import { isAbsolute } from 'node:path'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { settingsFile } from '../layout.ts'
import { below } from '../paths.ts'
import { printable, quoted } from '../printable.ts'
import { writeAtomically } from '../profiles/atomic-write.ts'
import { parseJson, readTextFile } from '../profiles/json-file.ts'
import type { Lock } from '../profiles/lock.ts'
import { checkNewName } from '../profiles/names.ts'
import { checkFree } from '../profiles/profiles.ts'
import { refuseReserved } from '../profiles/reservation.ts'
import { isObject, lookAtSettingsFile } from '../profiles/settings-file.ts'
import { settingsText, type TemplateName } from '../profiles/settings-templates.ts'
import { readRegistry } from '../profiles/store.ts'
import { spellSettingsPath } from '../profiles/write-settings.ts'
import { changeSettingsAndPublish } from '../shell/publish.ts'
import { say } from '../stderr.ts'
import { workingFolder } from '../working-folder.ts'
import { askSecret, canAskSecret } from './ask-secret.ts'
import { TEMPLATE_NAMES } from './definition.ts'
import { messages } from './messages.ts'

/** What a new settings profile is made of: a template, or the person's own file in the spelling that is to be kept. */
type Origin = { template: TemplateName; file: string } | { template?: never; file: string; spelling: string }

/** `ccs settings add <name> [--from glm|kimi | --file F]` */
export async function run(context: Context, args: Record<string, unknown>): Promise<undefined> {
  const name = String(args.name)
  checkNewName(name)
  const origin = originOf(context, name, args)
  const path = spellSettingsPath(context, origin.file, origin.template ? undefined : origin.spelling)
  // All that can be refused is, before the person is asked for a key.
  checkFree(context, readRegistry(context), name)
  refuseReserved(context, name)
  const isNew = !checkSettingsFile(origin)
  const key = isNew && canAskSecret() ? await askKey(name) : ''
  const { isMade } = changeSettingsAndPublish(context, (config, registry, lock) => {
    checkFree(context, registry, name)
    refuseReserved(context, name)
    const isMade = makeSettingsFile(origin, key, lock)
    config.profiles[name] = path
    return { isMade }
  })
  messages.success(`Settings profile ${quoted(name)} added.`)
  tell(name, origin, isMade)
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

function askKey(name: string): Promise<string> {
  return askSecret(`API key for ${quoted(name)} (not shown; Enter alone to put it into the file later):`)
}

function tell(name: string, { template, file }: Origin, isMade: boolean): void {
  if (template && !isMade) say(`ccs: Its settings file was there already, and is taken as it is: ${printable(file)}\n`)
  const { placeholder } = lookAtSettingsFile(file)
  if (placeholder === undefined) messages.info(`Use it: ccs ${name} "a task"`)
  else
    say(
      `ccs: Put your key into ${printable(file)}, as the value of ${placeholder}. Then use it: ccs ${name} "a task"\n`,
    )
}
