import { checkNewName } from '../accounts/names.ts'
import { createAccount } from '../changes/create-account.ts'
import { findClaude } from '../claude/find.ts'
import { messages } from '../cli/messages.ts'
import { isNewHere, stepsHere } from '../cli/newcomer.ts'
import { say } from '../cli/stderr.ts'
import { tellIdentity } from '../cli/tell-identity.ts'
import { warnOfSome } from '../cli/warn-of-some.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { quoted } from '../errors/printable.ts'

/** `ccs auth create <name> [--no-login]` */
export async function run(context: Context, args: ArgumentsOf<'auth create'>): Promise<undefined> {
  const { name } = args
  const wantsLogin = args.login !== false
  checkNewName(name)
  // Looked for before anything is made.
  if (wantsLogin) findClaude(context)
  const isNew = isNewHere(context)
  const { instance, isNamesake, isDefault } = await createAccount(context, name, wantsLogin, warnOfSome)
  messages.success(`Profile ${quoted(name)} created.`)
  if (wantsLogin) tellIdentity(context, name)
  tellNext(name, isDefault, wantsLogin)
  if (!isNamesake) {
    const { tellOfFolder } = await import('../cli/tell-of-folder.ts')
    tellOfFolder(context, instance)
  }
  for (const step of stepsHere(context, { created: name, isNew })) say(`ccs: ${step}\n`)
}

function tellNext(name: string, isDefault: boolean, loggedIn: boolean): void {
  if (isDefault) messages.info(`It is the default now: ccs "a task" goes to ${quoted(name)}.`)
  messages.info(loggedIn ? `Use it: ccs ${name} "a task"` : `Log in when you like: ccs auth login ${name}`)
}
