import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { differences, pictureOf } from './picture.ts'
import { World } from './world.ts'

/** A home with logins that no ccs has made. */
export class AdoptWorld extends World {
  /** Makes a folder as Claude leaves it; without an e-mail it is logged out. */
  claudeFolder(path: string, email?: string): string {
    mkdirSync(join(path, 'projects', 'p'), { recursive: true })
    writeFileSync(join(path, 'projects', 'p', 'c.jsonl'), '{}\n')
    writeFileSync(join(path, '.claude.json'), accountOf(email))
    if (email) writeFileSync(join(path, '.credentials.json'), LOGIN, { mode: 0o600 })
    return path
  }

  /** The login of plain claude, in the home itself and in `~/.claude`. */
  plainLogin(email?: string): void {
    mkdirSync(join(this.home, '.claude', 'projects'), { recursive: true })
    writeFileSync(join(this.home, '.claude.json'), accountOf(email))
    if (email) writeFileSync(join(this.home, '.claude', '.credentials.json'), LOGIN, { mode: 0o600 })
  }

  /** The registry as it is written down; `created` is a time or left out. */
  registry() {
    return JSON.parse(readFileSync(join(this.ccsDir, 'profiles.json'), 'utf8'))
  }

  /** Writes a registry by hand. */
  write(profiles: Record<string, object>): void {
    mkdirSync(this.ccsDir, { recursive: true, mode: 0o700 })
    writeFileSync(join(this.ccsDir, 'profiles.json'), JSON.stringify({ version: '2.0.0', profiles }))
  }

  /** A command that succeeds and prints no data; returns what it says. */
  async done(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.ccs(args)
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr })
    return stderr
  }

  /** A command that is refused and changes nothing, but that a folder of ccs's own may be there; returns what it says. */
  async refused(status: number, ...args: string[]): Promise<string> {
    const before = pictureOf(this.root)
    const result = await this.ccs(args)
    expect([args, result.status, result.stdout]).toEqual([args, status, ''])
    const changes = differences(before, pictureOf(this.root)).filter(
      (line) => !/\/\.ccs(?: is there|\/shell)/.test(line),
    )
    expect([args, changes.filter((line) => !line.startsWith('calls/'))]).toEqual([args, []])
    return result.stderr
  }
}

export const ENTRY = { type: 'account', created: expect.stringMatching(/^\d{4}-.*Z$/), last_used: null }

const LOGIN = '{"claudeAiOauth":{"accessToken":"synthetic","scopes":["user:inference"]}}\n'

function accountOf(email: string | undefined): string {
  return `${JSON.stringify(email ? { oauthAccount: { emailAddress: email } } : { userID: 'x', note: '"oauthAccount": {' })}\n`
}
