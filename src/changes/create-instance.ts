import { lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Context } from '../context.ts'
import { makePrivateFolder } from '../store/folders.ts'
import { instancesFolder, stagingFolder } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below, withoutEnd } from '../store/paths.ts'
import { ownIdentity } from '../store/process-identity.ts'
import { copyTree } from './copy-folder.ts'
import { discard, emptyTrash } from './trash.ts'

/**
 * What an account's folder begins with; empty, but for those that are copied. `claude/config-folder.ts` knows an account
 * that was never launched by three of these names.
 */
export const FOLDERS: readonly string[] = [
  'session-env',
  'todos',
  'logs',
  'file-history',
  'shell-snapshots',
  'debug',
  '.anthropic',
]
/** What people keep in `~/.claude` and want in every account. */
export const COPIED: readonly string[] = ['commands', 'skills']

/**
 * Makes an account's folder with its folders in it, 0700 whatever the umask; commands and skills are copied from
 * `~/.claude`. It is made beside its place under the lock, and then put there: so it is there whole or not at all. What a
 * killed process left of one is cleared by the next; but an adopted one has neighbours that are not ours. One that is
 * there already, and not empty, stays as it is.
 *
 * @param instance absolute path
 * @param lock held by this process
 * @returns sentences about what could not be copied
 */
export function createInstance(context: Context, instance: string, lock: Lock): string[] {
  const found = lstatSync(instance, { throwIfNoEntry: false })
  if (found && !(found.isDirectory() && readdirSync(instance).length === 0)) return []
  const isOurs = dirname(instance) === instancesFolder(context)
  // An adopted one may be spelled with a separator at its end, behind which would be inside of it.
  const place = withoutEnd(instance)
  const staging = isOurs ? stagingFolder(context) : `${place}.ccs-${ownIdentity().nonce}`
  if (isOurs) clear(context, staging)
  try {
    makePrivateFolder(staging)
    for (const name of FOLDERS) makePrivateFolder(below(staging, name))
    const warnings = COPIED.flatMap((name) =>
      copyTree(below(context.home, '.claude', name), below(staging, name), context.ccsDir),
    )
    lock.checkHeld()
    if (found) rmdirSync(place)
    renameSync(staging, place)
    return warnings
  } catch (error) {
    tryToClear(context, staging)
    throw error
  }
}

/** Node's own way comes first, because on a full disk nothing can be put into the trash. */
function clear(context: Context, staging: string): void {
  try {
    rmSync(staging, { recursive: true, force: true })
  } catch {
    discard(context, staging)
    emptyTrash(context)
  }
}

/** The first error is the one to tell. */
function tryToClear(context: Context, staging: string): void {
  try {
    clear(context, staging)
  } catch {
    // The next creation clears it.
  }
}
