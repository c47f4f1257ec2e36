import { chmodSync, cpSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { endChange } from '../../changes/journal.ts'
import type { Context } from '../../context.ts'
import { isSystemError } from '../../errors/ccs-error.ts'
import { printable } from '../../errors/printable.ts'
import { quotePosix } from '../../shell/posix.ts'
import { writeAtomically } from '../../store/atomic-write.ts'
import { ensureOwnFolder, isThere } from '../../store/folders.ts'
import { withLock } from '../../store/lock.ts'
import { below, isLink } from '../../store/paths.ts'
import type { SeparateArrangement } from '../arrangement.ts'
import { beginCleaning } from '../backup.ts'
import { binFolder, findLeftovers, type Leftovers } from './leftovers.ts'

/** In a backup: how to put its files back. */
export const README = 'README'

/** A file of a backup, relative to that; and where it was, absolute. */
type Place = [kept: string, was: string]

/** What the shell installer of v2 left in files. Its lines in rc files are the person's, to delete or to keep. */
export const installer = {
  find: findLeftovers,

  plan({ files, lines, areNeeded, isOpen }: Leftovers) {
    return {
      changes: isOpen || files.length > 0,
      lines: [
        ...(isOpen ? ['finish   a cleaning that was interrupted'] : []),
        ...files.map((file) => `move     ${printable(file)}`),
      ],
      json: {
        version: '1',
        steps: [...(isOpen ? [{ step: 'finish' }] : []), ...files.map((file) => ({ step: 'move', file }))],
        stays: lines.map(({ file, line }) => ({ file, lines: [line, line + 1], needed: areNeeded })),
      },
    }
  },

  apply: (context: Context, { files }: Leftovers) => clean(context, files),
} satisfies SeparateArrangement<Leftovers, string>

/**
 * Moves files into a backup. The journal names that until all is in it, so the next cleaning goes on with the same one.
 *
 * @param files what has gone since is left out
 * @returns the folder of the backup
 * @throws CcsError `busy`, `file-system`
 */
function clean(context: Context, files: readonly string[]): string {
  return withLock(context, (lock) => {
    const folder = beginCleaning(context, lock)
    const places = placesOf(context, folder, files)
    for (const [kept] of places) ensureOwnFolder(below(folder, dirname(kept)))
    // First, so that a run that is killed leaves it as well.
    writeAtomically(below(folder, README), readme([...places].sort(), context.platform), lock)
    for (const [kept, was] of places) move(was, below(folder, kept), below(folder, COPY))
    endChange(context, { kind: 'clean' })
    return folder
  })
}

/** What is in the backup by a run that was interrupted, and what is to be moved, in this order. */
function placesOf(context: Context, folder: string, files: readonly string[]): Place[] {
  const places = Object.entries({ ccs: context.ccsDir, bin: binFolder(context) }).flatMap(([name, place]) => {
    const kept = isThere(below(folder, name)) ? readdirSync(below(folder, name)) : []
    return kept.map((file): Place => [below(name, file), below(place, file)])
  })
  const more = files.map(
    (file): Place => [below(dirname(file) === context.ccsDir ? 'ccs' : 'bin', basename(file)), file],
  )
  return [...new Map([...places, ...more])]
}

/** @returns the text of the README */
export function readme(places: readonly Place[], platform: NodeJS.Platform): string {
  const pairs = places.map(([kept, was]) => `${printable(kept)}  was  ${printable(was)}`)
  const commands = places.map(([kept, was]) => `mv -i -- ${quotePosix(kept)} ${quotePosix(was)}`)
  return [
    'ccs migrate --clean moved these files here. They were left by the installer of ccs v2.',
    '',
    ...pairs,
    ...(platform === 'win32' ? [] : ['', 'To put them back, run this in the folder of this README:', '', ...commands]),
    '',
  ].join('\n')
}

/** In a backup: what is being copied. */
const COPY = '.copy'

/** Renames a file, link or folder; from another file system it is copied whole before it is deleted. */
function move(from: string, to: string, copy: string): void {
  if (isThere(from) && !isThere(to)) {
    try {
      renameSync(from, to)
    } catch (error) {
      if (!isSystemError(error, 'EXDEV')) throw error
      rmSync(copy, { recursive: true, force: true })
      cpSync(from, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
      renameSync(copy, to)
      rmSync(from, { recursive: true })
    }
  }
  if (isThere(to) && !isLink(to)) chmodSync(to, lstatSync(to).mode & 0o700)
}
