import { existsSync } from 'node:fs'
import { checkFree } from '../accounts/free-name.ts'
import { usersOfFolder } from '../accounts/location.ts'
import { checkNewName } from '../accounts/names.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import { addNewProfile } from '../accounts/registry.ts'
import { changeRegistry } from '../changes/change.ts'
import { createInstance } from '../changes/create-instance.ts'
import { endCreation, isCreating, startCreation } from '../changes/creation.ts'
import { discard, emptyTrash } from '../changes/trash.ts'
import { findClaude } from '../claude/find.ts'
import { logIn, loginState } from '../claude/login.ts'
import { messages } from '../cli/messages.ts'
import { isNewHere, stepsHere } from '../cli/newcomer.ts'
import { say } from '../cli/stderr.ts'
import { tellIdentity } from '../cli/tell-identity.ts'
import { warnOfSome } from '../cli/warn-of-some.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { makePrivateFolder } from '../store/folders.ts'
import { instancesFolder } from '../store/layout.ts'
import { withLock } from '../store/lock.ts'
import { below } from '../store/paths.ts'

/** `ccs auth create <name> [--no-login]` */
export async function run(context: Context, args: ArgumentsOf<'auth create'>): Promise<undefined> {
  const { name } = args
  const wantsLogin = args.login !== false
  checkNewName(name)
  // Asked for before anything is made.
  if (wantsLogin) findClaude(context)
  const isNew = isNewHere(context)
  const place = changeRegistry(context, (registry, lock) => {
    checkFree(context, registry, name)
    const { folder, resumed } = startCreation(context, registry, name, lock)
    const instance = below(instancesFolder(context), folder)
    return { folder, instance, resumed, hadFolder: existsSync(instance) }
  })
  const { folder, instance, resumed } = place
  try {
    warnOfSome(withLock(context, (lock) => createInstance(context, instance, lock)))
    if (wantsLogin) await logInOnce(context, name, instance, resumed)
  } catch (error) {
    // What an interrupted run had made before may be logged in; it waits for the next `create`.
    if (!resumed) undo(context, name, place)
    throw error
  }
  // Where this fails the login is kept, and the next `create` goes on from it.
  const isDefault = register(context, name, place)
  messages.success(`Profile ${quoted(name)} created.`)
  if (wantsLogin) tellIdentity(context, name)
  tellNext(name, isDefault, wantsLogin)
  if (folder !== name) {
    const { tellOfFolder } = await import('../cli/tell-of-folder.ts')
    tellOfFolder(context, instance)
  }
  for (const step of stepsHere(context, { created: name, isNew })) say(`ccs: ${step}\n`)
}

/** Where the account lies; its folder is `<name>` in `instances`, or another one where that is another profile's. */
interface Place {
  folder: string
  instance: string
  hadFolder: boolean
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
    // What is left is taken up by the next `create` of that name.
  }
}

/** An interrupted run may have got as far as the login. */
async function logInOnce(context: Context, name: string, instance: string, resumed: boolean): Promise<void> {
  const account = { kind: 'account', name, instance } as const
  if (resumed) {
    messages.info(`An interrupted creation of ${quoted(name)} is taken up.`)
    if ((await loginState(context, account)).loggedIn) return
  }
  await logIn(context, account, `ccs auth create ${name} --no-login`)
}

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

/** Unless somebody else has the name by now. Where the lock is not to be had, the next change does it. */
function giveBack(context: Context, name: string): void {
  try {
    withLock(context, () => {
      if (isCreating(context, name)) endCreation(context, name)
    })
  } catch {
    // The profile is there, which is what was asked for.
  }
}

function tellNext(name: string, isDefault: boolean, loggedIn: boolean): void {
  if (isDefault) messages.info(`It is the default now: ccs "a task" goes to ${quoted(name)}.`)
  messages.info(loggedIn ? `Use it: ccs ${name} "a task"` : `Log in when you like: ccs auth login ${name}`)
}
