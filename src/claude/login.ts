import { lstatSync } from 'node:fs'
import * as v from 'valibot'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { isFolder } from '../folders.ts'
import { below } from '../paths.ts'
import { parseJson, readTextFile } from '../profiles/json-file.ts'
import type { Profile } from '../profiles/profiles.ts'
import { launchEnvironment } from './environment.ts'
import { findClaude } from './find.ts'
import { runBesideMessages, runInForeground, runQuietly, throwIfInterrupted } from './process.ts'

/** What Claude says of an account; `loggedIn` is undefined when it says nothing that we understand. */
export interface LoginState {
  loggedIn: boolean | undefined
  email?: string
}

type Account = Profile & { kind: 'account' | 'plain' }

const StatusSchema = v.looseObject({ loggedIn: v.boolean(), email: v.optional(v.nullable(v.string())) })
const AccountSchema = v.looseObject({ oauthAccount: v.looseObject({ emailAddress: v.optional(v.string()) }) })

/**
 * Logs in through Claude itself, at the person's terminal. Releases that do not know `claude auth` ask by themselves
 * when they start.
 *
 * @param without the command that does without a login, where there is one
 * @throws CcsError `login-failed`; Interrupted
 */
export async function logIn(context: Context, account: Account, without?: string): Promise<void> {
  const claude = findClaude(context)
  const env = environmentOf(context, account)
  const words = (await knowsAuth(claude, env)) ? ['auth', 'login'] : []
  const end = await runInForeground(claude, words, env)
  throwIfInterrupted(end)
  const { loggedIn } = await loginState(context, account)
  if (end.status === 0 && loggedIn) return
  const how = end.status === 0 ? '' : ` (claude: exit status ${end.status})`
  throw new CcsError('login-failed', { name: account.name, how, without })
}

/**
 * Logs out through Claude itself, which also revokes the login.
 *
 * @returns whether it did; also where there is no folder, and so no login
 */
export async function logOut(context: Context, account: Account): Promise<boolean> {
  if (isMissing(account)) return true
  const claude = findClaude(context)
  const env = environmentOf(context, account)
  // A release that does not know it would take these words for a prompt.
  if (!(await knowsAuth(claude, env))) return false
  const end = await runBesideMessages(claude, ['auth', 'logout'], env)
  throwIfInterrupted(end)
  return end.status === 0
}

/**
 * Asks `claude auth status`; a release that does not know it, and would take the words for a prompt, is known by the
 * account that its configuration names.
 */
export async function loginState(context: Context, account: Account): Promise<LoginState> {
  if (isMissing(account)) return { loggedIn: false }
  const claude = findClaude(context)
  const env = environmentOf(context, account)
  if (!(await knowsAuth(claude, env))) return configuredAccount(context, account)
  const stdout = await runQuietly(claude, ['auth', 'status'], env)
  const status = v.safeParse(v.pipe(v.string(), v.parseJson(), StatusSchema), stdout)
  if (!status.success) return { loggedIn: undefined }
  const { loggedIn, email } = status.output
  return email ? { loggedIn, email } : { loggedIn }
}

/** Claude would make the folder, half of it, and also where only a disk is not mounted. */
function isMissing(account: Account): boolean {
  return account.kind === 'account' && !isFolder(account.instance)
}

async function knowsAuth(claude: string, env: Record<string, string | undefined>): Promise<boolean> {
  return /^\s+auth\b/m.test(await runQuietly(claude, ['--help'], env))
}

/** What Claude asks of an account is always about its own login, whatever the person keeps for launches. */
function environmentOf(context: Context, account: Account) {
  return launchEnvironment(context.env, account, false)
}

/** Of `.claude.json` only `oauthAccount` is looked at (P11). */
function configuredAccount(context: Context, account: Account): LoginState {
  const file = below(account.kind === 'account' ? account.instance : context.home, '.claude.json')
  if (!lstatSync(file, { throwIfNoEntry: false })) return { loggedIn: false }
  const result = v.safeParse(AccountSchema, parseJson(readTextFile(file) ?? '{}', file))
  if (!result.success) return { loggedIn: false }
  const email = result.output.oauthAccount.emailAddress
  return email === undefined ? { loggedIn: true } : { loggedIn: true, email }
}
