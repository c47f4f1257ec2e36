import { CcsError } from '../errors.ts'

/** `ccs auth save` of v2: tells of what replaced it. */
export function run(): never {
  throw new CcsError('save-is-gone', {})
}
