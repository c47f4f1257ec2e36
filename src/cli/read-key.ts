import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { wordFor } from '../shell/name-word.ts'
import { askSecret, canAskSecret } from './ask-secret.ts'

/** Letters; no key is longer. */
const LONGEST = 65_536

/**
 * Asks for the key of a settings profile in the terminal.
 *
 * @returns empty where it is to be given later
 */
export function askKey(name: string): Promise<string> {
  return askSecret(`API key for ${quoted(name)} (not shown; Enter alone to put it into the file later):`)
}

/**
 * Reads a key from standard input to its end; a terminal shows nothing of it.
 *
 * @throws CcsError `usage` where that is no key
 */
export async function readKey(name: string): Promise<string> {
  const key = process.stdin.isTTY ? await askAtTerminal(name) : (await readInput()).trim()
  if (key === '') throw new CcsError('key-missing', { word: wordFor(name) })
  if (key.length > LONGEST || /[\p{Cc}\uFFFD]/u.test(key)) throw new CcsError('key-wrong', { word: wordFor(name) })
  return key
}

async function askAtTerminal(name: string): Promise<string> {
  return canAskSecret() ? askKey(name) : ''
}

/** As much of it as need be, because it may have no end. */
async function readInput(): Promise<string> {
  let text = ''
  for await (const part of process.stdin.setEncoding('utf8')) {
    text += part
    if (text.length > 2 * LONGEST) break
  }
  return text
}
