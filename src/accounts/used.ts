import { lstatSync, renameSync, rmSync, utimesSync } from 'node:fs'
import type { Context } from '../context.ts'
import { isOwnFolder } from '../store/folders.ts'
import { publishedFile, publishedFolder } from '../store/layout.ts'
import { fileNameFor } from '../store/name-digest.ts'
import { below } from '../store/paths.ts'
import type { Entry } from './registry.ts'

/** Holds a file for each profile. */
export const usedFolder = (context: Context) => publishedFile(context, 'used')

/** The file whose time is that of a profile's last launch; publishing makes it, with time 0 for "never". */
export function usedFile(context: Context, name: string): string {
  return below(usedFolder(context), fileNameFor(name))
}

/** Touches the file, if it is a regular one; failing is silent and stops nothing (launch rule 6). */
export function recordUse(context: Context, name: string, now: Date): void {
  const file = usedFile(context, name)
  try {
    if (hasUsedFolder(context) && lstatSync(file).isFile()) utimesSync(file, now, now)
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
export function lastUsed(context: Context, name: string, entry: Entry): string | null {
  const noted = isToCome(Date.parse(entry.last_used ?? '')) ? null : (entry.last_used ?? null)
  const found = lstatSync(usedFile(context, name), { throwIfNoEntry: false })
  if (!found?.isFile() || found.mtimeMs === 0 || isToCome(found.mtimeMs)) return noted
  return noted !== null && Date.parse(noted) >= found.mtimeMs ? noted : found.mtime.toISOString()
}

/** A day's grace, for disks whose clock is another machine's. */
function isToCome(time: number): boolean {
  return time > Date.now() + 86_400_000
}

/** For a name that is free: the next profile of that name has never been used. */
export function forgetUse(context: Context, name: string): void {
  if (hasUsedFolder(context)) rmSync(usedFile(context, name), { force: true, recursive: true })
}

/** For a profile that has another name now, or none any more. Done again it changes nothing. */
export function moveUse(context: Context, name: string, newName: string | undefined): void {
  const file = usedFile(context, name)
  const isMark = hasUsedFolder(context) && lstatSync(file, { throwIfNoEntry: false })?.isFile()
  if (isMark && newName !== undefined) renameSync(file, usedFile(context, newName))
  else forgetUse(context, name)
}

/** Behind a link there are things of somebody else. */
function hasUsedFolder(context: Context): boolean {
  return isOwnFolder(publishedFolder(context)) && isOwnFolder(usedFolder(context))
}
