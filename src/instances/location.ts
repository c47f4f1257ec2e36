import { readdirSync, realpathSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Context } from '../context.ts'
import { isSystemError } from '../errors.ts'
import { instancesFolder } from '../layout.ts'
import { below } from '../paths.ts'
import type { Entry, Registry } from '../profiles/registry.ts'

/**
 * The value of CLAUDE_CONFIG_DIR for a profile, byte for byte the same on every way to it.
 *
 * @param name name of an account profile, any string
 */
export function instanceOf(context: Context, name: string, entry: Entry): string {
  if (entry.instance !== undefined) return entry.instance
  const folder = instancesFolder(context)
  const older = name.toLowerCase().replace(/[^a-z0-9_-]/g, '-')
  if (older === name) return below(folder, name)
  const present = new Set(listNames(folder))
  const useOlder = !canBeFolder(name) || (!present.has(name) && present.has(older))
  return below(folder, useOlder ? older : name)
}

/**
 * True when ccs made the folder and only this profile uses it: it lies directly in `instances`, links looked through.
 * Anything else is adopted, and `remove` leaves it.
 */
export function isOwned(context: Context, registry: Registry, name: string): boolean {
  const entry = registry.profiles.get(name)
  if (!entry || entry.plain) return false
  const own = realPath(instanceOf(context, name, entry))
  if (dirname(own) !== realPath(instancesFolder(context))) return false
  return sharers(context, registry, name).length === 0
}

/** The other profiles whose instance is the same folder. */
export function sharers(context: Context, registry: Registry, name: string): string[] {
  const entry = registry.profiles.get(name)
  if (!entry || entry.plain) return []
  const own = realPath(instanceOf(context, name, entry))
  return [...registry.profiles]
    .filter(([other, { plain }]) => other !== name && !plain)
    .filter(([other, otherEntry]) => realPath(instanceOf(context, other, otherEntry)) === own)
    .map(([other]) => other)
}

/** Names that lead out of the folder, or that no file system holds, are written the older program's way. */
function canBeFolder(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name) && Buffer.byteLength(name) <= 255
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}

/** With all links looked through; of a folder that is not there, those of the folder that would hold it. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path === dirname(path) ? path : below(realPath(dirname(path)), basename(path))
  }
}
