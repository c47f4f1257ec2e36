import { basename, dirname } from 'node:path'
import { checkFree } from '../accounts/free-name.ts'
import { instanceOf } from '../accounts/location.ts'
import { objectionTo } from '../accounts/objection.ts'
import { addNewProfile, type Registry } from '../accounts/registry.ts'
import { hasAccount } from '../claude/config-folder.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { isPassable } from '../errors/printable.ts'
import type { Quoter } from '../shell/shell.ts'
import { identityOfFolder } from '../store/file-identity.ts'
import { isFolder } from '../store/folders.ts'
import { instancesFolder } from '../store/layout.ts'
import { below, realPath } from '../store/paths.ts'
import { isInSystemFolder } from '../store/system-folders.ts'
import { refuseBeingCreated, refuseFolderBeingCreated } from './creation.ts'

/** A login that is to become a profile: that in a folder, spelled as it is in use, or without one that of plain claude. */
export interface Adoption {
  name: string
  folder?: string | undefined
}

/** The command that does it, in a person's shell. */
export function adoptCommand({ name, folder }: Adoption, quote: Quoter): string {
  return `ccs auth adopt ${name} ${folder === undefined ? '--plain' : quote(folder)}`
}

/**
 * Makes a login that is there a profile, in memory.
 *
 * @param adoption its name has been checked
 * @returns whether it is the default
 * @throws CcsError `usage`, `profile-exists`, `busy`
 */
export function adopt(context: Context, registry: Registry, { name, folder }: Adoption): boolean {
  return folder === undefined ? adoptPlain(context, registry, name) : adoptFolder(context, registry, name, folder)
}

function adoptPlain(context: Context, registry: Registry, name: string): boolean {
  checkName(context, registry, name)
  for (const [user, { plain }] of registry.profiles) if (plain) throw new CcsError('plain-has-profile', { user })
  return addNewProfile(registry, name, { plain: true })
}

/** @param folder absolute, or empty; its spelling is kept, because the login on macOS hangs on it */
function adoptFolder(context: Context, registry: Registry, name: string, folder: string): boolean {
  checkName(context, registry, name)
  checkFolder(context, registry, name, folder)
  // One that has the name's own place needs no more, and the older program knows it too.
  return addNewProfile(registry, name, folder === instanceOf(context, name, {}) ? {} : { instance: folder })
}

function checkName(context: Context, registry: Registry, name: string): void {
  checkFree(context, registry, name)
  refuseBeingCreated(context, name)
}

function checkFolder(context: Context, registry: Registry, name: string, folder: string): void {
  // Node reads bytes that are not UTF-8 as U+FFFD: another folder would be meant.
  if (!isPassable(folder) || folder.includes('\uFFFD')) {
    throw new CcsError('folder-not-adopted', { folder, reason: 'its name is not valid UTF-8' })
  }
  if (!isFolder(folder)) throw new CcsError('folder-not-there', { folder })
  if (isInSystemFolder(folder)) throw new CcsError('folder-of-system', { folder })
  if (isPlainOnly(context, folder)) {
    throw new CcsError('folder-of-plain-claude', { folder, name })
  }
  const objection = objectionTo(context, registry, name, folder)
  if (objection?.user !== undefined) throw new CcsError('folder-has-profile', { folder, user: objection.user })
  if (objection) throw new CcsError('folder-not-adopted', { folder, reason: objection.reason })
  const real = realPath(folder)
  // The half-made account of another name.
  if (dirname(real) === realPath(instancesFolder(context))) refuseFolderBeingCreated(context, basename(real))
}

/** True for the folder of plain claude where it has no login of its own when CLAUDE_CONFIG_DIR names it. */
function isPlainOnly({ home }: Context, folder: string): boolean {
  const plain = identityOfFolder(below(home, '.claude'))
  const isOfPlainClaude = plain !== undefined && plain === identityOfFolder(folder)
  return isOfPlainClaude && !hasAccount(below(folder, '.claude.json'))
}
