import { logOut } from '../claude/login.ts'
import { messages } from '../cli/messages.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs auth logout <name>` */
export async function run(context: Context, args: ArgumentsOf<'auth logout'>): Promise<undefined> {
  const account = requireAccount(new Profiles(context, workingFolder), args.name)
  if (!(await logOut(context, account))) {
    throw new CcsError('logout-failed', { name: account.name })
  }
  messages.success(`${quoted(account.name)} is logged out.`)
}
