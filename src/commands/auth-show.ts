import { summarize } from '../accounts/list.ts'
import { sizeOf } from '../accounts/size.ts'
import { type LoginState, loginState } from '../claude/login.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs auth show <name> [--json]` */
export async function run(context: Context, args: ArgumentsOf<'auth show'>): Promise<undefined> {
  const { name } = args
  const profiles = new Profiles(context, workingFolder)
  const account = requireAccount(profiles, name)
  const summary = summarize(context, profiles.registry).find((profile) => profile.name === name)
  const state = await stateOrUnknown(context, account)
  const { loggedIn, email, instead } = state
  const size = summary?.instance ? sizeOf(summary.instance) : null
  if (args.json) {
    const login = { logged_in: loggedIn ?? null, email: email ?? null, answers_instead: instead ?? null }
    const output = { version: '1', ...summary, ...login, size }
    process.stdout.write(`${JSON.stringify(output, undefined, 2)}\n`)
    return
  }
  const lines = [
    ['Profile', `${name}${summary?.default ? ' (default)' : ''}`],
    ['Type', summary?.type],
    ['Instance', summary?.instance ?? '~/.claude, as by hand'],
    ...(summary?.shared_with.length
      ? [['Same folder as', summary.shared_with.map((other) => quoted(other)).join(', ')]]
      : []),
    ['Created', summary?.created ?? 'unknown'],
    ['Last used', summary?.last_used ?? 'never'],
    ['Logged in', describeLogin(state)],
    ...(size === null ? [] : [['Size', formatBytes(size)]]),
  ]
  process.stdout.write(`${lines.map(([key, value]) => `${key}: ${printable(value ?? '')}`).join('\n')}\n`)
}

function describeLogin({ loggedIn, email, instead }: LoginState): string {
  if (loggedIn === undefined) return 'unknown'
  if (loggedIn) return email ? `yes (${email})` : 'yes'
  return instead ? `no (claude uses ${instead} instead)` : 'no'
}

/** Without Claude everything but the login can be told. */
async function stateOrUnknown(context: Context, account: Parameters<typeof loginState>[1]): Promise<LoginState> {
  try {
    return await loginState(context, account)
  } catch (error) {
    if (error instanceof CcsError && error.code === 'claude-not-found') return { loggedIn: undefined }
    throw error
  }
}

function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}
