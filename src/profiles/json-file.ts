import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs'
import { CcsError, isSystemError } from '../errors.ts'
import { printable } from '../printable.ts'

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
    if (isSystemError(error, 'ENOENT')) return missing(file)
    if (isSystemError(error, 'ELOOP', 'ENOTDIR', 'ENXIO')) throw wrongKind(file)
    throw new CcsError(
      'file-system',
      `${printable(file)} cannot be read: ${(error as Error).message}.`,
      'Check its owner and permissions.',
      { cause: error },
    )
  }
  try {
    if (!fstatSync(handle).isFile()) throw wrongKind(file)
    return readFileSync(handle, 'utf8').replace(/^\uFEFF/, '')
  } finally {
    closeSync(handle)
  }
}

function missing(file: string): undefined {
  if (lstatSync(file, { throwIfNoEntry: false })) throw wrongKind(file)
}

function wrongKind(file: string): CcsError {
  return new CcsError(
    'damaged',
    `${printable(file)} is not a file but something else, or a link that leads nowhere.`,
    'Put the file back, or move away what is in its place. Nothing was changed.',
  )
}

/**
 * @throws CcsError `damaged` with line and column, counted from 1
 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = (error as SyntaxError).message
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length)
    const before = text.slice(0, position).split('\n')
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
    throw new CcsError(
      'damaged',
      `${printable(file)} is damaged: it is not JSON at ${place}.`,
      'Mend that place by hand, or put a copy of the file from a backup there. Nothing was changed.',
      { cause: error },
    )
  }
}
