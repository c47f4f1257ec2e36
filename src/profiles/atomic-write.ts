import { closeSync, fchmodSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isSystemError } from '../errors.ts'
import type { Lock } from './lock.ts'

/**
 * Puts a text in a file's place so that a reader sees the old or the new one, whole, and a crash leaves one of them:
 * new file, flushed, renamed, folder flushed. Where the file is a link, the file it leads to is replaced.
 *
 * @param file in a folder that is there
 * @param lock held by this process, so that one fixed temporary name serves and no litter gathers
 */
export function writeAtomically(file: string, text: string, lock: Lock): void {
  const target = resolveLink(file)
  const temporary = `${target}.new`
  rmSync(temporary, { force: true })
  const handle = openSync(temporary, 'wx', 0o600)
  try {
    fchmodSync(handle, 0o600)
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  lock.checkHeld()
  renameSync(temporary, target)
  flushFolder(dirname(target))
}

function resolveLink(file: string): string {
  try {
    return realpathSync(file)
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return file
    throw error
  }
}

function flushFolder(folder: string): void {
  // Windows cannot open a folder to flush it; the rename itself is durable there.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
