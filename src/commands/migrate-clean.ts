import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { clean, README } from '../migrate/cleaning.ts'
import { findLeftovers, hasLeftovers, type Leftovers, olderProgramOnPath } from '../migrate/leftovers.ts'
import type { MigrateOptions } from '../migrate/options.ts'
import { below } from '../store/paths.ts'

/** `ccs migrate --clean`: moves the files that v2's shell installer left into a backup, and names its lines in rc files. */
export async function run(context: Context, { isDryRun, json, force }: MigrateOptions): Promise<number> {
  const leftovers = findLeftovers(context)
  const isClean = !hasLeftovers(leftovers)
  const mustAsk = !isClean && !force && !isDryRun
  if (mustAsk) {
    requireTerminal(new CcsError('migrate-confirmation-needed', { what: 'Cleaning', call: 'ccs migrate --clean' }))
  }
  if (json) process.stdout.write(`${JSON.stringify(planOf(leftovers), undefined, 2)}\n`)
  else if (!isClean && (mustAsk || isDryRun)) process.stdout.write(`${describe(leftovers).join('\n')}\n`)
  if (isClean) messages.info('The installer of ccs v2 has left nothing to move.')
  if (mustAsk && !(await confirm('Move these files into a backup?'))) return refused()
  if (!isClean && !isDryRun) moveInto(context, leftovers)
  tellLines(leftovers)
  return 0
}

function moveInto(context: Context, { files }: Leftovers): void {
  const program = olderProgramOnPath(context)
  const backup = clean(context, files)
  messages.success(`What the installer of ccs v2 left is in ${printable(backup)}`)
  say(`ccs: How to put it back: ${printable(below(backup, README))}\n`)
  if (program !== undefined) say('ccs: Open a new terminal, or run hash -r: a shell remembers where ccs was.\n')
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

/** The plan as JSON. */
function planOf({ files, lines, areNeeded, isOpen }: Leftovers): object {
  return {
    version: '1',
    steps: [...(isOpen ? [{ step: 'finish' }] : []), ...files.map((file) => ({ step: 'move', file }))],
    stays: lines.map(({ file, line }) => ({ file, lines: [line, line + 1], needed: areNeeded })),
  }
}

function describe({ files, isOpen }: Leftovers): string[] {
  return [
    ...(isOpen ? ['finish   a cleaning that was interrupted'] : []),
    ...files.map((file) => `move     ${printable(file)}`),
  ]
}
