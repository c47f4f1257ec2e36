import { logOut } from '../claude/login.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { isOwned, sharers } from '../instances/location.ts'
import { emptyTrash } from '../instances/trash.ts'
import { printable, quoted } from '../printable.ts'
import { withLock } from '../profiles/lock.ts'
import { readPins } from '../profiles/pins.ts'
import { Profiles, requireAccount } from '../profiles/profiles.ts'
import { removeProfile } from '../profiles/removal.ts'
import { refuseV2 } from '../profiles/store.ts'
import { changeAndPublish } from '../shell/publish.ts'
import { say } from '../stderr.ts'
import { workingFolder } from '../working-folder.ts'
import { confirm, requireTerminal } from './confirm.ts'
import { messages } from './messages.ts'

type Account = ReturnType<typeof requireAccount>

/** `ccs auth remove <name> [--force]` */
export async function run(context: Context, args: Record<string, unknown>): Promise<undefined> {
  const name = String(args.name)
  const profiles = new Profiles(context, workingFolder)
  const account = requireAccount(profiles, name)
  refuseV2(context, profiles.registry)
  // Damaged ones are told of before the login is gone.
  readPins(context)
  const owned = isOwned(context, profiles.registry, name)
  if (!args.force && !(await isSure(name, owned))) {
    messages.info('Nothing was removed.')
    return
  }
  if (owned) {
    // Whether it is our turn at all, and it still has that name, is found out before the login is gone.
    withLock(context, () => requireAccount(new Profiles(context, workingFolder), name))
    await logOutOrTell(context, account)
  }
  const { wasDefault, unpinned } = changeAndPublish(context, (registry, lock) => {
    const wasDefault = registry.defaultName === name
    const pins = [...readPins(context)].filter(([, pinned]) => pinned === name)
    // Who owns what is asked again: another program may have changed the registry while the person was thinking.
    removeProfile(context, registry, name, lock, owned)
    return { wasDefault, unpinned: pins.map(([folder]) => folder) }
  })
  const stuck = emptyTrash(context)
  messages.success(`Profile ${quoted(name)} removed.`)
  for (const path of stuck) messages.warn(`Not deleted, because the operating system refused: ${printable(path)}`)
  if (!owned) tellKept(account, sharers(context, profiles.registry, name))
  for (const folder of unpinned) say(`ccs: ${printable(folder)} is not pinned any more.\n`)
  if (wasDefault) messages.info('It was the default; there is none now. Set one: ccs auth default <name>')
}

function isSure(name: string, owned: boolean): Promise<boolean> {
  requireTerminal(new CcsError('confirmation-needed', { name }))
  const what = owned ? 'Its login, settings and conversations are deleted.' : 'Its folder is kept.'
  return confirm(`Remove ${quoted(name)}? ${what}`)
}

async function logOutOrTell(context: Context, account: Account): Promise<void> {
  const tell = (why: string) =>
    messages.warn(
      `${quoted(account.name)} could not be logged out (${why}). Its login may still be valid: end it at claude.ai.`,
    )
  try {
    if (!(await logOut(context, account))) tell('claude auth logout failed, or this claude is too old for it')
  } catch (error) {
    if (!(error instanceof CcsError)) throw error
    tell(error.message)
  }
}

function tellKept(account: Account, others: string[]): void {
  if (account.kind === 'plain') messages.info('The login of plain claude was kept.')
  else if (others.length > 0) {
    messages.info(
      `The folder was kept and nothing logged out: ${others.map((name) => quoted(name)).join(', ')} uses it too.`,
    )
  } else messages.info(`The folder was kept: ${account.instance}`)
}
