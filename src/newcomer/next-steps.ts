import { basename } from 'node:path'
import { printable } from '../printable.ts'
import { asciiLowerCase, isRenderable } from '../profiles/names.ts'
import type { Quoter } from '../shell/quote.ts'

/** What somebody has who has no account profiles yet, or only some of their logins as such. */
export interface Found {
  /** Names that a new profile cannot have. */
  taken: readonly string[]
  /** There is a login of plain claude that is no profile. */
  hasPlainLogin: boolean
  /** Folders of Claude's beside `~/.claude` that are no profiles. */
  folders: readonly string[]
  /** What an older ccs left: names of profiles that work as they are, and whether it has accounts in vaults. */
  older: { names: readonly string[]; hasVaults: boolean }
  /** How many account profiles there are. */
  profiles: number
}

/** More would not be read. */
const MOST_FOLDERS = 5
const MOST_NAMES = 5

/**
 * What a newcomer should do next, decided by what is there: each login that can be adopted, what an older ccs left, else
 * to create a profile.
 *
 * @param quote the quoter of the person's shell
 * @returns sentences that end in an exact command
 */
export function nextSteps(found: Found, quote: Quoter): string[] {
  const taken = new Set(found.taken)
  const propose = (wish: string) => {
    const name = freeName(wish, taken)
    taken.add(name)
    return name
  }
  const plain = found.hasPlainLogin
    ? [`Make the login of plain claude a profile, as it is: ccs auth adopt ${propose('main')} --plain`]
    : []
  const adoptable = found.folders.filter((folder) => printable(quote(folder)) === quote(folder))
  const folders = adoptable
    .slice(0, MOST_FOLDERS)
    .map((folder) => `Make a folder of Claude's a profile: ccs auth adopt ${propose(wishFor(folder))} ${quote(folder)}`)
  const more = adoptable.length > MOST_FOLDERS ? [`And ${adoptable.length - MOST_FOLDERS} more such folders.`] : []
  const steps = [...stepsFromOlder(found.older), ...plain, ...folders, ...more]
  if (steps.length > 0 || found.profiles > 1) return steps
  return found.profiles === 0
    ? [`Create a profile, which logs in through Claude: ccs auth create ${propose('work')}`]
    : [`Create one for another account: ccs auth create ${propose('personal')}`]
}

function stepsFromOlder({ names, hasVaults }: Found['older']): string[] {
  const shown = names.slice(0, MOST_NAMES).map((name) => `ccs ${name}`)
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : ''
  return [
    ...(names.length > 0 ? [`The profiles of an older ccs work as they are: ${shown.join(', ')}${more}`] : []),
    ...(hasVaults ? ['An older ccs has accounts in vaults. Bring them over: ccs migrate'] : []),
  ]
}

/** What follows `.claude-` in a folder's name, as far as it can be part of a name. */
function wishFor(folder: string): string {
  const name = basename(folder).replace(/^\.?claude-?/, '')
  return asciiLowerCase(name)
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+|-+$/g, '')
    .slice(0, 60)
}

/** The wish itself, or the first number behind it, that is a valid name and nobody's. */
function freeName(wish: string, taken: ReadonlySet<string>): string {
  const base = wish === '' ? 'account' : wish
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`
    if (isRenderable(name) && !taken.has(name)) return name
  }
}
