import { lstatSync, rmSync, utimesSync } from 'node:fs'
import type { Context } from '../context.ts'
import { publishedFile } from '../layout.ts'
import { below } from '../paths.ts'
import type { Entry } from './registry.ts'

/**
 * The file whose time is that of a profile's last launch; publishing makes it, with time 0 for "never".
 *
 * @param name any string; one that may be no file's name is written in hexadecimal after a `=`, which no valid name has
 */
export function usedFile(context: Context, name: string): string {
  const safe = /^[a-z0-9][a-z0-9_-]*$/.test(name) ? name : `=${Buffer.from(name).toString('hex').slice(0, 200)}`
  return below(publishedFile(context, 'used'), safe)
}

/** Touches the file, if it is a regular one; failing is silent and stops nothing (launch rule 6). */
export function recordUse(context: Context, name: string, now: Date): void {
  const file = usedFile(context, name)
  try {
    if (lstatSync(file).isFile()) utimesSync(file, now, now)
  } catch {
    // A read-only home is no reason not to launch.
  }
}

/**
 * The later of what the registry says and what native launches left.
 *
 * @returns ISO time, or null for never
 */
export function lastUsed(context: Context, name: string, entry: Entry): string | null {
  const noted = entry.last_used ?? null
  const found = lstatSync(usedFile(context, name), { throwIfNoEntry: false })
  if (!found?.isFile() || found.mtimeMs === 0) return noted
  return noted !== null && Date.parse(noted) >= found.mtimeMs ? noted : found.mtime.toISOString()
}

/** For a profile that is removed: the next one of that name has never been used. */
export function forgetUse(context: Context, name: string): void {
  rmSync(usedFile(context, name), { force: true })
}
