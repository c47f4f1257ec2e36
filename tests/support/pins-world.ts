import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Change } from '../../src/store/journal.ts'
import { account } from '../shells/scenarios/scenario.ts'
import { type RunOptions, World } from './world.ts'

/** A home with two accounts, the plain profile and a settings profile, for what is pinned. */
export class PinsWorld extends World {
  constructor() {
    super()
    mkdirSync(join(this.ccsDir, 'instances'), { recursive: true, mode: 0o700 })
    const profiles = { work: account, personal: account, mine: { plain: true } }
    this.write('profiles.json', { version: '2.0.0', profiles, default: 'work' })
    this.write('config.json', { profiles: { glm: '~/glm.json' } })
    writeFileSync(join(this.home, 'glm.json'), '{}')
  }

  /** Writes a file of the ccs dir. */
  write(name: string, content: object): void {
    writeFileSync(join(this.ccsDir, name), JSON.stringify(content))
  }

  /** Leaves a change in the journal, as a process does that is killed. */
  leave(change: Change): void {
    mkdirSync(join(this.ccsDir, 'journal'), { recursive: true, mode: 0o700 })
    const name = 'name' in change ? `-${change.name}` : ''
    this.write(`journal/${change.kind}${name}.json`, change)
  }

  /** The files of the journal. */
  journal(): string[] {
    const folder = join(this.ccsDir, 'journal')
    return existsSync(folder) ? readdirSync(folder) : []
  }

  pins(): Record<string, string> {
    return JSON.parse(readFileSync(join(this.ccsDir, 'pins.json'), 'utf8'))
  }

  registry() {
    return JSON.parse(readFileSync(join(this.ccsDir, 'profiles.json'), 'utf8'))
  }

  /** A place below the working folder. */
  at(...names: string[]): string {
    return join(this.folder, ...names)
  }

  /** Makes a folder there. */
  make(...names: string[]): string {
    mkdirSync(this.at(...names), { recursive: true })
    return this.at(...names)
  }

  /** Does it, and sees that all is well and nothing on stdout. */
  async done(args: string[], options: RunOptions = {}): Promise<string> {
    const { status, stdout, stderr } = await this.ccs(args, options)
    expect({ args, status, stdout }, stderr).toEqual({ args, status: 0, stdout: '' })
    return stderr
  }

  /** It must be refused, and change nothing. */
  async refused(status: number, args: string[], options: RunOptions = {}): Promise<string> {
    const file = join(this.ccsDir, 'pins.json')
    const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
    const before = read()
    const result = await this.ccs(args, options)
    expect({ args, status: result.status, stdout: result.stdout }, result.stderr).toEqual({ args, status, stdout: '' })
    expect(read()).toBe(before)
    return result.stderr
  }

  /** The profile that the core launches by default in a folder. */
  async launchedIn(cwd: string, ...args: string[]): Promise<string | undefined> {
    await this.done(args.length > 0 ? args : ['a b'], { cwd })
    return this.calls()[0]?.env.CCS_PROFILE
  }
}
