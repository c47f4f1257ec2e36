import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type IPty, spawn } from '@lydell/node-pty'
import xterm, { type IBuffer } from '@xterm/headless'
import type { ShellName } from './shells/shell.ts'
import type { World } from './world.ts'

const KEYS = { Tab: '\t', Enter: '\r', Escape: '\x1b', CtrlC: '\x03', CtrlL: '\f', CtrlU: '\x15', CtrlZ: '\x1a' }

export interface Size {
  columns: number
  rows: number
}

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

/** How a person has a shell: the rc file, the line in it that loads ccs, and a prompt that says which shell it is. */
interface Interactive {
  command: readonly string[]
  rcFile: string
  prompt: readonly string[]
  load: string
}

export const INTERACTIVE: Record<Exclude<ShellName, 'powershell'>, Interactive> = {
  bash: {
    command: ['bash', '-i'],
    rcFile: '.bashrc',
    prompt: ["PS1='bash> '"],
    load: 'eval "$(ccs init bash)"',
  },
  zsh: {
    command: ['zsh', '--no-global-rcs', '-i'],
    rcFile: '.zshrc',
    prompt: ["PROMPT='zsh> '"],
    load: 'eval "$(ccs init zsh)"',
  },
  fish: {
    command: ['fish', '--interactive'],
    rcFile: '.config/fish/config.fish',
    prompt: ['set -g fish_greeting', "function fish_prompt; echo 'fish> '; end"],
    load: 'ccs init fish | source',
  },
}

export interface ShellOptions {
  /** The rc file's lines; else only the one that loads ccs. */
  rc?: readonly string[]
  env?: Record<string, string>
  /** A program that starts the shell, with its options. */
  under?: readonly string[]
  size?: Size
}

/** Opens a shell in a terminal of this world as a person has it, and waits for its prompt. */
export async function openShell(
  shell: keyof typeof INTERACTIVE,
  world: World,
  { rc, env = {}, under = [], size = { columns: 120, rows: 40 } }: ShellOptions = {},
): Promise<Terminal> {
  const { command, rcFile, prompt, load } = INTERACTIVE[shell]
  const file = join(world.home, rcFile)
  // Where this folder is missing, fish starts to read all manual pages.
  mkdirSync(join(world.home, '.local/share/fish/generated_completions'), { recursive: true })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, [...prompt, ...(rc ?? [load]), ''].join('\n'))
  const terminal = new Terminal(
    [...under, ...command],
    { ...world.env, TERM: 'xterm-256color', ...env },
    world.folder,
    size,
  )
  await terminal.waitFor(atPrompt(shell))
  return terminal
}

/** Matches a screen on which the shell waits for a line. */
export function atPrompt(shell: keyof typeof INTERACTIVE, before = ''): RegExp {
  return new RegExp(`${before}(?:^|\\n)${shell}>$`)
}
