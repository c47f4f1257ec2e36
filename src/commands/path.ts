import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs path <profile>` */
export function run(context: Context, args: ArgumentsOf<'path'>): undefined {
  const account = requireAccount(new Profiles(context, workingFolder), args.profile)
  if (account.kind === 'plain') throw new CcsError('plain-has-no-path', { name: account.name })
  process.stdout.write(`${account.instance}\n`)
}
