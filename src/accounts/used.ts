import { lstatSync, renameSync, rmSync, utimesSync } from 'node:fs'
import type { Folders } from '../context.ts'
import { isOwnFolder } from '../store/folders.ts'
import { publishedFile, publishedFolder } from '../store/layout.ts'
import { fileNameFor } from '../store/name-digest.ts'
import { below } from '../store/paths.ts'
import { currentTime } from '../store/system.ts'
import type { Entry } from './registry.ts'

/** Holds a file for each profile. */
export const usedFolder = (folders: Folders) => publishedFile(folders, 'used')

/** The file whose time is that of a profile's last launch; publishing makes it, with time 0 for "never". */
export function usedFile(folders: Folders, name: string): string {
  return below(usedFolder(folders), fileNameFor(name))
}

/** Touches the file, if it is a regular one; failing is silent and stops nothing (launch rule 6). */
export function recordUse(folders: Folders, name: string, now: Date): void {
  const file = usedFile(folders, name)
  try {
    if (hasUsedFolder(folders) && lstatSync(file).isFile()) utimesSync(file, now, now)
  } catch {
    // A read-only home is no reason not to launch.
  }
}

/**
 * The later of what the registry says and what native launches left. A time to come, as from a clock that was wrong, is
 * none, lest it stood for ever.
 *
 * @returns ISO time, or null for never
 */
export function lastUsed(folders: Folders, name: string, entry: Entry): string | null {
  const noted = isToCome(Date.parse(entry.last_used ?? '')) ? null : (entry.last_used ?? null)
  const found = lstatSync(usedFile(folders, name), { throwIfNoEntry: false })
  if (!found?.isFile() || found.mtimeMs === 0 || isToCome(found.mtimeMs)) return noted
  return noted !== null && Date.parse(noted) >= found.mtimeMs ? noted : found.mtime.toISOString()
}

/** A day's grace, for disks whose clock is another machine's. */
function isToCome(time: number): boolean {
  return time > currentTime() + 86_400_000
}

/** For a name that is free: the next profile of that name has never been used. */
export function forgetUse(folders: Folders, name: string): void {
  if (hasUsedFolder(folders)) rmSync(usedFile(folders, name), { force: true, recursive: true })
}

/** For a profile that has another name now, or none any more. Done again it changes nothing. */
export function moveUse(folders: Folders, name: string, newName: string | undefined): void {
  const file = usedFile(folders, name)
  const isMark = hasUsedFolder(folders) && lstatSync(file, { throwIfNoEntry: false })?.isFile()
  if (isMark && newName !== undefined) renameSync(file, usedFile(folders, newName))
  else forgetUse(folders, name)
}

/** Behind a link there are things of somebody else. */
function hasUsedFolder(folders: Folders): boolean {
  return isOwnFolder(publishedFolder(folders)) && isOwnFolder(usedFolder(folders))
}
