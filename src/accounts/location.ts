import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, sep } from 'node:path'
import type { Folders } from '../context.ts'
import { CcsError, isSystemError } from '../errors/ccs-error.ts'
import { isThere } from '../store/folders.ts'
import { instancesFolder, STAGING, TRASH } from '../store/layout.ts'
import { LONGEST_FILE_NAME, nameDigest } from '../store/name-digest.ts'
import { below, isLink, realPath } from '../store/paths.ts'
import { readLeftLogins } from './left-logins.ts'
import type { Entry, Registry } from './registry.ts'

/**
 * The value of CLAUDE_CONFIG_DIR for a profile, byte for byte the same on every way to it.
 *
 * @param name name of an account profile, any string
 */
export function instanceOf(folders: Folders, name: string, entry: Entry): string {
  return instanceFinder(folders)(name, entry)
}

/** The same for many profiles, with one look at what is in `instances`. */
export function instanceFinder(folders: Folders): (name: string, entry: Entry) => string {
  const folder = instancesFolder(folders)
  let listed: Set<string> | undefined
  return (name, { instance }) => {
    if (instance !== undefined) return instance
    const older = olderSpelling(name)
    if (older.length > LONGEST_FILE_NAME) return below(folder, shortened(name, older))
    if (older === name) return below(folder, name)
    listed ??= new Set(listNames(folder))
    const useOlder = !canBeFolder(name) || (!listed.has(name) && listed.has(older))
    return below(folder, useOlder ? older : name)
  }
}

/**
 * True when ccs made the folder and only this profile uses it, or anything in it: it lies directly in `instances`, links
 * looked through, and is no link itself and none of ccs's own folders. Anything else is adopted, and `remove` leaves it.
 */
export function isOwned(folders: Folders, registry: Registry, name: string): boolean {
  const entry = registry.profiles.get(name)
  if (!entry || entry.plain) return false
  const instance = instanceOf(folders, name, entry)
  const own = realPath(instance)
  if (dirname(own) !== realPath(instancesFolder(folders)) || !canBeFolder(basename(own))) return false
  if (isLink(instance)) return false
  return usersOf(folders, registry, name, (other) => other === own || other.startsWith(own + sep)).length === 0
}

/** The other profiles whose instance is the same folder. */
export function sharers(folders: Folders, registry: Registry, name: string): string[] {
  const entry = registry.profiles.get(name)
  if (!entry || entry.plain) return []
  const own = realPath(instanceOf(folders, name, entry))
  return usersOf(folders, registry, name, (other) => other === own)
}

/** Of each profile that shares its folder with others, links looked through: the names of those. */
export function sharedFolders(folders: Folders, registry: Registry): Map<string, string[]> {
  const users = new Map<string, string[]>()
  const find = instanceFinder(folders)
  for (const [name, entry] of registry.profiles) {
    if (entry.plain) continue
    const folder = realPath(find(name, entry))
    users.set(folder, [...(users.get(folder) ?? []), name])
  }
  const shared = [...users.values()].filter((names) => names.length > 1)
  return new Map(shared.flatMap((names) => names.map((name) => [name, names.filter((other) => other !== name)])))
}

/** The folder that a profile of that name has by itself; the name is a valid one. */
export function ownFolder(folders: Folders, name: string): string {
  return below(instancesFolder(folders), name)
}

/**
 * The folder for a new profile: its own, or, where that is the `"instance"` of another one, as of one that was renamed,
 * or has a login of a removed one left, the first free one of `<name>.2`, `<name>.3` and so on, which no other new profile
 * can have.
 *
 * @param name valid, and no profile's
 * @returns its name in `instances`
 * @throws CcsError `profile-exists` for the folder of a profile without `"instance"`, which goes by its spelling
 */
export function folderForNew(folders: Folders, registry: Registry, name: string): string {
  const users = usersOfFolder(folders, registry, name)
  const user = users.find((other) => registry.profiles.get(other)?.instance === undefined)
  if (user !== undefined) throw new CcsError('folder-of-profile', { name, user })
  const left = new Set(readLeftLogins(folders))
  const hasLogin = (folder: string) => left.has(below(instancesFolder(folders), folder))
  if (users.length === 0 && !hasLogin(name)) return name
  for (let number = 2; ; number++) {
    const folder = `${name}.${number}`
    const isFree = !isThere(below(instancesFolder(folders), folder)) && !hasLogin(folder)
    if (isFree && usersOfFolder(folders, registry, folder).length === 0) return folder
  }
}

/**
 * The profiles that have a folder: now, or as soon as it is there, because an older registry's name goes by the
 * spelling that is there.
 *
 * @param folder its name in `instances`
 */
export function usersOfFolder(folders: Folders, registry: Registry, folder: string): string[] {
  const own = realPath(below(instancesFolder(folders), folder))
  const now = usersOf(folders, registry, undefined, (other) => other === own)
  const later = [...registry.profiles].filter(([name, entry]) => {
    if (entry.plain || entry.instance !== undefined) return false
    return name === folder || (olderSpelling(name) === folder && !existsSync(instanceOf(folders, name, entry)))
  })
  return [...new Set([...now, ...later.map(([name]) => name)])]
}

/**
 * The profile that has, by its `"instance"`, the folder that one of this name would have: what became of a renamed one.
 *
 * @param name of no profile, any string
 */
export function renamedFrom(folders: Folders, registry: Registry, name: string): string | undefined {
  const own = realPath(instanceOf(folders, name, {}))
  const users = usersOf(folders, registry, undefined, (folder) => folder === own)
  return users.find((user) => registry.profiles.get(user)?.instance !== undefined)
}

/** The profiles, but for the one of a name, whose instance, with all links looked through, fits. */
function usersOf(
  folders: Folders,
  registry: Registry,
  name: string | undefined,
  fits: (folder: string) => boolean,
): string[] {
  const find = instanceFinder(folders)
  return [...registry.profiles]
    .filter(([other, { plain }]) => other !== name && !plain)
    .filter(([other, entry]) => fits(realPath(find(other, entry))))
    .map(([other]) => other)
}

/**
 * How the older program spells the folder of a profile (3.x as published as source, and 7.79.1). Letters of other alphabets first: some of them,
 * such as the sign for kelvin, would become an ASCII letter when made small.
 */
function olderSpelling(name: string): string {
  return name.replace(/[^a-zA-Z0-9_-]/g, '-').toLowerCase()
}

/** No program can have made a folder of the whole name. No new profile's folder has `.` and a digest at its end. */
function shortened(name: string, older: string): string {
  return `${older.slice(0, 32)}.${nameDigest(name)}`
}

/** False for names that lead out of the folder, that no file system holds, or of folders of our own: those are written the older way. */
export function canBeFolder(name: string): boolean {
  if (name === TRASH || name === STAGING) return false
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    !/[/\\\0]/.test(name) &&
    Buffer.byteLength(name) <= LONGEST_FILE_NAME
  )
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}
