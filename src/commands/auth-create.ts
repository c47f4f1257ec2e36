import { existsSync } from 'node:fs'
import { findClaude } from '../claude/find.ts'
import { logIn, loginState } from '../claude/login.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { makePrivateFolder } from '../folders.ts'
import { createInstance } from '../instances/create.ts'
import { userOfNew } from '../instances/location.ts'
import { discard, emptyTrash } from '../instances/trash.ts'
import { instancesFolder } from '../layout.ts'
import { stepsHere } from '../newcomer/look.ts'
import { below } from '../paths.ts'
import { quoted } from '../printable.ts'
import { changeRegistry } from '../profiles/change.ts'
import { checkFreeName } from '../profiles/free-name.ts'
import { withLock } from '../profiles/lock.ts'
import { checkNewName } from '../profiles/names.ts'
import { addNewProfile, type Registry } from '../profiles/registry.ts'
import { hasReserved, releaseName, reserveName } from '../profiles/reservation.ts'
import { readRegistry } from '../profiles/store.ts'
import { changeAndPublish } from '../shell/publish.ts'
import { say } from '../stderr.ts'
import { messages } from './messages.ts'

const MOST_WARNINGS = 10

/** `ccs auth create <name> [--no-login]` */
export async function run(context: Context, args: Record<string, unknown>): Promise<undefined> {
  const name = String(args.name)
  const wantsLogin = args.login !== false
  checkNewName(name)
  // Asked for before anything is made.
  if (wantsLogin) findClaude(context)
  const instance = below(instancesFolder(context), name)
  const { resumed, hadFolder } = changeRegistry(context, (registry, lock) => {
    checkFree(context, registry, name)
    return { ...reserveName(context, name, instance, lock), hadFolder: existsSync(instance) }
  })
  try {
    warnOfSome(withLock(context, (lock) => createInstance(context, instance, lock)))
    if (wantsLogin) await logInOnce(context, name, instance, resumed)
  } catch (error) {
    // What an interrupted run had made before may be logged in; it waits for the next `create`.
    if (!resumed) undo(context, name, instance, hadFolder)
    throw error
  }
  // Where this fails the login is kept, and the next `create` goes on from it.
  tellDone(name, register(context, name), wantsLogin)
  for (const step of stepsHere(context)) say(`ccs: ${step}\n`)
}

/** Unless somebody else has made something of the name meanwhile. The first error is the one to tell. */
function undo(context: Context, name: string, instance: string, hadFolder: boolean): void {
  try {
    withLock(context, () => {
      const registry = readRegistry(context)
      const isTaken = registry.profiles.has(name) || userOfNew(context, registry, name) !== undefined
      if (isTaken || !hasReserved(context, name)) return
      discard(context, instance)
      if (hadFolder) makePrivateFolder(instance)
      releaseName(context, name)
    })
    emptyTrash(context)
  } catch {
    // What is left is taken up by the next `create` of that name.
  }
}

/** A folder of thousands that cannot be copied is one thing to know, not thousands. */
function warnOfSome(warnings: string[]): void {
  for (const warning of warnings.slice(0, MOST_WARNINGS)) messages.warn(warning)
  if (warnings.length > MOST_WARNINGS) messages.warn(`And ${warnings.length - MOST_WARNINGS} more like these.`)
}

/** An interrupted run may have got as far as the login. */
async function logInOnce(context: Context, name: string, instance: string, resumed: boolean): Promise<void> {
  const account = { kind: 'account', name, instance } as const
  if (resumed) {
    messages.info(`An interrupted creation of ${quoted(name)} is taken up.`)
    if ((await loginState(context, account)).loggedIn) return
  }
  await logIn(context, account)
}

function register(context: Context, name: string): boolean {
  const isDefault = changeAndPublish(context, (registry) => {
    checkFree(context, registry, name)
    return addNewProfile(registry, name)
  })
  giveBack(context, name)
  return isDefault
}

/** Unless somebody else has the name by now. Where the lock is not to be had, the next change does it. */
function giveBack(context: Context, name: string): void {
  try {
    withLock(context, () => {
      if (hasReserved(context, name)) releaseName(context, name)
    })
  } catch {
    // The profile is there, which is what was asked for.
  }
}

function checkFree(context: Context, registry: Registry, name: string): void {
  checkFreeName(context, registry, name)
  const user = userOfNew(context, registry, name)
  if (user !== undefined) throw new CcsError('folder-of-profile', { name, user })
}

function tellDone(name: string, isDefault: boolean, loggedIn: boolean): void {
  messages.success(`Profile ${quoted(name)} created.`)
  if (isDefault) messages.info(`It is the default now: ccs "a task" goes to ${quoted(name)}.`)
  messages.info(loggedIn ? `Use it: ccs ${name} "a task"` : `Log in when you like: ccs auth login ${name}`)
}
