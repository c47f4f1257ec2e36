import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { Profiles, requireAccount } from '../profiles/profiles.ts'
import { workingFolder } from '../working-folder.ts'

/** `ccs path <profile>` */
export function run(context: Context, args: Record<string, unknown>): undefined {
  const account = requireAccount(new Profiles(context, workingFolder), String(args.profile))
  if (account.kind === 'plain') throw new CcsError('plain-has-no-path', { name: account.name })
  process.stdout.write(`${account.instance}\n`)
}
