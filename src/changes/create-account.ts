import { existsSync } from 'node:fs'
import { checkFree } from '../accounts/free-name.ts'
import { usersOfFolder } from '../accounts/location.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import { addNewProfile } from '../accounts/registry.ts'
import { logIn, loginState } from '../claude/login.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { makePrivateFolder } from '../store/folders.ts'
import { instancesFolder } from '../store/layout.ts'
import { withLock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { changeRegistry } from './change.ts'
import { createInstance } from './create-instance.ts'
import { endCreation, isCreating, startCreation } from './creation.ts'
import { discard, emptyTrash } from './trash.ts'

/** Where the account lies; its folder is `<name>` in `instances`, or another one where that is another profile's. */
interface Place {
  folder: string
  instance: string
  /** Whether there was an empty folder. */
  hadFolder: boolean
  /** Whether an interrupted creation is taken up. */
  resumed: boolean
}

export interface CreatedAccount {
  /** The value of CLAUDE_CONFIG_DIR. */
  instance: string
  /** Whether the folder has the name of the profile. */
  isNamesake: boolean
  isDefault: boolean
}

/**
 * Makes an account profile: takes the name, makes the folder, logs in through Claude without holding the lock, registers
 * it. What fails is undone; what is killed is taken up by the next creation of that name.
 *
 * @param name valid
 * @param warn is told what could not be copied
 * @throws CcsError `profile-exists`, `busy`, `login-failed`, `file-system`; Interrupted
 */
export async function createAccount(
  context: Context,
  name: string,
  wantsLogin: boolean,
  warn: (warnings: string[]) => void,
): Promise<CreatedAccount> {
  const place = takePlace(context, name)
  const { folder, instance, resumed } = place
  try {
    warn(withLock(context, (lock) => createInstance(context, instance, lock)))
    if (wantsLogin) await logInOnce(context, name, instance, resumed)
  } catch (error) {
    // What an interrupted creation made may be logged in; it waits for the next one.
    if (!resumed) undo(context, name, place)
    throw error
  }
  // Where this fails the login is kept, and the next creation goes on from it.
  return { instance, isNamesake: folder === name, isDefault: register(context, name, place) }
}

function takePlace(context: Context, name: string): Place {
  return changeRegistry(context, (registry, lock) => {
    checkFree(context, registry, name)
    const { folder, resumed } = startCreation(context, registry, name, lock)
    const instance = below(instancesFolder(context), folder)
    return { folder, instance, resumed, hadFolder: existsSync(instance) }
  })
}

/** Unless somebody else has made something of the name meanwhile. The first error is the one to tell. */
function undo(context: Context, name: string, { folder, instance, hadFolder }: Place): void {
  try {
    withLock(context, () => {
      const registry = readRegistry(context)
      const isTaken = registry.profiles.has(name) || usersOfFolder(context, registry, folder).length > 0
      if (isTaken || !isCreating(context, name)) return
      discard(context, instance)
      if (hadFolder) makePrivateFolder(instance)
      endCreation(context, name)
    })
    emptyTrash(context)
  } catch {
    // The next creation of that name takes up what is left.
  }
}

/** An interrupted creation may have got as far as the login. */
async function logInOnce(context: Context, name: string, instance: string, resumed: boolean): Promise<void> {
  const account = { kind: 'account', name, instance } as const
  if (resumed) {
    context.tell(`An interrupted creation of ${quoted(name)} is taken up.`)
    if ((await loginState(context, account)).loggedIn) return
  }
  await logIn(context, account, `ccs auth create ${name} --no-login`)
}

/** @returns whether it has become the default */
function register(context: Context, name: string, { folder, instance }: Place): boolean {
  const isDefault = changeRegistry(context, (registry) => {
    checkFree(context, registry, name)
    const [user] = usersOfFolder(context, registry, folder)
    if (user !== undefined) throw new CcsError('folder-of-profile', { name, user })
    return addNewProfile(registry, name, folder === name ? {} : { instance })
  })
  giveBack(context, name)
  return isDefault
}

/** Unless somebody else has the name by now. Where the lock cannot be had, the next change does it. */
function giveBack(context: Context, name: string): void {
  try {
    withLock(context, () => {
      if (isCreating(context, name)) endCreation(context, name)
    })
  } catch {
    // The profile exists, which is what was asked for.
  }
}
