import { CcsError } from '../errors.ts'
import { readTextFile } from './json-file.ts'

/** Where a settings file has its key, in `env`: the variables that Claude sends as one. */
const KEYS = ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY'] as const
/** As the templates have it, ours and those of the older programs. */
const PLACEHOLDER = /^YOUR_.*_HERE$/

/** What ccs knows of a settings file; nothing else of it is kept, and least of all a key. */
export interface SettingsFile {
  /** `broken`: it holds no JSON object, or is no file; `unreadable`: the system refused. */
  state: 'fine' | 'missing' | 'broken' | 'unreadable'
  /** The variable in which the person's key is still to be put. */
  placeholder?: (typeof KEYS)[number]
}

/** Reads it, without waiting for anything; of what is in it only the two keys are looked at. */
export function lookAtSettingsFile(file: string): SettingsFile {
  const text = readOrState(file)
  if (typeof text !== 'string') return text
  const settings = parse(text)
  if (!isObject(settings)) return { state: 'broken' }
  const placeholder = placeholderIn(settings)
  return placeholder ? { state: 'fine', placeholder } : { state: 'fine' }
}

function readOrState(file: string): string | SettingsFile {
  try {
    return readTextFile(file) ?? { state: 'missing' }
  } catch (error) {
    return { state: error instanceof CcsError && error.code === 'damaged' ? 'broken' : 'unreadable' }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * A text such as `YOUR_GLM_API_KEY_HERE`, or an empty token where nothing else gives one. An empty ANTHROPIC_API_KEY
 * alone is none: so people switch that variable off.
 */
function placeholderIn(settings: Record<string, unknown>): SettingsFile['placeholder'] {
  const env = isObject(settings.env) ? settings.env : {}
  const textOf = (key: string) => (typeof env[key] === 'string' ? env[key].trim() : undefined)
  const found = KEYS.find((key) => PLACEHOLDER.test(textOf(key) ?? ''))
  if (found) return found
  const isElsewhere = Boolean(textOf('ANTHROPIC_API_KEY')) || 'apiKeyHelper' in settings
  return textOf('ANTHROPIC_AUTH_TOKEN') === '' && !isElsewhere ? 'ANTHROPIC_AUTH_TOKEN' : undefined
}

/** True for an object that is no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
