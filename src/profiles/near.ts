import damerauLevenshtein from 'damerau-levenshtein'

/**
 * True when the word looks like that name mistyped: at most one slip (letter too many, missing, wrong, or two swapped)
 * in a name of up to four letters, at most two in a longer one; capitals do not count.
 */
export function isNear(word: string, name: string): boolean {
  const allowed = name.length <= 4 ? 1 : 2
  if (Math.abs(word.length - name.length) > allowed) return false
  return damerauLevenshtein(word.toLowerCase(), name.toLowerCase()).steps <= allowed
}
