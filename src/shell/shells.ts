import { basename } from 'node:path'
import type { SHELL_NAMES } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { type Quoter, quoteFish, quotePosix, quotePowershell } from './quote.ts'
import { zshForEval } from './zsh-for-eval.ts'

/** What differs between the shells, as data: a fifth shell is a row, a template and a completion file. */
export interface ShellKind {
  /** As given to `ccs init`. */
  name: (typeof SHELL_NAMES)[number]
  /** The same file name in `templates`, in `completions` and in `<ccs dir>/shell`. */
  file: string
  /** The program, where it has another name; that is understood as the shell's name too. */
  program?: string
  quote: Quoter
  /**
   * Further files of the package, which become values for those after them and for the first: what a new shell need not
   * parse. By the names of their slots.
   */
  deferred?: Record<string, string>
  /** What `init` prints, where a text for `eval` needs another form than a file. */
  forEval?: (text: string) => string
  /** A line that evaluates what a command prints. */
  evaluate: (command: string) => string
  /** Lines that take variables out of the environment, said to be there or not. */
  unset: (names: readonly string[]) => string[]
  /** A line that puts a variable into the environment. */
  set: (name: string, quoted: string) => string
  /** A line that fails, and with it the line that evaluates it. */
  fail: string
}

const UNIVERSAL = 'ccs: $0 is a universal variable, which stays exported. To erase it: set --erase --universal $0'

/** Also those of any POSIX shell, `set -eu` or not. */
const posix = {
  evaluate: (command: string) => `eval "$(${command})"`,
  unset: (names: readonly string[]) => [`unset -v ${names.join(' ')}`],
  set: (name: string, quoted: string) => `export ${name}=${quoted}`,
  fail: 'false',
}

export const SHELLS: readonly ShellKind[] = [
  { name: 'bash', file: 'ccs.bash', quote: quotePosix, deferred: { tab: 'completions/ccs.bash' }, ...posix },
  { name: 'zsh', file: 'ccs.zsh', quote: quotePosix, forEval: zshForEval, ...posix },
  {
    name: 'fish',
    file: 'ccs.fish',
    quote: quoteFish,
    evaluate: (command) => `${command} | source`,
    // Nothing hides an exported universal variable from programs, and to erase it, for every fish, is the person's to do.
    unset: (names) => [
      `set --erase --global ${names.join(' ')}`,
      `set --names --universal --export | string replace --filter --regex '^(?:${names.join('|')})$' '${UNIVERSAL}' >&2`,
    ],
    set: (name, quoted) => `set --global --export ${name} ${quoted}`,
    fail: 'false',
  },
  {
    name: 'powershell',
    file: 'ccs.ps1',
    program: 'pwsh',
    quote: quotePowershell,
    deferred: { use: 'templates/ccs-use.ps1', launch: 'templates/ccs-launch.ps1' },
    evaluate: (command) => `Invoke-Expression (& ${command} | Out-String)`,
    unset: (names) => names.map((name) => `$env:${name} = $null`),
    set: (name, quoted) => `$env:${name} = ${quoted}`,
    fail: "throw 'ccs env failed'",
  },
]

/** The shell of that name, or whose program has it. */
export function shellNamed(name: string | undefined): ShellKind | undefined {
  return SHELLS.find((each) => each.name === name || each.program === name)
}

/**
 * @param name as given to `ccs init`
 * @throws CcsError `usage` for any other
 */
export function findShell(name: string): ShellKind {
  const shell = shellNamed(name)
  if (shell) return shell
  throw new CcsError('shell-unknown', { shell: name, shells: SHELLS.map((each) => each.name).join(', ') })
}

/** The shell in SHELL, where that is one of ours; else that which the system comes with, as far as quoting goes. */
export function shellOfPerson({ env, platform }: Pick<Context, 'env' | 'platform'>): ShellKind {
  const program = basename(env.SHELL ?? (platform === 'win32' ? 'powershell' : ''))
  return shellNamed(program) ?? findShell('bash')
}

/** Texts, or the files that hold them. */
export interface Parts {
  template: string
  /** For the slot of that name, as it is. */
  completion: string
  /** Templates by themselves, each of which becomes a value for those after it and for the first. */
  deferred: Record<string, string>
}

/** The files of the package that a shell's text is made of, below its root. */
function partsOf({ file, deferred = {} }: ShellKind): Parts {
  return { template: `templates/${file}`, completion: `completions/${file}`, deferred }
}

/** All of these files. */
export function filesOf(shell: ShellKind): string[] {
  const { template, completion, deferred } = partsOf(shell)
  return [...new Set([template, completion, ...Object.values(deferred)])]
}

/** Their texts, as `read` gives them. */
export function readParts(shell: ShellKind, read: (file: string) => string): Parts {
  const { template, completion, deferred } = partsOf(shell)
  const texts = Object.entries(deferred).map(([slot, file]) => [slot, read(file)])
  return { template: read(template), completion: read(completion), deferred: Object.fromEntries(texts) }
}
