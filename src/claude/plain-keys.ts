import type { Context } from '../context.ts'
import { readTextFile } from '../store/json-file.ts'
import { below } from '../store/paths.ts'
import { goesElsewhere, isObject, parseSettings } from './settings-file.ts'

/** What carries a credential in a settings file of Claude. */
const HELPER = 'apiKeyHelper'
const VARIABLES = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_CUSTOM_HEADERS']

/**
 * The credentials of plain claude that a settings profile would send to its provider. Claude merges the profile's file
 * with `~/.claude/settings.json`, so a key or a helper there goes along unless the profile's file sets the same name,
 * if only to an empty text (measured with 2.1.197 and 2.1.332).
 *
 * @param file of the settings profile
 * @returns names of keys and variables; none where requests go to Claude's own provider
 */
export function leakedPlainKeys(context: Context, file: string): string[] {
  const own = settingsIn(file)
  if (!own || !goesElsewhere(own)) return []
  const ownNames = new Set(namesIn(own))
  return namesIn(settingsIn(plainSettingsFile(context)) ?? {}, true).filter((name) => !ownNames.has(name))
}

/** The settings of plain claude, which apply to settings profiles too. */
export const plainSettingsFile = ({ home }: Pick<Context, 'home'>): string => below(home, '.claude', 'settings.json')

/** What to add to the file of a settings profile so that these names of plain claude have no effect. */
export function overridesFor(names: readonly string[]): string {
  const variables = names.filter((name) => name !== HELPER).map((name) => `"${name}": ""`)
  const keys = names.includes(HELPER) ? [`"${HELPER}": ""`] : []
  return [...keys, ...(variables.length > 0 ? [`"env": { ${variables.join(', ')} }`] : [])].join(', ')
}

/** @param isFilled leaves out what is set to an empty text */
function namesIn(settings: Record<string, unknown>, isFilled = false): string[] {
  const env = isObject(settings.env) ? settings.env : {}
  const has = (object: Record<string, unknown>, name: string) =>
    Object.hasOwn(object, name) && !(isFilled && object[name] === '')
  return [...(has(settings, HELPER) ? [HELPER] : []), ...VARIABLES.filter((name) => has(env, name))]
}

/** Undefined where there is nothing that Claude would take. */
function settingsIn(file: string): Record<string, unknown> | undefined {
  try {
    return parseSettings(readTextFile(file) ?? '')
  } catch {
    return undefined
  }
}
