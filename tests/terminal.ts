import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type IPty, spawn } from '@lydell/node-pty'
import xterm, { type IBuffer } from '@xterm/headless'
import { isInstalled } from './installed.ts'
import type { ShellName } from './shells/shell.ts'
import type { World } from './world.ts'

const KEYS = { Tab: '\t', Enter: '\r', Escape: '\x1b', CtrlC: '\x03', CtrlL: '\f', CtrlU: '\x15', CtrlZ: '\x1a' }

export interface Size {
  columns: number
  rows: number
}
const SIZE: Size = { columns: 120, rows: 40 }

/** A program in a real terminal: keys go in, a screen comes out. */
export class Terminal {
  private readonly pty: IPty
  private readonly display: InstanceType<typeof xterm.Terminal>
  private readonly ended: Promise<void>

  constructor([program = '', ...args]: readonly string[], env: Record<string, string>, cwd: string, size: Size) {
    const { columns: cols, rows } = size
    this.display = new xterm.Terminal({ cols, rows, allowProposedApi: true })
    this.pty = spawn(program, args, { env, cwd, cols, rows, name: env.TERM ?? 'xterm-256color' })
    this.pty.onData((text) => this.display.write(text))
    // What programs ask a terminal is answered by the display, as by any other terminal.
    this.display.onData((text) => this.pty.write(text))
    this.ended = new Promise((resolve) => {
      this.pty.onExit(() => resolve())
    })
  }

  /** Types text as it is. */
  type(text: string): void {
    this.pty.write(text)
  }

  press(key: keyof typeof KEYS): void {
    this.type(KEYS[key])
  }

  /** Types a line and Enter. */
  enter(line: string): void {
    this.type(line)
    this.press('Enter')
  }

  /** Forgets everything but the line with the cursor. */
  clear(): void {
    this.display.clear()
  }

  /** The buffer behind the screen, with colours. */
  get buffer(): IBuffer {
    return this.display.buffer.active
  }

  /** The screen as text; a line that ran over the edge is one line, and there are no empty ones at the end. */
  screen(): string {
    const { buffer } = this
    const lines: string[] = []
    for (let row = buffer.baseY; row < buffer.baseY + this.display.rows; row++) {
      const line = buffer.getLine(row)
      if (line?.isWrapped && lines.length > 0) lines.push(`${lines.pop()}${line.translateToString(true)}`)
      else lines.push(line?.translateToString(true) ?? '')
    }
    return lines.join('\n').trimEnd()
  }

  /**
   * Waits until the screen matches.
   *
   * @returns the screen
   * @throws Error with the screen in it, after `milliseconds`
   */
  waitFor(pattern: RegExp, milliseconds = 20_000): Promise<string> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        listener.dispose()
        act()
      }
      const check = () => {
        const screen = this.screen()
        if (pattern.test(screen)) settle(() => resolve(screen))
      }
      const timer = setTimeout(() => {
        settle(() => reject(new Error(`${pattern} did not appear within ${milliseconds} ms on:\n${this.screen()}`)))
      }, milliseconds)
      const listener = this.display.onWriteParsed(check)
      check()
    })
  }

  /** Closes the window: what runs in it is hung up, and killed if it does not go. */
  async close(): Promise<void> {
    this.pty.kill('SIGHUP')
    const timer = setTimeout(() => this.pty.kill('SIGKILL'), 3_000)
    await this.ended
    clearTimeout(timer)
    this.display.dispose()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** How a person has a shell: its rc file with the line that loads ccs, and a prompt that says which shell it is. */
interface Interactive {
  command: readonly [string, ...string[]]
  rcFile: string
  prompt: readonly string[]
  rc: readonly string[]
  /** What the exit status of the last line is called. */
  status: string
}

/** The shells that have a line editor of their own. */
export const INTERACTIVE: Record<Exclude<ShellName, 'powershell'>, Interactive> = {
  bash: {
    command: [process.env.CCS_TEST_BASH || 'bash', '-i'],
    rcFile: '.bashrc',
    prompt: ["PS1='bash> '"],
    rc: ['eval "$(ccs init bash)"'],
    status: '$?',
  },
  zsh: {
    command: [process.env.CCS_TEST_ZSH || 'zsh', '--no-global-rcs', '-i'],
    rcFile: '.zshrc',
    prompt: ["PROMPT='zsh> '"],
    rc: ['autoload -U compinit', 'compinit', 'eval "$(ccs init zsh)"'],
    status: '$?',
  },
  fish: {
    command: [process.env.CCS_TEST_FISH || 'fish', '--interactive'],
    rcFile: '.config/fish/config.fish',
    prompt: ['set -g fish_greeting', "function fish_prompt; echo 'fish> '; end"],
    rc: ['ccs init fish | source'],
    status: '$status',
  },
}
export type InteractiveName = keyof typeof INTERACTIVE
export const INTERACTIVE_NAMES = Object.keys(INTERACTIVE) as InteractiveName[]

/** Why this shell cannot be opened here; undefined when it can. */
export function missingShell(shell: InteractiveName): string | undefined {
  const [program] = INTERACTIVE[shell].command
  return isInstalled(program) ? undefined : `${program} is not installed`
}

export interface ShellOptions {
  /** The rc file's lines; else those of `INTERACTIVE`. */
  rc?: readonly string[]
  env?: Record<string, string>
  /** A program that starts the shell, with its options. */
  under?: readonly string[]
  size?: Size
}

/** An interactive shell in a terminal. */
export class ShellTerminal extends Terminal {
  private readonly shell: InteractiveName

  private constructor(shell: InteractiveName, world: World, { env, under = [], size = SIZE }: ShellOptions) {
    const command = [...under, ...INTERACTIVE[shell].command]
    super(command, { ...world.env, TERM: 'xterm-256color', ...env }, world.folder, size)
    this.shell = shell
  }

  /** Opens a shell of this world as a person has it, and waits for its prompt. */
  static async open(shell: InteractiveName, world: World, options: ShellOptions = {}): Promise<ShellTerminal> {
    const { rcFile, prompt, rc } = INTERACTIVE[shell]
    const file = join(world.home, rcFile)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${[...prompt, ...(options.rc ?? rc)].join('\n')}\n`)
    // Where this folder is missing, fish starts to read all manual pages.
    mkdirSync(join(world.home, '.local/share/fish/generated_completions'), { recursive: true })
    const terminal = new ShellTerminal(shell, world, options)
    await terminal.waitForPrompt()
    return terminal
  }

  /** Waits until the shell waits for a line, below a text that matches. */
  waitForPrompt(above = ''): Promise<string> {
    return this.waitFor(new RegExp(`${above}(?:^|\\n)${this.shell}>$`))
  }

  /**
   * Types a line on a screen cleared but for the prompt, and waits for the next prompt.
   *
   * @returns what stands between the two
   */
  async ask(line: string): Promise<string> {
    this.clear()
    this.enter(line)
    const screen = await this.waitForPrompt(`^${this.shell}> [^]*`)
    return screen.split('\n').slice(1, -1).join('\n')
  }

  /** The exit status of the last line. */
  async status(): Promise<number> {
    return Number(await this.ask(`echo ${INTERACTIVE[this.shell].status}`))
  }
}
