import { type CcsError, Interrupted } from '../errors.ts'
import { messages } from './messages.ts'

/** @throws the error where nobody can be asked */
export function requireTerminal(error: CcsError): void {
  // The question itself is written to stdout.
  if (!process.stdin.isTTY || !process.stdout.isTTY || !process.stderr.isTTY) throw error
}

/**
 * Asks the person, for whom "no" is the answer that needs no thought.
 *
 * @throws Interrupted on Ctrl-C
 */
export async function confirm(question: string): Promise<boolean> {
  const sure = await messages.prompt(question, { type: 'confirm', initial: false, cancel: 'null' })
  if (sure === null) throw new Interrupted(130)
  return sure
}
