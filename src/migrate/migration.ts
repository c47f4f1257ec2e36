import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import { type Registry, serializeRegistry } from '../accounts/registry.ts'
import { inOneStep } from '../changes/change.ts'
import { createInstance } from '../changes/create-instance.ts'
import { endChange, startChange } from '../changes/journal.ts'
import { writeRegistry } from '../changes/write-registry.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { readSettingsProfilesOrNone } from '../settings/settings-profiles.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { isFolder } from '../store/folders.ts'
import { realFile } from '../store/json-file.ts'
import { registryFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import {
  AFTER,
  type Backup,
  BEFORE,
  beginBackup,
  isOpen,
  lastMigration,
  type MigrationNote,
  writeNote,
} from './backup.ts'
import type { ConfigYaml } from './config-yaml.ts'
import { changesAnything, type ImportPlan, importInto, importsHere } from './import-plan.ts'
import { type V2Account, v2Accounts } from './look.ts'
import { importSettings } from './settings-import.ts'
import { digestOfUntouched } from './untouched.ts'
import { moveVault, restoreVault, vaultAsItIs } from './vault.ts'

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

/**
 * Brings the accounts of v2 over. The backup is made whole before anything else, then the folders, then the registry is
 * written, and only when it names no vault any more these move. A kill anywhere leaves the migration in the journal, and
 * the next call goes on.
 *
 * @param config the `config.yaml` of a later program, whose profiles are added to ours
 * @returns undefined when there was nothing to do
 * @throws CcsError `busy`, `damaged`, `file-system`
 */
export function migrate(context: Context, config: ConfigYaml | undefined): Migrated | undefined {
  return inOneStep(context, (registry, lock) => {
    const accounts = v2Accounts(context, registry)
    const open = openMigration(context)
    const settings = new Set(readSettingsProfilesOrNone(context).profiles.keys())
    const imports = importsHere(context, registry, config, settings)
    const rewrites = accounts.length > 0 || changesAnything(imports)
    if (!rewrites && !open) return undefined
    refuseFilesInPlaceOf(accounts)
    const backup = !rewrites && open ? takeUp(context, lock, open) : takeUpOrBegin(context, lock, accounts, open)
    const warnings = rewrites ? rewrite(context, lock, registry, { accounts, imports, backup }) : []
    moveVault(context, backup)
    endChange(context, { kind: 'migrate' })
    const brought = { accounts: accounts.length + imports.accounts.length, settings: imports.settings.length }
    return { backup: backup.folder, ...brought, warnings }
  })
}

function openMigration(context: Context): Backup | undefined {
  const last = lastMigration(context)
  return last && isOpen(context, last) ? last : undefined
}

/** Told of before anything is made. */
function refuseFilesInPlaceOf(accounts: readonly V2Account[]): void {
  for (const { folder } of accounts) {
    if (folder !== undefined && lstatSync(folder, { throwIfNoEntry: false }) && !isFolder(folder)) {
      throw new CcsError('instance-is-no-folder', { folder })
    }
  }
}

/** The open one serves as long as it holds the registry as it is; of another one nothing but the vault is to be undone. */
function takeUpOrBegin(context: Context, lock: Lock, accounts: readonly V2Account[], open: Backup | undefined): Backup {
  const before = registryAsItIs(context)
  if (open && isBefore(open, before?.bytes)) return takeUp(context, lock, open)
  if (open) {
    restoreVault(context, open)
    open.note.takenBack = true
    writeNote(open, lock)
  }
  const note: MigrationNote = {
    kind: 'migration',
    takenBack: false,
    registry: before ? before.attributes : null,
    vault: vaultAsItIs(context),
    profiles: accounts.map(({ name }) => name),
    folders: accounts.flatMap(({ folder, isMissing }) =>
      folder !== undefined && isMissing ? [{ folder, content: null }] : [],
    ),
  }
  return beginBackup(context, lock, note, before ? { [BEFORE]: before.bytes } : {})
}

/** One that was being taken back goes forward from here. */
function takeUp(context: Context, lock: Lock, open: Backup): Backup {
  startChange(context, { kind: 'migrate', time: open.time, direction: 'forward' }, lock)
  open.note.takenBack = false
  writeNote(open, lock)
  return open
}

/** Where there is none, there are only accounts of a later program's. */
function registryAsItIs(context: Context) {
  if (!existsSync(registryFile(context))) return undefined
  const file = realFile(registryFile(context))
  const { mode, gid, mtimeMs } = statSync(file)
  return { bytes: readFileSync(file), attributes: { mode: mode & 0o7777, gid, time: mtimeMs } }
}

function isBefore({ folder, note }: Backup, bytes: Buffer | undefined): boolean {
  if (note.registry === null || bytes === undefined) return note.registry === null && bytes === undefined
  return bytes.equals(readFileSync(below(folder, BEFORE)))
}

/** Makes the folders, and writes the registry without the vaults and with what is imported; all else stays as it is. */
function rewrite(
  context: Context,
  lock: Lock,
  registry: Registry,
  { accounts, imports, backup }: { accounts: readonly V2Account[]; imports: ImportPlan; backup: Backup },
): string[] {
  const warnings = accounts.flatMap(({ folder, isMissing }) =>
    folder !== undefined && isMissing ? createInstance(context, folder, lock) : [],
  )
  for (const made of backup.note.folders) made.content = digestOfUntouched(made.folder)
  writeNote(backup, lock)
  // Before the registry, whose default may be one of them.
  importSettings(context, lock, backup, imports.settings)
  const before = serializeRegistry(registry)
  for (const { name } of accounts) delete registry.profiles.get(name)?.vault
  importInto(registry, imports)
  writeAtomically(below(backup.folder, AFTER), serializeRegistry(registry), lock)
  writeRegistry(context, registry, before, lock)
  return [...new Set(warnings)]
}
