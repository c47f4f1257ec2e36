import { accountFileOf, readIdentity } from '../claude/identity.ts'
import { logIn } from '../claude/login.ts'
import type { Context } from '../context.ts'
import { ensureInstance } from '../instances/ensure.ts'
import { quoted } from '../printable.ts'
import { Profiles, requireAccount } from '../profiles/profiles.ts'
import { workingFolder } from '../working-folder.ts'
import { messages } from './messages.ts'
import { tellIdentity } from './tell-identity.ts'

/** `ccs auth login <name>` */
export async function run(context: Context, args: Record<string, unknown>): Promise<undefined> {
  const account = requireAccount(new Profiles(context, workingFolder), String(args.name))
  if (account.kind === 'account') await ensureInstance(context, account.name, account.instance)
  const before = readIdentity(accountFileOf(context, account))
  await logIn(context, account)
  messages.success(`${quoted(account.name)} is logged in.`)
  tellIdentity(context, account.name, before)
}
