import { instanceOf } from '../accounts/location.ts'
import type { Entry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import type { Profile } from '../profile.ts'
import { quotePosix } from '../shell/posix.ts'
import { isUnderWay } from '../store/journal.ts'
import { workingFolder } from '../store/working-folder.ts'
import { Profiles } from './profiles.ts'

/**
 * The profile that a launch without a name uses. An interrupted removal of it is finished first.
 *
 * @param isAgain whether the files were read before, and may have been changed in between
 * @returns undefined where that is plain claude, as by hand
 * @throws CcsError `no-such-profile` where what decides names a profile that does not exist
 */
export async function defaultProfile(
  context: Context,
  profiles: Profiles,
  isAgain = false,
): Promise<Profile | undefined> {
  const chosen = profiles.default()
  if (chosen.kind === 'plain-claude') return undefined
  const { name, from } = chosen
  const profile = profiles.find(name)
  if (profile) return profile
  if (from === 'CCS_PROFILE') throw chosenNotFound(context, profiles, name)
  const readAgain = () => new Profiles(context, workingFolder)
  if (await finishRemovalOf(context, name)) return defaultProfile(context, readAgain())
  if (from === 'the registry') throw new CcsError('default-not-found', { name })
  // Another process may have renamed it between the reads of the registry and of the pins.
  if (!isAgain) return defaultProfile(context, readAgain(), true)
  throw new CcsError('pinned-not-found', { name, folder: from.pin, word: quotePosix(from.pin) })
}

/** An account keeps its folder when it is renamed, and the shell that uses it still has that folder. */
function chosenNotFound(context: Context, { registry }: Profiles, name: string): CcsError {
  const { CLAUDE_CONFIG_DIR } = context.env
  const isSame = ([other, entry]: [string, Entry]) =>
    !entry.plain && instanceOf(context, other, entry) === CLAUDE_CONFIG_DIR
  const [newName] = [...registry.profiles].find(isSame) ?? []
  return newName === undefined
    ? new CcsError('chosen-by-environment-not-found', { name })
    : new CcsError('chosen-was-renamed', { name, new: newName })
}

/** Where the removal of that settings profile was interrupted its pins may still be there, or that it is the default. */
async function finishRemovalOf(context: Context, name: string): Promise<boolean> {
  const removal = { kind: 'remove-settings', name } as const
  if (!isUnderWay(context, removal)) return false
  const { changeSettings } = await import('../changes/change.ts')
  changeSettings(context, () => {})
  return !isUnderWay(context, removal)
}
