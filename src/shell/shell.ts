import type { ShellName } from '../command-table.ts'
import type { Context } from '../context.ts'

/** Turns a value into a literal of a shell, which reads it back as exactly that value. Throws on NUL, which no shell can hold. */
export type Quoter = (value: string) => string

/** Everything that is special about one shell. Its text is in `templates` and `completions`. */
export interface Shell {
  /** As given to `ccs init`. */
  name: ShellName
  /** The file name in `templates`, in `completions` and in `<ccs dir>/shell`. */
  file: string
  /** Programs that are this shell, without Windows' `.exe`; each of these names is understood as the shell's too. */
  programs: readonly string[]
  quote: Quoter
  /**
   * Files of the package that become values, by the names of their slots, for the files after them and for the template:
   * text that a new shell need not parse.
   */
  deferred: Readonly<Record<string, string>>
  /** What `init` prints, where a text for `eval` needs another form than a file. */
  forEval?(text: string): string
  /** A line that evaluates what a command prints. */
  evaluate(command: string): string
  /** Lines that remove variables, set or not, from the environment. */
  unset(names: readonly string[]): string[]
  /** A line that exports a variable. */
  set(name: string, quoted: string): string
  /** A line that fails, and with it the line that evaluates it. */
  fail: string
  /**
   * The line for an rc file that reads the published file, if that exists and belongs to the person.
   *
   * @param file absolute
   * @param rc the rc file that gets the line
   */
  rcLine(file: string, rc: Pick<RcFile, 'isShared'>, context: Pick<Context, 'home'>): string
  /**
   * Finds the rc files that this shell reads on this machine.
   *
   * @throws CcsError `usage` where a variable names no absolute folder, or ZDOTDIR is set by more than plain text
   */
  rcFiles(context: RcContext, disk: Disk): RcFiles
}

export type RcContext = Pick<Context, 'home' | 'env' | 'platform'>

/** A file that a shell reads when it starts. */
export interface RcFile {
  file: string
  /** Who reads it, as a person says it. */
  reader: string
  /** The program that reads it, without Windows' `.exe`. */
  program: string
  /** A file that it reads too, in which a person may load ccs by hand. */
  beside?: string
  /** `sh` reads it too. */
  isShared?: true
}

export interface RcFiles {
  /** The files that a new interactive shell reads; they need not exist. */
  current: readonly RcFile[]
  /** Other files in which an earlier setup may have left a block. */
  former: readonly RcFile[]
  /** Folders whose scripts it reads besides. */
  folders?: readonly string[]
  /** If one of these exists, somebody uses that shell. */
  signs: readonly string[]
}

/** What the search for rc files asks of the disk. */
export interface Disk {
  /** @returns the text of a file; undefined when it does not exist */
  read(file: string): string | undefined
  exists(path: string): boolean
}

/** @throws TypeError on NUL */
export function withoutNul(value: string): string {
  if (value.includes('\0')) throw new TypeError('a shell word cannot hold a NUL character')
  return value
}

/** @returns the part of a path below the home folder, where it needs no quotes in any shell */
export function plainPathBelow(home: string, file: string): string | undefined {
  const rest = file.startsWith(`${home}/`) ? file.slice(home.length + 1) : ''
  return /^[A-Za-z0-9_.][A-Za-z0-9_./-]*$/.test(rest) ? rest : undefined
}
