import type { Context } from '../context.ts'
import { printable } from '../errors/printable.ts'
import { findLeftovers, hasLeftovers, olderProgramOnPath } from '../migrate/installer/leftovers.ts'
import { say } from './stderr.ts'

/** Says that the installer of v2 has left something, and above all where its program is the one that is started. */
export function tellLeftovers(context: Context): void {
  const program = olderProgramOnPath(context)
  if (program !== undefined) tellOlderProgram(program)
  else if (hasLeftovers(findLeftovers(context))) {
    say('ccs: The installer of ccs v2 has left files. To see them: ccs migrate --clean --dry-run\n')
  }
}

/** @param program absolute path */
export function tellOlderProgram(program: string): void {
  say(
    `ccs: The word ccs starts the older program, ${printable(program)}, which comes first on PATH. ` +
      'To see what would remove it: ccs migrate --clean --dry-run\n',
  )
}
