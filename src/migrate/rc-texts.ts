import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { SHELL_NAMES } from '../command-table.ts'
import type { Context } from '../context.ts'
import { attempt } from '../errors/ccs-error.ts'
import type { ShellName } from '../setup/block.ts'
import { readRcFile } from '../setup/file.ts'
import { shellHere } from '../setup/rc-files.ts'
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
  const known = SHELL_NAMES.flatMap((shell) => filesOf(shell, context, unread))
  const files = new Set([...known, ...BESIDE.map((name) => below(context.home, name))])
  const texts = [...files].flatMap((file) => {
    const text = orUnread(file, unread, () => readText(file))
    return text === undefined ? [] : [{ file, text }]
  })
  return { texts, unread }
}

function filesOf(shell: ShellName, context: Context, unread: Unread[]): string[] {
  const disk = { read: (file: string) => attempt(() => readText(file)).done, exists: existsSync }
  const here = orUnread(shell, unread, () => shellHere(shell, context, disk))
  const known = [...(here?.rcFiles ?? []), ...(here?.formerly ?? [])]
  const files = known.flatMap(({ file, beside }) => (beside === undefined ? [file] : [beside, file]))
  const folder = shell === 'fish' && files[0] !== undefined ? dirname(files[0]) : undefined
  return folder === undefined
    ? files
    : [...files, ...['conf.d', 'functions'].flatMap((name) => fishIn(below(folder, name)))]
}

function fishIn(folder: string): string[] {
  const names = attempt(() => readdirSync(folder)).done ?? []
  const scripts = names.filter((name) => name.endsWith('.fish')).sort()
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
