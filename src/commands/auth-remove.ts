import { isDeepStrictEqual } from 'node:util'
import { isOwned, sharers } from '../accounts/location.ts'
import { refuseV2 } from '../accounts/read-registry.ts'
import { changeRegistry } from '../changes/change.ts'
import { type Deletable, deletableFolder, folderToDelete } from '../changes/deletable.ts'
import { noteLeftLogin } from '../changes/note-left-login.ts'
import { removeProfile } from '../changes/remove.ts'
import { emptyTrash } from '../changes/trash.ts'
import { logOut } from '../claude/login.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { readPins } from '../pins/pins.ts'
import { ensureOwnFolder } from '../store/folders.ts'
import { journalFolder, registryFile, trashFolder } from '../store/layout.ts'
import { withLock } from '../store/lock.ts'
import { workingFolder } from '../store/working-folder.ts'

type Account = ReturnType<typeof requireAccount>

/** `ccs auth remove <name> [--delete] [--force]` */
export async function run(context: Context, args: ArgumentsOf<'auth remove'>): Promise<number> {
  const { name } = args
  const profiles = new Profiles(context, workingFolder)
  const account = requireAccount(profiles, name)
  refuseV2(context, profiles.registry)
  // Damaged ones are told of before the login is gone.
  readPins(context)
  const owned = isOwned(context, profiles.registry, name)
  const entry = profiles.registry.profiles.get(name)
  if (args.delete && account.kind === 'plain') throw new CcsError('plain-not-deleted', { name })
  const adopted = args.delete && !owned && entry ? deletableFolder(context, profiles.registry, name, entry) : undefined
  const deletes = owned || adopted !== undefined
  if (!args.force && !(await isSure(account, deletes, owned))) return refused('Nothing was removed.')
  if (deletes) {
    // Whether it is our turn, it is still that account's, and it can be put away, is found out before the login is gone.
    withLock(context, () => {
      refuseChanged(context, account, owned ? 'owned' : adopted)
      for (const folder of [journalFolder(context), trashFolder(context)]) ensureOwnFolder(folder)
    })
  }
  const isLoggedOut = !deletes || (await logOutOrTell(context, account))
  const { wasDefault, unpinned } = changeRegistry(context, (registry, lock) => {
    const wasDefault = registry.defaultName === name
    const pins = [...readPins(context)].filter(([, pinned]) => pinned === name)
    // Who owns what is asked again: another program may have changed the registry while the person was thinking.
    if (!isLoggedOut && account.kind === 'account') noteLeftLogin(context, account.instance, lock)
    removeProfile(context, registry, name, lock, owned ? 'owned' : (adopted ?? 'none'))
    return { wasDefault, unpinned: pins.map(([folder]) => folder) }
  })
  const stuck = emptyTrash(context)
  messages.success(`Profile ${quoted(name)} removed.`)
  for (const path of stuck) messages.warn(`Not deleted, because the operating system refused: ${printable(path)}`)
  if (!deletes) tellKept(account, sharers(context, profiles.registry, name))
  else if (!owned && account.kind === 'account' && stuck.length === 0)
    say(`ccs: ${printable(account.instance)} is deleted.\n`)
  for (const folder of unpinned) say(`ccs: ${printable(folder)} is not pinned any more.\n`)
  if (wasDefault) messages.info('It was the default; there is none now. Set one: ccs auth default <name>')
  return 0
}

/** While the person was thinking another program may have given the name, or the folder, to somebody else. */
function refuseChanged(context: Context, before: Account, deletable: Deletable | undefined): void {
  const profiles = new Profiles(context, workingFolder)
  const account = requireAccount(profiles, before.name)
  const entry = profiles.registry.profiles.get(before.name)
  const folder = entry && folderToDelete(context, profiles.registry, before.name, entry, deletable ?? 'none')
  if (folder === undefined || !isDeepStrictEqual(account, before)) {
    throw new CcsError('file-changed', { file: registryFile(context) })
  }
}

function isSure(account: Account, deletes: boolean, owned: boolean): Promise<boolean> {
  const { name } = account
  const words = deletes && !owned ? `${printable(name)} --delete` : printable(name)
  requireTerminal(new CcsError('confirmation-needed', { name, words }))
  if (deletes && !owned && account.kind === 'account') say(`ccs: Its folder is ${printable(account.instance)}\n`)
  const deleted = owned
    ? 'Its login, settings and conversations are'
    : 'Its login ends, and the folder with all that is in it is'
  const what = deletes ? `${deleted} deleted.` : 'Its folder is kept.'
  return confirm(`Remove ${quoted(name)}? ${what}`)
}

/** @returns whether the login is gone */
async function logOutOrTell(context: Context, account: Account): Promise<boolean> {
  const tell = (why: string) =>
    messages.warn(
      `${quoted(account.name)} could not be logged out (${why}). Its login may still be valid: end it at claude.ai.`,
    )
  try {
    if (await logOut(context, account)) return true
    tell('claude auth logout failed, or this claude is too old for it')
  } catch (error) {
    if (!(error instanceof CcsError)) throw error
    tell(error.message)
  }
  return false
}

function tellKept(account: Account, others: string[]): void {
  if (account.kind === 'plain') messages.info('The login of plain claude was kept.')
  else if (others.length > 0) {
    messages.info(
      `The folder was kept and nothing logged out: ${others.map((name) => quoted(name)).join(', ')} uses it too.`,
    )
  } else say(`ccs: The folder was kept: ${printable(account.instance)}\n`)
}
