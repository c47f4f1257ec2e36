import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readRegistry } from '../accounts/read-registry.ts'
import { isSameEntry, parseRegistry, type Registry } from '../accounts/registry.ts'
import { inOneStep } from '../changes/change.ts'
import { endChange, startChange } from '../changes/journal.ts'
import { discard } from '../changes/trash.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { isThere } from '../store/folders.ts'
import { realFile } from '../store/json-file.ts'
import { instancesFolder, registryFile, vaultFolder } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { ownIdentity } from '../store/process-identity.ts'
import { AFTER, type Backup, BEFORE, type MigrationNote, writeNote } from './backup.ts'
import { changePinsForRollback, pinsAfterRollback } from './rollback-pins.ts'
import { configToRestore, restoreSettings } from './settings-import.ts'
import { digestOfUntouched } from './untouched.ts'
import { restoreVault, vaultInBackup } from './vault.ts'

/** In a backup: the registry that the old one took the place of again. */
const REPLACED = 'profiles-replaced.json'

/** What taking a migration back does, and what it leaves; absolute paths. */
export interface RollbackPlan {
  restored: string[]
  /** Folders that the migration made, and in which nobody has logged in or put anything. */
  removed: string[]
  /** The others. */
  kept: string[]
  /** What has been changed since and would be lost, as words; the newer registry goes into the backup all the same. */
  lost: string[]
}

/** @throws CcsError `damaged` */
export function planRollback(context: Context, backup: Backup): RollbackPlan {
  const { note } = backup
  const folders = note.folders.filter(({ folder }) => isThere(folder))
  const removed = folders.filter((made) => isUntouched(context, made)).map(({ folder }) => folder)
  const config = configToRestore(context, backup)
  return {
    restored: [
      ...(isRestored(context, backup) ? [] : [registryFile(context)]),
      ...(config === undefined ? [] : [config]),
      ...vaultInBackup(backup).map((name) => below(vaultFolder(context), name)),
    ],
    removed,
    kept: folders.map(({ folder }) => folder).filter((folder) => !removed.includes(folder)),
    lost: [...changedSince(context, backup), ...lostPins(context, backup)],
  }
}

/**
 * Puts the registry and the vault back as they were. The journal has it meanwhile: after a kill the same again goes on, and
 * so does a migration, in the other direction.
 *
 * @param mayLose also what was changed since
 * @throws CcsError `usage` for that, `busy`, `damaged`
 */
export function rollBack(context: Context, backup: Backup, mayLose: boolean): RollbackPlan {
  return inOneStep(context, (_, lock) => {
    const plan = planRollback(context, backup)
    if (!mayLose) refuseLoss(plan.lost)
    startChange(context, { kind: 'migrate', time: backup.time, direction: 'back' }, lock)
    backup.note.takenBack = true
    writeNote(backup, lock)
    restoreVault(context, backup)
    changePinsForRollback(context, lock, pinsAfterRollback(context, backup))
    restoreRegistry(context, backup, lock)
    restoreSettings(context, backup, lock)
    for (const folder of plan.removed) discard(context, folder)
    endChange(context, { kind: 'migrate' })
    return plan
  })
}

/** @throws CcsError `usage` where there is something to lose */
export function refuseLoss(lost: readonly string[]): void {
  if (lost.length > 0) throw new CcsError('rollback-loses', { what: lost.join(', ') })
}

function restoreRegistry(context: Context, backup: Backup, lock: Lock): void {
  if (isRestored(context, backup)) return
  const file = realFile(registryFile(context))
  if (existsSync(file)) writeAtomically(below(backup.folder, REPLACED), readFileSync(file), lock)
  if (backup.note.registry === null) {
    rmSync(registryFile(context), { force: true })
    return
  }
  const { mode, gid, time } = backup.note.registry
  const isLinked = file !== registryFile(context)
  writeAtomically(file, readFileSync(below(backup.folder, BEFORE)), lock, {
    time: new Date(time),
    owner: { mode, gid },
    ...(isLinked ? { temporary: `${file}.ccs-${ownIdentity().nonce}` } : {}),
  })
}

/** True when the registry is the one from before, to the byte; or was never written by the migration. */
function isRestored(context: Context, { folder, note }: Backup): boolean {
  if (!existsSync(below(folder, AFTER))) return true
  const file = registryFile(context)
  if (note.registry === null) return !existsSync(file)
  return existsSync(file) && readFileSync(file).equals(readFileSync(below(folder, BEFORE)))
}

function isUntouched(context: Context, { folder, content }: MigrationNote['folders'][number]): boolean {
  return content !== null && dirname(folder) === instancesFolder(context) && digestOfUntouched(folder) === content
}

/** The profiles, and whatever else of the registry, that are not as the migration left them; times of use do not count. */
function changedSince(context: Context, backup: Backup): string[] {
  if (isRestored(context, backup)) return []
  const after = below(backup.folder, AFTER)
  const left = parseRegistry(readFileSync(after, 'utf8'), after)
  const now = readRegistry(context)
  const changed = [...now.profiles].filter(([name, entry]) => {
    const before = left.profiles.get(name)
    return !before || !isSameEntry(entry, before)
  })
  const names = changed.map(([name]) => quoted(name))
  return isDeepStrictEqual(besides(now), besides(left)) ? names : [...names, 'the default or another key']
}

function lostPins(context: Context, backup: Backup): string[] {
  const lost = [...pinsAfterRollback(context, backup)].filter(([, name]) => name === undefined)
  return lost.map(([folder]) => `the pin of ${printable(folder)}`)
}

function besides({ raw: { profiles: _, ...rest } }: Registry): object {
  return rest
}
