import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import type { MigrateOptions } from '../migrate/options.ts'

/** What `ccs migrate` does instead where one of these flags is given. */
const MODES: Record<string, () => Promise<{ run(context: Context, options: MigrateOptions): Promise<number> }>> = {
  rollback: () => import('./migrate-rollback.ts'),
  clean: () => import('./migrate-clean.ts'),
  scan: () => import('./migrate-scan.ts'),
}

/** `ccs migrate [--dry-run] [--no-login] [--rollback | --clean | --scan [--apply]] [--json] [--force]` */
export async function run(context: Context, args: Record<string, unknown>): Promise<number> {
  const [mode, other] = Object.keys(MODES).filter((name) => args[name])
  if (mode !== undefined && other !== undefined) throw new CcsError('migrate-modes-exclude', { one: mode, other })
  if (args.apply && mode !== 'scan') throw new CcsError('apply-without-scan', {})
  const load = mode === undefined ? () => import('./migrate-accounts.ts') : MODES[mode]
  const { run } = await (load as () => Promise<typeof import('./migrate-accounts.ts')>)()
  return run(context, {
    isDryRun: Boolean(args['dry-run']),
    wantsLogin: args.login !== false,
    json: Boolean(args.json),
    force: Boolean(args.force),
    apply: Boolean(args.apply),
  })
}
