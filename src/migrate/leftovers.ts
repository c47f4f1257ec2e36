import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isLink, realPath } from '../accounts/location.ts'
import { SHELL_NAMES } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { readRcFile, refuseForeign } from '../setup/file.ts'
import { withoutInstallerLines } from '../setup/installer-lines.ts'
import { type Change, DISK } from '../setup/plan.ts'
import { type RcFile, shellHere } from '../setup/rc-files.ts'
import { isOwnFolder, isThere } from '../store/folders.ts'
import { below } from '../store/paths.ts'
import { isProgram, pathFolders } from '../store/programs.ts'
import { openCleaning } from './backup.ts'

/** What the shell installer of v2 left, known by its content and shape, so that nobody's own file is taken. */
export interface Leftovers {
  /** Names in the ccs dir. */
  things: string[]
  /** Links in the person's own folder of programs, and what stands in them. */
  links: { path: string; target: string }[]
  /** Rc files, without the lines that put that folder on PATH. */
  changes: (Change & { line: number })[]
  /** Such lines that stay, counted from 1, and why. */
  keptLines: { file: string; line: number; why: string }[]
  /** A cleaning that was interrupted is gone on with. */
  isOpen: boolean
}

/** @returns what there is, and never throws for what cannot be read */
export function findLeftovers(context: Context): Leftovers {
  const open = openCleaning(context)
  const begun = (open?.note.moved ?? []).map(({ name }) => name).filter((name) => isThere(below(context.ccsDir, name)))
  const things = [...new Set([...thingsIn(context), ...begun])]
  const links = linksIn(context)
  const others = otherPrograms(context, links)
  const leftovers: Leftovers = { things, links, changes: [], keptLines: [], isOpen: open !== undefined }
  for (const rc of rcFiles(context)) addLines(leftovers, rc, others)
  return leftovers
}

export function hasLeftovers({ things, links, changes, isOpen }: Leftovers): boolean {
  return isOpen || things.length + links.length + changes.length > 0
}

/** The program of v2 where it is the one that the word `ccs` starts. */
export function olderProgramOnPath(context: Context): string | undefined {
  const file = pathFolders(context.env)
    .map((folder) => below(folder, 'ccs'))
    .find((path) => isProgram(path))
  if (file === undefined || !isOlderProgram(context, 'ccs')) return undefined
  return realPath(file) === realPath(below(context.ccsDir, 'ccs')) ? file : undefined
}

const SCRIPTS: Record<string, RegExp> = { ccs: /^CCS_VERSION="\d/m, 'uninstall.sh': /Uninstalling ccs/ }

/** The rest has no mark of its own: it counts only beside one of the scripts. */
const BESIDE_SCRIPTS: Record<string, (context: Context, path: string) => boolean> = {
  VERSION: (_, path) => /^\d+\.\d+\.\d+\S*\s*$/.test(textOf(path)),
  'config.json.backup': (_, path) => isConfig(textOf(path)),
  '.claude': (context, path) => isOwnFolder(path) && isOfInstaller(path) && !isInUse(context, path),
}

function thingsIn(context: Context): string[] {
  const scripts = Object.keys(SCRIPTS).filter((name) => isOlderProgram(context, name))
  if (scripts.length === 0) return []
  const beside = Object.entries(BESIDE_SCRIPTS).filter(([name, fits]) => fits(context, below(context.ccsDir, name)))
  return [...scripts, ...beside.map(([name]) => name)]
}

/** One of its two scripts. */
function isOlderProgram({ ccsDir }: Context, name: string): boolean {
  const text = textOf(below(ccsDir, name))
  return /^#!.*\bbash\b/.test(text) && SCRIPTS[name]?.test(text) === true
}

/** Bytes of a file that are looked at; it is one of a few kB. */
const LARGEST = 2 ** 20

function textOf(file: string): string {
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (!found?.isFile() || found.size > LARGEST) return ''
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isConfig(text: string): boolean {
  try {
    const { profiles } = JSON.parse(text)
    return Object.values(profiles).every((path) => typeof path === 'string')
  } catch {
    return false
  }
}

/** It brought one command and one skill. */
function isOfInstaller(folder: string): boolean {
  const parts = [below(folder, 'commands', 'ccs.md'), below(folder, 'skills', 'ccs-delegation')]
  return parts.some(isThere)
}

/** Later versions of that program link to it from the folder of Claude itself. */
function isInUse({ home }: Context, folder: string): boolean {
  const places = ['commands', 'skills', 'agents'].map((name) => below(home, '.claude', name))
  const links = [...places, ...places.flatMap((place) => namesIn(place).map((name) => below(place, name)))]
  const target = realPath(folder)
  return links.some((link) => isLink(link) && `${realPath(link)}/`.startsWith(`${target}/`))
}

const binFolder = ({ home }: Context) => below(home, '.local', 'bin')
const LINKS = { ccs: 'ccs', 'ccs-uninstall': 'uninstall.sh' }

function linksIn(context: Context): Leftovers['links'] {
  return Object.entries(LINKS).flatMap(([name, script]) => {
    const path = below(binFolder(context), name)
    const aim = below(context.ccsDir, script)
    if (!isLink(path)) return []
    const target = readlinkSync(path)
    const leadsThere = [resolve(dirname(path), target), realPath(path)].some((to) => to === aim || to === realPath(aim))
    const isTheirs = isOlderProgram(context, script) || !isThere(aim)
    return leadsThere && isTheirs ? [{ path, target }] : []
  })
}

/** Whether the folder of programs has others, which are found by the line that put it on PATH. */
function otherPrograms(context: Context, links: Leftovers['links']): boolean {
  const folder = binFolder(context)
  return namesIn(folder).some((name) => !links.some(({ path }) => path === below(folder, name)))
}

function addLines(leftovers: Leftovers, rc: RcFile, hasOthers: boolean): void {
  const text = DISK.read(rc.file)
  const rest = text === undefined ? undefined : withoutInstallerLines(text)
  if (!rest) return
  const keep = (why: string) => leftovers.keptLines.push({ file: rc.file, line: rest.line, why })
  if (hasOthers) {
    keep('other programs in ~/.local/bin are found by it')
    return
  }
  try {
    const found = readRcFile(rc.file)
    refuseForeign(rc.file, found)
    leftovers.changes.push({ rc, found, text: rest.text, newFolders: 0, line: rest.line })
  } catch (error) {
    if (!(error instanceof CcsError)) throw error
    keep(error.message)
  }
}

/** Every file in which that installer, or a person after it, may have put the lines. */
function rcFiles(context: Context): RcFile[] {
  const files = new Map<string, RcFile>()
  for (const shell of SHELL_NAMES) {
    for (const rc of rcFilesOf(shell, context)) {
      if (!files.has(rc.file)) files.set(rc.file, rc)
    }
  }
  return [...files.values()]
}

function rcFilesOf(shell: RcFile['shell'], context: Context): RcFile[] {
  try {
    const { rcFiles, formerly } = shellHere(shell, context, DISK)
    return [...rcFiles, ...formerly].flatMap(({ beside, ...rc }) => [rc, ...(beside ? [{ ...rc, file: beside }] : [])])
  } catch (error) {
    if (error instanceof CcsError) return []
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
