import { emptyTrash } from '../changes/trash.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { type AnyBackup, isMigration, lastBackup } from '../migrate/backup.ts'
import type { MigrateOptions } from '../migrate/options.ts'
import { planRollback, refuseLoss, rollBack } from '../migrate/rollback.ts'
import { planUncleaning, unclean } from '../migrate/uncleaning.ts'

/** What is shown of either kind; the keys are those of the JSON. */
interface Shown {
  restored: string[]
  removed: string[]
  kept: { path: string; why: string }[]
  lost: string[]
}

/** `ccs migrate --rollback`: takes back the last of what `ccs migrate` did. */
export async function run(context: Context, { isDryRun, json, force }: MigrateOptions): Promise<number> {
  const backup = lastBackup(context)
  if (!backup) {
    if (json) process.stdout.write(`${JSON.stringify({ version: '1', takes_back: null }, undefined, 2)}\n`)
    messages.info('There is nothing to take back.')
    return 0
  }
  const plan = planOf(context, backup)
  const mustAsk = !force && !isDryRun
  if (mustAsk) refuseLoss(plan.lost)
  if (mustAsk) {
    requireTerminal(
      new CcsError('migrate-confirmation-needed', { what: 'Taking back', call: 'ccs migrate --rollback' }),
    )
  }
  if (json) {
    const output = { version: '1', takes_back: backup.note.kind, time: backup.time, ...plan }
    process.stdout.write(`${JSON.stringify(output, undefined, 2)}\n`)
  } else if (mustAsk || isDryRun) process.stdout.write(`${describe(backup, plan).join('\n')}\n`)
  if (isDryRun) return 0
  if (mustAsk && !(await confirm('Take this back?'))) return refused()
  if (isMigration(backup)) {
    rollBack(context, backup, force)
    emptyTrash(context)
  } else unclean(context, backup)
  messages.success(`The ${backup.note.kind} of ${backup.time} was taken back.`)
  for (const { path, why } of plan.kept) say(`ccs: ${printable(path)} stays: ${printable(why)}\n`)
  if (plan.lost.length > 0) say(`ccs: The newer registry is kept in ${printable(backup.folder)}.\n`)
  return 0
}

function planOf(context: Context, backup: AnyBackup): Shown {
  if (!isMigration(backup)) return { ...planUncleaning(context, backup), removed: [], lost: [] }
  const { kept, ...plan } = planRollback(context, backup)
  return { ...plan, kept: kept.map((path) => ({ path, why: 'it has been used, and may hold a login' })) }
}

function describe({ note, time }: AnyBackup, { restored, removed, kept, lost }: Shown): string[] {
  return [
    `The ${note.kind} of ${time} is taken back:`,
    ...restored.map((path) => `restore  ${printable(path)}`),
    ...removed.map((path) => `remove   ${printable(path)}`),
    ...kept.map(({ path, why }) => `stays    ${printable(path)}: ${printable(why)}`),
    ...lost.map((what) => `lose     ${what}, changed since`),
  ]
}
