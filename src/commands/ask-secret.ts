import { Interrupted } from '../errors.ts'

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
  const { stdin, stderr } = process
  // Before the question, so that what is typed when it is seen is not shown.
  stdin.setRawMode(true)
  stderr.write(`${question} `)
  try {
    return (await readLine(stdin.setEncoding('utf8'))).trim()
  } finally {
    stdin.setRawMode(false)
    // Nothing more is read, so that the command can end.
    stdin.pause()
    stderr.write('\n')
  }
}

function readLine(stdin: NodeJS.ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let keys = ''
    const settle = (act: () => void) => {
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd)
      act()
    }
    const onEnd = () => settle(() => resolve(''))
    const onData = (text: string) => {
      keys += text
      const { line, end } = edit(keys)
      if (end === 'interrupted') settle(() => reject(new Interrupted(130)))
      else if (end === 'entered') settle(() => resolve(line))
    }
    stdin.on('data', onData).on('end', onEnd).on('error', onEnd)
  })
}

/** What a terminal sends for keys that mean nothing here, and around what is pasted. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
const SEQUENCE = /^\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O[@-~]|[^[O])/

/**
 * What keys come to: Backspace and Ctrl-U delete, Enter and Ctrl-D end, Ctrl-C interrupts, others but letters do nothing.
 *
 * @param keys all that were pressed, in raw mode
 */
export function edit(keys: string): { line: string; end: 'entered' | 'interrupted' | 'open' } {
  const line: string[] = []
  for (let rest = keys; rest !== ''; ) {
    const sequence = SEQUENCE.exec(rest)?.[0]
    const [key = ''] = sequence === undefined ? rest : [sequence]
    rest = rest.slice(key.length)
    if (key === '\x03') return { line: '', end: 'interrupted' }
    if (key === '\r' || key === '\n' || key === '\x04') return { line: line.join(''), end: 'entered' }
    if (key === '\x7f' || key === '\b') line.pop()
    else if (key === '\x15') line.length = 0
    else if (sequence === undefined && !/\p{Cc}/u.test(key)) line.push(key)
  }
  return { line: line.join(''), end: 'open' }
}
