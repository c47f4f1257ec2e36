import { logIn, loginState } from '../../claude/login.ts'
import type { Context } from '../../context.ts'
import { ensureInstance } from '../../launch/ensure-instance.ts'
import type { AccountProfile } from '../../profile.ts'
import { V2_NOTICE } from './notice.ts'

/** What Claude does as well without a login. */
const WITHOUT_LOGIN = new Set(['auth', '--help', '-h', '--version', '-v'])

/**
 * Before an account of v2 is launched: says what it is, makes its folder, and logs in where that has not been done and
 * there is somebody to do it. Claude itself tells of it where there is nobody.
 *
 * @param args for claude
 * @param isAtTerminal whether there is somebody to do it
 * @throws CcsError `login-failed`; Interrupted
 */
export async function prepareV2Launch(
  context: Context,
  account: AccountProfile,
  args: readonly string[],
  isAtTerminal: boolean,
): Promise<void> {
  context.tell(V2_NOTICE)
  if (account.kind === 'plain' || !isAtTerminal || WITHOUT_LOGIN.has(args[0] ?? '')) return
  await ensureInstance(context, account.name, account.instance)
  if ((await loginState(context, account)).loggedIn === false) await logIn(context, account)
}
