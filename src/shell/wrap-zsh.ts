/**
 * Puts a text of zsh into one quoted word, which zsh reads with its own options and without the person's aliases: a text
 * for `eval` is parsed whole, so nothing in it could switch them off before. Line by line, so that it can still be read,
 * and no quote holds a newline, which `csh_junkie_quotes` refuses. Every bare word is escaped: it could be a global alias.
 */
export function wrapZsh(text: string): string {
  const lines = text.trimEnd().split('\n')
  const quoted = lines.map((line) => `'${line.replaceAll("'", `'\\''`)}'$'\\n'\\\n`)
  const evaluate = `emulate \\zsh \\-o \\no_aliases \\-c "$__ccs_text"`
  return `__ccs_text=\\
${quoted.join('')}''
\\functions \\builtin >/dev/null && \\${evaluate} || \\builtin \\${evaluate}
`
}
