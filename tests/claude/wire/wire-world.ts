import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { account } from '../../shells/scenarios/scenario.ts'
import { useRealClaude, writeLogin } from '../../support/real-claude.ts'
import { type Result, type RunOptions, run, World } from '../../support/world.ts'
import { type ApiShare, ClaudeApi } from './claude-api.ts'

/** One stand-in for all worlds of a test file. */
const api = await ClaudeApi.start()

/** Starting Claude takes a second of processor time, and other tests run beside. */
const PATIENCE_MS = 150_000
vi.setConfig({ testTimeout: PATIENCE_MS + 10_000 })

/** The accounts with folders of their own; the first one is the default. */
export const ACCOUNTS = ['work', 'personal'] as const

/** What arrives where a profile's own login or key is used for a prompt. */
export const arrival = {
  account: (prompt: string, name: string) => `${prompt}: Bearer token-of-${name} to ${name}`,
  settings: (prompt: string) => `${prompt}: Bearer token-of-glm to glm`,
}

/**
 * A home with the real Claude CLI, two accounts, the plain profile `mine` and the settings profile `glm`. Each has a
 * token and a base URL of its own, all of one stand-in for Anthropic's API.
 */
export class WireWorld extends World {
  readonly api: ApiShare
  /** A folder that is pinned to `personal`. */
  readonly pinned: string

  constructor({ loggedIn = true, home }: { loggedIn?: boolean; home?: string } = {}) {
    super(home)
    useRealClaude(this)
    this.api = api.share()
    this.pinned = join(this.folder, "it's pinned ü")
    mkdirSync(this.pinned)
    Object.assign(this.env, {
      HTTPS_PROXY: this.api.proxy,
      HTTP_PROXY: this.api.proxy,
      NO_PROXY: '127.0.0.1',
      // A refused connection is not tried again for minutes.
      CLAUDE_CODE_MAX_RETRIES: '0',
    })
    this.writeCcsFiles()
    for (const name of ACCOUNTS) {
      this.writeJson(join(this.instance(name), 'settings.json'), this.settingsFor(name))
      this.logIn(name, loggedIn, this.instance(name))
    }
    this.writePlainSettings('settings.json', this.settingsFor('mine'))
    this.logIn('mine', loggedIn, this.plainFolder, this.home)
  }

  private writeCcsFiles(): void {
    for (const name of ACCOUNTS) mkdirSync(this.instance(name), { recursive: true, mode: 0o700 })
    mkdirSync(this.plainFolder, { mode: 0o700 })
    const profiles = { work: account, personal: account, mine: { ...account, plain: true } }
    this.writeJson(join(this.ccsDir, 'profiles.json'), { version: '2.0.0', profiles, default: 'work' })
    this.writeJson(join(this.ccsDir, 'pins.json'), { [this.pinned]: 'personal' })
    this.writeSettingsProfiles({
      glm: { env: { ANTHROPIC_BASE_URL: this.api.url('glm'), ANTHROPIC_AUTH_TOKEN: 'token-of-glm' } },
    })
  }

  /** The folder of plain Claude. */
  get plainFolder(): string {
    return join(this.home, '.claude')
  }

  /** The folder of an account. */
  instance(name: string): string {
    return join(this.ccsDir, 'instances', name)
  }

  /** Settings that send requests to the stand-in, by that tag. */
  settingsFor(tag: string): { env: Record<string, string> } {
    return { env: { ANTHROPIC_BASE_URL: this.api.url(tag), CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' } }
  }

  /** Writes a file of plain Claude's folder. */
  writePlainSettings(name: string, settings: object): void {
    this.writeJson(join(this.plainFolder, name), settings)
  }

  /** As in other worlds, but with time for several launches of Claude. */
  override run(program: string, args: string[], { env, cwd = this.folder, input }: RunOptions = {}): Promise<Result> {
    return run(program, args, { env: { ...this.env, ...env }, cwd, timeout: PATIENCE_MS }, input)
  }

  /** Makes these the settings profiles; a file is given by its text or its JSON. */
  writeSettingsProfiles(files: Record<string, object | string>): void {
    const paths = Object.keys(files).map((name) => [name, join(this.ccsDir, `${name}.settings.json`)] as const)
    for (const [name, path] of paths) this.writeJson(path, files[name] ?? {})
    this.writeJson(join(this.ccsDir, 'config.json'), { profiles: Object.fromEntries(paths) })
  }

  /** Writes a file, given by its text or its JSON, that only its owner can read. */
  writeJson(path: string, content: object | string): void {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
  }

  private logIn(name: string, loggedIn: boolean, folder: string, accountFolder = folder): void {
    if (loggedIn) writeLogin(this, name, folder, accountFolder, `token-of-${name}`)
    else this.writeJson(join(accountFolder, '.claude.json'), { hasCompletedOnboarding: true })
  }
}
