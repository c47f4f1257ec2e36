import { refused } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { isAllowed, type OfferFlags, showOffer } from '../cli/offer.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { CcsError, describeError } from '../errors/ccs-error.ts'
import { aliases } from '../migrate/aliases/aliases.ts'
import { shellOfPerson } from '../shell/shells.ts'
import { tellAdopted } from './auth-adopt.ts'

const CALL = 'ccs migrate --scan --apply'
/** A line for such a folder says nothing of a login that was left behind, so `--apply` succeeds all the same. */
const HARMLESS: CcsError['id'][] = ['folder-not-there', 'folder-of-plain-claude']

/** `ccs migrate --scan [--apply]`: proposes to adopt the folders of rc files and of the home, or does it. */
export async function run(context: Context, { apply, ...given }: OfferFlags & { apply: boolean }): Promise<number> {
  const flags = { ...given, isDryRun: given.isDryRun || !apply }
  const found = aliases.find(context)
  const offer = aliases.plan(found, shellOfPerson(context).quote)
  showOffer(offer, flags, new CcsError('migrate-confirmation-needed', { what: 'Adopting', call: CALL }))
  if (!offer.changes) messages.info('There is nothing to adopt.')
  else if (!apply) say(`ccs: To adopt what is proposed: ${CALL}\n`)
  if (flags.isDryRun) return 0
  if (!(await isAllowed(offer, flags, 'Adopt these?'))) return refused()
  const { done, failed } = aliases.apply(context, found)
  for (const { adoption, isDefault } of done) tellAdopted(context, adoption, isDefault)
  const known = found.refused.flatMap(({ error }) => (HARMLESS.includes(error.id) ? [] : error))
  const failures = [...failed, ...known]
  for (const error of failures) say(describeError(error).text)
  return failures[0]?.status ?? 0
}
