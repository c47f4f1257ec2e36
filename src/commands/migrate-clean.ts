import { refused } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { isAllowed, type OfferFlags, showOffer } from '../cli/offer.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { installer, README } from '../migrate/installer/installer.ts'
import { type Leftovers, olderProgramOnPath } from '../migrate/installer/leftovers.ts'
import { below } from '../store/paths.ts'

/** `ccs migrate --clean`: moves the files that v2's shell installer left into a backup, and names its lines in rc files. */
export async function run(context: Context, flags: OfferFlags): Promise<number> {
  const leftovers = installer.find(context)
  const offer = installer.plan(leftovers)
  showOffer(
    offer,
    flags,
    new CcsError('migrate-confirmation-needed', { what: 'Cleaning', call: 'ccs migrate --clean' }),
  )
  if (!offer.changes) messages.info('The installer of ccs v2 has left nothing to move.')
  if (!(await isAllowed(offer, flags, 'Move these files into a backup?'))) return refused()
  if (offer.changes && !flags.isDryRun) {
    // Asked before its program is moved.
    const wasOnPath = olderProgramOnPath(context) !== undefined
    tellMoved(installer.apply(context, leftovers), wasOnPath)
  }
  tellLines(leftovers)
  return 0
}

function tellMoved(backup: string, wasOnPath: boolean): void {
  messages.success(`What the installer of ccs v2 left is in ${printable(backup)}`)
  say(`ccs: How to put it back: ${printable(below(backup, README))}\n`)
  if (wasOnPath) say('ccs: Open a new terminal, or run hash -r: a shell remembers where ccs was.\n')
}

/** An rc file is the person's own: nothing is changed in it. */
function tellLines({ lines, areNeeded }: Leftovers): void {
  const what = areNeeded
    ? 'Keep them: they put ~/.local/bin on PATH, which has other programs.'
    : 'Delete them yourself.'
  for (const { file, line } of lines) {
    say(`ccs: The installer of ccs v2 added lines ${line} and ${line + 1} of ${printable(file)}. ${what}\n`)
  }
}
