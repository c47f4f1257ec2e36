import { logIn, loginState } from '../claude/login.ts'
import type { Context } from '../context.ts'
import { CcsError, Interrupted } from '../errors/ccs-error.ts'
import { ensureInstance } from '../launch/ensure-instance.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { workingFolder } from '../store/working-folder.ts'
import type { Plan, Step } from './plan.ts'
import { digestOfUntouched } from './untouched.ts'

export type LogIn = Step & { step: 'log-in' }

/** Ctrl-C, as a shell counts it. */
const INTERRUPT = 130

/**
 * The logins of a plan that have not been done. A folder in which there is nothing yet is known without asking Claude;
 * where Claude is not there, nothing is known.
 */
export async function notLoggedIn(context: Context, { steps }: Plan): Promise<LogIn[]> {
  const waiting: LogIn[] = []
  for (const step of steps) {
    if (step.step === 'log-in' && !(await isLoggedIn(context, step.profile))) waiting.push(step)
  }
  return waiting
}

async function isLoggedIn(context: Context, name: string): Promise<boolean> {
  const account = accountOf(context, name)
  if (account.kind === 'account' && digestOfUntouched(account.instance) !== null) return false
  try {
    return (await loginState(context, account)).loggedIn === true
  } catch (error) {
    if (error instanceof CcsError && error.code === 'claude-not-found') return false
    throw error
  }
}

/**
 * Logs in through Claude. Ctrl-C there goes to Claude, and skips this login only.
 *
 * @returns the error of one that failed
 * @throws CcsError for anything else; Interrupted
 */
export async function logInOrSkip(context: Context, name: string): Promise<'done' | 'skipped' | CcsError> {
  const account = accountOf(context, name)
  try {
    if (account.kind === 'account') await ensureInstance(context, account.name, account.instance)
    await logIn(context, account)
    return 'done'
  } catch (error) {
    if (error instanceof Interrupted && error.status === INTERRUPT) return 'skipped'
    if (error instanceof CcsError && error.code === 'login-failed') return error
    throw error
  }
}

function accountOf(context: Context, name: string) {
  return requireAccount(new Profiles(context, workingFolder), name)
}
