import { createHash } from 'node:crypto'
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'
import type { Context } from '../context.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { ensureOwnFolder, isOwnFolder, makePrivateFolder } from '../store/folders.ts'
import { readTextFile } from '../store/json-file.ts'
import { backupsFolder } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'

/** A name in one folder, never a path. */
const NameSchema = v.pipe(v.string(), v.regex(/^[^/\\]+$/))
/** Permissions, as `stat` has them without the kind of file. */
const ModeSchema = v.number()
/** Until it is done, or taken back, it is open: whichever of the two is asked for next goes on with it. */
const StateSchema = v.picklist(['open', 'done', 'taken-back'])

const AttributesSchema = v.object({ mode: ModeSchema, gid: v.number(), time: v.number() })

const MigrationSchema = v.object({
  kind: v.literal('migration'),
  state: StateSchema,
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

/** A folder of `backup` with a manifest: that of a migration. A cleaning has none, because nothing takes it back. */
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
/** Where that of a migration is made, before it is put in its place whole. */
const STAGING = '.new'
/** Where that of a cleaning is, until all is in it. */
const CLEANING = '.cleaning'

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

/** The last migration that is not taken back. */
export function lastMigration(context: Context): Backup | undefined {
  return readBackups(context).find(({ note }) => note.state !== 'taken-back')
}

/** The folder of a cleaning that has not ended; it need not be there. */
export function cleaningFolder(context: Context): string {
  return below(backupsFolder(context), CLEANING)
}

/** Puts a folder that is complete among the backups. */
export function putInPlace(context: Context, lock: Lock, made: string): string {
  const folder = below(backupsFolder(context), freeTime(context))
  lock.checkHeld()
  renameSync(made, folder)
  return folder
}

/**
 * Makes a backup: the folder appears with its manifest and these files in it, or not at all.
 *
 * @param files by name
 */
export function beginBackup(
  context: Context,
  lock: Lock,
  note: MigrationNote,
  files: Record<string, Uint8Array>,
): Backup {
  ensureOwnFolder(backupsFolder(context))
  const staging = below(backupsFolder(context), STAGING)
  rmSync(staging, { recursive: true, force: true })
  try {
    makePrivateFolder(staging)
    for (const [name, bytes] of Object.entries(files)) writeAtomically(below(staging, name), bytes, lock)
    writeNote({ folder: staging, note }, lock)
    const folder = putInPlace(context, lock, staging)
    return { folder, time: basename(folder), note }
  } catch (error) {
    removeQuietly(staging)
    throw error
  }
}

/** The first error is the one to tell. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // The next backup clears it.
  }
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
