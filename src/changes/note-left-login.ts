import { readLeftLogins } from '../accounts/left-logins.ts'
import type { Context } from '../context.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { leftLoginsFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'

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
