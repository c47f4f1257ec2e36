import { findClaude } from '../claude/find.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import { tellLeftovers } from '../cli/tell-leftovers.ts'
import { isAtTerminal } from '../cli/terminal.ts'
import { warnOfSome } from '../cli/warn-of-some.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { lookAround } from '../migrate/look.ts'
import { type Migrated, migrate } from '../migrate/migration.ts'
import type { MigrateOptions } from '../migrate/options.ts'
import { changesFiles, describePlan, planMigration } from '../migrate/plan.ts'
import { readConfigYaml } from '../migrate/read-config-yaml.ts'
import { logInEach, notLoggedIn } from './migrate-logins.ts'

/** `ccs migrate`: brings the accounts of v2 and of a later program's config.yaml over, and logs in where that has not been done. */
export async function run(context: Context, options: MigrateOptions): Promise<number> {
  const { isDryRun, json, force } = options
  const config = await readConfigYaml(context)
  const plan = planMigration(lookAround(context, config))
  const canLogIn = options.wantsLogin && isAtTerminal()
  const changes = changesFiles(plan)
  const mustAsk = changes && !force && !isDryRun
  if (mustAsk) {
    requireTerminal(new CcsError('migrate-confirmation-needed', { what: 'Migrating', call: 'ccs migrate' }))
  }
  if (json) process.stdout.write(`${JSON.stringify(plan, undefined, 2)}\n`)
  else if (plan.steps.length > 0 && (mustAsk || isDryRun)) process.stdout.write(`${describePlan(plan).join('\n')}\n`)
  if (isDryRun) {
    if (plan.steps.length === 0)
      tellNothing(plan.stays.flatMap((stay) => (stay.kind === 'settings' ? stay.profile : [])))
    tellLeftovers(context)
    return 0
  }
  // Asked for before anything is made.
  if (canLogIn && changes) findClaude(context)
  if (mustAsk && !(await confirm('Do this?'))) return refused()
  if (changes) tellDone(migrate(context, config))
  const waiting = await notLoggedIn(context, plan)
  if (!changes && waiting.length === 0) tellNothing(lookAround(context, config).settings)
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

function tellNothing(settings: readonly string[]): void {
  messages.info('There is nothing to migrate.')
  const names = settings.map((name) => quoted(name)).join(', ')
  if (settings.length > 0) say(`ccs: Settings profiles work as they are: ${names}.\n`)
}
