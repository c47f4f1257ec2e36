import { COMMAND_NAMES } from '../command-table.ts'
import { CcsError } from '../errors/ccs-error.ts'

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/
/** Names that Windows keeps for devices, also as folders. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/
/** v2's `default` in config.json means plain claude. */
const RESERVED = new Set([...COMMAND_NAMES, 'default'])

/**
 * How many profiles, and how many pins, the text of a shell holds. With more it knows none of them and leaves all to the
 * core, because each shell would take long to open.
 */
export const MOST_NAMES = 10_000

/** True for a name that may stand in shell text as part of a function's name: what a new profile can be called. */
export function isRenderable(name: string): boolean {
  return NAME.test(name) && !DEVICE.test(name) && !RESERVED.has(name)
}

/** True for a word that could be a profile's name once its capitals are made small; all else is a prompt. */
export function couldBeName(word: string): boolean {
  return NAME.test(asciiLowerCase(word))
}

/** Refuses what a new profile cannot be called (exit 2), saying why. */
export function checkNewName(name: string): void {
  if (isRenderable(name)) return
  const small = asciiLowerCase(name)
  if (NAME.test(small) && small !== name) throw new CcsError('name-has-capitals', { name, small })
  if (RESERVED.has(name)) throw new CcsError('name-is-command', { name })
  if (DEVICE.test(name)) throw new CcsError('name-is-device', { name })
  throw new CcsError('name-invalid', { name })
}

/** Small letters for A to Z only, whatever the locale: the shells compare the same way. */
export function asciiLowerCase(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
