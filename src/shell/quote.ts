/**
 * One quoter a shell family: a value goes in, source text that the shell reads back as exactly that value comes out.
 * None of them drops or replaces a character; NUL, which no shell can hold, is refused.
 */

/** A value in, a literal of that shell out; throws on NUL. */
export type Quoter = (value: string) => string

function withoutNul(value: string): string {
  if (value.includes('\0')) throw new TypeError('a shell word cannot hold a NUL character')
  return value
}

/**
 * For bash and zsh. A quote is written as `'\''`. A newline is written as `$'\n'` between two quoted pieces, because
 * zsh's `csh_junkie_quotes` refuses one inside quotes; everything else in single quotes is literal.
 */
export const quotePosix: Quoter = (value) =>
  `'${withoutNul(value)
    .replaceAll("'", `'\\''`)
    .replaceAll('\n', () => `'$'\\n''`)}'`

/** For fish, where `\\` and `\'` are the only escapes within single quotes. */
export const quoteFish: Quoter = (value) => `'${withoutNul(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** For PowerShell, which takes four typographic quotes for the plain one: each of the five is doubled. */
export const quotePowershell: Quoter = (value) =>
  `'${withoutNul(value).replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`
