import { type ConsolaOptions, createConsola } from 'consola'
import { printable } from '../printable.ts'

/** For what is said to a person: always on stderr, because stdout is for data (P13). */
const options: Partial<ConsolaOptions & { fancy: boolean }> = {
  stdout: process.stderr,
  stderr: process.stderr,
  // consola is quieter where it believes to be in a test.
  level: 3,
  formatOptions: { date: false },
  fancy: Boolean(process.stderr.isTTY || process.env.FORCE_COLOR),
}
export const messages = createConsola(options)

/** Tells of a folder that only the entry of its profile names: `<ccs dir>/instances/<name>` is what older programs know. */
export function tellOfFolder(folder: string): void {
  messages.info(`Its folder is ${printable(folder)}. The older program (@kaitranntt/ccs) does not know that.`)
}
