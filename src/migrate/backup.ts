import { createHash } from 'node:crypto'
import { readdirSync, renameSync, rmSync } from 'node:fs'
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

const CleaningSchema = v.object({
  kind: v.literal('cleaning'),
  state: StateSchema,
  /** Things of the ccs dir that are in the backup. */
  moved: v.array(v.object({ name: NameSchema, mode: ModeSchema })),
  links: v.array(v.object({ path: v.string(), target: v.string() })),
  /** Files outside, the name of the copy from before in the backup, and the digest of what was left. */
  rcFiles: v.array(v.object({ file: v.string(), copy: NameSchema, after: v.string() })),
})

const NoteSchema = v.variant('kind', [MigrationSchema, CleaningSchema])
export type MigrationNote = v.InferOutput<typeof MigrationSchema>
export type CleaningNote = v.InferOutput<typeof CleaningSchema>
type Note = MigrationNote | CleaningNote

/** A folder of `backup`, and its manifest. */
export interface Backup<N extends Note> {
  folder: string
  /** Its name: a time in UTC, so that the order of the names is that of the times. */
  time: string
  note: N
}

/** In the backup of a migration: the registry as it was, and as the migration left it. */
export const BEFORE = 'profiles.json'
export const AFTER = 'profiles-after.json'

export type AnyBackup = Backup<MigrationNote> | Backup<CleaningNote>

const TIME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/
const MANIFEST = 'manifest.json'
/** Where one is made, before it is put in its place whole. */
const STAGING = '.new'

/** @returns the backups with a manifest, the newest first */
function readBackups(context: Context): AnyBackup[] {
  return timesOf(context)
    .sort()
    .reverse()
    .flatMap((time) => {
      const folder = below(backupsFolder(context), time)
      const result = v.safeParse(v.pipe(v.string(), v.parseJson(), NoteSchema), readTextFile(below(folder, MANIFEST)))
      return result.success ? [{ folder, time, note: result.output } as AnyBackup] : []
    })
}

/** The last of what is not taken back: that which `--rollback` is about. */
export function lastBackup(context: Context): AnyBackup | undefined {
  return readBackups(context).find(({ note }) => note.state !== 'taken-back')
}

/** The last migration that is not taken back. */
export function lastMigration(context: Context): Backup<MigrationNote> | undefined {
  return readBackups(context)
    .filter(isMigration)
    .find(({ note }) => note.state !== 'taken-back')
}

/** The last cleaning, where it was interrupted. */
export function openCleaning(context: Context): Backup<CleaningNote> | undefined {
  const [last] = readBackups(context).filter((backup) => !isMigration(backup)) as Backup<CleaningNote>[]
  return last?.note.state === 'open' ? last : undefined
}

export function isMigration(backup: AnyBackup): backup is Backup<MigrationNote> {
  return backup.note.kind === 'migration'
}

/**
 * Makes a backup: the folder appears with its manifest and these files in it, or not at all.
 *
 * @param files by name
 */
export function beginBackup<N extends Note>(
  context: Context,
  lock: Lock,
  note: N,
  files: Record<string, Uint8Array>,
): Backup<N> {
  ensureOwnFolder(backupsFolder(context))
  const staging = below(backupsFolder(context), STAGING)
  rmSync(staging, { recursive: true, force: true })
  const time = freeTime(context)
  const folder = below(backupsFolder(context), time)
  try {
    makePrivateFolder(staging)
    for (const [name, bytes] of Object.entries(files)) writeAtomically(below(staging, name), bytes, lock)
    writeNote({ folder: staging, note }, lock)
    lock.checkHeld()
    renameSync(staging, folder)
  } catch (error) {
    removeQuietly(staging)
    throw error
  }
  return { folder, time, note }
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
export function writeNote({ folder, note }: Pick<Backup<Note>, 'folder' | 'note'>, lock: Lock): void {
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
