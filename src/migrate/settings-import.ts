import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { rewriteConfig, serializeConfig, writeConfig } from '../changes/write-settings.ts'
import type { Context } from '../context.ts'
import { readConfig } from '../settings/settings-profiles.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { realFile } from '../store/json-file.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { type Backup, digestOf, writeNote } from './backup.ts'

/** In the backup of a migration that imports settings profiles: `config.json` as it was. */
const CONFIG_BEFORE = 'config.json'

/**
 * Adds the settings profiles of a later program to `config.json`; their files stay where they are. What is there under such a
 * name stays. The manifest says how the file was and what it is to become before it is written.
 *
 * @param settings name and path as written there
 * @throws CcsError `damaged`
 */
export function importSettings(
  context: Context,
  lock: Lock,
  backup: Backup,
  settings: readonly [name: string, path: string][],
): void {
  if (settings.length === 0) return
  const { note, folder } = backup
  const config = readConfig(context)
  config.profiles = Object.fromEntries([...settings, ...Object.entries(config.profiles)])
  const text = serializeConfig(config)
  const before = note.settings ? note.settings.before : keepConfig(context, lock, folder)
  const added = { ...note.settings?.added, ...Object.fromEntries(settings) }
  note.settings = { file: context.configFile, before, after: digestOf(Buffer.from(text)), added }
  writeNote(backup, lock)
  writeConfig(context, lock, text)
}

function keepConfig({ configFile }: Context, lock: Lock, folder: string) {
  if (!existsSync(configFile)) return null
  const file = realFile(configFile)
  const { mode, gid, mtimeMs } = statSync(file)
  writeAtomically(below(folder, CONFIG_BEFORE), readFileSync(file), lock)
  return { mode: mode & 0o7777, gid, time: mtimeMs }
}

/** The file that taking it back changes; undefined where there is nothing to be taken back. */
export function configToRestore(context: Context, { note: { settings } }: Backup): string | undefined {
  if (!settings || !existsSync(settings.file)) return undefined
  const { profiles } = readConfig({ ...context, configFile: settings.file })
  const isThere = Object.entries(settings.added).some(([name, path]) => profiles[name] === path)
  return isThere ? settings.file : undefined
}

/** Byte for byte as it was; where it has been changed since, only what was added is taken out. */
export function restoreSettings(context: Context, { folder, note }: Backup, lock: Lock): void {
  const { settings } = note
  if (!settings || !existsSync(settings.file)) return
  const there = { ...context, configFile: settings.file }
  const file = realFile(settings.file)
  if (digestOf(readFileSync(file)) !== settings.after) {
    rewriteConfig(there, lock, ({ profiles }) => {
      for (const [name, path] of Object.entries(settings.added)) if (profiles[name] === path) delete profiles[name]
    })
  } else if (settings.before === null) rmSync(file, { force: true })
  else {
    const { mode, gid, time } = settings.before
    writeConfig(there, lock, readFileSync(below(folder, CONFIG_BEFORE)), { owner: { mode, gid }, time: new Date(time) })
  }
}
