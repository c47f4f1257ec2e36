import { ensureCcsDir } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { closeInstances } from '../instances/permissions.ts'
import { say } from '../stderr.ts'
import { closeKeyFiles } from './key-files.ts'

/**
 * Makes the ccs dir, or the one that exists private, before something in it is changed. What was mended is said.
 *
 * @throws CcsError `file-system` where it cannot be the person's
 */
export function prepareCcsDir(context: Context): void {
  ensureCcsDir(context)
  for (const notice of [closeInstances(context), closeKeyFiles(context)]) {
    if (notice !== undefined) say(`ccs: ${notice}\n`)
  }
}
