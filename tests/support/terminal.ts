import { join } from 'node:path'
import { type IPty, spawn } from '@lydell/node-pty'
import xterm, { type IBuffer } from '@xterm/headless'
import type { World } from './world.ts'

const KEYS = {
  Tab: '\t',
  Enter: '\r',
  Escape: '\x1b',
  CtrlC: '\x03',
  CtrlL: '\f',
  CtrlU: '\x15',
  CtrlZ: '\x1a',
  Down: '\x1b[B',
}

export interface Size {
  columns: number
  rows: number
}

/** A program in a real terminal: keys go in, a screen comes out. */
export class Terminal {
  private readonly pty: IPty
  private readonly display: InstanceType<typeof xterm.Terminal>
  private readonly ended: Promise<void>

  /** @param size of the screen, in characters */
  constructor(
    [program = '', ...args]: readonly string[],
    env: Record<string, string>,
    cwd: string,
    { columns: cols, rows }: Size = { columns: 120, rows: 40 },
  ) {
    this.display = new xterm.Terminal({ cols, rows, allowProposedApi: true })
    this.pty = spawn(program, args, { env, cwd, cols, rows, name: env.TERM ?? 'xterm-256color' })
    this.pty.onData((text) => this.display.write(text))
    // What programs ask a terminal is answered by the display, as by any other terminal.
    this.display.onData((text) => this.pty.write(text))
    this.ended = new Promise((resolve) => {
      this.pty.onExit(() => resolve())
    })
  }

  /** The process that was started. */
  get pid(): number {
    return this.pty.pid
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

  /** Changes the size of the window. */
  resize({ columns, rows }: Size): void {
    this.display.resize(columns, rows)
    this.pty.resize(columns, rows)
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
    const timer = setTimeout(() => this.pty.kill('SIGKILL'), 1_000)
    await this.ended
    clearTimeout(timer)
    this.display.dispose()
  }

  /** Takes the terminal itself away, as when the window's program dies. */
  hangUp(): void {
    // Not in its types: closes this side of the terminal.
    Reflect.get(this.pty, 'destroy').call(this.pty)
    this.display.dispose()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/**
 * Runs the core in a terminal that stays open afterwards: libuv can drop what is written just before a terminal closes.
 */
export function openCore(world: World, words: readonly string[], env: Record<string, string> = {}): Terminal {
  const program = ['/bin/sh', '-c', '"$@"; read line', 'sh', join(world.bin, 'ccs'), ...words]
  return new Terminal(program, { ...world.env, ...env }, world.folder)
}
