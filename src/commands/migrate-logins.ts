import { logIn, loginState } from '../claude/login.ts'
import { confirm } from '../cli/confirm.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { CcsError, Interrupted } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { ensureInstance } from '../launch/ensure-instance.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import type { Plan, Step } from '../migrate/plan.ts'
import { digestOfUntouched } from '../migrate/untouched.ts'
import { wordFor } from '../shell/name-word.ts'
import { workingFolder } from '../store/working-folder.ts'

type LogIn = Step & { step: 'log-in' }

/** Ctrl-C, as a shell counts it. */
const INTERRUPT = 130
/** Exit status of a login that failed. */
const FAILED = 9

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
  const account = requireAccount(new Profiles(context, workingFolder), name)
  if (account.kind === 'account' && digestOfUntouched(account.instance) !== null) return false
  try {
    return (await loginState(context, account)).loggedIn === true
  } catch (error) {
    if (error instanceof CcsError && error.code === 'claude-not-found') return false
    throw error
  }
}

/**
 * Logs in one after another, each after a question. Ctrl-C in a login skips that one, and at a question ends them all;
 * whatever is left is told, and can be done later.
 *
 * @param canAsk false only to tell
 * @returns the exit status
 * @throws Interrupted
 */
export async function logInEach(context: Context, waiting: readonly LogIn[], canAsk: boolean): Promise<number> {
  const left = new Set(waiting)
  let hasFailed = false
  try {
    for (const [index, step] of canAsk ? waiting.entries() : []) {
      const end = await askAndLogIn(context, step, `${index + 1} of ${waiting.length}`)
      if (end === 'done') left.delete(step)
      if (end === 'failed') hasFailed = true
    }
  } finally {
    tellLeft([...left])
  }
  return hasFailed ? FAILED : 0
}

async function askAndLogIn(context: Context, step: LogIn, count: string): Promise<'done' | 'skipped' | 'failed'> {
  const known = step.email === null ? '' : `, which was ${printable(step.email)} with v2`
  say(`ccs: Login ${count}: ${quoted(step.profile)}${known}\n`)
  if (!(await confirm('Log in now?', true))) return 'skipped'
  const account = requireAccount(new Profiles(context, workingFolder), step.profile)
  try {
    if (account.kind === 'account') await ensureInstance(context, account.name, account.instance)
    await logIn(context, account)
  } catch (error) {
    const isSkipped = error instanceof Interrupted && error.status === INTERRUPT
    if (!isSkipped && !(error instanceof CcsError && error.code === 'login-failed')) throw error
    say(`ccs: ${isSkipped ? 'Skipped.' : error.message}\n`)
    return isSkipped ? 'skipped' : 'failed'
  }
  say(`ccs: ${quoted(step.profile)} is logged in.\n`)
  return 'done'
}

function tellLeft(left: readonly LogIn[]): void {
  if (left.length === 0) return
  say('ccs: Not logged in yet. Each logs in once, by:\n')
  for (const { profile } of left) say(`     ccs auth login ${wordFor(profile)}\n`)
}
