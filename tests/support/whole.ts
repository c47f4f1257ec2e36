import { test } from 'vitest'
import { sampleByName } from './sampling.ts'

/** True for `npm run test:whole`, which takes no samples; the default run must end in minutes. */
export const isWhole = Boolean(process.env.CCS_TEST_WHOLE)

/**
 * The rows of a table for this run, in their order: all of them in a whole run, else some that their names decide. The
 * end of the run says how many were left out.
 *
 * @param what the rows are, for that message
 */
export function sampleOfRun<T extends { name: string }>(what: string, rows: readonly T[], count: number): T[] {
  if (isWhole) return [...rows]
  const chosen = sampleByName(rows, count, what)
  if (chosen.length < rows.length) leaveOut(`${rows.length - chosen.length} ${what}`)
  return chosen
}

/** Reports what a run that is not whole leaves out, as a skipped test. */
export function leaveOut(what: string): void {
  if (!isWhole) test(`left out: ${what}`, ({ skip }) => skip(`${what}: left to npm run test:whole`))
}
