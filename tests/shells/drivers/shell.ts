import type { Result, RunOptions, World } from '../../support/world.ts'

export type ShellName = 'bash' | 'zsh' | 'fish' | 'powershell'

/**
 * The small driver of one shell. Words of a call travel in environment variables (`CCS_WORD_<call>_<n>`), so that what
 * is tested never passes through the quoters under test.
 */
export interface Shell {
  name: ShellName
  /** Why this shell cannot be tested here; undefined when it can. */
  missing: string | undefined
  /** Loads what `ccs init` prints, as an rc file would. */
  load: string
  /** Loads a published file by its path, which stands in the environment variable of that name. */
  source(variable: string): string
  /**
   * A command line of words that stand in `CCS_WORD_<call>_0`, `CCS_WORD_<call>_1` …; the first is the command. The name
   * of a function of ccs is typed as a person does, because a shell expands no alias in a quoted word.
   */
  call(call: number, words: readonly string[]): string
  /** Prints `status <n>` and a newline to stdout, n being the exit status of the line before. */
  status: string
  /** Sets a variable of the shell's environment to the value of another. */
  setFrom(variable: string, source: string): string
  /** Runs lines in a new shell without rc files; interactive ones believe that a person sits there. */
  run(world: World, lines: string[], options?: RunOptions & { interactive?: boolean }): Promise<Result>
  /** The same in a process for many runs, each as if in a shell of its own, where starting one takes long. */
  runShared?: Shell['run']
}

/**
 * For bash and zsh: ends the lines and keeps their status. A shell becomes the last command of `-c` instead of starting
 * it, and counts its SHLVL down; no line of a test is that one.
 */
export const NOT_LAST = '(exit $?)'

/**
 * The words of a call.
 *
 * @param fromVariable writes the word that stands in a variable
 */
export function typedWords(
  call: number,
  words: readonly string[],
  fromVariable: (variable: string) => string,
): string[] {
  return words.map((word, index) =>
    index === 0 && isFunctionOfCcs(word) ? word : fromVariable(`CCS_WORD_${call}_${index}`),
  )
}

/** True for `ccs` and `ccs-<profile>`, which need no quotes in any shell. */
export function isFunctionOfCcs(word: string): boolean {
  return /^ccs(?:-[a-z0-9_-]+)?$/.test(word)
}
