import type { Context } from '../context.ts'
import { leftLoginsFile } from '../layout.ts'
import { writeAtomically } from '../profiles/atomic-write.ts'
import type { Lock } from '../profiles/lock.ts'
import { readLeftLogins } from './left-logins.ts'

/**
 * Notes a folder whose login could not be ended, where the system keeps logins elsewhere.
 *
 * @param lock held by this process
 */
export function noteLeftLogin(context: Context, instance: string, lock: Lock): void {
  const left = readLeftLogins(context)
  if (context.platform !== 'darwin' || left.includes(instance)) return
  writeAtomically(leftLoginsFile(context), `${JSON.stringify([...left, instance])}\n`, lock)
}
