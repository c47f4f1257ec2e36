import { execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The folder where each core notes what of it was run, in `npm run coverage`. */
const COVERAGE = process.env.CCS_TEST_COVERAGE
const hook = join(root, 'tests/support/hide-coverage.cjs')

/** What a finished process left behind; `status` is 128 + n after signal n, as shells count. */
export interface Result {
  status: number
  stdout: string
  stderr: string
}

/** One run of the stub `claude`, exactly as it was started. */
export interface ClaudeCall {
  args: string[]
  env: Record<string, string>
  cwd: string
}

/** A home of its own with the stub `claude` and the built core on PATH; gone after the test. */
export class World {
  readonly root: string
  readonly home: string
  readonly ccsDir: string
  readonly bin: string
  readonly env: Record<string, string>
  private user: number | undefined

  /** @param name a folder name for the home: hostile by default, because people's are */
  constructor(name = "it's a $(touch pwned) `home` ü") {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'ccs-test-')))
    this.home = join(this.root, name)
    this.bin = join(this.root, 'bin')
    this.ccsDir = join(this.home, '.ccs')
    for (const folder of [this.home, this.bin, this.log, this.folder]) mkdirSync(folder, { recursive: true })
    this.installFrom(root)
    this.program('claude', readFileSync(join(root, 'tests/support/stub/claude'), 'utf8'))
    this.env = {
      HOME: this.home,
      PATH: `${this.bin}:/usr/local/bin:/usr/bin:/bin`,
      LC_ALL: 'C.UTF-8',
      TERM: 'dumb',
      NO_COLOR: '1',
      CCS_STUB_LOG: this.log,
    }
  }

  private get log(): string {
    return join(this.root, 'calls')
  }

  /** A working folder that is not the home. */
  get folder(): string {
    return join(this.root, 'folder')
  }

  private installFrom(folder: string): void {
    const words = [...(COVERAGE ? ['--require', hook] : []), join(folder, 'dist/cli.cjs')]
    const command = [process.execPath, ...words].map((word) => `"${word}"`).join(' ')
    this.program('ccs', `#!/bin/sh\n${COVERAGE ? `NODE_V8_COVERAGE='${COVERAGE}' ` : ''}exec ${command} "$@"\n`)
  }

  /**
   * Gives everything here to another user, as whom programs are run from now on; only root can. The core is copied to
   * where everybody may read it.
   */
  belongTo(user: number): void {
    const copy = join(this.root, 'package')
    for (const name of ['dist', 'templates', 'completions']) {
      cpSync(join(root, name), join(copy, name), { recursive: true })
    }
    this.installFrom(copy)
    this.user = user
    this.own()
  }

  /** Gives that user what has been put here since, too. */
  own(): void {
    if (this.user !== undefined) execFileSync('chown', ['-hR', `${this.user}:${this.user}`, this.root])
  }

  /** Puts a program on this world's PATH. */
  program(name: string, text: string): void {
    writeFileSync(join(this.bin, name), text)
    chmodSync(join(this.bin, name), 0o755)
  }

  /** Runs the core. */
  ccs(args: string[], options: RunOptions = {}): Promise<Result> {
    return this.run(join(this.bin, 'ccs'), args, options)
  }

  /** Runs a program in this world, with standard input empty unless given. */
  run(program: string, args: string[], { env = {}, cwd = this.folder, input = '' }: RunOptions = {}): Promise<Result> {
    const user = this.user === undefined ? {} : { uid: this.user, gid: this.user }
    return run(program, args, { env: { ...this.env, ...env }, cwd, ...user }, input)
  }

  /** The runs of the stub since the last call of this, in no particular order; one that is being written counts later. */
  calls(): ClaudeCall[] {
    // The working folder is written last.
    const complete = readdirSync(this.log).filter((name) => name.endsWith('.cwd'))
    return complete.map((name) => {
      const file = (kind: string) => join(this.log, name.replace(/\.cwd$/, kind))
      const words = (kind: string) => readFileSync(file(kind), 'utf8').split('\0').slice(0, -1)
      const call = {
        args: words('.args'),
        env: Object.fromEntries(
          words('.env').map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
        ),
        cwd: readFileSync(file('.cwd'), 'utf8').slice(0, -1),
      }
      for (const kind of ['', '.args', '.env', '.cwd']) rmSync(file(kind))
      return call
    })
  }

  /** Deletes the world. */
  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

export interface RunOptions {
  /** Added to the world's environment. */
  env?: Record<string, string>
  cwd?: string
  /** Text for standard input. */
  input?: string
}

/** Starts a program and waits for its end, at most 60 s unless told. */
export function run(program: string, args: string[], options: SpawnOptions, input = ''): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { timeout: 60_000, ...options, stdio: 'pipe' })
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text
      })
    }
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ status: code ?? 128 + signalNumber(signal), ...output }))
    child.stdin?.on('error', () => {}).end(input)
  })
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }[signal as string] ?? 0
}
