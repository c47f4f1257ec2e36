import { lstatSync, opendirSync, readFileSync, statSync } from 'node:fs'
import { isFolder } from '../store/folders.ts'
import { below } from '../store/paths.ts'

/**
 * What Claude makes in the folder that CLAUDE_CONFIG_DIR names (seen with 2.1.197 and 2.1.330): `.claude.json` and
 * `backups` whenever it starts, `.credentials.json` at a login (not on macOS), the others as it works. People make
 * settings, commands and the like by hand, also in projects, so those tell nothing; nor do names that anybody may give
 * to a folder, such as `projects`, but within a `.claude`.
 */
const FILES = ['.claude.json', '.credentials.json']
const FOLDERS = ['session-env', 'shell-snapshots', 'file-history', 'statsig']
const FOLDERS_OF_ANY_NAME = ['backups', 'projects', 'sessions', 'todos', 'debug']
/** An account that was never launched has only the folders that `changes/create-instance.ts` makes, three of which count. */
const ENOUGH_FOLDERS = 3

/** Bytes; a larger `.claude.json` is not read: it is that of somebody who uses Claude, and so is logged in. */
const LARGEST = 8 * 2 ** 20
/** A home with more things than this is not read to its end: that costs one or two milliseconds. */
const MOST_ENTRIES = 2000

/**
 * True for a folder that Claude has used as CLAUDE_CONFIG_DIR, told by the names of what is in it. Not for a home in
 * which plain claude keeps `.claude.json` and `.claude`.
 */
export function isConfigFolder(folder: string): boolean {
  if (isHomeOfClaude(folder)) return false
  return FILES.some((name) => isFile(below(folder, name))) || countFolders(folder, FOLDERS) >= ENOUGH_FOLDERS
}

/** True where plain claude was run with this folder as HOME. */
export function isHomeOfClaude(folder: string): boolean {
  const inner = below(folder, '.claude')
  return (
    isFile(below(folder, '.claude.json')) &&
    (isFile(below(inner, '.credentials.json')) || countFolders(inner, [...FOLDERS, ...FOLDERS_OF_ANY_NAME]) > 0)
  )
}

/**
 * True when a `.claude.json` names the account that is logged in. Nothing else of it is looked at (P11), and it is not
 * parsed: it may be long, and a text that has this key within a string has it with backslashes.
 *
 * @param file need not be there
 */
export function hasAccount(file: string): boolean {
  try {
    const found = statSync(file)
    return found.isFile() && (found.size > LARGEST || namesAccount(readFileSync(file)))
  } catch {
    return false
  }
}

function namesAccount(text: Buffer): boolean {
  const place = text.indexOf('"oauthAccount"')
  return place !== -1 && /^"oauthAccount"\s*:\s*\{/.test(text.toString('latin1', place, place + 64))
}

/** Where plain claude (CLAUDE_CONFIG_DIR unset) keeps the name of its account. */
export const plainAccountFile = ({ home }: { home: string }) => below(home, '.claude.json')

/** @returns the folders of Claude's beside `~/.claude`, such as `~/.claude-work`, sorted by name */
export function configFoldersIn(home: string): string[] {
  return namesIn(home)
    .filter((name) => name.startsWith('.claude-'))
    .map((name) => below(home, name))
    .filter((folder) => isFolder(folder) && isConfigFolder(folder))
    .sort()
}

/** One after the other, so that a home with any number of things takes no longer than one with so many. */
function namesIn(folder: string): string[] {
  const names: string[] = []
  const open = opendirSync(folder, { bufferSize: MOST_ENTRIES })
  try {
    for (let entry = open.readSync(); entry && names.length < MOST_ENTRIES; entry = open.readSync()) {
      names.push(entry.name)
    }
  } finally {
    open.closeSync()
  }
  return names
}

function countFolders(folder: string, names: readonly string[]): number {
  return names.filter((name) => isFolder(below(folder, name))).length
}

/** Of a login it is enough to know that it is there. */
function isFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true || statSync(path).isFile()
  } catch {
    return false
  }
}
