import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SHELLS } from '../shells/drivers/index.ts'
import { ENVIRONMENT as DOTNET } from '../shells/drivers/powershell.ts'
import type { ShellName } from '../shells/drivers/shell.ts'
import { pwsh } from './install-powershell.ts'
import { findProgram } from './installed.ts'
import { type Size, Terminal } from './terminal.ts'
import type { World } from './world.ts'

/** How a person has a shell: an rc file with the line that loads ccs, and a prompt that says which shell it is. */
interface Interactive {
  /** Starts it. */
  command(): readonly string[]
  rcFile: string
  prompt: string
  /** Lines of the rc file that make the prompt so. */
  setPrompt: readonly string[]
  rc: readonly string[]
  /** What the exit status of the last line is called. */
  status: string
}

export const INTERACTIVE: Record<ShellName, Interactive> = {
  bash: {
    command: () => [process.env.CCS_TEST_BASH || 'bash', '-i'],
    rcFile: '.bashrc',
    prompt: 'bash>',
    setPrompt: ["PS1='bash> '"],
    rc: ['eval "$(ccs init bash)"'],
    status: '$?',
  },
  zsh: {
    command: () => [process.env.CCS_TEST_ZSH || 'zsh', '--no-global-rcs', '-i'],
    rcFile: '.zshrc',
    prompt: 'zsh>',
    // Without `notify` it tells of jobs before a prompt, as the others do, not into a line that is being typed.
    setPrompt: ["PROMPT='zsh> '", 'unsetopt notify'],
    rc: ['autoload -U compinit', 'compinit', 'eval "$(ccs init zsh)"'],
    status: '$?',
  },
  fish: {
    command: () => [process.env.CCS_TEST_FISH || 'fish', '--interactive'],
    rcFile: '.config/fish/config.fish',
    prompt: 'fish>',
    setPrompt: ['set -g fish_greeting', "set -g fish_history ''", "function fish_prompt; echo 'fish> '; end"],
    rc: ['ccs init fish | source'],
    status: '$status',
  },
  powershell: {
    command: () => [pwsh, '-NoLogo'],
    rcFile: '.config/powershell/Microsoft.PowerShell_profile.ps1',
    prompt: 'PS>',
    setPrompt: [
      "function prompt { 'PS> ' }",
      'Set-PSReadLineOption -PredictionSource None -HistorySaveStyle SaveNothing',
    ],
    rc: ['Invoke-Expression (& ccs init powershell | Out-String)'],
    status: '$LASTEXITCODE',
  },
}

/** Those with jobs, in which one key does the same everywhere; PowerShell has tests of its own. */
export const LINE_EDITORS = ['bash', 'zsh', 'fish'] as const satisfies readonly ShellName[]

/** Why this shell cannot be opened here; undefined when it can. */
export function missingShell(shell: ShellName): string | undefined {
  return SHELLS.find(({ name }) => name === shell)?.missing
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
  /** Opens a shell of this world as a person has it, and waits for its prompt. */
  static async open(shell: ShellName, world: World, options: ShellOptions = {}): Promise<ShellTerminal> {
    const { setPrompt, rc, ...interactive } = INTERACTIVE[shell]
    const rcFile = join(world.home, interactive.rcFile)
    mkdirSync(dirname(rcFile), { recursive: true })
    writeFileSync(rcFile, `${[...setPrompt, ...(options.rc ?? rc)].join('\n')}\n`)
    // Where this folder is missing, fish starts to read all manual pages.
    mkdirSync(join(world.home, '.local/share/fish/generated_completions'), { recursive: true })
    const [name = '', ...args] = interactive.command()
    const program = findProgram(name) ?? name
    const command = [...(options.under ?? []), program, ...args]
    const env = { ...world.env, ...DOTNET, TERM: 'xterm-256color', SHELL: program, ...options.env }
    const terminal = new ShellTerminal(shell, command, env, world.folder, options.size)
    await terminal.waitForPrompt()
    return terminal
  }

  private constructor(
    readonly shell: ShellName,
    ...process: ConstructorParameters<typeof Terminal>
  ) {
    super(...process)
  }

  /** Waits until the shell waits for a line, below a text that matches. */
  waitForPrompt(above = ''): Promise<string> {
    return this.waitFor(new RegExp(`${above}(?:^|\\n)(?:\\^C)?${INTERACTIVE[this.shell].prompt}$`))
  }

  /**
   * Types a line on a screen cleared but for the prompt, and waits for the next prompt.
   *
   * @returns what stands between the two
   */
  async ask(line: string): Promise<string> {
    await this.clearScreen()
    this.enter(line)
    const screen = await this.waitForPrompt(`^.*${INTERACTIVE[this.shell].prompt} [^]*`)
    return screen.split('\n').slice(1, -1).join('\n')
  }

  /** Leaves nothing but the prompt; PowerShell's line editor must do that itself, because it goes by rows of the screen. */
  async clearScreen(): Promise<void> {
    if (this.shell !== 'powershell') return this.clear()
    this.press('CtrlL')
    await this.waitFor(/^PS>$/)
  }

  /** The exit status of the last line. */
  async status(): Promise<number> {
    return Number(await this.ask(`echo ${INTERACTIVE[this.shell].status}`))
  }
}
