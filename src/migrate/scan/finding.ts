import type { Context } from '../../context.ts'
import type { ShellName } from '../../setup/block.ts'

export const VARIABLE = 'CLAUDE_CONFIG_DIR'

/** A place in an rc file that sets CLAUDE_CONFIG_DIR, or launches claude with it. */
export interface Finding {
  file: string
  /** The first and the last line, from 1. */
  line: number
  lastLine: number
  /** These lines, without secrets. */
  text: string
  /** The alias, abbreviation or function; undefined for what each new shell sets. */
  word: string | undefined
  /** The value that the variable gets, byte for byte; undefined where only the shell could tell. */
  folder: string | undefined
  /** Why it is not understood. */
  reason: string | undefined
}

/** Where the shells run. */
export type Place = Pick<Context, 'home' | 'platform'>

/** An rc file, read as text. */
export interface RcText {
  file: string
  text: string
  shell: ShellName
}
