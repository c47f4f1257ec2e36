import { type ConsolaReporter, createConsola } from 'consola/core'
import { coloured, hasColour } from '../colour.ts'
import { printable } from '../printable.ts'
import { say } from '../stderr.ts'

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

/** Tells of a folder that only the entry of its profile names: `<ccs dir>/instances/<name>` is what older programs know. */
export function tellOfFolder(folder: string): void {
  messages.info(`Its folder is ${printable(folder)}. The older program (@kaitranntt/ccs) does not know that.`)
}
