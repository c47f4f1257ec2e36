import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import * as v from 'valibot'
import { folderForNew, usersOfFolder } from '../accounts/location.ts'
import type { Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quotePosix } from '../shell/quote.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { ensureOwnFolder, isOwnFolder } from '../store/folders.ts'
import { instancesFolder, reservedFolder } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { isGone, ownIdentity, type ProcessIdentity, parseIdentity } from '../store/process-identity.ts'

/** What a mark says besides its holder. */
const FolderSchema = v.object({ folder: v.string() })

/** A name that is taken: the account's folder, by its name in `instances`, and whether an interrupted run is taken up. */
interface Reservation {
  folder: string
  resumed: boolean
}

/**
 * Takes a name for this process while it logs in, without holding the lock so long. The mark that an interrupted run
 * leaves tells the next one that its folder is a half-made account and not somebody else's.
 *
 * @param lock held by this process
 * @throws CcsError `busy` when another process has the name, `profile-exists` for a folder that is not ours to use
 */
export function reserveName(context: Context, registry: Registry, name: string, lock: Lock): Reservation {
  const file = reservationFile(context, name)
  const mark = readMark(context, name)
  refuseLiving(context, name, mark)
  const resumed = mark !== undefined && usersOfFolder(context, registry, mark.folder).length === 0
  const folder = resumed ? mark.folder : folderForNew(context, registry, name)
  const instance = below(instancesFolder(context), folder)
  if (!resumed && isInUse(instance))
    throw new CcsError('folder-exists', { folder: instance, name, word: quotePosix(instance) })
  ensureOwnFolder(reservedFolder(context))
  writeAtomically(file, JSON.stringify({ ...ownIdentity(), folder }), lock)
  return { folder, resumed }
}

/** Throws `busy` or `profile-exists` for a name that is being created, or whose creation was interrupted. */
export function refuseReserved(context: Context, name: string): void {
  const mark = readMark(context, name)
  refuseLiving(context, name, mark)
  if (mark) throw new CcsError('name-waits', { name })
}

function refuseLiving(context: Context, name: string, mark: Mark | undefined): void {
  if (!mark?.holder || isGone(mark.holder)) return
  const file = reservationFile(context, name)
  throw new CcsError('name-in-use', { process: String(mark.holder.pid), name, file })
}

/** The same for the folder of such an account, by its name in `instances`. */
export function refuseReservedFolder(context: Context, folder: string): void {
  for (const name of markedNames(context)) if (readMark(context, name)?.folder === folder) refuseReserved(context, name)
}

/** True while the mark on a name is that of this process. */
export function hasReserved(context: Context, name: string): boolean {
  const { pid, start, boot } = ownIdentity()
  const holder = readMark(context, name)?.holder
  return holder?.pid === pid && holder.start === start && holder.boot === boot
}

/** Gives the name back. */
export function releaseName(context: Context, name: string): void {
  rmSync(reservationFile(context, name), { force: true })
}

/**
 * The names whose creation was interrupted and waits to be taken up, because there may be a login in the folder.
 *
 * @param isRegistered for names that have become profiles
 * @returns the names, and those whose marks are of no use any more
 */
export function interruptedNames(
  context: Context,
  isRegistered: (name: string) => boolean,
): { waiting: string[]; useless: string[] } {
  const waiting: string[] = []
  const useless: string[] = []
  for (const name of markedNames(context)) {
    const mark = readMark(context, name)
    if (!mark?.holder) continue
    if (isRegistered(name)) useless.push(name)
    else if (isGone(mark.holder)) {
      const folder = lstatSync(below(instancesFolder(context), mark.folder), { throwIfNoEntry: false })
      ;(folder ? waiting : useless).push(name)
    }
  }
  return { waiting, useless }
}

/** The names with a mark, of whatever kind. */
export function markedNames(context: Context): string[] {
  return isOwnFolder(reservedFolder(context)) ? readdirSync(reservedFolder(context)) : []
}

function reservationFile(context: Context, name: string): string {
  return below(reservedFolder(context), name)
}

/** The holder is undefined in a text that names none. */
interface Mark {
  holder: ProcessIdentity | undefined
  folder: string
}

function readMark(context: Context, name: string): Mark | undefined {
  const file = reservationFile(context, name)
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return undefined
  const text = readFileSync(file, 'utf8')
  return { holder: parseIdentity(text), folder: folderIn(text, name) }
}

/** A text that has been tampered with leads neither out of `instances` nor to another account. */
function folderIn(text: string, name: string): string {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), FolderSchema), text)
  const folder = result.success ? result.output.folder : name
  return folder.startsWith(`${name}.`) && /^\d+$/.test(folder.slice(name.length + 1)) ? folder : name
}

/** A link is somebody's arrangement even where it leads to nothing. */
function isInUse(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found !== undefined && !(found.isDirectory() && readdirSync(folder).length === 0)
}
