import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Context } from '../../context.ts'
import { attempt } from '../../errors/ccs-error.ts'
import { installerLines } from '../../setup/installer-lines.ts'
import { isOwnFolder, isThere } from '../../store/folders.ts'
import { isUnderWay } from '../../store/journal.ts'
import { below, isLink, realPath } from '../../store/paths.ts'
import { programsNamed } from '../../store/programs.ts'
import { readRcTexts } from '../rc-texts.ts'

/** What the shell installer of v2 left, known by its content and shape, so that nobody's own file is taken. */
export interface Leftovers {
  /** Absolute paths, in the order in which they can be moved: the scripts last, because the rest is known by them. */
  files: string[]
  /** Where its two lines are in rc files: the first of them, counted from 1. */
  lines: { file: string; line: number }[]
  /** These lines put a folder on PATH in which other programs are. */
  areNeeded: boolean
  /** A cleaning was interrupted. */
  isOpen: boolean
}

/** @returns what there is, and never throws for what cannot be read */
export function findLeftovers(context: Context): Leftovers {
  const files = findFiles(context)
  const { texts } = readRcTexts(context)
  return {
    files,
    lines: texts.flatMap(({ file, text }) => installerLines(text).map((line) => ({ file, line }))),
    areNeeded: namesIn(binFolder(context)).some((name) => !files.includes(below(binFolder(context), name))),
    isOpen: isUnderWay(context, { kind: 'clean' }),
  }
}

/** What is to be moved, in the order in which it can be. */
function findFiles(context: Context): string[] {
  return [...linksIn(context), ...thingsIn(context).map((name) => below(context.ccsDir, name))]
}

/** True where there is something to move. The lines alone are told by `ccs migrate --clean` and `ccs setup` only. */
export function hasLeftovers(context: Context): boolean {
  return isUnderWay(context, { kind: 'clean' }) || findFiles(context).length > 0
}

/** The program of v2 where it is the one that the word `ccs` starts. */
export function olderProgramOnPath(context: Context): string | undefined {
  const [file] = programsNamed('ccs', context.env)
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
  return [...beside.map(([name]) => name), ...scripts]
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
  const isText = found?.isFile() && found.size <= LARGEST
  return (isText && attempt(() => readFileSync(file, 'utf8')).done) || ''
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

/** The person's own folder of programs, in which the installer made links. */
export const binFolder = ({ home }: Context) => below(home, '.local', 'bin')
const LINKS = { ccs: 'ccs', 'ccs-uninstall': 'uninstall.sh' }

function linksIn(context: Context): string[] {
  return Object.entries(LINKS).flatMap(([name, script]) => {
    const path = below(binFolder(context), name)
    const aim = below(context.ccsDir, script)
    if (!isLink(path)) return []
    const target = readlinkSync(path)
    const leadsThere = [resolve(dirname(path), target), realPath(path)].some((to) => to === aim || to === realPath(aim))
    const isTheirs = isOlderProgram(context, script) || !isThere(aim)
    return leadsThere && isTheirs ? [path] : []
  })
}

function namesIn(folder: string): string[] {
  return attempt(() => readdirSync(folder)).done ?? []
}
