import type { Context } from '../context.ts'
import { printable, quoted } from '../errors/printable.ts'
import { type LogIn, logInOrSkip } from '../migrate/logins.ts'
import { wordFor } from '../shell/name-word.ts'
import { confirm } from './confirm.ts'
import { say } from './stderr.ts'

/** Exit status of a login that failed. */
const FAILED = 9

/**
 * Logs in one after another, each after a question. Ctrl-C in a login skips that one, and at a question ends them all.
 * The command for each login that is left is printed.
 *
 * @param canAsk false only to tell
 * @returns the exit status
 * @throws Interrupted
 */
export async function logInEach(context: Context, waiting: readonly LogIn[], canAsk: boolean): Promise<number> {
  const left = new Set(waiting)
  let status = 0
  try {
    for (const [index, login] of canAsk ? waiting.entries() : []) {
      const known = login.email === null ? '' : `, which was ${printable(login.email)} with v2`
      say(`ccs: Login ${index + 1} of ${waiting.length}: ${quoted(login.profile)}${known}\n`)
      if (!(await confirm('Log in now?', true))) continue
      const end = await logInOrSkip(context, login.profile)
      if (end === 'done') left.delete(login)
      else if (end !== 'skipped') status = FAILED
      say(`ccs: ${textOf(end, login)}\n`)
    }
  } finally {
    tellLeft([...left])
  }
  return status
}

function textOf(end: 'done' | 'skipped' | Error, { profile }: LogIn): string {
  if (end === 'done') return `${quoted(profile)} is logged in.`
  return end === 'skipped' ? 'Skipped.' : end.message
}

function tellLeft(left: readonly LogIn[]): void {
  if (left.length === 0) return
  say('ccs: Not logged in yet. Each logs in once, by:\n')
  for (const { profile } of left) say(`     ccs auth login ${wordFor(profile)}\n`)
}
