import { basename, dirname } from 'node:path'
import { hasAccount } from '../claude/config-folder.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { identityOfFolder } from '../file-identity.ts'
import { isFolder } from '../folders.ts'
import { instanceOf, realPath } from '../instances/location.ts'
import { objectionTo } from '../instances/objection.ts'
import { instancesFolder } from '../layout.ts'
import { below } from '../paths.ts'
import { isPassable } from '../printable.ts'
import { checkFree } from './profiles.ts'
import { addNewProfile, type Registry } from './registry.ts'
import { refuseReserved, refuseReservedFolder } from './reservation.ts'

/**
 * Makes the login of plain claude a profile, in memory.
 *
 * @param name has been checked
 * @returns whether it is the default
 * @throws CcsError `profile-exists`, `busy`
 */
export function adoptPlain(context: Context, registry: Registry, name: string): boolean {
  checkName(context, registry, name)
  for (const [user, { plain }] of registry.profiles) if (plain) throw new CcsError('plain-has-profile', { user })
  return addNewProfile(registry, name, { plain: true })
}

/**
 * Makes a folder of Claude's the instance of a new profile, in memory. Its spelling is kept: the login on macOS hangs on it.
 *
 * @param name has been checked
 * @param folder absolute, or empty; as it is spelled where it is in use
 * @returns whether it is the default
 * @throws CcsError `usage`, `profile-exists`, `busy`
 */
export function adoptFolder(context: Context, registry: Registry, name: string, folder: string): boolean {
  checkName(context, registry, name)
  checkFolder(context, registry, name, folder)
  // One that has the name's own place needs no more, and the older program knows it too.
  return addNewProfile(registry, name, folder === instanceOf(context, name, {}) ? {} : { instance: folder })
}

function checkName(context: Context, registry: Registry, name: string): void {
  checkFree(context, registry, name)
  refuseReserved(context, name)
}

function checkFolder(context: Context, registry: Registry, name: string, folder: string): void {
  // Node reads bytes that are not UTF-8 as U+FFFD: another folder would be meant.
  if (!isPassable(folder) || folder.includes('\uFFFD')) {
    throw new CcsError('folder-not-adopted', { folder, reason: 'its name is not valid UTF-8' })
  }
  if (!isFolder(folder)) throw new CcsError('folder-not-there', { folder })
  if (isOfPlainClaude(context, folder) && !hasAccount(below(folder, '.claude.json'))) {
    throw new CcsError('folder-of-plain-claude', { folder, name })
  }
  const objection = objectionTo(context, registry, name, folder)
  if (objection?.user !== undefined) throw new CcsError('folder-has-profile', { folder, user: objection.user })
  if (objection) throw new CcsError('folder-not-adopted', { folder, reason: objection.reason })
  const real = realPath(folder)
  // The half-made account of another name.
  if (dirname(real) === realPath(instancesFolder(context))) refuseReservedFolder(context, basename(real))
}

function isOfPlainClaude({ home }: Context, folder: string): boolean {
  const plain = identityOfFolder(below(home, '.claude'))
  return plain !== undefined && plain === identityOfFolder(folder)
}
