import { lstatSync, readdirSync } from 'node:fs'
import * as v from 'valibot'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import type { AccountProfile } from '../profile.ts'
import { isFolder } from '../store/folders.ts'
import { parseJson, readTextFile } from '../store/json-file.ts'
import { below } from '../store/paths.ts'
import { refuseInstanceOfAnother } from '../store/permissions.ts'
import { hasAccount } from './config-folder.ts'
import { launchEnvironment, signInFolder } from './environment.ts'
import { findClaude } from './find.ts'
import { accountFileOf } from './identity.ts'
import { runBesideMessages, runInForeground, runQuietly, type StartOptions, throwIfInterrupted } from './process.ts'
import { answersIn } from './settings-logins.ts'

/** What Claude says of an account. */
export interface LoginState {
  /** Whether its own login is there; undefined where Claude says nothing that we understand. */
  loggedIn: boolean | undefined
  email?: string
  /** What Claude would use instead of the account's own login. */
  instead?: string
}

/** The answer of `claude auth status`; older releases lack all but the first. */
const StatusSchema = v.looseObject({
  loggedIn: v.boolean(),
  authMethod: v.optional(v.string()),
  apiProvider: v.optional(v.string()),
  apiKeySource: v.optional(v.nullable(v.string())),
  email: v.optional(v.nullable(v.string())),
})
type Status = v.InferOutput<typeof StatusSchema>

const AccountSchema = v.looseObject({ oauthAccount: v.looseObject({ emailAddress: v.optional(v.string()) }) })

/** As Claude calls the key of a Console login, which it keeps in the account's `.claude.json`. */
const CONSOLE_KEY = '/login managed key'

/**
 * Logs in through Claude itself, at the person's terminal. Releases that do not know `claude auth` ask by themselves
 * when they start.
 *
 * @param without the command that does without a login, where there is one
 * @throws CcsError `login-failed`; Interrupted
 */
export async function logIn(context: Context, account: AccountProfile, without?: string): Promise<void> {
  const claude = findClaude(context)
  const where = startOptions(context, account)
  const words = (await knowsAuth(claude, where)) ? ['auth', 'login'] : []
  const end = await runInForeground(claude, words, where)
  throwIfInterrupted(end)
  const { loggedIn, instead } = await loginState(context, account)
  if (end.status === 0 && loggedIn) return
  const how =
    end.status !== 0 ? ` (claude: exit status ${end.status})` : instead ? ` (claude uses ${instead} instead)` : ''
  throw new CcsError('login-failed', { name: account.name, how, without })
}

/**
 * Logs out through Claude itself, which also revokes the login.
 *
 * @returns whether it did; also where there is no folder, and so no login
 */
export async function logOut(context: Context, account: AccountProfile): Promise<boolean> {
  if (isMissing(account)) return true
  const claude = findClaude(context)
  const where = startOptions(context, account)
  // A release that does not know it would take these words for a prompt.
  if (!(await knowsAuth(claude, where))) return false
  const end = await runBesideMessages(claude, ['auth', 'logout'], where)
  throwIfInterrupted(end)
  return end.status === 0
}

/**
 * Asks `claude auth status`; a release that does not know it, and would take the words for a prompt, is known by the
 * account that its configuration names.
 */
export async function loginState(context: Context, account: AccountProfile): Promise<LoginState> {
  if (isMissing(account)) return { loggedIn: false }
  const claude = findClaude(context)
  const where = startOptions(context, account)
  if (!(await knowsAuth(claude, where))) return configuredAccount(context, account)
  const status = await askStatus(claude, where)
  if (!status) return { loggedIn: undefined }
  if (!status.loggedIn) return { loggedIn: false }
  const isOwn = isOwnLogin(status) || (await isConsoleSignIn(context, claude, where, status))
  if (!isOwn) return { loggedIn: false, instead: describeOther(context, account, status) }
  return status.email ? { loggedIn: true, email: status.email } : { loggedIn: true }
}

/** Claude also says `loggedIn` where a key, a token or a sign-in of Anthropic's SDK answers for the account. */
function isOwnLogin({ authMethod, apiKeySource, email }: Status): boolean {
  if (authMethod === undefined || apiKeySource === CONSOLE_KEY) return true
  return authMethod === 'claude.ai' && Boolean(email)
}

/**
 * True for a Console login as Claude makes it since 2.1.330: a sign-in of Anthropic's SDK, in the account's own folder.
 * Where Claude answers the same with another folder, the token comes from elsewhere.
 */
async function isConsoleSignIn(
  context: Context,
  claude: string,
  { env, cwd }: StartOptions,
  { authMethod }: Status,
): Promise<boolean> {
  if (authMethod !== 'oauth_token') return false
  const nowhere = below(context.ccsDir, 'no-sign-ins')
  const without = await askStatus(claude, { env: { ...env, ANTHROPIC_CONFIG_DIR: nowhere }, ...(cwd && { cwd }) })
  return without !== undefined && without.authMethod !== authMethod
}

/** What answers, in words that tell where to look. */
function describeOther(
  context: Context,
  account: AccountProfile,
  { authMethod, apiProvider, apiKeySource }: Status,
): string {
  const file = below(configFolder(context, account), 'settings.json')
  const names = answersIn(file)
  if (names.length > 0) return `${names.join(', ')} in ${file}`
  if (authMethod === 'third_party') return `the provider ${apiProvider ?? 'of its environment'}`
  return apiKeySource ?? (authMethod === 'oauth_token' ? 'a token from elsewhere' : `${authMethod}`)
}

/**
 * The same by what lies in the account's folder, without starting Claude: whether its own login is there, and nothing
 * in its settings answers instead. That a file of a login exists is enough; it is not read.
 */
export function hasOwnLogin(context: Context, account: AccountProfile): boolean {
  const folder = configFolder(context, account)
  const hasLogin =
    hasAccount(accountFileOf(context, account)) || (account.kind === 'account' && hasConsoleSignIn(account.instance))
  return hasLogin && answersIn(below(folder, 'settings.json')).length === 0
}

function hasConsoleSignIn(instance: string): boolean {
  const folder = below(signInFolder(instance), 'credentials')
  return isFolder(folder) && readdirSync(folder).length > 0
}

/** Claude would make the folder, half of it, and also where only a disk is not mounted. */
function isMissing(account: AccountProfile): boolean {
  return account.kind === 'account' && !isFolder(account.instance)
}

async function knowsAuth(claude: string, where: StartOptions): Promise<boolean> {
  return /^\s+auth\b/m.test(await runQuietly(claude, ['--help'], where))
}

async function askStatus(claude: string, where: StartOptions): Promise<Status | undefined> {
  const stdout = await runQuietly(claude, ['auth', 'status'], where)
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), StatusSchema), stdout)
  return result.success ? result.output : undefined
}

/**
 * What Claude asks of an account is always about its own login, whatever the person keeps for launches. It runs in the
 * account's own folder, because the settings of another one, such as a cloned repository, would choose how to log in.
 */
function startOptions(context: Context, account: AccountProfile): StartOptions {
  const folder = configFolder(context, account)
  if (account.kind === 'account') refuseInstanceOfAnother(account.name, folder)
  return { env: launchEnvironment(context.env, account, false), cwd: isFolder(folder) ? folder : context.home }
}

function configFolder({ home }: Context, account: AccountProfile): string {
  return account.kind === 'account' ? account.instance : below(home, '.claude')
}

/** Of `.claude.json` only `oauthAccount` is looked at (P11). */
function configuredAccount(context: Context, account: AccountProfile): LoginState {
  const file = accountFileOf(context, account)
  if (!lstatSync(file, { throwIfNoEntry: false })) return { loggedIn: false }
  const result = v.safeParse(AccountSchema, parseJson(readTextFile(file) ?? '{}', file))
  if (!result.success) return { loggedIn: false }
  const email = result.output.oauthAccount.emailAddress
  return email === undefined ? { loggedIn: true } : { loggedIn: true, email }
}
