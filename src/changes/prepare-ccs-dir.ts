import type { Context } from '../context.ts'
import { closeKeyFiles } from '../settings/key-files.ts'
import { ensureCcsDir } from '../store/ccs-dir.ts'
import { closeInstances } from '../store/permissions.ts'

/**
 * Makes the ccs dir, or the one that exists private, before something in it is changed. What was mended is said.
 *
 * @throws CcsError `file-system` where it cannot be the person's
 */
export function prepareCcsDir(context: Context): void {
  ensureCcsDir(context)
  for (const notice of [closeInstances(context), closeKeyFiles(context)]) {
    if (notice !== undefined) context.tell(notice)
  }
}
