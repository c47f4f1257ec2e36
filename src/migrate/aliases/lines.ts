import { isAbsolute } from 'node:path'
import { withoutSecrets } from '../../setup/secrets.ts'

/** A line of an rc file that sets CLAUDE_CONFIG_DIR. */
export interface Alias {
  /** From 1. */
  line: number
  /** The line itself, without secrets. */
  text: string
  /** The alias, abbreviation or function; undefined for what each new shell sets. */
  name: string | undefined
  /** Absolute; undefined where only the shell can tell, so that the person has to look at the line. */
  folder: string | undefined
}

/** A function of a shell, and the lines in it. */
interface Body {
  name: string | undefined
  indent: number
  found: Alias[]
}

/** Characters; a longer line is not taken apart, so that no text takes long. */
const LONGEST_LINE = 1000
const VARIABLE = /(?<!\w)CLAUDE_CONFIG_DIR(?!\w)/g
/** Where a quote or a `#` is text. */
const QUOTED = /\\.|'[^']*'|"(?:\\.|[^"\\])*"/g
const COMMENT = /(?:^|[\s;<])#/
const HEAD = /^\s*(?:(?:function|filter)\s+(?:\w+:)?([^\s(){};]+)|([^\s(){}"'=$;]+)\s*\(\s*\))/i
/** Up to the variable, without an end of the alias's own quote in between. */
const ALIAS = /\b(?:alias|abbr)\s+(?:-\S+\s+)*([^\s='"]+)[=\s]\$?(['"]?)(?:(?!\2).)*$/
/** What stands before the variable where a line reads, exports or removes it. */
const NO_VALUE = [
  /\$\{?(?:env:)?$/i,
  /(?<![\w-])(?:unset|export|declare|typeset|local|readonly|Remove-Item|Test-Path)\s[^;&|]*$/i,
  /set\s+-(?:\w*[eqn]|-erase|-query)\b.*$/,
  /\s-[uv]\s+$/,
]
/** What stands behind the variable where it gets a value all the same. */
const ASSIGNS = /^(?:\}?\s*|[:+])=(?!=|\s*\$null)/i

/**
 * Finds the lines that set CLAUDE_CONFIG_DIR. They are read as text: nothing is run or evaluated. A value of text, `~` and
 * `$HOME` in the usual quotes is understood, in any of the four shells.
 *
 * @param text of an rc file
 */
export function findAliases(text: string, home: string): Alias[] {
  if (!text.includes('CLAUDE_CONFIG_DIR')) return []
  const bodies = new Set<Body>()
  let body: Body | undefined
  const found = text.split(/\r?\n/).flatMap((line, index) => {
    body = bodyAt(line, body)
    const aliases = line.includes('CLAUDE_CONFIG_DIR') ? aliasesOn(line, index + 1, body?.name, home) : []
    body?.found.push(...aliases)
    if (body && aliases.length > 0) bodies.add(body)
    return aliases
  })
  for (const { found } of bodies) {
    // The name of a function that chooses among several folders is the name of none of them.
    const isChoice = new Set(found.flatMap(({ folder }) => folder ?? [])).size > 1
    if (isChoice) for (const alias of found) alias.name = undefined
  }
  return found
}

/** The function that a line belongs to. Its body is indented deeper than its head. */
function bodyAt(line: string, body: Body | undefined): Body | undefined {
  const indent = line.search(/\S/)
  const [isHead, name, posixName] = HEAD.exec(line.slice(0, LONGEST_LINE)) ?? []
  if (isHead) return { name: name ?? posixName, indent, found: [] }
  return body && (indent === -1 || indent > body.indent || /^\s*[{(#]/.test(line)) ? body : undefined
}

/** @param name of the function that the line belongs to */
function aliasesOn(line: string, number: number, name: string | undefined, home: string): Alias[] {
  const alias = { line: number, text: withoutSecrets(line), name, folder: undefined }
  if (line.length > LONGEST_LINE) return [alias]
  return [...line.matchAll(VARIABLE)].flatMap(({ 0: variable, index }) => {
    const before = line.slice(0, index)
    const after = line.slice(index + variable.length)
    const unquoted = before.replace(QUOTED, '')
    if (COMMENT.test(unquoted)) return []
    if (NO_VALUE.some((pattern) => pattern.test(before)) && !ASSIGNS.test(after)) return []
    const outer = /['"]/.exec(unquoted)?.[0]
    return [{ ...alias, name: ALIAS.exec(before)?.[1] ?? name, folder: folderIn(before, after, outer, home) }]
  })
}

/** Each has the home and text in double quotes, text in single quotes, and the home and text without quotes. */
const HOME = String.raw`\$(?:HOME|\{HOME\})`
const VALUE = new RegExp(
  String.raw`^(?:"(${HOME}(?=[/"]))?((?:[^"\\$\x60]|\\["$\\])*)"|'([^'\\$\x60]*)'` +
    String.raw`|((?:~|${HOME}|"${HOME}")(?=[/\s;&|)]|$))?([^\s"'\x60$\\;&|<>(){}[\]*?~^#=]*))(?=[\s;&|)]|$)`,
)
const POWERSHELL_HOME = String.raw`\$(?:HOME|\{HOME\}|env:HOME|env:USERPROFILE)`
const POWERSHELL_VALUE = new RegExp(
  String.raw`^\}?\s*=\s*(?:"(${POWERSHELL_HOME}(?=["\\/]))?([^"\x60$\u2018-\u201f]*)"|'([^'\u2018-\u201f]*)'` +
    String.raw`|(${POWERSHELL_HOME})())(?=\s*(?:[;})#]|$))`,
  'i',
)

/** @param outer the quote of an alias's text, in which the variable is set */
function folderIn(before: string, after: string, outer: string | undefined, home: string): string | undefined {
  const isPowershell = /\$\{?env:$/i.test(before)
  const isSet = /\bset\s+(?:-\S+\s+)*$/.test(before)
  const given = isSet ? after.trimStart() : after.startsWith('=') ? after.slice(1) : ''
  const value = isPowershell ? POWERSHELL_VALUE.exec(after) : VALUE.exec(textIn(outer, given, home))
  // In fish the variable would have two values.
  if (!value || (isSet && /^\s+[^\s;&|)#]/.test(value.input.slice(value[0].length)))) return undefined
  const [, homeInQuotes, double, single, bareHome, bare] = value
  const text = double?.replace(/\\(.)/g, isPowershell ? '$&' : '$1') ?? single ?? bare ?? ''
  const folder = ((homeInQuotes ?? bareHome) ? home : '') + text
  return isAbsolute(folder) ? folder : undefined
}

/** The rest of an alias's text, as the shell reads it when it makes the alias; '' where its quote does not end there. */
function textIn(outer: string | undefined, rest: string, home: string): string {
  if (outer === undefined) return rest
  const quoted = outer === "'" ? /^((?:[^']|'\\'')*)'(?=[\s;&|)}]|$)/ : /^((?:[^"\\]|\\.)*)"(?=[\s;&|)}]|$)/
  const text = quoted.exec(rest)?.[1] ?? ''
  if (outer === "'") return text.replaceAll(`'\\''`, "'")
  return text.replace(/\\(["\\$`])|\$(?:HOME\b|\{HOME\})/g, (_, escaped?: string) => escaped ?? home)
}
