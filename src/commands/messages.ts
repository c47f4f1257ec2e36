import { type ConsolaOptions, createConsola } from 'consola'

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
