import type { OfferFlags } from '../cli/offer.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'

interface Mode {
  run(context: Context, flags: OfferFlags & { wantsLogin: boolean; apply: boolean }): Promise<number>
}

/** What `ccs migrate` does instead where one of these flags is given. */
const MODES = ['rollback', 'clean', 'scan'] as const
const MODULES: Record<'profiles' | (typeof MODES)[number], () => Promise<Mode>> = {
  profiles: () => import('./migrate-profiles.ts'),
  rollback: () => import('./migrate-rollback.ts'),
  clean: () => import('./migrate-clean.ts'),
  scan: () => import('./migrate-scan.ts'),
}

/** `ccs migrate [--dry-run] [--no-login] [--rollback | --clean | --scan [--apply]] [--json] [--force]` */
export async function run(context: Context, args: ArgumentsOf<'migrate'>): Promise<number> {
  const [mode, other] = MODES.filter((name) => args[name])
  if (mode !== undefined && other !== undefined) throw new CcsError('migrate-modes-exclude', { one: mode, other })
  if (args.apply && mode !== 'scan') throw new CcsError('apply-without-scan', {})
  const { run } = await MODULES[mode ?? 'profiles']()
  return run(context, {
    isDryRun: Boolean(args['dry-run']),
    wantsLogin: args.login !== false,
    json: Boolean(args.json),
    force: Boolean(args.force),
    apply: Boolean(args.apply),
  })
}
