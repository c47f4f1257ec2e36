import { existsSync, renameSync, rmSync } from 'node:fs'
import { makePrivateFolder } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { trashFolder } from '../layout.ts'
import { below } from '../paths.ts'

/**
 * Takes an owned instance out of `instances` in one step, so that it is there whole or not at all.
 *
 * @param instance its folder, which may be missing, or a link, which alone is taken
 */
export function discardInstance(context: Context, instance: string): void {
  makePrivateFolder(trashFolder(context))
  const target = below(trashFolder(context), `${process.pid}-${Date.now()}`)
  if (existsSync(instance)) renameSync(instance, target)
}

/** Deletes what was discarded, also by runs that were killed. Links in it are deleted, not followed. */
export function emptyTrash(context: Context): void {
  rmSync(trashFolder(context), { recursive: true, force: true })
}
