import { type Adoption, adopt } from '../changes/adopt.ts'
import { changeRegistry } from '../changes/change.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { attempt, CcsError, describeError } from '../errors/ccs-error.ts'
import type { MigrateOptions } from '../migrate/options.ts'
import { type LoginsHere, loginsHere } from '../migrate/scan/here.ts'
import { shellOfPerson } from '../shell/shells.ts'
import { tellAdopted } from './auth-adopt.ts'
import { describeScan, scanAsJson } from './describe-scan.ts'

const CALL = 'ccs migrate --scan --apply'
/** A line for such a folder says nothing of a login that was left behind, so `--apply` succeeds all the same. */
const HARMLESS: CcsError['id'][] = ['folder-not-there', 'folder-of-plain-claude']

/** `ccs migrate --scan [--apply]`: proposes to adopt the folders of rc files and of the home, or does it. */
export async function run(context: Context, { isDryRun, json, force, apply }: MigrateOptions): Promise<number> {
  const found = loginsHere(context)
  const adoptions = adoptionsIn(found)
  const changes = apply && !isDryRun
  const mustAsk = changes && !force && adoptions.length > 0
  if (mustAsk) requireTerminal(new CcsError('migrate-confirmation-needed', { what: 'Adopting', call: CALL }))
  show(context, found, !changes || mustAsk, json)
  if (adoptions.length === 0) messages.info('There is nothing to adopt.')
  else if (!apply) say(`ccs: To adopt what is proposed: ${CALL}\n`)
  if (!changes) return 0
  if (mustAsk && !(await confirm('Adopt these?'))) return refused()
  const known = found.refused.flatMap(({ error }) => (HARMLESS.includes(error.id) ? [] : error))
  const failures = [...adoptAll(context, adoptions), ...known]
  for (const error of failures) say(describeError(error).text)
  return failures[0]?.status ?? 0
}

/** That of plain claude first: where there was no profile, it stays what ccs launches by itself. */
function adoptionsIn({ plainName, proposals }: LoginsHere): Adoption[] {
  return [...(plainName === undefined ? [] : [{ name: plainName }]), ...proposals]
}

function show(context: Context, found: LoginsHere, isShown: boolean, json: boolean): void {
  const { quote } = shellOfPerson(context)
  if (json) process.stdout.write(`${JSON.stringify(scanAsJson(found, quote), undefined, 2)}\n`)
  const lines = isShown && !json ? describeScan(found, quote) : []
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
}

/**
 * All in one change, each refused by itself.
 *
 * @returns why some were refused
 */
function adoptAll(context: Context, adoptions: readonly Adoption[]): CcsError[] {
  if (adoptions.length === 0) return []
  const results = changeRegistry(context, (registry) =>
    adoptions.map((adoption) => ({ adoption, ...attempt(() => adopt(context, registry, adoption)) })),
  )
  for (const { adoption, done } of results) if (done !== undefined) tellAdopted(context, adoption, done)
  return results.flatMap(({ error }) => error ?? [])
}
