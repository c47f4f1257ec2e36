import { refused } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { isAllowed, type OfferFlags, printJson, showOffer } from '../cli/offer.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import type { Backup } from '../migrate/backup.ts'
import { lastMigration } from '../migrate/migration.ts'
import { planRollback, type RollbackPlan, refuseLoss, rollBack } from '../migrate/rollback.ts'

/** Why a folder that the migration made is kept. */
const WHY_KEPT = 'it has been used, and may hold a login'

/** `ccs migrate --rollback`: takes back the last migration. */
export async function run(context: Context, flags: OfferFlags): Promise<number> {
  const backup = lastMigration(context)
  if (!backup) {
    if (flags.json) printJson({ version: '1', takes_back: null })
    messages.info('There is nothing to take back.')
    return 0
  }
  const plan = planRollback(context, backup)
  if (!flags.force && !flags.isDryRun) refuseLoss(plan)
  const kept = plan.kept.map((path) => ({ path, why: WHY_KEPT }))
  const json = { version: '1', takes_back: 'migration', time: backup.time, ...plan, kept }
  const offer = { changes: true, lines: describe(backup, plan), json }
  showOffer(
    offer,
    flags,
    new CcsError('migrate-confirmation-needed', { what: 'Taking back', call: 'ccs migrate --rollback' }),
  )
  if (flags.isDryRun) return 0
  if (!(await isAllowed(offer, flags, 'Take this back?'))) return refused()
  rollBack(context, backup, flags.force)
  messages.success(`The migration of ${backup.time} was taken back.`)
  for (const path of plan.kept) say(`ccs: ${printable(path)} stays: ${WHY_KEPT}\n`)
  if (plan.lost.length > 0) say(`ccs: The newer registry is kept in ${printable(backup.folder)}.\n`)
  return 0
}

function describe({ time }: Backup, { restored, removed, kept, lost }: RollbackPlan): string[] {
  return [
    `The migration of ${time} is taken back:`,
    ...restored.map((path) => `restore  ${printable(path)}`),
    ...removed.map((path) => `remove   ${printable(path)}`),
    ...kept.map((path) => `stays    ${printable(path)}: ${WHY_KEPT}`),
    ...lost.map((what) => `lose     ${what}, changed since`),
  ]
}
