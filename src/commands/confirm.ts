import { type CcsError, Interrupted } from '../errors.ts'
import { isAtTerminal } from '../terminal.ts'
import { messages } from './messages.ts'

/** @throws the error where nobody can be asked */
export function requireTerminal(error: CcsError): void {
  if (!isAtTerminal()) throw error
}

/**
 * Asks the person.
 *
 * @param initial the answer that needs no thought: "no", but for what changes nothing by itself
 * @throws Interrupted on Ctrl-C
 */
export async function confirm(question: string, initial = false): Promise<boolean> {
  const sure = await messages.prompt(question, { type: 'confirm', initial, cancel: 'null' })
  if (sure === null) throw new Interrupted(130)
  return sure
}
