import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import * as v from 'valibot'
import { startChange } from '../changes/journal.ts'
import type { Context } from '../context.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { ensureOwnFolder, isOwnFolder, isThere } from '../store/folders.ts'
import { changeUnderWay } from '../store/journal.ts'
import { readTextFile } from '../store/json-file.ts'
import { backupsFolder } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'

/** A name in one folder, never a path. */
const NameSchema = v.pipe(v.string(), v.regex(/^[^/\\]+$/))
/** Permissions, as `stat` has them without the kind of file. */
const ModeSchema = v.number()

const AttributesSchema = v.object({ mode: ModeSchema, gid: v.number(), time: v.number() })

const MigrationSchema = v.object({
  kind: v.literal('migration'),
  /** From the beginning of a rollback; while the journal has the migration, neither direction has come to its end. */
  takenBack: v.boolean(),
  /** The registry before, null where there was none; its text is beside the manifest. Time in milliseconds since 1970. */
  registry: v.nullable(AttributesSchema),
  vault: v.object({
    mode: ModeSchema,
    time: v.number(),
    files: v.array(v.object({ name: NameSchema, mode: ModeSchema })),
  }),
  /** The accounts that are to log in once more. */
  profiles: v.array(v.string()),
  /** Folders that were not there; `content` is a digest of one as it was made, null where it was no longer as made. */
  folders: v.array(v.object({ folder: v.string(), content: v.nullable(v.string()) })),
  /** Where settings profiles were added to `config.json`: how that was, the digest of what it became, names and paths. */
  settings: v.optional(
    v.object({
      file: v.string(),
      before: v.nullable(AttributesSchema),
      after: v.string(),
      added: v.record(v.string(), v.string()),
    }),
  ),
})

export type MigrationNote = v.InferOutput<typeof MigrationSchema>

/** A folder of `backup` with a manifest, which says what is in it. A cleaning has none, because nothing takes it back. */
export interface Backup {
  folder: string
  /** Its name: a time in UTC, so that the order of the names is that of the times. */
  time: string
  note: MigrationNote
}

/** In the backup of a migration: the registry as it was, and as the migration left it. */
export const BEFORE = 'profiles.json'
export const AFTER = 'profiles-after.json'

const TIME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/
const MANIFEST = 'manifest.json'

/** @returns the backups with a manifest, the newest first */
function readBackups(context: Context): Backup[] {
  return timesOf(context)
    .sort()
    .reverse()
    .flatMap((time) => {
      const folder = below(backupsFolder(context), time)
      const result = v.safeParse(
        v.pipe(v.string(), v.parseJson(), MigrationSchema),
        readTextFile(below(folder, MANIFEST)),
      )
      return result.success ? [{ folder, time, note: result.output }] : []
    })
}

/** The last migration that is not taken back; also one that was killed while it was. */
export function lastMigration(context: Context): Backup | undefined {
  return readBackups(context).find((backup) => !backup.note.takenBack || isOpen(context, backup))
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
  note: MigrationNote,
  files: Record<string, Uint8Array>,
): Backup {
  const begun = changeUnderWay(context, 'migrate')?.time
  const isBare = begun !== undefined && !isThere(below(backupsFolder(context), begun, MANIFEST))
  const time = isBare ? begun : freeTime(context)
  startChange(context, { kind: 'migrate', time, direction: 'forward' }, lock)
  const backup = { folder: makeFolder(context, time), time, note }
  for (const [name, bytes] of Object.entries(files)) writeAtomically(below(backup.folder, name), bytes, lock)
  writeNote(backup, lock)
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

/** Writes the manifest as it is now. */
export function writeNote({ folder, note }: Pick<Backup, 'folder' | 'note'>, lock: Lock): void {
  writeAtomically(below(folder, MANIFEST), `${JSON.stringify(note, undefined, 2)}\n`, lock)
}

/** Later than all there are, whatever the clock says. */
function freeTime(context: Context): string {
  const last = timesOf(context).sort().at(-1)
  const [date, time] = last?.split('T') ?? []
  const lastTime = time ? Date.parse(`${date}T${time.replace(/^(..)-(..)-(..)-(.*)$/, '$1:$2:$3.$4')}`) : 0
  return new Date(Math.max(Date.now(), lastTime + 1)).toISOString().replace(/[:.]/g, '-')
}

function timesOf(context: Context): string[] {
  const folder = backupsFolder(context)
  return isOwnFolder(folder) ? readdirSync(folder).filter((name) => TIME.test(name)) : []
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
