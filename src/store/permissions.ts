import { lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Folders } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { closeFolder, noticeOfMended } from './ccs-dir.ts'
import { isOfAnotherUser, isOwnFolder } from './folders.ts'
import { instancesFolder } from './layout.ts'
import { below, withoutEnd } from './paths.ts'
import { ownUser } from './system.ts'

/**
 * Refuses the folder of an account in which another user may put hooks that Claude would run as this one.
 *
 * @param name of the profile
 * @param instance exists; a link and what it leads to both count
 * @throws CcsError `file-system`
 */
export function refuseInstanceOfAnother(name: string, instance: string): void {
  const owners = [lstatSync(withoutEnd(instance)), statSync(instance)]
  if (owners.some((found) => isOfAnotherUser(found)))
    throw new CcsError('instance-of-another', { name, folder: instance })
}

/**
 * Takes the right to write in the folder of an account from everybody but the person, where it lies in `instances` and
 * is no link. The permissions of adopted folders are the person's choice.
 *
 * @returns a sentence where others had it
 */
export function closeInstance(folders: Folders, instance: string): string | undefined {
  const isOurs = dirname(instance) === instancesFolder(folders) && isMendable(instance)
  return isOurs && closeFolder(instance) ? noticeOfMended([instance]) : undefined
}

/** The same for all folders in `instances`. */
export function closeInstances(folders: Folders): string | undefined {
  const folder = instancesFolder(folders)
  if (ownUser() === undefined || !isOwnFolder(folder)) return undefined
  const mended = readdirSync(folder)
    .map((name) => below(folder, name))
    .filter((instance) => isMendable(instance) && closeFolder(instance))
  return mended.length > 0 ? noticeOfMended(mended) : undefined
}

function isMendable(instance: string): boolean {
  return isOwnFolder(instance) && statSync(instance).uid === ownUser()
}
