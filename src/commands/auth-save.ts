import { CcsError } from '../errors/ccs-error.ts'

/** `ccs auth save` of v2: tells of what replaced it. */
export function run(): never {
  throw new CcsError('save-is-gone', {})
}
