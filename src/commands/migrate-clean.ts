import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { clean } from '../migrate/cleaning.ts'
import { findLeftovers, hasLeftovers, type Leftovers, olderProgramOnPath } from '../migrate/leftovers.ts'
import type { MigrateOptions } from '../migrate/options.ts'
import { differenceOf } from '../setup/difference.ts'
import { below } from '../store/paths.ts'

/** `ccs migrate --clean`: takes away what the shell installer of v2 left, into a backup. */
export async function run(context: Context, { isDryRun, json, force }: MigrateOptions): Promise<number> {
  const leftovers = findLeftovers(context)
  const isClean = !hasLeftovers(leftovers)
  const mustAsk = !isClean && !force && !isDryRun
  if (mustAsk) {
    requireTerminal(new CcsError('migrate-confirmation-needed', { what: 'Cleaning', call: 'ccs migrate --clean' }))
  }
  if (json) process.stdout.write(`${JSON.stringify(planOf(context, leftovers), undefined, 2)}\n`)
  else if (!isClean && (mustAsk || isDryRun)) process.stdout.write(`${describe(context, leftovers).join('\n')}\n`)
  for (const { file, line, why } of leftovers.keptLines) {
    say(`ccs: Line ${line} of ${printable(file)}, of the installer of v2, stays: ${printable(why)}\n`)
  }
  if (isClean) messages.info('The installer of ccs v2 has left nothing that could be removed.')
  if (isClean || isDryRun) return 0
  if (mustAsk && !(await confirm('Remove this?'))) return refused()
  const program = olderProgramOnPath(context)
  const backup = clean(context, leftovers)
  messages.success('What the installer of ccs v2 left is removed.')
  say(`ccs: It is kept in ${printable(backup)}. To bring it back: ccs migrate --rollback\n`)
  if (program !== undefined) say('ccs: Open a new terminal, or run hash -r: a shell remembers where ccs was.\n')
  return 0
}

/** The plan as JSON. */
function planOf({ ccsDir }: Context, { things, links, changes, keptLines, isOpen }: Leftovers): object {
  const steps = [
    ...(isOpen ? [{ step: 'finish' }] : []),
    ...links.map(({ path, target }) => ({ step: 'remove-link', path, target })),
    ...changes.map(({ rc, line }) => ({ step: 'edit', file: rc.file, line })),
    ...things.map((name) => ({ step: 'back-up', file: below(ccsDir, name) })),
  ]
  return { version: '1', steps, stays: keptLines }
}

function describe({ ccsDir }: Context, { things, links, changes, isOpen }: Leftovers): string[] {
  return [
    ...(isOpen ? ['finish   a cleaning that was interrupted'] : []),
    ...links.map(({ path, target }) => `remove   ${printable(path)} -> ${printable(target)}`),
    ...things.map((name) => `back up  ${printable(below(ccsDir, name))}`),
    ...changes.flatMap(differenceOf),
  ]
}
