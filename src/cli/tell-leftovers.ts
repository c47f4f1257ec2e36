import type { Context } from '../context.ts'
import { printable } from '../errors/printable.ts'
import { hasLeftovers, olderProgramOnPath } from '../migrate/installer/leftovers.ts'
import { say } from './stderr.ts'

/** Says that the installer of v2 has left something, and above all where its program is the one that is started. */
export function tellLeftovers(context: Context): void {
  if (!tellOlderProgramOnPath(context) && hasLeftovers(context)) {
    say('ccs: The installer of ccs v2 has left files. To see them: ccs migrate --clean --dry-run\n')
  }
}

/** @returns whether v2's program comes first on PATH, which is said */
export function tellOlderProgramOnPath(context: Context): boolean {
  const program = olderProgramOnPath(context)
  if (program === undefined) return false
  say(
    `ccs: The word ccs starts the older program, ${printable(program)}, which comes first on PATH. ` +
      'To see what would remove it: ccs migrate --clean --dry-run\n',
  )
  return true
}
