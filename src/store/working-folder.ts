import { resolve } from 'node:path'
import { CcsError, isSystemError } from '../errors/ccs-error.ts'

/**
 * @returns the absolute path of the working folder, its links looked through
 * @throws CcsError `file-system` when it was deleted under the shell
 */
export function workingFolder(): string {
  try {
    return process.cwd()
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) throw new CcsError('working-folder-gone', {}, { cause })
    throw cause
  }
}

/** What a relative path is in the working folder; undefined where that is gone. */
export function absoluteHere(path: string): string | undefined {
  try {
    return resolve(path)
  } catch {
    return undefined
  }
}
