import { checkCcsDir } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { quoted } from '../printable.ts'
import { renderIntegration } from '../shell/integration.ts'
import { tryPublish } from '../shell/publish.ts'
import { SHELLS } from '../shell/shells.ts'

/**
 * `ccs init <shell>`: prints the integration of a shell, whole, and publishes it. Not being able to publish, as in a
 * read-only home, stops nothing.
 *
 * @returns the exit status
 */
export function printIntegration(context: Context, shellName: string): number {
  const shell = SHELLS.find(({ name }) => name === shellName)
  if (!shell) {
    throw new CcsError(
      'usage',
      `There is no integration for ${quoted(shellName)}.`,
      `Use one of: ${SHELLS.map(({ name }) => name).join(', ')}.`,
    )
  }
  const { exists, notice } = checkCcsDir(context)
  const integration = (exists && tryPublish(context)) || renderIntegration(context)
  process.stdout.write(integration.texts.get(shell.file) ?? '')
  if (notice) process.stderr.write(`ccs: ${notice}\n`)
  return 0
}
