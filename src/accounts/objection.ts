import { accessSync, constants, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname } from 'node:path'
import { isConfigFolder, isHomeOfClaude } from '../claude/config-folder.ts'
import type { Folders } from '../context.ts'
import { quoted } from '../errors/printable.ts'
import { fileIdentity } from '../store/file-identity.ts'
import { instancesFolder } from '../store/layout.ts'
import { below, realPath } from '../store/paths.ts'
import { ownUser } from '../store/system.ts'
import { canBeFolder, instanceFinder } from './location.ts'
import type { Registry } from './registry.ts'

/** Why a folder is left alone: the end of a sentence; and the profile whose own it is. */
export interface Objection {
  reason: string
  user?: string
}

/**
 * What speaks against a folder as an account's, and against deleting it as one. Folders are compared by what they are on
 * the disk: links are looked through.
 *
 * @param folder is there
 * @param name of the profile that has it, or is to have it
 * @param mustBeClaudes false where that has been seen before
 */
export function objectionTo(
  folders: Folders,
  registry: Registry,
  name: string,
  folder: string,
  { mustBeClaudes } = { mustBeClaudes: true },
): Objection | undefined {
  const real = realPath(folder)
  if (dirname(real) === real) return { reason: 'it is the root of a disk' }
  if (homesOf(folders).some((home) => isWithin(home, real)) || isHomeOfClaude(real)) {
    return { reason: 'it is a home, or holds one' }
  }
  if (isWithin(folders.ccsDir, real)) return { reason: 'it is the folder of ccs, or holds it' }
  if (isOfAnother(real)) return { reason: 'it belongs to another user' }
  const ofOthers = objectionOfOthers(folders, registry, name, real)
  if (ofOthers) return ofOthers
  if (isWithin(real, folders.ccsDir) && !isInInstances(folders, real)) {
    return { reason: 'ccs keeps its own things there' }
  }
  return !mustBeClaudes || isConfigFolder(real) ? undefined : { reason: 'it has nothing of Claude in it' }
}

/** True for a folder that another disk begins with: it cannot be taken out of its place. */
export function isRootOfDisk(folder: string): boolean {
  const real = realPath(folder)
  return statSync(real).dev !== statSync(dirname(real)).dev
}

/** False where nothing may be taken out of the folder that holds it. */
export function canBeTakenOut(folder: string): boolean {
  try {
    accessSync(dirname(realPath(folder)), constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** True for `~/.claude`, what holds it and what lies in it: plain claude's, also where it was adopted as an account's. */
export function isOfPlainClaude({ home }: Folders, folder: string): boolean {
  const plain = below(home, '.claude')
  return isWithin(folder, plain) || isWithin(plain, folder)
}

function objectionOfOthers(folders: Folders, registry: Registry, name: string, real: string): Objection | undefined {
  const find = instanceFinder(folders)
  for (const [user, entry] of registry.profiles) {
    if (user === name || entry.plain) continue
    const other = find(user, entry)
    if (isSame(other, real)) return { reason: `it is that of the profile ${quoted(user)}`, user }
    if (isWithin(real, other)) return { reason: `it lies in that of the profile ${quoted(user)}` }
    if (isWithin(other, real)) return { reason: `it holds that of the profile ${quoted(user)}` }
  }
  return undefined
}

/** The home of the environment, and that of the user, where the system knows one. */
function homesOf({ home }: Folders): string[] {
  try {
    return [home, userInfo().homedir]
  } catch {
    return [home]
  }
}

function isOfAnother(folder: string): boolean {
  return ownUser() !== undefined && statSync(folder).uid !== ownUser()
}

/** Where owned instances are, but not in the trash. */
function isInInstances(folders: Folders, real: string): boolean {
  return isSame(dirname(real), instancesFolder(folders)) && canBeFolder(basename(real))
}

/** Also of two that are not there, by their spelling. */
function isSame(one: string, other: string): boolean {
  return isWithin(one, other) && isWithin(other, one)
}

/** True for a folder itself and for all that is in it. */
function isWithin(inner: string, outer: string): boolean {
  const [wanted, spelled] = [identityOrNone(outer), realPath(outer)]
  for (let folder = realPath(inner); ; folder = dirname(folder)) {
    if (folder === spelled || (wanted !== undefined && identityOrNone(folder) === wanted)) return true
    if (folder === dirname(folder)) return false
  }
}

/** What cannot be looked at is compared by its spelling. */
function identityOrNone(path: string): string | undefined {
  try {
    return fileIdentity(path)
  } catch {
    return undefined
  }
}
