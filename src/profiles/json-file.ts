import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { CcsError, isSystemError } from '../errors.ts'
import { printable } from '../printable.ts'
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
      if (found?.isSymbolicLink()) throw wrongKind(file)
      // Another process may have made it in between.
      return found && readTextFile(file)
    }
    if (isSystemError(error, 'ELOOP', 'ENOTDIR', 'ENXIO')) throw wrongKind(file)
    throw new CcsError(
      'file-system',
      `${printable(file)} cannot be read: ${(error as Error).message}.`,
      'Check its owner and permissions.',
      { cause: error },
    )
  }
  try {
    const found = fstatSync(handle)
    if (!found.isFile()) throw wrongKind(file)
    if (found.size > LARGEST) throw tooLarge(file)
    const bytes = readFileSync(handle)
    // Writing the file again would put another character in the place of such bytes.
    if (!isUtf8(bytes)) throw damagedText(file, 'it is not UTF-8')
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

function tooLarge(file: string): CcsError {
  return new CcsError(
    'damaged',
    `${printable(file)} is damaged: it is larger than ${LARGEST / 2 ** 20} MB.`,
    'Put a copy of the file from a backup there. Nothing was changed.',
  )
}

function wrongKind(file: string): CcsError {
  return new CcsError(
    'damaged',
    `${printable(file)} is not a file but something else, or a link that leads nowhere.`,
    'Put the file back, or move away what is in its place. Nothing was changed.',
  )
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
    throw damagedText(file, 'it is not JSON', ({ placeOfError }) => placeOfError(text), cause)
  }
  const keys = countKeys(value)
  if (keys === undefined) throw damagedText(file, `it is nested more than ${DEEPEST} times`)
  if (keys === countKeysIn(text)) return value
  throw damagedText(file, 'there is a key for the second time', ({ placeOfDuplicate }) => placeOfDuplicate(text))
}

/** @param find the place in the text; done only when the error is shown, because launches need not load what finds it */
function damagedText(
  file: string,
  what: string,
  find?: (places: typeof import('./json-place.ts')) => Place | undefined,
  cause?: unknown,
): CcsError {
  const error = (where: string, inDetail?: () => Promise<CcsError>) =>
    new CcsError(
      'damaged',
      `${printable(file)} is damaged: ${what}${where}.`,
      'Mend that place by hand, or put a copy of the file from a backup there. Nothing was changed.',
      { cause, ...(inDetail && { inDetail }) },
    )
  if (!find) return error('')
  return error('', async () => {
    const place = find(await import('./json-place.ts'))
    return error(place ? ` at line ${place.line}, column ${place.column}` : '')
  })
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
