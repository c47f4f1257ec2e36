import { type Adoption, adopt } from '../changes/adopt.ts'
import { changeRegistry } from '../changes/change.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { Context } from '../context.ts'
import { attempt, CcsError, describeError } from '../errors/ccs-error.ts'
import type { MigrateOptions } from '../migrate/options.ts'
import { type LoginsHere, loginsHere } from '../migrate/scan/here.ts'
import { type Replaced, replacedIn } from '../migrate/scan/replaced.ts'
import { shellOfPerson } from '../shell/shells.ts'
import { tellAdopted } from './auth-adopt.ts'
import { describeReplaced, describeScan, scanAsJson } from './describe-scan.ts'

const CALL = 'ccs migrate --scan --apply'

/** `ccs migrate --scan [--apply]`: what rc files and folders have of accounts, to be adopted where they stand. */
export async function run(context: Context, { isDryRun, json, force, apply }: MigrateOptions): Promise<number> {
  const found = loginsHere(context)
  const adoptions = adoptionsIn(found)
  const changes = apply && !isDryRun
  const mustAsk = changes && !force && adoptions.length > 0
  if (mustAsk) requireTerminal(new CcsError('migrate-confirmation-needed', { what: 'Adopting', call: CALL }))
  const isShown = !changes || mustAsk
  show(context, found, isShown, json)
  if (adoptions.length === 0) tellNothing(found)
  else if (!apply) say(`ccs: To adopt what is proposed: ${CALL}\n`)
  if (!changes) return 0
  if (mustAsk && !(await confirm('Adopt these?'))) return refused()
  const failures = [...adoptAll(context, adoptions), ...found.refused.map(({ error }) => error)]
  for (const error of failures) say(describeError(error).text)
  tellReplaced(replacedIn(loginsHere(context), context.platform, true))
  return failures[0]?.status ?? 0
}

/** That of plain claude first: where there was no profile, it stays what ccs launches by itself. */
function adoptionsIn({ plainName, proposals }: LoginsHere): Adoption[] {
  return [...(plainName === undefined ? [] : [{ name: plainName }]), ...proposals]
}

function show(context: Context, found: LoginsHere, isShown: boolean, json: boolean): void {
  const replaced = replacedIn(found, context.platform, false)
  const { quote } = shellOfPerson(context)
  if (json) process.stdout.write(`${JSON.stringify(scanAsJson(found, replaced, quote), undefined, 2)}\n`)
  const lines = isShown && !json ? describeScan(found, replaced, quote) : []
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
}

function tellNothing({ adopted }: LoginsHere): void {
  const isDone = adopted.length > 0
  messages.info(isDone ? 'There is nothing more to adopt.' : 'No login was found that could be adopted.')
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

function tellReplaced(replaced: readonly Replaced[]): void {
  for (const line of describeReplaced(replaced, true).flat()) say(line.startsWith(' ') ? `${line}\n` : `ccs: ${line}\n`)
}
