/**
 * Puts a text of zsh into quotes, for zsh to read with its own options and without the person's aliases: a text for
 * `eval` is parsed whole, so nothing in it could switch them off before. Every bare word is escaped: it could be a global
 * alias. Line by line, because `csh_junkie_quotes` refuses a newline in quotes, and zsh takes long over a long word that
 * is made of many. Comments would only take time; those at the top stay where they can be read.
 */
export function wrapZsh(text: string): string {
  const lines = text.split('\n')
  const top = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  )
  const code = lines.filter((line) => !/^\s*(?:#|$)/.test(line))
  const quoted = code.map((line) => `'${line.replaceAll("'", `'\\''`)}'`)
  const evaluate = `emulate \\zsh \\-o \\no_aliases \\-c "\${(F)__ccs_text[@]}"`
  return `${top.join('\n')}
__ccs_text=(
${quoted.join('\n')}
)
\\functions \\builtin >/dev/null && \\${evaluate} || \\builtin \\${evaluate}
`
}
