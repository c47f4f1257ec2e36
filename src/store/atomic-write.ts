import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  futimesSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { isSystemError } from '../errors/ccs-error.ts'
import type { Lock } from './lock.ts'
import { currentTime, isWindows, sleep } from './system.ts'

/** How long a reader may hold a file open on Windows before giving up, in milliseconds; and how often to try. */
const RENAME_PATIENCE_MS = 2000
const RENAME_RETRY_MS = 20

interface Options {
  time?: Date
  temporary?: string
  isCache?: boolean
  owner?: { mode: number; gid?: number }
}

/**
 * Puts a text in a file's place so that a reader sees the old or the new one, whole, and a crash leaves one of them:
 * new file, flushed, renamed, folder flushed. A link in its place is replaced, never followed.
 *
 * @param file in a folder that is there
 * @param lock held by this process, so that one fixed temporary name serves and no litter gathers
 * @param options.time what the file's time is to be; else it is that of the writing
 * @param options.temporary where that name could be somebody else's
 * @param options.owner for what is not ccs's own: the permissions, and the group; else nobody but the person may read it
 * @param options.isCache nothing is flushed: what a crash tears is made anew
 */
export function writeAtomically(file: string, text: string | Uint8Array, lock: Lock, options: Options = {}): void {
  const { temporary = `${file}.new`, isCache = false } = options
  rmSync(temporary, { force: true })
  try {
    write(temporary, text, options)
    lock.checkHeld()
    renameOver(temporary, file)
  } catch (error) {
    removeQuietly(temporary)
    throw error
  }
  if (!isCache) flushFolder(dirname(file))
}

function write(file: string, text: string | Uint8Array, { time, isCache, owner = { mode: 0o600 } }: Options): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    const { uid, gid } = fstatSync(handle)
    if (owner.gid !== undefined && owner.gid !== gid) fchownSync(handle, uid, owner.gid)
    fchmodSync(handle, owner.mode & 0o7777)
    writeFileSync(handle, text)
    if (time) futimesSync(handle, time, time)
    if (!isCache) fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Renames a file over another. On Windows that is refused for as long as somebody reads the other one.
 *
 * @param rename and `mayBeHeld` are those of this system, but in the test of Windows
 */
export function renameOver(from: string, to: string, rename = renameSync, mayBeHeld = isWindows): void {
  for (const deadline = currentTime() + RENAME_PATIENCE_MS; ; sleep(RENAME_RETRY_MS)) {
    try {
      rename(from, to)
      return
    } catch (error) {
      const isHeld = mayBeHeld && isSystemError(error, 'EPERM', 'EACCES', 'EBUSY')
      if (!isHeld || currentTime() >= deadline) throw error
    }
  }
}

/** The first error is the one to tell. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // The next write removes it.
  }
}

function flushFolder(folder: string): void {
  // Windows cannot open a folder to flush it; the rename itself is durable there.
  if (isWindows) return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
