/** The end of a name whose value is a secret, whatever its case. */
const NAME = '(?:KEY|TOKEN|SECRET|PASSWORD)'
/** What stands before a secret value: an assignment of any shell, JSON, `set` of fish, an option, a header. */
const BEFORE = [
  `${NAME}(?:["'\\]}]{0,3}(?:\\+?=|[ \\t]+=[ \\t]*|[ \\t]*:[ \\t]*)|\\\\?["'][ \\t]*[,:][ \\t]*)`,
  `\\bset(?:x|env)?\\b[^\\n;]{0,200}?${NAME}[ \\t]+`,
  `--[\\w-]{0,60}${NAME}[ \\t]+`,
  'Bearer[ \\t]+',
].join('|')
/** A word of a shell, in quotes of one or two levels or without. The longest form is bounded, so that no text takes long. */
const VALUE = [
  `'\\\\''.{1,4096}?'\\\\''`,
  `\\\\".{1,4096}?\\\\"`,
  `"(?:\\\\.|[^"\\\\]){1,4096}"`,
  `'[^']{1,4096}'`,
  `(?!""|'')(?:\\\\.|[^\\s\\\\])+`,
].join('|')
const ASSIGNED = new RegExp(`(${BEFORE})(${VALUE})`, 'gis')
/** Keys by their look, but not the end of another word or of a path. */
const KEY = /(?<![\w./-])sk-[\w.-]{4,}/g
/** What closes around a bare value. */
const CLOSING = /["';)}\],]*$/

/**
 * A line of a person's rc file without the API keys, tokens and passwords in it. What is doubtful is hidden too.
 *
 * @returns the text with `***` in their place
 */
export function withoutSecrets(text: string): string {
  return text.replace(ASSIGNED, (_, before: string, value: string) => `${before}${hidden(value)}`).replace(KEY, '***')
}

/** The quotes and brackets that close around a bare value stay, so that the line can be read. */
function hidden(value: string): string {
  return /^\\?["']/.test(value) ? '***' : `***${CLOSING.exec(value)?.[0] ?? ''}`
}
