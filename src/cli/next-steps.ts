import { freeName } from '../accounts/free-name.ts'
import { adoptCommand } from '../changes/adopt.ts'
import { printable } from '../errors/printable.ts'
import type { Quoter } from '../shell/shell.ts'

/** What somebody has who has no account profiles yet, or only some of their logins as such. */
export interface Found {
  /** True for names that a new profile cannot have. */
  isTaken(name: string): boolean
  /** The name for the login of plain claude, where that is no profile. */
  plainName: string | undefined
  /** Folders of Claude's that are no profiles, and the names for them. */
  folders: readonly { name: string; folder: string }[]
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
  const { plainName, folders, isTaken } = found
  const plain =
    plainName === undefined
      ? []
      : [`Make the login of plain claude a profile, as it is: ${adoptCommand({ name: plainName }, quote)}`]
  const adoptable = folders.filter(({ folder }) => printable(quote(folder)) === quote(folder))
  const adopt = adoptable
    .slice(0, MOST_FOLDERS)
    .map(({ name, folder }) => `Make a folder of Claude's a profile: ${adoptCommand({ name, folder }, quote)}`)
  const rest = adoptable.length - adopt.length
  const more = rest > 0 ? [`And ${rest} more such folders.`] : []
  const all = folders.length > 1 ? ['See them all, and the lines of rc files that use them: ccs migrate --scan'] : []
  const steps = [...stepsFromOlder(found.older), ...plain, ...adopt, ...more, ...all]
  if (steps.length > 0 || found.profiles > 1) return steps
  return found.profiles === 0
    ? [`Create a profile, which logs in through Claude: ccs auth create ${freeName(['work'], isTaken)}`]
    : [`Create one for another account: ccs auth create ${freeName(['personal'], isTaken)}`]
}

function stepsFromOlder({ names, hasVaults }: Found['older']): string[] {
  const shown = names.slice(0, MOST_NAMES).map((name) => `ccs ${name}`)
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : ''
  return [
    ...(names.length > 0 ? [`The profiles of an older ccs work as they are: ${shown.join(', ')}${more}`] : []),
    ...(hasVaults ? ['An older ccs has accounts in vaults. Bring them over: ccs migrate'] : []),
  ]
}
