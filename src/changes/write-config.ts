import { statSync } from 'node:fs'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { type Config, expandSettingsPath, readConfig } from '../settings/settings-profiles.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { realFile } from '../store/json-file.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { ownIdentity } from '../store/process-identity.ts'

/**
 * Reads, changes and writes `config.json`, or the file that CCS_CONFIG names, where the change makes a difference. One
 * that is there keeps its permissions.
 *
 * @param lock held by this process
 * @param change throws to leave the file as it is; what it returns is returned
 * @throws CcsError `damaged`
 */
export function rewriteConfig<T>(context: Context, lock: Lock, change: (config: Config) => T): T {
  const config = readConfig(context)
  const before = serializeConfig(config)
  const result = change(config)
  if (serializeConfig(config) !== before) writeConfig(context, lock, serializeConfig(config))
  return result
}

/**
 * Writes `config.json`, or the file that CCS_CONFIG names; the one that a link leads to.
 *
 * @param kept its time, permissions and group, where it is to have others than it has
 */
export function writeConfig(
  context: Context,
  lock: Lock,
  text: string | Uint8Array,
  kept: { time?: Date; owner?: { mode: number; gid?: number } } = {},
): void {
  const file = realFile(context.configFile)
  const found = statSync(file, { throwIfNoEntry: false })
  writeAtomically(file, text, lock, {
    // Elsewhere the usual name could be somebody else's.
    ...(file === below(context.ccsDir, 'config.json') ? {} : { temporary: `${file}.ccs-${ownIdentity().nonce}` }),
    ...(found ? { owner: { mode: found.mode } } : {}),
    ...kept,
  })
}

/** The text of the file. */
export function serializeConfig(config: Config): string {
  return `${JSON.stringify(config, undefined, 2)}\n`
}

/**
 * How `config.json` spells the path of a file, so that it is that file again when it is read.
 *
 * @param file absolute
 * @param wanted the spelling to be kept if it can be; without it, as the older programs have it: with `~/`
 * @throws CcsError `usage` for a path in which something would be taken for a variable
 */
export function spellSettingsPath(context: Context, file: string, wanted?: string): string {
  const { home, platform } = context
  const short = platform !== 'win32' && file.startsWith(`${home}/`) ? `~${file.slice(home.length)}` : file
  const spelling = [wanted ?? short, file, short].find((path) => expandSettingsPath(path, context) === file)
  if (spelling !== undefined) return spelling
  throw new CcsError('settings-path-has-variable', { file })
}
