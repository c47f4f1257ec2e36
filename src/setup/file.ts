import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { CcsError, isSystemError } from '../errors/ccs-error.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import type { Lock } from '../store/lock.ts'
import { ownUmask, ownUser } from '../store/system.ts'

/** Bytes; a history that somebody took for an rc file. */
const LARGEST = 4 * 2 ** 20

/** An rc file as it was found. */
export interface Found {
  /** The file itself, where the rc file is a link. */
  target: string
  isLink: boolean
  /** Undefined where there is none. Each character is one unit of the encoding, so that nothing is lost in between. */
  text: string | undefined
  encoding: 'latin1' | 'utf16le'
  /** Undefined where there is none. */
  stats: Stats | undefined
}

/**
 * Reads an rc file.
 *
 * @throws CcsError `file-system` for what is no text file
 */
export function readRcFile(file: string): Found {
  const entry = lstatSync(file, { throwIfNoEntry: false })
  if (!entry) return { target: file, isLink: false, text: undefined, encoding: 'latin1', stats: undefined }
  let handle: number
  try {
    // Without waiting, so that a FIFO does not hang the command.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ELOOP', 'ENXIO', 'EISDIR')) throw refused(file, NO_FILE)
    throw new CcsError('file-unreadable', { file, reason: (error as Error).message }, { cause: error })
  }
  try {
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw refused(file, NO_FILE)
    if (stats.size > LARGEST) throw refused(file, `it has more than ${LARGEST / 2 ** 20} MB`)
    const bytes = readFileSync(handle)
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe && bytes.length % 2 === 0 ? 'utf16le' : 'latin1'
    const text = bytes.toString(encoding)
    if (text.includes('\0')) throw refused(file, 'it is no text that ccs can edit')
    const isLink = entry.isSymbolicLink()
    return { target: isLink ? realpathSync(file) : file, isLink, text, encoding, stats }
  } finally {
    closeSync(handle)
  }
}

const NO_FILE = 'it is not a file but something else, or a link that leads nowhere'

function refused(file: string, reason: string): CcsError {
  return new CcsError('rc-file-refused', { file, reason })
}

/**
 * Refuses to change what is not plainly the person's to change: a file or folder of another user, one that may not be
 * written, and one with two names, which would lead to two files from then on.
 *
 * @throws CcsError `file-system`
 */
export function refuseForeign(file: string, { target, stats }: Found): void {
  const folder = nearestFolder(target)
  if (stats && stats.nlink > 1) throw refused(file, 'it has more than one name (a hard link)')
  // Windows has neither owner nor mode; there the system itself refuses.
  const user = ownUser()
  if (user === undefined) return
  if (stats && stats.uid !== user) throw refused(file, 'it belongs to another user')
  // What was made read-only is not to be changed, though its folder would allow it.
  if (stats && (stats.mode & 0o200) === 0) throw refused(file, 'it is read-only')
  if (!stats && statSync(folder).uid !== user) throw refused(file, 'its folder belongs to another user')
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw refused(file, 'its folder may not be written in')
  }
}

/** The folder of a file; or, where that is missing, the first one above it that is there. */
function nearestFolder(file: string): string {
  let folder = dirname(file)
  while (!existsSync(folder)) folder = dirname(folder)
  return folder
}

/** @returns how many folders above a file are missing */
export function missingFolders(file: string): number {
  let count = 0
  for (let folder = dirname(file); !existsSync(folder); folder = dirname(folder)) count += 1
  return count
}

/**
 * Puts a text in the place of what was found, with the same mode, owner and encoding, whole or not at all.
 *
 * @param text undefined deletes the file
 * @param newFolders so many folders above a deleted file go with it, if they are empty
 * @throws CcsError `busy` when the file is not as it was found
 */
export function replaceRcFile(file: string, found: Found, text: string | undefined, lock: Lock, newFolders = 0): void {
  const checked: Lock = {
    checkHeld() {
      lock.checkHeld()
      const now = readRcFile(file)
      if (now.text !== found.text || now.target !== found.target) throw new CcsError('file-changed', { file })
    },
  }
  if (text === undefined) {
    checked.checkHeld()
    rmSync(found.target)
    removeFolders(found.target, newFolders)
    return
  }
  const missing = missingFolders(found.target)
  mkdirSync(dirname(found.target), { recursive: true })
  try {
    writeAtomically(found.target, Buffer.from(text, found.encoding), checked, {
      temporary: `${found.target}.ccs-new`,
      // A new one is as any editor would make it.
      owner: found.stats ?? { mode: 0o644 & ~ownUmask() },
    })
  } catch (error) {
    removeFolders(found.target, missing)
    throw error
  }
}

/** Removes so many folders above a file, up to the first that is not empty. */
function removeFolders(file: string, count: number): void {
  let folder = dirname(file)
  for (let number = 0; number < count; number++, folder = dirname(folder)) {
    try {
      rmdirSync(folder)
    } catch {
      // There is something else in it by now.
      return
    }
  }
}
