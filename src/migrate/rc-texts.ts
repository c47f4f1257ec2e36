import { existsSync, readdirSync } from 'node:fs'
import { extname } from 'node:path'
import type { Context } from '../context.ts'
import { attempt } from '../errors/ccs-error.ts'
import { readRcFile } from '../setup/file.ts'
import type { Shell } from '../shell/shell.ts'
import { SHELLS } from '../shell/shells.ts'
import { below } from '../store/paths.ts'

/** Files of functions; a folder with more is not read to its end. */
const MOST_FILES = 1000
/** Files that people read from their rc file, or that a shell reads besides. */
const BESIDE = ['.bash_aliases', '.zshenv', '.zprofile', '.zsh_aliases', '.aliases']

/** What could not be read, and why. */
export interface Unread {
  file: string
  reason: string
}

/** The rc files of all four shells, each once, as text. Nothing is run. */
export function readRcTexts(context: Context): { texts: { file: string; text: string }[]; unread: Unread[] } {
  const unread: Unread[] = []
  const known = SHELLS.flatMap((shell) => filesOf(shell, context, unread))
  const files = new Set([...known, ...BESIDE.map((name) => below(context.home, name))])
  const texts = [...files].flatMap((file) => {
    const text = orUnread(file, unread, () => readText(file))
    return text === undefined ? [] : [{ file, text }]
  })
  return { texts, unread }
}

function filesOf(shell: Shell, context: Context, unread: Unread[]): string[] {
  const disk = { read: (file: string) => attempt(() => readText(file)).done, exists: existsSync }
  const found = orUnread(shell.name, unread, () => shell.rcFiles(context, disk))
  if (!found) return []
  const files = [...found.current, ...found.former].flatMap(({ file, beside }) => [...(beside ? [beside] : []), file])
  return [...files, ...(found.folders ?? []).flatMap((folder) => scriptsIn(folder, extname(shell.file)))]
}

function scriptsIn(folder: string, extension: string): string[] {
  const names = attempt(() => readdirSync(folder)).done ?? []
  const scripts = names.filter((name) => name.endsWith(extension)).sort()
  return scripts.slice(0, MOST_FILES).map((name) => below(folder, name))
}

/** In UTF-8, or UTF-16 where the file begins with its mark. */
function readText(file: string): string | undefined {
  const { text, encoding } = readRcFile(file)
  return (encoding === 'latin1' && text !== undefined ? Buffer.from(text, encoding).toString() : text)?.replace(
    /^\uFEFF/,
    '',
  )
}

function orUnread<T>(file: string, unread: Unread[], read: () => T): T | undefined {
  const { done, error } = attempt<T | undefined>(read)
  if (error) unread.push({ file, reason: error.message })
  return done
}
