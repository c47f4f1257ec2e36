import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'pathe'
import { useRealClaude } from '../../tests/support/real-claude.ts'
import { World } from '../../tests/support/world.ts'

/** What somebody does on the way from an older arrangement to ccs, as it is typed and answered in bash. */
export class Journey implements Disposable {
  readonly world = new World('home')
  private readonly lines: string[] = []
  private readonly logins = new Map<string, string>()
  private hasClaude = false
  private milliseconds = 0

  /** A remark between the lines that are typed. */
  note(text: string): void {
    this.lines.push(`# ${text}`)
  }

  [Symbol.dispose](): void {
    this.world[Symbol.dispose]()
  }

  /**
   * Types a line into a new bash that has read `~/.bashrc`.
   *
   * @param expected must be found in what is answered
   * @param status that the line must end with
   */
  async type(line: string, expected: RegExp, status = 0): Promise<void> {
    // What was prepared before had the stand-in.
    if (!this.hasClaude) useRealClaude(this.world)
    this.hasClaude = true
    const start = performance.now()
    const result = await this.bash(`exec 2>&1\n${line}`)
    if (/^ccs /.test(line)) this.milliseconds += performance.now() - start
    this.lines.push(`$ ${line}`, ...this.shown(result.stdout))
    if (result.status !== status || !expected.test(result.stdout)) {
      throw new Error(`${line}: status ${result.status}\n${result.stdout}${result.stderr}`)
    }
  }

  /** Remembers a login: its bytes must be the same at the end. */
  keep(...folders: string[]): void {
    for (const folder of folders) this.logins.set(folder, this.digest(folder))
  }

  /** @returns the transcript, when every login that was to be kept is there, byte for byte */
  end(): string {
    for (const [folder, digest] of this.logins) {
      if (this.digest(folder) !== digest) throw new Error(`the login in ${folder} has changed`)
    }
    const seconds = (this.milliseconds / 1000).toFixed(1)
    const kept = this.logins.size === 0 ? '' : `, and ${this.logins.size} login files are the same, byte for byte`
    return `\`\`\`console\n${this.lines.join('\n')}\n\`\`\`\n\nThe commands of ccs took ${seconds} s in all${kept}.\n`
  }

  private bash(script: string) {
    const rc = join(this.world.home, '.bashrc')
    const read = existsSync(rc) ? `shopt -s expand_aliases\n. ~/.bashrc\n` : ''
    return this.world.run('bash', ['--norc', '--noprofile', '-c', `cd\n${read}${script}`])
  }

  private shown(text: string): string[] {
    const { home, root } = this.world
    const lines = text.replaceAll(home, '~').replaceAll(root, '').replace(/\n$/, '').split('\n')
    return lines.length === 1 && lines[0] === '' ? [] : lines
  }

  private digest(folder: string): string {
    return createHash('sha256')
      .update(readFileSync(join(folder, '.credentials.json')))
      .digest('hex')
  }
}
