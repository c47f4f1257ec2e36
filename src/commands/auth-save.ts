import { CcsError } from '../errors.ts'

/** `ccs auth save` of v2: tells of what replaced it. */
export function run(): never {
  throw new CcsError(
    'usage',
    'ccs auth save is gone: accounts are no longer saved from a login, each has one of its own.',
    'Create a profile, which logs in once: ccs auth create <name>',
  )
}
