import { existsSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { recordUse } from '../accounts/used.ts'
import { launchEnvironment, withoutLogin } from '../claude/environment.ts'
import { findClaude } from '../claude/find.ts'
import { become } from '../claude/process.ts'
import { lookAtSettingsFile } from '../claude/settings-file.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import type { Profile } from '../profile.ts'
import { wordFor } from '../shell/name-word.ts'
import { currentTime } from '../store/system.ts'
import { absoluteHere } from '../store/working-folder.ts'
import { ensureInstance } from './ensure-instance.ts'

/**
 * Launches `claude` for a profile, by the launch rules of design.md.
 *
 * @param args for claude, handed on byte for byte
 * @returns the exit status of claude, where this process could not become it
 */
export async function launchProfile(context: Context, profile: Profile, args: readonly string[]): Promise<number> {
  const claude = findClaude(context)
  if (profile.kind === 'account') await ensureInstance(context, profile.name, profile.instance)
  const keepOverrides = context.env.CCS_KEEP_ENV === '1'
  const goesElsewhere = profile.kind === 'settings' && (await checkSettingsFile(context, profile))
  const own = await ownOptions(context, profile, args)
  recordUse(context, profile.name, new Date(currentTime()))
  const env = launchEnvironment(context.env, profile, keepOverrides)
  return become(claude, [...own, ...args], goesElsewhere ? withoutLogin(env) : env)
}

/** Launches `claude` exactly as typed by hand: no profile, its environment untouched. */
export function launchByHand(context: Context, args: readonly string[]): Promise<number> {
  return become(findClaude(context), args, context.env)
}

/** The options that ccs puts before those of the person. */
async function ownOptions(context: Context, profile: Profile, args: readonly string[]): Promise<string[]> {
  if (profile.kind === 'settings') return ['--settings', profile.file]
  if (profile.kind === 'plain' || !hasSettingsHere()) return []
  const { homeSettingsHere, settingSources } = await import('../claude/home-settings.ts')
  return settingSources(homeSettingsHere(context), args)
}

/** False where Claude finds no settings of a project, so that more need not be loaded. */
export const hasSettingsHere = (): boolean => existsSync('.claude')

/**
 * @returns whether the file of a settings profile sends requests to another provider than Claude's own
 * @throws CcsError `damaged` where it is of no use or differs from directory to directory, or would send a key of plain claude along
 */
async function checkSettingsFile(context: Context, { name, file }: Profile & { kind: 'settings' }): Promise<boolean> {
  if (!isAbsolute(file)) {
    const config = context.configFile
    throw new CcsError('settings-path-relative', { config, name, path: file, file: absoluteHere(file) })
  }
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new CcsError('settings-file-missing', { name, file })
  const { state, placeholder, goesElsewhere = false } = lookAtSettingsFile(file)
  if (state === 'broken') throw new CcsError('settings-file-broken', { name, file })
  if (placeholder)
    throw new CcsError('settings-key-missing', { name, file, variable: placeholder, word: wordFor(name) })
  const { leakedPlainKeys, overridesFor, plainSettingsFile } = await import('../claude/plain-keys.ts')
  const leaked = leakedPlainKeys(context, file)
  if (leaked.length === 0) return goesElsewhere
  const [logins, plain, fix] = [leaked.join(', '), plainSettingsFile(context), overridesFor(leaked)]
  throw new CcsError('plain-key-leaks', { name, file, logins, plain, fix })
}
