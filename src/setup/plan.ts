import { existsSync, lstatSync } from 'node:fs'
import { basename } from 'node:path'
import type { Context } from '../context.ts'
import { attempt, CcsError } from '../errors/ccs-error.ts'
import { parentProgram } from '../shell/parent-program.ts'
import type { Disk, RcFile, RcFiles, Shell } from '../shell/shell.ts'
import { SHELLS } from '../shell/shells.ts'
import { publishedFile } from '../store/layout.ts'
import { programsNamed } from '../store/programs.ts'
import { addBlock, BrokenBlock, takeBlock, withoutBlocks } from './edit.ts'
import { type Found, missingFolders, readRcFile, refuseForeign } from './file.ts'
import { isInstallerMark } from './installer-lines.ts'

/** What becomes of one rc file. */
export interface RcChange {
  rc: RcFile
  found: Found
  /** Undefined when the file goes. */
  text: string | undefined
  /** So many folders go with it. */
  newFolders: number
}

/** What a person is to know of a file or shell that is left as it is, or of what stands in it. */
export type Note =
  /** The block is there, and as it should be. */
  | { kind: 'done'; rc: RcFile }
  /** A line of the person's own loads ccs, counted from 1. */
  | { kind: 'by-hand'; file: string; line: number }
  /** The older program has left its lines. */
  | { kind: 'older-program'; file: string; line: number }
  /** The program is there, but nobody seems to use it. */
  | { kind: 'unused'; shell: Shell['name'] }

interface ShellHere extends RcFiles {
  shell: Shell
}

export interface Plan {
  changes: RcChange[]
  notes: Note[]
}

/** A line of the person's own that loads ccs, by `ccs init` or by the published file. */
const BY_HAND = new RegExp(
  `^[^#]*?(?:\\bccs["']? +init +["']?(?:${anyOf(SHELLS.flatMap(({ name, programs }) => [name, ...programs]))})\\b` +
    `|[\\\\/]shell[\\\\/](?:${anyOf(SHELLS.map(({ file }) => file))}))`,
)

function anyOf(names: readonly string[]): string {
  return names.map((name) => name.replaceAll('.', '\\.')).join('|')
}

/** The real one. What cannot be read is passed over by a shell as well. */
const DISK: Disk = { read: (file) => attempt(() => readRcFile(file).text).done, exists: existsSync }

/**
 * What there is to do so that every shell in use loads ccs.
 *
 * @param only one shell, used or not
 * @throws CcsError `file-system` for a file that cannot be changed; `usage` where the rc file cannot be told
 */
export function planSetup(context: Context, only?: Shell): Plan {
  const plan: Plan = { changes: [], notes: [] }
  for (const { shell, current } of chosenShells(context, only, plan.notes)) {
    const isHere = current.filter(({ program }) => isInstalled(program, context))
    for (const rc of isHere.length > 0 ? isHere : current) planFile(plan, rc, lineFor(context, shell, rc))
  }
  return plan
}

function lineFor(context: Context, shell: Shell, rc: RcFile): string {
  const line = shell.rcLine(publishedFile(context, shell.file), rc, context)
  // The text to edit has a character for each byte.
  return Buffer.from(line).toString('latin1')
}

function planFile({ changes, notes }: Plan, rc: RcFile, line: string): void {
  const found = readRcFile(rc.file)
  const rest = wholeBlocks(rc.file, () => withoutBlocks(found.text ?? '')).split('\n')
  const older = rest.findIndex((line) => isInstallerMark(line))
  if (older !== -1) notes.push({ kind: 'older-program', file: rc.file, line: older + 1 })
  const text = addBlock(found.text, line, found.stats ? 0 : missingFolders(rc.file))
  if (text === found.text) {
    notes.push({ kind: 'done', rc })
    return
  }
  const byHand = isWithout(found.text) && (lineByHand(rc.file, rest) ?? lineBeside(rc))
  if (byHand) {
    notes.push(byHand)
    return
  }
  refuseForeign(rc.file, found)
  changes.push({ rc, found, text, newFolders: 0 })
}

/** True where there is no block. */
function isWithout(text: string | undefined): boolean {
  return text === undefined || withoutBlocks(text) === text
}

function lineBeside({ beside }: RcFile): Note | undefined {
  return beside === undefined ? undefined : lineByHand(beside, (DISK.read(beside) ?? '').split('\n'))
}

function lineByHand(file: string, lines: readonly string[]): Note | undefined {
  const index = lines.findIndex((line) => BY_HAND.test(line))
  return index === -1 ? undefined : { kind: 'by-hand', file, line: index + 1 }
}

/**
 * What there is to do so that no shell loads ccs by a block any more, whether that shell is there or not.
 *
 * @throws CcsError as `planSetup`
 */
export function planSetupRemoval(context: Context, only?: Shell): Plan {
  const plan: Plan = { changes: [], notes: [] }
  for (const shell of only === undefined ? SHELLS : [only]) {
    const { current, former } = shell.rcFiles(context, DISK)
    for (const rc of [...current, ...former]) {
      const found = readRcFile(rc.file)
      const { text } = found
      if (text === undefined) continue
      const rest = wholeBlocks(rc.file, () => takeBlock(text))
      const byHand = lineByHand(rc.file, (rest.text ?? '').split('\n')) ?? lineBeside(rc)
      if (byHand) plan.notes.push(byHand)
      if (rest.text === text) continue
      refuseForeign(rc.file, found)
      // The file behind a link was put there by the person.
      plan.changes.push({
        rc,
        found,
        ...(found.isLink && rest.text === undefined ? { text: '', newFolders: 0 } : rest),
      })
    }
  }
  // The last one that was made goes first, so that folders are empty when their turn comes.
  plan.changes.reverse()
  return plan
}

/**
 * The shells in use: that of the person's login, PowerShell where setup was started from it, and those here that have an
 * rc file; without any, all that are here. PowerShell is hardly ever a login shell, so SHELL does not name it.
 */
function chosenShells(context: Context, only: Shell | undefined, notes: Note[]): ShellHere[] {
  const rcFilesOf = (shell: Shell): ShellHere => ({ shell, ...shell.rcFiles(context, DISK) })
  if (only !== undefined) return [rcFilesOf(only)]
  const login = basename(context.env.SHELL ?? '')
  const parent = parentProgram() ?? ''
  const isTheirs = ({ name, programs }: Shell) =>
    programs.includes(login) || (name === 'powershell' && programs.includes(parent))
  // The files of one that is not here are not looked for: they must not stand in the way of the others.
  const here = SHELLS.filter(
    (shell) => isTheirs(shell) || shell.programs.some((program) => isInstalled(program, context)),
  ).map(rcFilesOf)
  const used = here.filter(
    ({ shell, signs }) => isTheirs(shell) || signs.some((path) => lstatSync(path, { throwIfNoEntry: false })),
  )
  if (used.length === 0) return here
  notes.push(
    ...here
      .filter((shell) => !used.includes(shell))
      .map(({ shell }) => ({ kind: 'unused', shell: shell.name }) as const),
  )
  return used
}

function isInstalled(program: string, { env, platform }: Context): boolean {
  return programsNamed(platform === 'win32' ? `${program}.exe` : program, env).length > 0
}

function wholeBlocks<T>(file: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (error instanceof BrokenBlock) throw new CcsError('rc-block-broken', { file, line: String(error.line) })
    throw error
  }
}
