import { couldBeName } from '../accounts/names.ts'

/** A text that every shell takes as it is between double quotes. */
const PLAIN = /^[\p{L}\p{N} .,:;?_/-]{1,60}$/u

/**
 * What follows `ccs` on a line that sends to claude what was typed. Claude takes one prompt, so after `--` the second
 * word would be lost: several words are quoted.
 *
 * @param words as they were typed; what begins with the first option is no prompt
 */
export function promptCall(words: readonly string[]): string {
  const end = words.findIndex((word) => word.startsWith('-'))
  const prompt = (end === -1 ? words : words.slice(0, end)).join(' ')
  if (couldBeName(prompt)) return `-- ${prompt}`
  return PLAIN.test(prompt) ? `"${prompt}"` : '"<prompt>"'
}
