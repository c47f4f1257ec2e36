import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { CcsError, isSystemError } from '../errors/ccs-error.ts'
import type { Place } from './json-place.ts'

/** Bytes; a registry of ten thousand profiles has 2 MB. */
const LARGEST = 16 * 2 ** 20
/** Levels; what is nested far deeper can be read but not written again. */
const DEEPEST = 100

/**
 * Reads a text file that ccs depends on.
 *
 * @returns its text without a byte order mark, or undefined when there is none
 * @throws CcsError `damaged` for a folder, a FIFO or a link that leads nowhere; `file-system` when it cannot be read
 */
export function readTextFile(file: string): string | undefined {
  let handle: number
  try {
    // Without waiting, so that a FIFO in the file's place does not hang the command.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) {
      const found = lstatSync(file, { throwIfNoEntry: false })
      if (found?.isSymbolicLink()) throw new CcsError('file-is-none', { file })
      // Another process may have made it in between.
      return found && readTextFile(file)
    }
    if (isSystemError(error, 'ELOOP', 'ENOTDIR', 'ENXIO')) throw new CcsError('file-is-none', { file })
    throw new CcsError('file-unreadable', { file, reason: (error as Error).message }, { cause: error })
  }
  try {
    const found = fstatSync(handle)
    if (!found.isFile()) throw new CcsError('file-is-none', { file })
    if (found.size > LARGEST) throw new CcsError('file-too-large', { file, megabytes: String(LARGEST / 2 ** 20) })
    const bytes = readFileSync(handle)
    // Writing the file again would put another character in the place of such bytes.
    if (!isUtf8(bytes)) throw new CcsError('not-utf8', { file })
    return bytes.toString('utf8').replace(/^\uFEFF/, '')
  } finally {
    closeSync(handle)
  }
}

/**
 * The file itself, where the person keeps it elsewhere and put a link in its place: that is the one to be written.
 *
 * @param file has been read, so it leads to a regular file or is missing
 */
export function realFile(file: string): string {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ? realpathSync(file) : file
}

/**
 * Parses strict JSON. A key that is there twice is damage: writing the file would lose one of the two.
 *
 * @throws CcsError `damaged` with line and column, counted from 1
 */
export function parseJson(text: string, file: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw placed('not-json', file, ({ placeOfError }) => placeOfError(text), cause)
  }
  const keys = countKeys(value)
  if (keys === undefined) throw new CcsError('nested-too-deeply', { file, levels: String(DEEPEST) })
  if (keys === countKeysIn(text)) return value
  throw placed('key-twice', file, ({ placeOfDuplicate }) => placeOfDuplicate(text))
}

/** @param find the place in the text; done only when the error is shown, because launches need not load what finds it */
function placed(
  id: 'not-json' | 'key-twice',
  file: string,
  find: (places: typeof import('./json-place.ts')) => Place | undefined,
  cause?: unknown,
): CcsError {
  const inDetail = async () => {
    const found = find(await import('./json-place.ts'))
    return new CcsError(id, { file, place: found ? ` at line ${found.line}, column ${found.column}` : '' }, { cause })
  }
  return new CcsError(id, { file, place: '' }, { cause, inDetail })
}

/** @returns the keys of all objects in a value, or undefined where it is nested too deeply to be written again */
function countKeys(value: unknown): number | undefined {
  let count = 0
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return undefined
    level = level.flatMap((item) => {
      if (typeof item !== 'object' || item === null) return []
      if (!Array.isArray(item)) count += Object.keys(item).length
      return Object.values(item)
    })
  }
  return count
}

/** @returns the keys that are written in a text of JSON: strings that a colon follows */
function countKeysIn(text: string): number {
  let count = 0
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/gs)) if (colon) count += 1
  return count
}
