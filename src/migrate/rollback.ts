import { existsSync, readFileSync, rmSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { instanceOf } from '../accounts/location.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import { isSameEntry, parseRegistry, type Registry } from '../accounts/registry.ts'
import { inOneStep } from '../changes/change.ts'
import { endChange } from '../changes/journal.ts'
import { emptyTrash } from '../changes/trash.ts'
import { rewritePins } from '../changes/write-pins.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { readPins } from '../pins/pins.ts'
import { readSettingsProfilesOrNone } from '../settings/settings-profiles.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { realFile } from '../store/json-file.ts'
import { registryFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { ownIdentity } from '../store/process-identity.ts'
import type { PartOfUndo } from './arrangement.ts'
import { type Backup, takeUp } from './backup.ts'
import { AFTER, ARRANGEMENTS, BEFORE, registryBefore } from './migration.ts'

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
  return planInParts(context, backup).plan
}

/**
 * Puts the registry and what it names back as they were. The journal has it meanwhile: after a kill the same again goes on,
 * and so does a migration, in the other direction.
 *
 * @param mayLose also what was changed since
 * @throws CcsError `usage` for that, `busy`, `damaged`
 */
export function rollBack(context: Context, backup: Backup, mayLose: boolean): RollbackPlan {
  const done = inOneStep(context, (registry, lock) => {
    const { parts, pins, plan } = planInParts(context, backup)
    if (!mayLose) refuseLoss(plan)
    const migration = { context, lock, registry, backup: takeUp(context, lock, backup, 'back') }
    for (const { undo } of ARRANGEMENTS) undo.beforeRegistry?.(context, backup)
    changePins(context, lock, pins)
    restoreRegistry(context, backup, lock)
    for (const [index, { undo }] of ARRANGEMENTS.entries()) undo.afterRegistry?.(migration, parts[index] as PartOfUndo)
    endChange(context, { kind: 'migrate' })
    return plan
  })
  emptyTrash(context)
  return done
}

/** @throws CcsError `usage` where there is something to lose */
export function refuseLoss({ lost }: RollbackPlan): void {
  if (lost.length > 0) throw new CcsError('rollback-loses', { what: lost.join(', ') })
}

function planInParts(context: Context, backup: Backup) {
  const parts = ARRANGEMENTS.map(({ undo }) => undo.plan(context, backup))
  const settings = parts.flatMap((part) => part.settings)
  const pins = pinsAfterRollback(context, backup, new Set(settings))
  const lostPins = [...pins].flatMap(([folder, name]) => (name === undefined ? `the pin of ${printable(folder)}` : []))
  const plan: RollbackPlan = {
    restored: [
      ...(isRestored(context, backup) ? [] : [registryFile(context)]),
      ...parts.flatMap(({ restored }) => restored),
    ],
    removed: parts.flatMap(({ removed }) => removed),
    kept: parts.flatMap(({ kept }) => kept),
    lost: [...changedSince(context, backup), ...lostPins],
  }
  return { parts, pins, plan }
}

function restoreRegistry(context: Context, backup: Backup, lock: Lock): void {
  if (isRestored(context, backup)) return
  const file = realFile(registryFile(context))
  if (existsSync(file)) writeAtomically(below(backup.folder, REPLACED), readFileSync(file), lock)
  if (backup.manifest.registry === null) {
    rmSync(registryFile(context), { force: true })
    return
  }
  const { mode, gid, time } = backup.manifest.registry
  const isLinked = file !== registryFile(context)
  writeAtomically(file, readFileSync(below(backup.folder, BEFORE)), lock, {
    time: new Date(time),
    owner: { mode, gid },
    ...(isLinked ? { temporary: `${file}.ccs-${ownIdentity().nonce}` } : {}),
  })
}

/** True when the registry is the one from before, to the byte; or was never written by the migration. */
function isRestored(context: Context, backup: Backup): boolean {
  if (!existsSync(below(backup.folder, AFTER))) return true
  const file = registryFile(context)
  const before = registryBefore(backup)
  if (before === undefined) return !existsSync(file)
  return existsSync(file) && readFileSync(file).equals(before)
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

function besides({ raw: { profiles: _, ...rest } }: Registry): object {
  return rest
}

/**
 * The pins of profiles that go when a migration is taken back: an account that was renamed since has its old name again, and
 * is known by its folder; what was imported is no profile any more.
 *
 * @param settings names of settings profiles that go
 * @returns of a folder the name that its profile has then, undefined for none; only those that change
 */
function pinsAfterRollback(
  context: Context,
  backup: Backup,
  settings: ReadonlySet<string>,
): Map<string, string | undefined> {
  const now = readRegistry(context)
  const then = parseRegistry(registryBefore(backup)?.toString() ?? '{}', below(backup.folder, BEFORE))
  const staying = new Set(
    [...readSettingsProfilesOrNone(context).profiles.keys()].filter((name) => !settings.has(name)),
  )
  const goes = (name: string) =>
    (now.profiles.has(name) || settings.has(name)) && !then.profiles.has(name) && !staying.has(name)
  const oldName = (name: string) => {
    const entry = now.profiles.get(name)
    if (!entry || entry.plain) return undefined
    const folder = instanceOf(context, name, entry)
    return [...then.profiles].find(([old, before]) => instanceOf(context, old, before) === folder)?.[0]
  }
  const pins = [...readPins(context)].filter(([, name]) => goes(name))
  return new Map(pins.map(([folder, name]) => [folder, oldName(name)]))
}

/** Done before the registry is the old one again: a pin to a name that is none would be an error in its folder. */
function changePins(context: Context, lock: Lock, after: ReadonlyMap<string, string | undefined>): void {
  rewritePins(context, lock, (pins) => {
    for (const [folder, name] of after) {
      if (name === undefined) pins.delete(folder)
      else pins.set(folder, name)
    }
  })
}
