import { CcsError } from '../errors/ccs-error.ts'
import { readTextFile } from '../store/json-file.ts'
import { OVERRIDES } from './environment.ts'
import { isObject, parseSettings } from './settings-file.ts'

/** Stands for the content of a file that Claude ignores as a whole, or that cannot be read. */
const UNKNOWN = 'content that ccs cannot read'
const KEYS = ['apiKeyHelper', 'forceLoginMethod', 'forceLoginOrgUUID']
const VARIABLES = new Set([...OVERRIDES, 'CLAUDE_CONFIG_DIR', 'ANTHROPIC_CONFIG_DIR'])
/** These change where an account logs in or where its requests go, but the account stays the one that is asked. */
const STEERING = new Set([...KEYS.slice(1), 'ANTHROPIC_BASE_URL', 'ANTHROPIC_CUSTOM_HEADERS', UNKNOWN])

/**
 * The keys and variables in a settings file of Claude that beat or steer a login; of its content only names are looked
 * at. A file that cannot be read counts as one, because Claude may understand it tomorrow.
 *
 * @param file may be missing
 */
export function loginsIn(file: string): string[] {
  const text = readOrNull(file)
  if (text === undefined) return []
  const settings = text === null ? undefined : parseSettings(text)
  if (!settings) return [UNKNOWN]
  const { env } = settings
  const keys = KEYS.filter((key) => Object.hasOwn(settings, key) && settings[key] !== '')
  return [...keys, ...Object.keys(isObject(env) ? env : {}).filter((name) => VARIABLES.has(name))]
}

/** Of these, the ones with which Claude asks somebody else than the account whose settings they are. */
export function answersIn(file: string): string[] {
  return loginsIn(file).filter((name) => !STEERING.has(name))
}

/** @returns null for what cannot be read, undefined where nothing is */
function readOrNull(file: string): string | null | undefined {
  try {
    return readTextFile(file)
  } catch (error) {
    if (error instanceof CcsError) return null
    throw error
  }
}
