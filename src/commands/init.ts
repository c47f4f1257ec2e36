import { writeSync } from 'node:fs'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { isSystemError } from '../errors/ccs-error.ts'
import { readIfFresh } from '../shell/freshness.ts'
import type { Integration } from '../shell/integration.ts'
import { findShell } from '../shell/shells.ts'
import { checkCcsDir } from '../store/ccs-dir.ts'

/**
 * `ccs init <shell>`: prints the integration of a shell, whole, and publishes it. Not being able to publish, as in a
 * read-only home, stops nothing.
 *
 * @returns the exit status
 */
export async function printIntegration(context: Context, shellName: string): Promise<number> {
  const shell = findShell(shellName)
  const { exists, notice } = checkCcsDir(context)
  const fresh = exists && notice === undefined && readIfFresh(context, shell.file)
  const text = fresh || ((await renderNow(context, exists)).texts.get(shell.file) ?? '')
  writeOut(shell.forEval ? shell.forEval(text) : text)
  if (notice) say(`ccs: ${notice}\n`)
  return 0
}

/** Loaded only when the published text does not hold: rendering costs more than all the rest. */
async function renderNow(context: Context, exists: boolean): Promise<Integration> {
  const { tryPublish } = await import('../shell/publish.ts')
  const { renderIntegration } = await import('../shell/integration.ts')
  return (exists && tryPublish(context)) || renderIntegration(context)
}

/** Loading the stream of stdout would cost more than all the rest; a full pipe that does not wait is tried again. */
function writeOut(text: string): void {
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest))
    } catch (error) {
      if (isSystemError(error, 'EPIPE')) return
      if (!isSystemError(error, 'EAGAIN')) throw error
    }
  }
}
