import { findClaude } from '../claude/find.ts'
import { refused } from '../cli/confirm.ts'
import { logInEach } from '../cli/log-in-each.ts'
import { messages } from '../cli/messages.ts'
import { isAllowed, type OfferFlags, showOffer } from '../cli/offer.ts'
import { say } from '../cli/stderr.ts'
import { tellLeftovers } from '../cli/tell-leftovers.ts'
import { isAtTerminal } from '../cli/terminal.ts'
import { warnOfSome } from '../cli/warn-of-some.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { notLoggedIn } from '../migrate/logins.ts'
import { lookAround, type Migrated, migrate, readArrangements } from '../migrate/migration.ts'
import { changesFiles, describePlan, type Plan } from '../migrate/plan.ts'

/** `ccs migrate`: brings the profiles of earlier programs over, and logs in where that has not been done. */
export async function run(context: Context, flags: OfferFlags & { wantsLogin: boolean }): Promise<number> {
  const read = await readArrangements(context)
  const plan = lookAround(context, read)
  const changes = changesFiles(plan)
  const offer = { changes, lines: describePlan(plan), json: plan }
  showOffer(offer, flags, new CcsError('migrate-confirmation-needed', { what: 'Migrating', call: 'ccs migrate' }))
  if (flags.isDryRun) {
    if (plan.steps.length === 0) tellNothing(plan)
    tellLeftovers(context)
    return 0
  }
  const canLogIn = flags.wantsLogin && isAtTerminal()
  // Asked for before anything is made.
  if (canLogIn && changes) findClaude(context)
  if (!(await isAllowed(offer, flags, 'Do this?'))) return refused()
  if (changes) tellDone(migrate(context, read))
  const waiting = await notLoggedIn(context, plan)
  if (!changes && waiting.length === 0) tellNothing(plan)
  tellLeftovers(context)
  return logInEach(context, waiting, canLogIn)
}

function tellDone(done: Migrated | undefined): void {
  if (!done) return
  warnOfSome(done.warnings)
  const what = [counted(done.accounts, 'account'), counted(done.settings, 'settings profile')].filter(Boolean)
  const verb = done.accounts + done.settings === 1 ? 'was' : 'were'
  if (what.length > 0) messages.success(`${what.join(' and ')} ${verb} brought over.`)
  else messages.success('The interrupted migration was finished.')
  say(`ccs: What there was before is kept in ${printable(done.backup)}. To take all back: ccs migrate --rollback\n`)
}

function counted(number: number, what: string): string {
  return number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'}`
}

function tellNothing({ stays }: Plan): void {
  messages.info('There is nothing to migrate.')
  const settings = stays.flatMap((stay) => (stay.kind === 'settings' ? quoted(stay.profile) : []))
  if (settings.length > 0) say(`ccs: Settings profiles work as they are: ${settings.join(', ')}.\n`)
}
