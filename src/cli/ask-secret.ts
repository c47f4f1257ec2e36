import { Interrupted } from '../errors/ccs-error.ts'
import { readAnswer, singleKeys } from './keys.ts'

/** True where a secret can be asked for: the question goes to stderr, so that stdout stays data. */
export function canAskSecret(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY)
}

/**
 * Asks for a secret in the terminal, which shows nothing of what is typed or pasted.
 *
 * @returns one line, without control characters and space around it; empty also on Ctrl-D, or where the terminal is gone
 * @throws Interrupted on Ctrl-C
 */
export async function askSecret(question: string): Promise<string> {
  const answer = await readAnswer(question, (keys) => {
    const edited = edit(keys)
    return edited.end === 'open' ? undefined : edited
  })
  process.stderr.write('\n')
  if (answer?.end === 'interrupted') throw new Interrupted(130)
  return (answer?.line ?? '').trim()
}

/**
 * What keys come to: Backspace and Ctrl-U delete, Enter and Ctrl-D end, Ctrl-C interrupts, others but letters do nothing.
 *
 * @param keys all that were pressed, in raw mode
 */
export function edit(keys: string): { line: string; end: 'entered' | 'interrupted' | 'open' } {
  const line: string[] = []
  for (const key of singleKeys(keys)) {
    if (key === '\x03') return { line: '', end: 'interrupted' }
    if (key === '\r' || key === '\n' || key === '\x04') return { line: line.join(''), end: 'entered' }
    if (key === '\x7f' || key === '\b') line.pop()
    else if (key === '\x15') line.length = 0
    else if (!/\p{Cc}/u.test(key)) line.push(key)
  }
  return { line: line.join(''), end: 'open' }
}
