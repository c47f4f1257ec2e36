import { type ConsolaReporter, createConsola } from 'consola/core'
import { coloured, hasColour } from './colour.ts'
import { say } from './stderr.ts'

const ICONS: Record<string, string> = {
  info: coloured('cyan', 'ℹ'),
  success: coloured('green', '✔'),
  warn: coloured('yellow', '⚠'),
}

/** For what is said to a person: always on stderr, because stdout is for data (P13). */
const toStderr: ConsolaReporter = {
  log({ type, args }) {
    const isFancy = process.stderr.isTTY || hasColour(process.stderr)
    say(`${isFancy ? ICONS[type] : `[${type}]`} ${args.join(' ')}\n`)
  },
}
// consola is quieter where it believes to be in a test.
export const messages = createConsola({ level: 3, reporters: [toStderr] })
