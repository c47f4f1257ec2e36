import damerauLevenshtein from 'damerau-levenshtein'

/**
 * True when the word looks like that name mistyped: at most one slip (letter too many, missing, wrong, or two swapped)
 * in a name of up to four letters, at most two in a longer one; capitals do not count.
 */
function isNear(word: string, name: string): boolean {
  const allowed = name.length <= 4 ? 1 : 2
  if (Math.abs(word.length - name.length) > allowed) return false
  return damerauLevenshtein(word.toLowerCase(), name.toLowerCase()).steps <= allowed
}

/** The names that look like the word mistyped; those that differ in capitals alone come first. */
export function nearNames(word: string, names: readonly string[]): string[] {
  const near = names.filter((name) => isNear(word, name))
  const isSame = (name: string) => name.toLowerCase() === word.toLowerCase()
  return [...near.filter(isSame), ...near.filter((name) => !isSame(name))]
}
