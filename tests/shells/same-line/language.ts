/** A shell whose command lines are tried, in its own language. `CMD` stands where the command is. */
export interface Language {
  /** Words, and parts of words, that the shell does something with. */
  pieces: readonly string[]
  /** Where input comes from and output goes to. */
  redirections: readonly string[]
  /** Lines around a call; `WORDS` and `FILES` are some of the above. */
  shapes: readonly string[]
  /** Lines as they are. */
  table: readonly string[]
  /** What goes before each random line. */
  prelude?: string
}

/** A call, as most of the shapes have it. */
export const CALL = 'CMD WORDS FILES'

/** Words that mean nothing to a shell, and much to ccs, to claude or to another shell. */
export const PLAIN_WORDS = [
  'a',
  '-x',
  '--',
  '-',
  '--help',
  '-v',
  '--version',
  'run',
  'work',
  'a=b',
  'x,y',
  '-foo:bar',
  '@',
  '%1',
  '^x',
  'a#b',
] as const
