import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { SHELL_NAMES } from '../../command-table.ts'
import type { Context } from '../../context.ts'
import { attempt, CcsError } from '../../errors/ccs-error.ts'
import type { ShellName } from '../../setup/block.ts'
import { readRcFile } from '../../setup/file.ts'
import { shellHere } from '../../setup/rc-files.ts'
import { below } from '../../store/paths.ts'
import type { RcText } from './finding.ts'

/** Bytes; a history that somebody took for an rc file. */
const LARGEST = 2 ** 20
/** A folder of functions with more files than this is not read to its end. */
const MOST_FILES = 1000

/** Aliases that people read from their rc file. What only zsh reads differently, bash does not read so either. */
const BESIDE: Record<ShellName, readonly string[]> = {
  bash: ['.bash_aliases'],
  zsh: ['.zshenv', '.zprofile', '.zsh_aliases', '.aliases'],
  fish: [],
  powershell: [],
}

/** What could not be read, and why. */
export interface Unread {
  file: string
  reason: string
}

/**
 * The rc files of all four shells that are there, as text.
 *
 * @returns each file once
 */
export function readRcTexts(context: Context): { texts: RcText[]; unread: Unread[] } {
  const texts: RcText[] = []
  const unread: Unread[] = []
  const seen = new Set<string>()
  for (const shell of SHELL_NAMES) {
    for (const file of filesOf(shell, context, unread)) {
      if (seen.has(file)) continue
      seen.add(file)
      const text = orUnread(file, unread, () => readText(file))
      if (text !== undefined) texts.push({ file, text, shell })
    }
  }
  return { texts, unread }
}

function filesOf(shell: ShellName, context: Context, unread: Unread[]): string[] {
  const disk = {
    read: (file: string) => orUnread(file, [], () => readText(file)),
    exists: (path: string) => existsSync(path),
  }
  const here = orUnread(shell, unread, () => shellHere(shell, context, disk))
  const known = [...(here?.rcFiles ?? []), ...(here?.formerly ?? [])]
  const files = known.flatMap(({ file, beside }) => (beside === undefined ? [file] : [beside, file]))
  const more = BESIDE[shell].map((name) => below(context.home, name))
  const folder = shell === 'fish' && known[0] ? dirname(dirname(known[0].file)) : undefined
  const ofFish = folder ? ['conf.d', 'functions'].flatMap((name) => fishFilesIn(below(folder, name))) : []
  return [...files, ...more, ...ofFish]
}

function fishFilesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.fish'))
    return names
      .sort()
      .slice(0, MOST_FILES)
      .map((name) => below(folder, name))
  } catch {
    // Most people have none.
    return []
  }
}

/** The text of a regular file of 1 MB at most; in UTF-8, or UTF-16 where it says so. */
function readText(file: string): string | undefined {
  const { text, encoding } = readRcFile(file)
  if (text === undefined) return undefined
  const bytes = Buffer.from(text, encoding)
  if (bytes.length > LARGEST) throw new CcsError('rc-file-refused', { file, reason: 'it has more than 1 MB' })
  return (encoding === 'latin1' ? bytes.toString() : text).replace(/^\uFEFF/, '')
}

function orUnread<T>(file: string, unread: Unread[], read: () => T): T | undefined {
  const { done, error } = attempt<T | undefined>(read)
  if (error) unread.push({ file, reason: error.message })
  return done
}
