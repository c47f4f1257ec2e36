import type { Context } from '../context.ts'
import { checkCcsDir } from '../store/ccs-dir.ts'
import { publishedVersion } from './freshness.ts'

/**
 * Publishes if another version of ccs published last: an upgrade reaches the shells, open and new, by the first run of the
 * core, whatever its command. Whatever fails is silent, because the command does not depend on it.
 */
export async function publishAfterUpgrade(context: Context): Promise<void> {
  const version = publishedVersion(context)
  if (version === undefined || version === context.version) return
  try {
    checkCcsDir(context, false)
  } catch {
    return
  }
  const { tryPublish } = await import('./publish.ts')
  tryPublish(context)
}
