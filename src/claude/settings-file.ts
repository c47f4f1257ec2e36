import { CcsError } from '../errors/ccs-error.ts'
import { readTextFile } from '../store/json-file.ts'

/** Where a settings file has its key, in `env`: the variables that Claude sends as one. */
const KEYS = ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY'] as const
/** Variables that send requests to another provider. */
const ENDPOINTS = ['ANTHROPIC_BASE_URL', 'ANTHROPIC_UNIX_SOCKET'] as const
/** A cloud provider, which has credentials of its own and never gets Claude's login. */
const CLOUD = /^CLAUDE_CODE_USE_/
/** As the templates have it, ours and those of the older programs. */
const PLACEHOLDER = /^YOUR_.*_HERE$/

/** What ccs knows of a settings file; nothing else of it is kept, and least of all a key. */
export interface SettingsFile {
  /** `broken`: Claude would drop the whole file and use the login instead; `unreadable`: the system refused. */
  state: 'fine' | 'missing' | 'broken' | 'unreadable'
  /** The variable whose value must become the person's key. */
  placeholder?: (typeof KEYS)[number]
  /** True where requests go to another provider than Claude's own. */
  goesElsewhere?: boolean
}

/** Reads it, without waiting for anything. Only whether the keys and the helper have a value is looked at. */
export function lookAtSettingsFile(file: string): SettingsFile {
  const text = readOrState(file)
  if (typeof text !== 'string') return text
  const settings = parseSettings(text)
  if (!settings) return { state: 'broken' }
  const placeholder = placeholderIn(settings)
  const found = { state: 'fine', goesElsewhere: goesElsewhere(settings) } as const
  return placeholder ? { ...found, placeholder } : found
}

function readOrState(file: string): string | SettingsFile {
  try {
    return readTextFile(file) ?? { state: 'missing' }
  } catch (error) {
    return { state: error instanceof CcsError && error.code === 'damaged' ? 'broken' : 'unreadable' }
  }
}

/**
 * The settings in a text, or undefined for one that Claude drops as a whole: no JSON, no object, or `env` or
 * `apiKeyHelper` of the wrong type (measured with 2.1.197 and 2.1.332).
 */
export function parseSettings(text: string): Record<string, unknown> | undefined {
  const settings = parse(text)
  if (!isObject(settings)) return undefined
  const { env = {}, apiKeyHelper = '' } = settings
  return isObject(env) && typeof apiKeyHelper === 'string' ? settings : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * A text such as `YOUR_GLM_API_KEY_HERE`; or nothing usable at all where requests go to another provider or the token
 * is empty: Claude would send the login of plain claude there.
 */
function placeholderIn(settings: Record<string, unknown>): SettingsFile['placeholder'] {
  const found = KEYS.find((key) => PLACEHOLDER.test(valueIn(settings, key) ?? ''))
  if (found) return found
  const needsKey = goesElsewhere(settings) || valueIn(settings, 'ANTHROPIC_AUTH_TOKEN') === ''
  const { apiKeyHelper } = settings
  const hasHelper = typeof apiKeyHelper === 'string' && apiKeyHelper.trim() !== ''
  const hasKey = hasHelper || KEYS.some((key) => Boolean(valueIn(settings, key)))
  return needsKey && !hasKey ? 'ANTHROPIC_AUTH_TOKEN' : undefined
}

/** True where a settings file sends requests to another provider than Claude's own. */
export function goesElsewhere(settings: Record<string, unknown>): boolean {
  const names = Object.keys(envOf(settings))
  if (names.some((name) => CLOUD.test(name) && /^(?:1|true|yes|on)$/i.test(valueIn(settings, name) ?? ''))) return false
  return ENDPOINTS.some((name) => Boolean(valueIn(settings, name)))
}

/** The value of a variable without the space around it; a number counts as Claude sends it, other types as nothing. */
function valueIn(settings: Record<string, unknown>, name: string): string | undefined {
  const env = envOf(settings)
  const value = Object.hasOwn(env, name) ? env[name] : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined
}

function envOf({ env }: Record<string, unknown>): Record<string, unknown> {
  return isObject(env) ? env : {}
}

/** True for an object that is no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
