import { lstatSync, readdirSync } from 'node:fs'
import { folderForNew, usersOfFolder } from '../accounts/location.ts'
import type { Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quotePosix } from '../shell/posix.ts'
import { type ChangeOf, changeFile, readJournal } from '../store/journal.ts'
import { instancesFolder } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { identityFrom, isGone, ownIdentity } from '../store/process-identity.ts'
import { endChange, startChange } from './journal.ts'

/** The account's folder, by its name in `instances`, and whether an interrupted creation is taken up. */
interface Creation {
  folder: string
  resumed: boolean
}

/**
 * Takes a name for this process while it logs in, without holding the lock so long. What the journal has of an interrupted
 * creation tells the next one that the folder is a half-made account and not somebody else's.
 *
 * @param lock held by this process
 * @throws CcsError `busy` when another process has the name, `profile-exists` for a folder that is not ours to use
 */
export function startCreation(context: Context, registry: Registry, name: string, lock: Lock): Creation {
  const left = creationOf(context, name)
  refuseLiving(context, left)
  const resumed = left !== undefined && usersOfFolder(context, registry, folderOf(left)).length === 0
  const folder = resumed ? folderOf(left) : folderForNew(context, registry, name)
  const instance = below(instancesFolder(context), folder)
  if (!resumed && isInUse(instance))
    throw new CcsError('folder-exists', { folder: instance, name, word: quotePosix(instance) })
  startChange(context, { kind: 'create', name, folder, process: ownIdentity() }, lock)
  return { folder, resumed }
}

/** Throws `busy` or `profile-exists` for a name that is being created, or whose creation was interrupted. */
export function refuseBeingCreated(context: Context, name: string): void {
  const creation = creationOf(context, name)
  refuseLiving(context, creation)
  if (creation) throw new CcsError('name-waits', { name })
}

function refuseLiving(context: Context, creation: ChangeOf<'create'> | undefined): void {
  const holder = creation && identityFrom(creation.process)
  if (!holder || isGone(holder)) return
  const { name } = creation
  throw new CcsError('name-in-use', { process: String(holder.pid), name, file: changeFile(context, creation) })
}

/** The same for the folder of such an account, by its name in `instances`. */
export function refuseFolderBeingCreated(context: Context, folder: string): void {
  for (const creation of creations(context)) {
    if (folderOf(creation) === folder) refuseBeingCreated(context, creation.name)
  }
}

/** True while a name is being created by this process. */
export function isCreating(context: Context, name: string): boolean {
  const { pid, start, boot } = ownIdentity()
  const holder = identityFrom(creationOf(context, name)?.process)
  return holder?.pid === pid && holder.start === start && holder.boot === boot
}

/** Gives the name back. */
export function endCreation(context: Context, name: string): void {
  endChange(context, { kind: 'create', name })
}

/** The names whose creation was interrupted and waits to be taken up, because there may be a login in the folder. */
export function waitingNames(context: Context, registry: Registry): string[] {
  return interrupted(context, registry)
    .filter(({ isWaiting }) => isWaiting)
    .map(({ name }) => name)
}

/** Forgets the creations of names that have become profiles, and of folders that are gone. */
export function forgetUselessCreations(context: Context, registry: Registry): void {
  for (const { name, isWaiting } of interrupted(context, registry)) if (!isWaiting) endCreation(context, name)
}

function interrupted(context: Context, registry: Registry): { name: string; isWaiting: boolean }[] {
  return creations(context).flatMap((creation) => {
    const { name, process } = creation
    const holder = identityFrom(process)
    const isProfile = registry.profiles.has(name)
    if (!holder || !(isProfile || isGone(holder))) return []
    const folder = lstatSync(below(instancesFolder(context), folderOf(creation)), { throwIfNoEntry: false })
    return [{ name, isWaiting: !isProfile && folder !== undefined }]
  })
}

/** The names that are being created, or whose creation waits. */
export function namesBeingCreated(context: Context): string[] {
  return creations(context).map(({ name }) => name)
}

function creations(context: Context): ChangeOf<'create'>[] {
  return readJournal(context).filter((change) => change.kind === 'create')
}

function creationOf(context: Context, name: string): ChangeOf<'create'> | undefined {
  return creations(context).find((creation) => creation.name === name)
}

/** A text that has been tampered with leads neither out of `instances` nor to another account. */
function folderOf({ name, folder }: ChangeOf<'create'>): string {
  return folder.startsWith(`${name}.`) && /^\d+$/.test(folder.slice(name.length + 1)) ? folder : name
}

/** A link is somebody's arrangement even where it leads to nothing. */
function isInUse(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found !== undefined && !(found.isDirectory() && readdirSync(folder).length === 0)
}
