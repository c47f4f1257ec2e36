import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { API_KEY, type Bait, TOKEN, UUID } from './values.ts'

/** Which sign-in of Anthropic's SDK a folder holds. */
export type SignIn = 'federation' | 'user'

/**
 * A home with one account, in a folder that is deleted at the end. Each experiment has a new one, because Claude may
 * log an account out or write into any folder that a variable names.
 */
export class BaitedHome {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'ccs-overrides-')))
  readonly home = join(this.root, 'home')
  readonly instance = join(this.home, '.ccs/instances/work')
  /** The working folder. */
  readonly folder = join(this.root, 'folder')
  readonly bait: Omit<Bait, 'url'>

  /**
   * @param loggedIn whether the account is
   * @param signIn what stands in `~/.config/anthropic`, if anything
   */
  constructor(loggedIn: boolean, signIn?: SignIn) {
    for (const folder of [this.instance, this.folder]) mkdirSync(folder, { recursive: true })
    if (loggedIn) this.logIn('own', this.instance)
    const path = (name: string) => join(this.root, name)
    write(path('token'), TOKEN)
    write(path('credentials.json'), JSON.stringify(CREDENTIALS))
    if (signIn) mislead(this.home, signIn, path('token'))
    for (const kind of ['federation', 'user'] as const) mislead(path(kind), kind, path('token'))
    this.bait = {
      federationFolder: path('federation'),
      userFolder: path('user'),
      missingFolder: path('missing'),
      tokenFile: path('token'),
      jsonFile: path('credentials.json'),
      json: JSON.stringify(CREDENTIALS),
      descriptor: '3',
    }
  }

  /**
   * Writes a login whose token has that name.
   *
   * @param accountFolder of its `.claude.json`; for plain Claude, the home
   */
  logIn(name: string, folder: string, accountFolder = folder): void {
    const tokens = { accessToken: `${name}-token`, refreshToken: `${name}-token` }
    const claudeAiOauth = { ...CREDENTIALS.claudeAiOauth, ...tokens, subscriptionType: 'pro' }
    const oauthAccount = { emailAddress: 'work@example.com', accountUuid: 'account', organizationUuid: 'organization' }
    write(join(folder, '.credentials.json'), JSON.stringify({ claudeAiOauth }))
    write(join(accountFolder, '.claude.json'), JSON.stringify({ oauthAccount, hasCompletedOnboarding: true }))
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** Every key under which some file of Claude, of the SDK or of a provider keeps a credential. */
const CREDENTIALS = {
  accessToken: TOKEN,
  access_token: TOKEN,
  token: TOKEN,
  apiKey: API_KEY,
  refreshToken: 'intruder',
  refresh_token: 'intruder',
  expiresAt: 9_999_999_999_999,
  expires_at: 9_999_999_999,
  scopes: ['user:inference', 'user:profile'],
  subscriptionType: 'max',
  organizationUuid: UUID,
  claudeAiOauth: {
    accessToken: TOKEN,
    refreshToken: 'intruder',
    expiresAt: 9_999_999_999_999,
    scopes: ['user:inference', 'user:profile'],
    subscriptionType: 'max',
  },
  oauthAccount: { emailAddress: 'other@example.com', accountUuid: UUID, organizationUuid: UUID },
  primaryApiKey: API_KEY,
  // As settings.
  apiKeyHelper: `echo ${API_KEY}`,
  env: { ANTHROPIC_API_KEY: API_KEY, ANTHROPIC_AUTH_TOKEN: TOKEN },
  ANTHROPIC_API_KEY: API_KEY,
}

/** Fills a folder with all that a folder could hold to mislead, wherever a variable that names it makes Claude look. */
function mislead(folder: string, signIn: SignIn, tokenFile: string): void {
  for (const place of ['', 'anthropic', 'Anthropic', '.anthropic', '.config/anthropic']) {
    writeSignIn(join(folder, place), signIn, tokenFile)
  }
  for (const place of ['', '.claude', 'claude', '.config/claude']) {
    for (const name of ['.credentials.json', '.claude.json', 'settings.json', 'managed-settings.json']) {
      write(join(folder, place, name), JSON.stringify(CREDENTIALS))
    }
  }
}

function writeSignIn(folder: string, signIn: SignIn, tokenFile: string): void {
  const authentication =
    signIn === 'user'
      ? { type: 'user_oauth', client_id: 'c' }
      : {
          type: 'oidc_federation',
          federation_rule_id: 'fdrl_x',
          service_account_id: 'svac_x',
          identity_token: { source: 'file', path: tokenFile },
        }
  const credentials = {
    version: '1.0',
    access_token: TOKEN,
    refresh_token: 'r',
    expires_at: 9_999_999_999,
    account_email: 'console@example.com',
  }
  write(join(folder, 'configs/default.json'), JSON.stringify({ organization_id: UUID, authentication }))
  write(join(folder, 'credentials/default.json'), JSON.stringify(credentials))
  write(join(folder, 'active_config'), 'default')
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text, { mode: 0o600 })
}
