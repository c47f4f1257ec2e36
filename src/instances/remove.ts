import { existsSync, renameSync, rmSync } from 'node:fs'
import { makePrivateFolder } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { below } from '../paths.ts'

/** Folders on their way out: whatever is in there belongs to no profile any more. */
function trash(context: Context): string {
  return below(context.ccsDir, 'trash')
}

/**
 * Takes an owned instance out of `instances` in one step, so that it is there whole or not at all.
 *
 * @param instance its folder, which may be missing, or a link, which alone is taken
 */
export function discardInstance(context: Context, instance: string): void {
  makePrivateFolder(trash(context))
  const target = below(trash(context), `${process.pid}-${Date.now()}`)
  if (existsSync(instance)) renameSync(instance, target)
}

/** Deletes what was discarded, also by runs that were killed. Links in it are deleted, not followed. */
export function emptyTrash(context: Context): void {
  rmSync(trash(context), { recursive: true, force: true })
}
