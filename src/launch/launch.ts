import { readFileSync } from 'node:fs'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import type { AccountProfile, Profile } from '../profile.ts'
import { areHomeSettingsFresh, isPublishedFresh, isSettingsFileFresh } from '../shell/freshness.ts'
import { checkCcsDir } from '../store/ccs-dir.ts'
import { isLinux } from '../store/system.ts'
import { workingFolder } from '../store/working-folder.ts'
import { defaultProfile } from './default-profile.ts'
import { foreignWordError } from './foreign-words.ts'
import { type Meaning, meaningOf } from './meaning.ts'
import { noSuchProfile, Profiles } from './profiles.ts'
import { hasSettingsHere, launchByHand, launchProfile } from './start-claude.ts'

type Launch = Extract<Meaning, { kind: 'profile' | 'default' | 'plain-claude' }>
type PrepareV2 = (context: Context, profile: AccountProfile, args: readonly string[]) => Promise<void>

/**
 * Does what a command line means, where that is a launch.
 *
 * @param args what follows `ccs`
 * @param prepareV2 called before an account whose login v2 keeps is launched
 * @returns the exit status of claude; or, for one of ccs's own commands, its words
 */
export async function launchCommandLine(
  context: Context,
  args: string[],
  prepareV2: PrepareV2,
): Promise<number | string[]> {
  const profiles = new Profiles(context, workingFolder)
  const meaning = meaningOf(args, profiles)
  if (meaning.kind === 'command') return [meaning.name, ...meaning.args]
  const { exists, notice } = checkCcsDir(context)
  if (notice) context.tell(notice)
  // A shell that asks the core because something changed finds the new text the next time. Where others could write, they
  // may have put another text, or a link to one, in its place.
  if (exists && (notice !== undefined || !isPublishedFresh(context))) await republish(context)
  // What follows `run` is never a prompt.
  if (meaning.kind === 'not-found')
    throw noSuchProfile(context, meaning.word, meaning.near, args[0] === 'run' ? undefined : args)
  if (meaning.kind === 'foreign-word') throw foreignWordError(meaning.word, meaning.args)
  refuseLossyArguments(args)
  const profile = await profileOf(context, profiles, meaning)
  if (!profile) return launchByHand(context, meaning.args)
  if (profile.kind !== 'settings' && profiles.isOfV2(profile.name)) await prepareV2(context, profile, meaning.args)
  return launch(context, profile, meaning.args)
}

/** @returns undefined for plain claude, as by hand */
function profileOf(
  context: Context,
  profiles: Profiles,
  meaning: Launch,
): Promise<Profile | undefined> | Profile | undefined {
  if (meaning.kind === 'plain-claude') return undefined
  if (meaning.kind === 'default') return defaultProfile(context, profiles)
  const profile = profiles.find(meaning.name)
  if (!profile) throw noSuchProfile(context, meaning.name, [])
  return profile
}

async function launch(context: Context, profile: Profile, args: string[]): Promise<number> {
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

async function republish(context: Context): Promise<void> {
  const { tryPublish } = await import('../shell/publish.ts')
  tryPublish(context)
}

/** Node reads arguments as UTF-8 and loses other bytes: those are refused, never altered. */
function refuseLossyArguments(args: readonly string[]): void {
  if (!args.some((argument) => argument.includes('\uFFFD'))) return
  if (isLinux && isValidUtf8(readFileSync('/proc/self/cmdline'))) return
  throw new CcsError('argument-not-utf8', {})
}

function isValidUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8')).equals(bytes)
}
