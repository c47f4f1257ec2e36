import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import * as v from 'valibot'
import { startChange } from '../changes/journal.ts'
import type { Context } from '../context.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { ensureOwnFolder, isOwnFolder, isThere } from '../store/folders.ts'
import { changeUnderWay, TIME } from '../store/journal.ts'
import { readTextFile, realFile } from '../store/json-file.ts'
import { backupsFolder } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { currentTime } from '../store/system.ts'

/** What is given back with a file's bytes: permissions without the kind of file, and the time in milliseconds since 1970. */
export const AttributesSchema = v.object({ mode: v.number(), gid: v.number(), time: v.number() })

const ManifestSchema = v.object({
  kind: v.literal('migration'),
  /** From the beginning of a rollback; while the journal has the migration, neither direction has come to its end. */
  takenBack: v.boolean(),
  /** The registry before, null where there was none; its text is beside the manifest. */
  registry: v.nullable(AttributesSchema),
  /** What each arrangement records of itself, by its name. */
  records: v.record(v.string(), v.unknown()),
})
export type Manifest = v.InferOutput<typeof ManifestSchema>

/** A folder of `backup` with a manifest, which says what is in it. A cleaning has none, because nothing takes it back. */
export interface Backup {
  folder: string
  /** Its name: a time in UTC, so that the order of the names is that of the times. */
  time: string
  manifest: Manifest
}

const MANIFEST = 'manifest.json'

/** @returns the backups with a manifest, the newest first */
export function readBackups(context: Context): Backup[] {
  return timesOf(context).flatMap((time) => {
    const folder = below(backupsFolder(context), time)
    const text = readTextFile(below(folder, MANIFEST))
    const result = v.safeParse(v.pipe(v.string(), v.parseJson(), ManifestSchema), text)
    return result.success ? [{ folder, time, manifest: result.output }] : []
  })
}

/** True for a migration that was killed, in either direction: whichever is asked for next goes on from there. */
export function isOpen(context: Context, { time }: Backup): boolean {
  return changeUnderWay(context, 'migrate')?.time === time
}

/**
 * Makes the backup of a migration. The manifest is written last: until then nothing has happened, and the next migration
 * goes on with the same folder.
 *
 * @param files by name
 */
export function beginBackup(
  context: Context,
  lock: Lock,
  manifest: Manifest,
  files: Record<string, Uint8Array>,
): Backup {
  const killed = changeUnderWay(context, 'migrate')?.time
  const isBare = killed !== undefined && !isThere(below(backupsFolder(context), killed, MANIFEST))
  const time = isBare ? killed : freeTime(context)
  startChange(context, { kind: 'migrate', time }, lock)
  const backup = { folder: makeFolder(context, time), time, manifest }
  for (const [name, bytes] of Object.entries(files)) writeAtomically(below(backup.folder, name), bytes, lock)
  writeManifest(backup, lock)
  return backup
}

/** Goes on with a backup in this direction, whichever it was. */
export function takeUp(context: Context, lock: Lock, backup: Backup, direction: 'forward' | 'back'): Backup {
  startChange(context, { kind: 'migrate', time: backup.time }, lock)
  backup.manifest.takenBack = direction === 'back'
  writeManifest(backup, lock)
  return backup
}

/** The folder for what an installer left: that of a cleaning which was killed, or a new one. */
export function beginCleaning(context: Context, lock: Lock): string {
  const time = changeUnderWay(context, 'clean')?.time ?? freeTime(context)
  startChange(context, { kind: 'clean', time }, lock)
  return makeFolder(context, time)
}

function makeFolder(context: Context, time: string): string {
  const folder = below(backupsFolder(context), time)
  for (const own of [backupsFolder(context), folder]) ensureOwnFolder(own)
  return folder
}

/** Records something of an arrangement, before that is done. */
export function record(backup: Backup, { name }: { name: string }, value: unknown, lock: Lock): void {
  backup.manifest.records[name] = value
  writeManifest(backup, lock)
}

/** Writes the manifest as it is now. */
export function writeManifest({ folder, manifest }: Backup, lock: Lock): void {
  writeAtomically(below(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`, lock)
}

/** A file as it is, links looked through, with what is to be given back beside its bytes; undefined where there is none. */
export function fileAsItIs(path: string) {
  const file = realFile(path)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) return undefined
  const attributes = { mode: found.mode & 0o7777, gid: found.gid, time: found.mtimeMs }
  return { bytes: readFileSync(file), attributes }
}

/** Later than all there are, whatever the clock says. */
function freeTime(context: Context): string {
  const [date, time] = timesOf(context)[0]?.split('T') ?? []
  const last = time ? Date.parse(`${date}T${time.replace(/^(..)-(..)-(..)-(.*)$/, '$1:$2:$3.$4')}`) : 0
  return new Date(Math.max(currentTime(), last + 1)).toISOString().replace(/[:.]/g, '-')
}

/** The newest first. */
function timesOf(context: Context): string[] {
  const folder = backupsFolder(context)
  const names = isOwnFolder(folder) ? readdirSync(folder) : []
  return names.filter((name) => TIME.test(name)).sort((one, other) => (one < other ? 1 : -1))
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
