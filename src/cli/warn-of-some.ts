import { messages } from './messages.ts'

const MOST_WARNINGS = 10

/** A folder of thousands that cannot be copied is one thing to know, not thousands. */
export function warnOfSome(warnings: string[]): void {
  for (const warning of warnings.slice(0, MOST_WARNINGS)) messages.warn(warning)
  if (warnings.length > MOST_WARNINGS) messages.warn(`And ${warnings.length - MOST_WARNINGS} more like these.`)
}
