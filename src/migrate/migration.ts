import * as v from 'valibot'
import { readRegistry } from '../accounts/read-registry.ts'
import { type Registry, serializeRegistry } from '../accounts/registry.ts'
import { inOneStep } from '../changes/change.ts'
import { endChange } from '../changes/journal.ts'
import { writeRegistry } from '../changes/write-registry.ts'
import type { Context } from '../context.ts'
import { readSettingsProfilesOrNone } from '../settings/settings-profiles.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { registryFile } from '../store/layout.ts'
import { below } from '../store/paths.ts'
import type { Arrangement, Here, Migration } from './arrangement.ts'
import { type Backup, beginBackup, fileAsItIs, isOpen, readBackups, takeUp, writeManifest } from './backup.ts'
import { configYaml } from './config-yaml/config-yaml.ts'
import { type Plan, planMigration } from './plan.ts'
import { v2 } from './v2/v2.ts'

/** Everything whose profiles `ccs migrate` brings over, in the order in which it does. */
export const ARRANGEMENTS: readonly Arrangement[] = [v2, configYaml]

/** In a backup: the registry as it was, and as the migration left it. */
export const BEFORE = 'profiles.json'
export const AFTER = 'profiles-after.json'

/** What has been done. */
export interface Migrated {
  /** The folder of the backup. */
  backup: string
  /** How many accounts and settings profiles were brought over by this run. */
  accounts: number
  settings: number
  /** Sentences about what could not be copied into the new folders. */
  warnings: string[]
}

/** What each arrangement has read, in their order. */
type Read = readonly unknown[]

/** Reads what cannot be read under the lock. @throws CcsError `damaged` */
export function readArrangements(context: Context): Promise<Read> {
  return Promise.all(ARRANGEMENTS.map((arrangement) => arrangement.read?.(context)))
}

/** @throws CcsError `damaged` */
export function lookAround(context: Context, read: Read): Plan {
  const registry = readRegistry(context)
  const { parts, open } = look(context, registry, read)
  const settings = [...readSettingsProfilesOrNone(context).profiles.keys()]
  return planMigration(parts, { accounts: [...registry.profiles.keys()], settings, isOpen: open !== undefined })
}

/** The last migration that is not taken back; also one that was killed while it was. */
export function lastMigration(context: Context): Backup | undefined {
  return readBackups(context).find((backup) => {
    const { records, takenBack } = backup.manifest
    const isWhole = ARRANGEMENTS.every(({ name, record }) => v.is(record, records[name]))
    return isWhole && (!takenBack || isOpen(context, backup))
  })
}

/**
 * Brings over what there is of the older arrangements. The backup is made before anything else, then what the profiles need,
 * then the registry is written, and only then what it named before goes. A kill anywhere leaves the migration in the journal,
 * and the next call goes on.
 *
 * @returns undefined when there was nothing to do
 * @throws CcsError `busy`, `damaged`, `file-system`
 */
export function migrate(context: Context, read: Read): Migrated | undefined {
  return inOneStep(context, (registry, lock) => {
    const { found, parts, open } = look(context, registry, read)
    const steps = parts.flatMap((part) => part.steps)
    if (steps.length === 0 && !open) return undefined
    const isFinishOnly = steps.length === 0 && open
    const backup = isFinishOnly ? takeUp(context, lock, open, 'forward') : takeUpOrBegin(context, lock, found, open)
    const migration = { context, lock, registry, backup }
    const warnings = isFinishOnly ? [] : rewrite(migration, found)
    for (const { apply } of ARRANGEMENTS) apply.afterRegistry?.(migration)
    endChange(context, { kind: 'migrate' })
    const accounts = steps.flatMap((step) => ('profiles' in step ? step.profiles : []))
    const settings = steps.flatMap((step) => ('settings' in step ? step.settings : []))
    return { backup: backup.folder, accounts: accounts.length, settings: settings.length, warnings }
  })
}

function look(context: Context, registry: Registry, read: Read) {
  const last = lastMigration(context)
  const open = last && isOpen(context, last) ? last : undefined
  const here: Here = { context, registry, last, isOpen: open !== undefined }
  const found = ARRANGEMENTS.map((arrangement, index) => arrangement.find(here, read[index]))
  return { open, found, parts: ARRANGEMENTS.map((arrangement, index) => arrangement.plan(found[index])) }
}

/** The open one serves as long as it holds the registry as it is; of another one only what no registry names is to be undone. */
function takeUpOrBegin(
  context: Context,
  lock: Migration['lock'],
  found: readonly unknown[],
  open: Backup | undefined,
): Backup {
  const before = fileAsItIs(registryFile(context))
  if (open && isBefore(open, before?.bytes)) return takeUp(context, lock, open, 'forward')
  if (open) {
    for (const { undo } of ARRANGEMENTS) undo.beforeRegistry?.(context, open)
    open.manifest.takenBack = true
    writeManifest(open, lock)
  }
  const records = ARRANGEMENTS.map(({ name, apply }, index) => [name, apply.begin?.(context, found[index])])
  const registry = before ? before.attributes : null
  const manifest = { kind: 'migration', takenBack: false, registry, records: Object.fromEntries(records) } as const
  return beginBackup(context, lock, manifest, before ? { [BEFORE]: before.bytes } : {})
}

function isBefore(backup: Backup, bytes: Buffer | undefined): boolean {
  const before = registryBefore(backup)
  return before === undefined || bytes === undefined ? before === bytes : bytes.equals(before)
}

/** The bytes of the registry as it was; undefined where there was none. */
export function registryBefore({ folder, manifest }: Backup): Buffer | undefined {
  return manifest.registry === null ? undefined : fileAsItIs(below(folder, BEFORE))?.bytes
}

function rewrite(migration: Migration, found: readonly unknown[]): string[] {
  const { context, lock, registry, backup } = migration
  const before = serializeRegistry(registry)
  const warnings = ARRANGEMENTS.flatMap(({ apply }, index) => apply.beforeRegistry(migration, found[index]))
  writeAtomically(below(backup.folder, AFTER), serializeRegistry(registry), lock)
  writeRegistry(context, registry, before, lock)
  return [...new Set(warnings)]
}
