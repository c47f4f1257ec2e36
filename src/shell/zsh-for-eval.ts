/**
 * Makes the text of zsh's file one for `eval`, which is parsed whole, so that nothing in it could switch options and aliases
 * off before: it is put into quotes. Every bare word is escaped: it could be a global alias. Line by line, because
 * `csh_junkie_quotes` refuses a newline in quotes, and zsh takes long over a long word that is made of many. Comments
 * would only take time; those at the top stay where they can be read.
 */
export function zshForEval(text: string): string {
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
__ccs_inner=''
\\functions \\builtin >/dev/null && \\${evaluate} || \\builtin \\${evaluate}
`
}
