import { plainPathBelow, type Quoter, type Shell, withoutNul } from './shell.ts'

/**
 * The quoter of bash and zsh. A quote is written as `'\''`. A newline is written as `$'\n'` between two quoted pieces,
 * because zsh's `csh_junkie_quotes` refuses one inside quotes; everything else in single quotes is literal.
 */
export const quotePosix: Quoter = (value) =>
  `'${withoutNul(value)
    .replaceAll("'", `'\\''`)
    .replaceAll('\n', () => `'$'\\n''`)}'`

/** What bash and zsh have in common. The text of the environment also holds in any POSIX shell, with `set -eu` or without. */
export const posixShell = {
  quote: quotePosix,
  evaluate: (command) => `eval "$(${command})"`,
  unset: (names) => [`unset -v ${names.join(' ')}`],
  set: (name, quoted) => `export ${name}=${quoted}`,
  fail: 'false',
  rcLine(file, { isShared }, { home }) {
    const rest = plainPathBelow(home, file)
    const path = rest === undefined ? quotePosix(file) : `~/${rest}`
    const isBash = isShared ? `[ "\${BASH_VERSION-}" ] && ` : ''
    return `if ${isBash}[ -O ${path} ]; then . ${path}; fi`
  },
} satisfies Partial<Shell>
