import { logOut } from '../claude/login.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { quoted } from '../printable.ts'
import { Profiles, requireAccount } from '../profiles/profiles.ts'
import { workingFolder } from '../working-folder.ts'
import { messages } from './messages.ts'

/** `ccs auth logout <name>` */
export async function run(context: Context, args: Record<string, unknown>): Promise<undefined> {
  const account = requireAccount(new Profiles(context, workingFolder), String(args.name))
  if (!(await logOut(context, account))) {
    throw new CcsError('logout-failed', { name: account.name })
  }
  messages.success(`${quoted(account.name)} is logged out.`)
}
