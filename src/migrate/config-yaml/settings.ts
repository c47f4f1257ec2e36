import { existsSync, readFileSync, rmSync } from 'node:fs'
import * as v from 'valibot'
import { rewriteConfig, serializeConfig, writeConfig } from '../../changes/write-config.ts'
import type { Context } from '../../context.ts'
import { readConfig } from '../../settings/settings-profiles.ts'
import { writeAtomically } from '../../store/atomic-write.ts'
import { realFile } from '../../store/json-file.ts'
import type { Lock } from '../../store/lock.ts'
import { below } from '../../store/paths.ts'
import type { Migration } from '../arrangement.ts'
import { AttributesSchema, type Backup, digestOf, fileAsItIs, record } from '../backup.ts'

/** In a backup: `config.json` as it was. */
const CONFIG_BEFORE = 'config.json'

/** Where settings profiles were added to `config.json`: how that was, the digest of what it became, names and paths. */
export const SettingsSchema = v.optional(
  v.object({
    file: v.string(),
    before: v.nullable(AttributesSchema),
    after: v.string(),
    added: v.record(v.string(), v.string()),
  }),
)

const recordIn = ({ manifest }: Backup) => v.parse(SettingsSchema, manifest.records['config-yaml'])

/**
 * Adds the settings profiles of a later program to `config.json`; their files stay where they are. What is there under such a
 * name stays. The manifest says how the file was and what it is to become before it is written.
 *
 * @param settings name and path as written there
 * @throws CcsError `damaged`
 */
export function importSettings(
  { context, lock, backup }: Migration,
  settings: readonly [name: string, path: string][],
): void {
  if (settings.length === 0) return
  const config = readConfig(context)
  config.profiles = Object.fromEntries([...settings, ...Object.entries(config.profiles)])
  const text = serializeConfig(config)
  const earlier = recordIn(backup)
  const before = earlier ? earlier.before : keepConfig(context, lock, backup)
  const added = { ...earlier?.added, ...Object.fromEntries(settings) }
  const now = { file: context.configFile, before, after: digestOf(Buffer.from(text)), added }
  record(backup, { name: 'config-yaml' }, now, lock)
  writeConfig(context, lock, text)
}

function keepConfig({ configFile }: Context, lock: Lock, { folder }: Backup) {
  const found = fileAsItIs(configFile)
  if (found) writeAtomically(below(folder, CONFIG_BEFORE), found.bytes, lock)
  return found ? found.attributes : null
}

/** The names of the settings profiles that a migration added. */
export function namesAdded(backup: Backup): string[] {
  return Object.keys(recordIn(backup)?.added ?? {})
}

/** The file that taking it back changes, where there is something to be taken back. */
export function configToRestore(context: Context, backup: Backup): string[] {
  const settings = recordIn(backup)
  if (!settings || !existsSync(settings.file)) return []
  const { profiles } = readConfig({ ...context, configFile: settings.file })
  const isThere = Object.entries(settings.added).some(([name, path]) => profiles[name] === path)
  return isThere ? [settings.file] : []
}

/** Byte for byte as it was; where it has been changed since, only what was added is taken out. */
export function restoreSettings(context: Context, backup: Backup, lock: Lock): void {
  const settings = recordIn(backup)
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
    const before = readFileSync(below(backup.folder, CONFIG_BEFORE))
    writeConfig(there, lock, before, { owner: { mode, gid }, time: new Date(time) })
  }
}
