import { planRemoval, type RemovalPlan, type RemovedAccount, removeAccount } from '../changes/remove-account.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs auth remove <name> [--delete] [--force]` */
export async function run(context: Context, args: ArgumentsOf<'auth remove'>): Promise<number> {
  const account = () => requireAccount(new Profiles(context, workingFolder), args.name)
  const plan = planRemoval(context, account(), Boolean(args.delete))
  if (!args.force && !(await isSure(plan))) return refused('Nothing was removed.')
  // It may have been renamed while the person was thinking.
  account()
  tell(plan, await removeAccount(context, plan))
  return 0
}

function isSure({ account, deletes, deletable }: RemovalPlan): Promise<boolean> {
  const { name } = account
  const owned = deletable === 'owned'
  const words = deletes && !owned ? `${printable(name)} --delete` : printable(name)
  requireTerminal(new CcsError('confirmation-needed', { name, words }))
  if (deletes && !owned && account.kind === 'account') say(`ccs: Its folder is ${printable(account.instance)}\n`)
  const deleted = owned
    ? 'Its login, settings and conversations are'
    : 'Its login ends, and the folder with all that is in it is'
  const what = deletes ? `${deleted} deleted.` : 'Its folder is kept.'
  return confirm(`Remove ${quoted(name)}? ${what}`)
}

function tell(plan: RemovalPlan, { notLoggedOut, wasDefault, unpinned, stuck }: RemovedAccount): void {
  const { account, deletes, deletable } = plan
  const name = quoted(account.name)
  if (notLoggedOut) {
    const refusal = 'claude auth logout failed, or this claude is too old for it'
    const why = notLoggedOut === 'refused' ? refusal : notLoggedOut.message
    messages.warn(`${name} could not be logged out (${why}). Its login may still be valid: end it at claude.ai.`)
  }
  messages.success(`Profile ${name} removed.`)
  for (const path of stuck) messages.warn(`Not deleted, because the operating system refused: ${printable(path)}`)
  if (!deletes) tellKept(plan)
  else if (deletable !== 'owned' && account.kind === 'account' && stuck.length === 0)
    say(`ccs: ${printable(account.instance)} is deleted.\n`)
  for (const folder of unpinned) say(`ccs: ${printable(folder)} is not pinned any more.\n`)
  if (wasDefault) messages.info('It was the default; there is none now. Set one: ccs auth default <name>')
}

function tellKept({ account, sharers }: RemovalPlan): void {
  if (account.kind === 'plain') messages.info('The login of plain claude was kept.')
  else if (sharers.length > 0) {
    messages.info(
      `The folder was kept and nothing logged out: ${sharers.map((name) => quoted(name)).join(', ')} uses it too.`,
    )
  } else say(`ccs: The folder was kept: ${printable(account.instance)}\n`)
}
