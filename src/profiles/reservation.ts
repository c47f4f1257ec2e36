import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { ensureOwnFolder, isOwnFolder } from '../folders.ts'
import { instancesFolder, reservedFolder } from '../layout.ts'
import { below } from '../paths.ts'
import { writeAtomically } from './atomic-write.ts'
import type { Lock } from './lock.ts'
import { isGone, ownIdentity, parseIdentity } from './process-identity.ts'

/**
 * Takes a name for this process while it logs in, without holding the lock so long. The mark that an interrupted run
 * leaves tells the next one that the folder is a half-made account and not somebody else's.
 *
 * @param instance the folder that the account will have
 * @param lock held by this process
 * @returns whether an interrupted run is taken up
 * @throws CcsError `busy` when another process has the name, `profile-exists` for a folder that is not ours to use
 */
export function reserveName(context: Context, name: string, instance: string, lock: Lock): { resumed: boolean } {
  const file = reservationFile(context, name)
  const mark = readMark(file)
  if (mark?.holder && !isGone(mark.holder)) {
    throw new CcsError('name-in-use', { process: String(mark.holder.pid), name, file })
  }
  if (!mark && isInUse(instance)) {
    throw new CcsError('folder-exists', { folder: instance })
  }
  ensureOwnFolder(reservedFolder(context))
  writeAtomically(file, JSON.stringify(ownIdentity()), lock)
  return { resumed: mark !== undefined }
}

/**
 * Refuses a name that a creation has taken, going on or interrupted: its folder is that of a half-made account.
 *
 * @throws CcsError `busy` or `profile-exists`
 */
export function refuseReserved(context: Context, name: string): void {
  const file = reservationFile(context, name)
  const mark = readMark(file)
  if (!mark) return
  if (mark.holder && !isGone(mark.holder)) {
    throw new CcsError('name-in-use', { process: String(mark.holder.pid), name, file })
  }
  throw new CcsError('name-waits', { name })
}

/** True while the mark on a name is that of this process. */
export function hasReserved(context: Context, name: string): boolean {
  const { pid, start, boot } = ownIdentity()
  const holder = readMark(reservationFile(context, name))?.holder
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
    const mark = readMark(reservationFile(context, name))
    if (!mark?.holder) continue
    if (isRegistered(name)) useless.push(name)
    else if (isGone(mark.holder)) {
      const folder = lstatSync(below(instancesFolder(context), name), { throwIfNoEntry: false })
      ;(folder ? waiting : useless).push(name)
    }
  }
  return { waiting, useless }
}

function markedNames(context: Context): string[] {
  return isOwnFolder(reservedFolder(context)) ? readdirSync(reservedFolder(context)) : []
}

function reservationFile(context: Context, name: string): string {
  return below(reservedFolder(context), name)
}

function readMark(file: string) {
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return undefined
  return { holder: parseIdentity(readFileSync(file, 'utf8')) }
}

/** A link is somebody's arrangement even where it leads to nothing. */
function isInUse(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found !== undefined && !(found.isDirectory() && readdirSync(folder).length === 0)
}
