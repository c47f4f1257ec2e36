import { logIn, loginState } from '../claude/login.ts'
import { say } from '../cli/stderr.ts'
import { isAtTerminal } from '../cli/terminal.ts'
import type { Context } from '../context.ts'
import { ensureInstance } from '../launch/ensure-instance.ts'
import type { Profile } from '../launch/profiles.ts'
import { V2_NOTICE } from './v2-notice.ts'

/** What Claude does as well without a login. */
const WITHOUT_LOGIN = new Set(['auth', '--help', '-h', '--version', '-v'])

/**
 * Before an account of v2 is launched: says what it is, makes its folder, and logs in where that has not been done and
 * there is somebody to do it. Claude itself tells of it where there is nobody.
 *
 * @param args for claude
 * @throws CcsError `login-failed`; Interrupted
 */
export async function prepareV2Launch(
  context: Context,
  account: Profile & { kind: 'account' | 'plain' },
  args: readonly string[],
): Promise<void> {
  say(`ccs: ${V2_NOTICE}\n`)
  if (account.kind === 'plain' || !isAtTerminal() || WITHOUT_LOGIN.has(args[0] ?? '')) return
  await ensureInstance(context, account.name, account.instance)
  if ((await loginState(context, account)).loggedIn === false) await logIn(context, account)
}
