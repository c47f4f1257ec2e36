import { chmodSync, lstatSync, readlinkSync, renameSync, rmSync } from 'node:fs'
import { isLink } from '../accounts/location.ts'
import type { Context } from '../context.ts'
import { replaceRcFile } from '../setup/file.ts'
import type { Change } from '../setup/plan.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { ensureOwnFolder, isThere } from '../store/folders.ts'
import { type Lock, withLock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { type Backup, beginBackup, type CleaningNote, digestOf, openCleaning, writeNote } from './backup.ts'
import type { Leftovers } from './leftovers.ts'

/** In a backup: what was in the ccs dir. */
export const THINGS = 'things'

/**
 * Takes away what was found. Links and lines of rc files are noted first, the rest is moved; a cleaning that was
 * interrupted is gone on with.
 *
 * @returns the folder of the backup
 * @throws CcsError `busy` where an rc file is not as it was found; `file-system`
 */
export function clean(context: Context, leftovers: Leftovers): string {
  return withLock(context, (lock) => {
    const backup = begin(context, lock, leftovers)
    for (const { path, target } of backup.note.links) if (isLinkTo(path, target)) rmSync(path)
    for (const { rc, found, text } of leftovers.changes) replaceRcFile(rc.file, found, text, lock)
    moveThings(context, backup)
    backup.note.state = 'done'
    writeNote(backup, lock)
    return backup.folder
  })
}

/** True for a link that has not been changed. */
export function isLinkTo(path: string, target: string): boolean {
  return isLink(path) && readlinkSync(path) === target
}

/** Everything is in the manifest, and the rc files are copied, before anything is changed. */
function begin(context: Context, lock: Lock, leftovers: Leftovers): Backup<CleaningNote> {
  const open = openCleaning(context)
  if (!open) {
    const note = { kind: 'cleaning', state: 'open', moved: [], links: [], rcFiles: [] } satisfies CleaningNote
    const copies = addTo(note, context, leftovers)
    return beginBackup<CleaningNote>(context, lock, note, Object.fromEntries(copies))
  }
  const copies = addTo(open.note, context, leftovers)
  for (const [name, bytes] of copies) writeAtomically(below(open.folder, name), bytes, lock)
  writeNote(open, lock)
  return open
}

/** @returns the copies of rc files by name */
function addTo(note: CleaningNote, { ccsDir }: Context, { things, links, changes }: Leftovers): Map<string, Buffer> {
  for (const name of things) {
    if (note.moved.some((moved) => moved.name === name)) continue
    note.moved.push({ name, mode: lstatSync(below(ccsDir, name)).mode & 0o7777 })
  }
  for (const link of links) if (!note.links.some(({ path }) => path === link.path)) note.links.push(link)
  return new Map(changes.map((change) => [addRcFile(note, change), bytesOf(change, change.found.text)]))
}

function addRcFile(note: CleaningNote, change: Change): string {
  const { file } = change.rc
  const after = digestOf(bytesOf(change, change.text))
  const known = note.rcFiles.find((other) => other.file === file)
  if (known) known.after = after
  else note.rcFiles.push({ file, copy: `rc-file-${note.rcFiles.length + 1}`, after })
  return note.rcFiles.find((other) => other.file === file)?.copy ?? ''
}

function bytesOf({ found }: Change, text: string | undefined): Buffer {
  return Buffer.from(text ?? '', found.encoding)
}

/** By renaming; what is there already was moved by a run that was killed. */
function moveThings({ ccsDir }: Context, { folder, note }: Backup<CleaningNote>): void {
  ensureOwnFolder(below(folder, THINGS))
  for (const { name } of note.moved) {
    const [from, to] = [below(ccsDir, name), below(folder, THINGS, name)]
    if (isThere(from) && !isThere(to)) renameSync(from, to)
    const moved = lstatSync(to, { throwIfNoEntry: false })
    if (moved) chmodSync(to, moved.isDirectory() ? 0o700 : 0o600)
  }
}
