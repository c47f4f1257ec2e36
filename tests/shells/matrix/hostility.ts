/** Where something stands: before the integration, which is then read as a file or as one text, or after it. */
export type Place = 'before source' | 'before eval' | 'after'

/** Something that a person's rc file may do, and that must change nothing about a launch. */
export interface Hostility {
  name: string
  /** What stands in the rc file. */
  text: string
  /** Only these places are tried; the others are the person's own choice (P4), or mean nothing. */
  only?: readonly Place[]
  /** It takes away the shell's own way; then asking the core, with the same words, is right. */
  asksCore?: true
  /** `use` says that it cannot be done, because it would have to get past it in the person's own shell. */
  refusesUse?: true
  /** The shell itself prints more on stderr, for every line there is. */
  prints?: true
}

/** Lines of an rc file, each of which is its own name. */
export function lines(...texts: string[]): Hostility[] {
  return texts.map((text) => ({ name: text, text }))
}

/** For bash and zsh: who makes something else of our names, or of the command that loads the text, gets that. */
export function placesOf(name: string): Pick<Hostility, 'only'> {
  if (name.startsWith('ccs')) return { only: ['before source', 'before eval'] }
  if (name === '.') return { only: ['before eval', 'after'] }
  return name === 'eval' ? { only: ['before source', 'after'] } : {}
}

/** Lines that stand in the way only of the shell's own launch. */
export function askingCore(...texts: string[]): Hostility[] {
  return lines(...texts).map((hostility) => ({ ...hostility, asksCore: true }))
}

/** What a shell needs to be tried in. */
export interface Dialect {
  hostilities: Hostility[]
  /** Loads the published text as one, as `eval "$(ccs init …)"` does; undefined where that is no other way. */
  evaluate: string | undefined
  /** Prints all that a launch must leave as it is: status, positional parameters, options, traps, variables … */
  probe: string
  /** Lines of the probe that differ from run to run by their nature. */
  volatile: RegExp
  /** Done before everything: what the probe looks at gets values of its own. */
  start: string
}
