import type { Folders } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { readSettingsProfiles } from '../settings/settings-profiles.ts'
import { asciiLowerCase, isRenderable } from './names.ts'
import type { Registry } from './registry.ts'

/** Characters; the rest of a name's 64 is for a number. */
const LONGEST = 60

/**
 * A valid name that is nobody's: the first of the words that gives one, else the first of them with a number behind it.
 *
 * @param words what the person calls it, such as an alias or the name of a folder; any text
 * @param isTaken true for names that a new profile cannot have
 */
export function freeName(words: readonly string[], isTaken: (name: string) => boolean): string {
  const wishes = words.map(wishFrom).filter((wish) => wish !== '')
  const isFree = (name: string) => isRenderable(name) && !isTaken(name)
  const free = wishes.find(isFree)
  if (free !== undefined) return free
  const [base = 'account'] = wishes
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`
    if (isFree(name)) return name
  }
}

/** `claude-work`, `.claude_work` and `work-claude` are about `work`; `claude` alone is about nothing. */
function wishFrom(word: string): string {
  return asciiLowerCase(word)
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
    .replace(/^claude(?:[-_]+|$|(?=.))|[-_]+claude$/, '')
    .slice(0, LONGEST)
    .replace(/[-_]+$/, '')
}

/** Refuses the name of a new profile that there is, of whatever kind. */
export function checkFree(folders: Folders, registry: Registry, name: string): void {
  if (registry.profiles.has(name)) throw new CcsError('account-exists', { name })
  if (readSettingsProfiles(folders).profiles.has(name)) {
    throw new CcsError('settings-profile-exists', { name, file: folders.configFile, keyless: undefined })
  }
}
