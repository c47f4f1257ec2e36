import fc from 'fast-check'
import { BASH } from './bash.ts'
import { FISH } from './fish.ts'
import type { Language } from './language.ts'
import { ZSH } from './zsh.ts'

export const LANGUAGES = { bash: BASH, zsh: ZSH, fish: FISH }

/** All lines of a language that are tried: its table, and as many random ones. */
export function linesOf({ pieces, redirections, shapes, table, prelude = '' }: Language, random: number): string[] {
  const word = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 2 }).map((parts) => parts.join(''))
  const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '))
  const files = fc.oneof(fc.constant(''), fc.constantFrom(...redirections))
  const line = fc
    .tuple(fc.constantFrom(...shapes), fc.array(words, { minLength: 3, maxLength: 3 }), files)
    .map(([shape, [first = '', ...rest], file]) => {
      const fillers = [first, ...rest]
      // A function, because `$&` means something in a text.
      return prelude + shape.replaceAll('WORDS', () => fillers.shift() ?? first).replaceAll('FILES', () => file)
    })
  return [...table, ...fc.sample(line, { numRuns: random, seed: 20_251_109 })]
}
