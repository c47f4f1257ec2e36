import { readFileSync } from 'node:fs'
import { instanceOf } from '../accounts/location.ts'
import type { Entry } from '../accounts/registry.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { areHomeSettingsFresh, isPublishedFresh, isSettingsFileFresh } from '../shell/freshness.ts'
import { quotePosix } from '../shell/quote.ts'
import { checkCcsDir } from '../store/ccs-dir.ts'
import { workingFolder } from '../store/working-folder.ts'
import { foreignWordError } from './foreign-words.ts'
import { meaningOf } from './meaning.ts'
import { noSuchProfile, type Profile, Profiles } from './profiles.ts'
import { hasSettingsHere, launchByHand, launchProfile } from './start-claude.ts'

/**
 * Does what a command line means, where that is a launch.
 *
 * @param args what follows `ccs`
 * @returns the exit status of claude; or, for one of ccs's own commands, its words
 */
export async function launchCommandLine(context: Context, args: string[]): Promise<number | string[]> {
  const profiles = new Profiles(context, workingFolder)
  const meaning = meaningOf(args, profiles)
  if (meaning.kind === 'command') return [meaning.name, ...meaning.args]
  const { exists, notice } = checkCcsDir(context)
  if (notice) say(`ccs: ${notice}\n`)
  // A shell that asks the core because something changed finds the new text the next time. Where others could write, they
  // may have put another text, or a link to one, in its place.
  if (exists && (notice !== undefined || !isPublishedFresh(context))) await republish(context)
  // What follows `run` is never a prompt.
  if (meaning.kind === 'not-found')
    throw noSuchProfile(context, meaning.word, meaning.near, args[0] === 'run' ? undefined : args)
  if (meaning.kind === 'foreign-word') throw foreignWordError(meaning.word, meaning.args)
  refuseLossyArguments(args)
  if (meaning.kind === 'plain-claude') return launchByHand(context, meaning.args)
  if (meaning.kind === 'profile') {
    const profile = profiles.find(meaning.name)
    if (!profile) throw noSuchProfile(context, meaning.name, [])
    return launch(context, profiles, profile, meaning.args)
  }
  return launchDefault(context, profiles, meaning.args)
}

async function launchDefault(context: Context, profiles: Profiles, args: string[], isAgain = false): Promise<number> {
  const chosen = profiles.default()
  if (chosen.kind === 'plain-claude') return launchByHand(context, args)
  const { name, from } = chosen
  const profile = profiles.find(name)
  if (profile) return launch(context, profiles, profile, args)
  if (from === 'CCS_PROFILE') throw chosenNotFound(context, profiles, name)
  if (await finishRemovalOf(context, name)) return launchDefault(context, new Profiles(context, workingFolder), args)
  if (from === 'the registry') throw new CcsError('default-not-found', { name })
  // Another process may have renamed it between our looks at the registry and at the pins.
  if (!isAgain) return launchDefault(context, new Profiles(context, workingFolder), args, true)
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

async function launch(context: Context, profiles: Profiles, profile: Profile, args: string[]): Promise<number> {
  if (profile.kind !== 'settings' && profiles.isOfV2(profile.name)) {
    const { prepareV2Launch } = await import('../migrate/v2-launch.ts')
    await prepareV2Launch(context, profile, args)
  }
  // What a settings file holds decides whether a shell may launch its profile: only then it is looked at.
  if (profile.kind === 'settings' && !isSettingsFileFresh(context, profile.name, profile.file)) await republish(context)
  if (profile.kind !== 'plain' && !(await knowHomeSettings(context, profile))) await republish(context)
  return launchProfile(context, profile, args)
}

/** True unless a shell handed this launch over because it does not know what the settings of plain claude hold. */
async function knowHomeSettings(context: Context, { kind }: Profile): Promise<boolean> {
  if (kind === 'account' && !hasSettingsHere()) return true
  const { lookAtHomeSettings } = await import('../claude/home-settings.ts')
  return areHomeSettingsFresh(context, lookAtHomeSettings(context))
}

/** Where the removal of that settings profile was interrupted its pins may still be there, or that it is the default. */
async function finishRemovalOf(context: Context, name: string): Promise<boolean> {
  const { hasBegunSettingsRemoval } = await import('../changes/settings-removal.ts')
  if (!hasBegunSettingsRemoval(context, name)) return false
  const { changeSettingsAndPublish } = await import('../shell/publish.ts')
  changeSettingsAndPublish(context, () => {})
  return !hasBegunSettingsRemoval(context, name)
}

async function republish(context: Context): Promise<void> {
  const { tryPublish } = await import('../shell/publish.ts')
  tryPublish(context)
}

/** Node reads arguments as UTF-8 and loses other bytes: those are refused, never altered. */
function refuseLossyArguments(args: readonly string[]): void {
  if (!args.some((argument) => argument.includes('\uFFFD'))) return
  if (process.platform === 'linux' && isValidUtf8(readFileSync('/proc/self/cmdline'))) return
  throw new CcsError('argument-not-utf8', {})
}

function isValidUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8')).equals(bytes)
}
