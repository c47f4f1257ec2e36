import { environmentChange } from '../claude/environment.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { ensureInstance } from '../launch/ensure-instance.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { environmentText, findShell, SHELL, shellNamed } from '../shell/shells.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs env <profile> [--shell S | --json]`; without a shell the text is that for bash and zsh, which is the same. */
export async function run(context: Context, args: ArgumentsOf<'env'>): Promise<undefined> {
  if (args.shell !== undefined && args.json) throw new CcsError('shell-and-json', {})
  const shell = findShell(args.shell ?? 'bash')
  const account = requireAccount(new Profiles(context, workingFolder), args.profile)
  if (account.kind === 'account') await ensureInstance(context, account.name, account.instance)
  const change = environmentChange(context.env, account, context.env.CCS_KEEP_ENV === '1')
  const text = args.json
    ? `${JSON.stringify({ version: '1', profile: account.name, ...change }, undefined, 2)}\n`
    : environmentText(change, shell)
  process.stdout.write(text)
}

/**
 * What is printed where `env` failed, for a shell that evaluates it all the same.
 *
 * @param args of the command, right or wrong
 */
export function failingText(args: readonly string[]): string {
  const { value } = /^--shell=(?<value>.*)$/s.exec(args.find((word) => word.startsWith('--shell=')) ?? '')?.groups ?? {}
  const name = value ?? args[args.indexOf('--shell') + 1]
  const shell = shellNamed(name) ?? SHELL.bash
  return `${shell.fail}\n`
}
