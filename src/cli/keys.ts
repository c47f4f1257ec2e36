/** What a terminal sends for keys that mean nothing here, and around what is pasted. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
const SEQUENCE = /^\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O[@-~]|[^[O])/

/**
 * Puts a question on stderr and reads keys until they are an answer. The terminal shows nothing of them, and is as it was
 * afterwards, whatever happens.
 *
 * @param answerOf what all the keys that were pressed come to; undefined to wait for more
 * @returns undefined where the terminal is gone
 */
export async function readAnswer<T>(
  question: string,
  answerOf: (keys: string) => T | undefined,
): Promise<T | undefined> {
  const { stdin, stderr } = process
  // Before the question, so that what is typed when it is seen is not shown.
  stdin.setRawMode(true)
  stderr.write(`${question} `)
  try {
    return await readKeys(stdin.setEncoding('utf8'), answerOf)
  } finally {
    stdin.setRawMode(false)
    // Nothing more is read, so that the command can end.
    stdin.pause()
  }
}

function readKeys<T>(stdin: NodeJS.ReadStream, answerOf: (keys: string) => T | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    let keys = ''
    const settle = (answer: T | undefined) => {
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd)
      resolve(answer)
    }
    const onEnd = () => settle(undefined)
    const onData = (text: string) => {
      keys += text
      const answer = answerOf(keys)
      if (answer !== undefined) settle(answer)
    }
    // A question before this one has paused it.
    stdin.on('data', onData).on('end', onEnd).on('error', onEnd).resume()
  })
}

/**
 * The keys one by one: letters, control characters, and sequences such as that of an arrow.
 *
 * @param keys all that were pressed, in raw mode
 */
export function* singleKeys(keys: string): Generator<string> {
  for (let rest = keys; rest !== ''; ) {
    const key = SEQUENCE.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 0)
    yield key
    rest = rest.slice(key.length)
  }
}
