import { isDeepStrictEqual } from 'node:util'
import { instanceOf, isOwned, sharers } from '../accounts/location.ts'
import { readRegistry, refuseV2 } from '../accounts/read-registry.ts'
import type { Registry } from '../accounts/registry.ts'
import { logOut } from '../claude/login.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { readPins } from '../pins/pins.ts'
import type { AccountProfile } from '../profile.ts'
import { ensureOwnFolder } from '../store/folders.ts'
import { journalFolder, registryFile, trashFolder } from '../store/layout.ts'
import { withLock } from '../store/lock.ts'
import { changeRegistry } from './change.ts'
import { type Deletable, deletableFolder, folderToDelete } from './deletable.ts'
import { noteLeftLogin } from './note-left-login.ts'
import { removeProfile } from './remove-profile.ts'
import { emptyTrash } from './trash.ts'

/** What the removal of an account comes to. */
export interface RemovalPlan {
  account: AccountProfile
  /** Whether its folder is deleted and its login ended; else it is only forgotten. */
  deletes: boolean
  /** Which folder that is: one that ccs made, or an adopted one. */
  deletable: Deletable
  /** Other profiles with the same folder. */
  sharers: string[]
}

/** What became of it. */
export interface RemovedAccount {
  /** Why its login may still be valid: claude refused, or could not be started. */
  notLoggedOut: 'refused' | CcsError | undefined
  wasDefault: boolean
  unpinned: string[]
  /** What the operating system does not let go. */
  stuck: string[]
}

/**
 * Looks what the removal of an account would come to, and whether it is allowed, before the person is asked.
 *
 * @param wantsDelete also the folder of an adopted one
 * @throws CcsError `usage` for a folder that is not to be deleted, `damaged`
 */
export function planRemoval(context: Context, account: AccountProfile, wantsDelete: boolean): RemovalPlan {
  const registry = readRegistry(context)
  refuseV2(context, registry)
  // Damaged pins are refused before the login is gone.
  readPins(context)
  const { name } = account
  if (wantsDelete && account.kind === 'plain') throw new CcsError('plain-not-deleted', { name })
  const entry = registry.profiles.get(name)
  const owned = isOwned(context, registry, name)
  const adopted = wantsDelete && !owned && entry ? deletableFolder(context, registry, name, entry) : undefined
  const deletable = owned ? 'owned' : (adopted ?? 'none')
  return { account, deletes: deletable !== 'none', deletable, sharers: sharers(context, registry, name) }
}

/**
 * Logs an account out, takes its folder away and forgets it, as planned.
 *
 * @throws CcsError `busy` where another program has changed the registry since; then nothing was changed
 */
export async function removeAccount(context: Context, plan: RemovalPlan): Promise<RemovedAccount> {
  const { account, deletes, deletable } = plan
  const { name } = account
  if (deletes) {
    // Whether it is our turn, it still is that account's, and it can be put away, is found out before the login is gone.
    withLock(context, () => {
      refuseChanged(context, plan)
      for (const folder of [journalFolder(context), trashFolder(context)]) ensureOwnFolder(folder)
    })
  }
  const notLoggedOut = deletes ? await logOutIfPossible(context, account) : undefined
  const { wasDefault, unpinned } = changeRegistry(context, (registry, lock) => {
    const wasDefault = registry.defaultName === name
    const pins = [...readPins(context)].filter(([, pinned]) => pinned === name)
    if (notLoggedOut && account.kind === 'account') noteLeftLogin(context, account.instance, lock)
    // Who owns what is asked again: another program may have changed the registry during the logout.
    removeProfile(context, registry, name, lock, deletable)
    return { wasDefault, unpinned: pins.map(([folder]) => folder) }
  })
  return { notLoggedOut, wasDefault, unpinned, stuck: emptyTrash(context) }
}

/** While the person was thinking another program may have given the name, or the folder, to somebody else. */
function refuseChanged(context: Context, { account, deletable }: RemovalPlan): void {
  const registry = readRegistry(context)
  const entry = registry.profiles.get(account.name)
  const folder = entry && folderToDelete(context, registry, account.name, entry, deletable)
  if (folder === undefined || !isDeepStrictEqual(accountIn(context, registry, account.name), account)) {
    throw new CcsError('file-changed', { file: registryFile(context) })
  }
}

function accountIn(context: Context, registry: Registry, name: string): AccountProfile | undefined {
  const entry = registry.profiles.get(name)
  if (!entry) return undefined
  return entry.plain ? { kind: 'plain', name } : { kind: 'account', name, instance: instanceOf(context, name, entry) }
}

/** @returns why the login may still be valid */
async function logOutIfPossible(context: Context, account: AccountProfile): Promise<RemovedAccount['notLoggedOut']> {
  try {
    return (await logOut(context, account)) ? undefined : 'refused'
  } catch (error) {
    if (error instanceof CcsError) return error
    throw error
  }
}
