import { statSync } from 'node:fs'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { ensureInstance } from '../instances/ensure.ts'
import type { Profile } from '../profiles/profiles.ts'
import { lookAtSettingsFile } from '../profiles/settings-file.ts'
import { recordUse } from '../profiles/used.ts'
import { launchEnvironment } from './environment.ts'
import { findClaude } from './find.ts'
import { become } from './process.ts'

/**
 * Launches `claude` for a profile, by the launch rules of design.md.
 *
 * @param args for claude, handed on byte for byte
 * @returns the exit status of claude, where this process could not become it
 */
export async function launchProfile(context: Context, profile: Profile, args: readonly string[]): Promise<number> {
  const claude = findClaude(context)
  if (profile.kind === 'account') await ensureInstance(context, profile.name, profile.instance)
  const own = profile.kind === 'settings' ? ['--settings', settingsFile(profile)] : []
  recordUse(context, profile.name, new Date())
  const env = launchEnvironment(context.env, profile, context.env.CCS_KEEP_ENV === '1')
  return become(claude, [...own, ...args], env)
}

/** Launches `claude` exactly as typed by hand: no profile, its environment untouched. */
export function launchByHand(context: Context, args: readonly string[]): Promise<number> {
  return become(findClaude(context), args, context.env)
}

/** What else is wrong with the file is claude's to tell. */
function settingsFile({ name, file }: Profile & { kind: 'settings' }): string {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new CcsError('settings-file-missing', { name, file })
  const { placeholder } = lookAtSettingsFile(file)
  if (placeholder) throw new CcsError('settings-key-missing', { name, file, variable: placeholder })
  return file
}
