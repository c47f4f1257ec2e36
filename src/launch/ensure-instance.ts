import { lstatSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { isFolder } from '../store/folders.ts'
import { instancesFolder } from '../store/layout.ts'
import { closeInstance, refuseInstanceOfAnother } from '../store/permissions.ts'

/**
 * Makes the folder of an account when it is not there; this also heals one that was deleted.
 *
 * @param name of the profile
 * @param instance absolute path, owned or adopted
 * @throws CcsError `file-system` when something else is in its place, or an adopted one's parent is missing, or
 *   the folder is another user's
 */
export async function ensureInstance(context: Context, name: string, instance: string): Promise<void> {
  if (isFolder(instance)) {
    refuseInstanceOfAnother(name, instance)
    const notice = closeInstance(context, instance)
    if (notice !== undefined) context.tell(notice)
    return
  }
  if (isSomething(instance)) {
    throw new CcsError('instance-is-no-folder', { folder: instance })
  }
  const parent = dirname(instance)
  // An adopted folder on a disk that is not mounted must not be made anew, empty, on the disk below.
  if (parent !== instancesFolder(context) && !isFolder(parent)) {
    throw new CcsError('instance-missing', { folder: instance })
  }
  const { healInstance } = await import('../changes/heal-instance.ts')
  for (const warning of healInstance(context, name, instance)) context.tell(warning)
}

/** Also a link that leads nowhere. */
function isSomething(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
