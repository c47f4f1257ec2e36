import { accountFileOf, type Identity, isSameIdentity, readIdentity } from '../claude/identity.ts'
import type { Context } from '../context.ts'
import { printable, quoted } from '../errors/printable.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { workingFolder } from '../store/working-folder.ts'
import { messages } from './messages.ts'
import { say } from './stderr.ts'

/**
 * Says who is logged in, and warns where that is the account of another profile or another one than before: people log
 * in with the account that the browser has at hand.
 *
 * @param name of an account profile
 * @param before who was logged in before, where that is known
 */
export function tellIdentity(context: Context, name: string, before?: Identity): void {
  const profiles = new Profiles(context, workingFolder)
  const file = accountFileOf(context, requireAccount(profiles, name))
  const identity = readIdentity(file)
  if (!identity) return
  const { organizationName } = identity
  const who = labelOf(identity)
  say(`ccs: Logged in as ${who}${organizationName === undefined ? '' : ` (${printable(organizationName)})`}.\n`)
  if (before && !isSameIdentity(before, identity)) messages.warn(`${quoted(name)} was ${labelOf(before)} before.`)
  for (const other of profiles.registry.profiles.keys()) {
    const otherFile = accountFileOf(context, requireAccount(profiles, other))
    const found = otherFile === file ? undefined : readIdentity(otherFile)
    if (found && isSameIdentity(found, identity)) messages.warn(`${quoted(other)} is ${who} too.`)
  }
}

/** Without an address, as in older notes, the organization or number that is left. */
function labelOf({ emailAddress, organizationName, accountUuid, organizationUuid }: Identity): string {
  return printable(emailAddress ?? organizationName ?? accountUuid ?? organizationUuid ?? '')
}
