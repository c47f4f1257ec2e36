import { accountFileOf, readIdentity } from '../claude/identity.ts'
import { logIn } from '../claude/login.ts'
import { messages } from '../cli/messages.ts'
import { tellIdentity } from '../cli/tell-identity.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { quoted } from '../errors/printable.ts'
import { ensureInstance } from '../launch/ensure-instance.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs auth login <name>` */
export async function run(context: Context, args: ArgumentsOf<'auth login'>): Promise<undefined> {
  const account = requireAccount(new Profiles(context, workingFolder), args.name)
  if (account.kind === 'account') await ensureInstance(context, account.name, account.instance)
  const before = readIdentity(accountFileOf(context, account))
  await logIn(context, account)
  messages.success(`${quoted(account.name)} is logged in.`)
  tellIdentity(context, account.name, before)
}
