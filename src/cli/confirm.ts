import { type CcsError, Interrupted } from '../errors/ccs-error.ts'
import { coloured } from './colour.ts'
import { readAnswer, singleKeys } from './keys.ts'
import { messages } from './messages.ts'
import { isAtTerminal } from './terminal.ts'

/** @throws the error where nobody can be asked */
export function requireTerminal(error: CcsError): void {
  if (!isAtTerminal()) throw error
}

/**
 * Asks the person; Escape and Ctrl-D are a no, and so is a terminal that is gone. A prompt of a library is not used: on
 * Escape it shows the other answer, and on Ctrl-D it ends the process in silence.
 *
 * @param initial the answer that needs no thought: "no", but for what changes nothing by itself
 * @throws Interrupted on Ctrl-C
 */
export async function confirm(question: string, initial = false): Promise<boolean> {
  const choices = coloured('dim', initial ? '(Y/n)' : '(y/N)')
  const answer = await readAnswer(`${coloured('cyan', '?')} ${question} ${choices}`, (keys) => answerIn(keys, initial))
  if (answer === 'interrupted') {
    process.stderr.write('\n')
    throw new Interrupted(130)
  }
  process.stderr.write(`${answer === 'yes' ? 'yes' : 'no'}\n`)
  return answer === 'yes'
}

function answerIn(keys: string, initial: boolean): 'yes' | 'no' | 'interrupted' | undefined {
  for (const key of singleKeys(keys)) {
    if (key === '\x03') return 'interrupted'
    if (key === '\r' || key === '\n') return initial ? 'yes' : 'no'
    if (key === 'y' || key === 'Y') return 'yes'
    if (key === 'n' || key === 'N' || key === '\x04' || key === '\x1b') return 'no'
  }
  return undefined
}

/**
 * What is said where the person said no.
 *
 * @returns the exit status
 */
export function refused(sentence = 'Nothing was changed.'): number {
  messages.info(sentence)
  return 1
}
