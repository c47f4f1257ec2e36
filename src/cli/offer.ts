import type { CcsError } from '../errors/ccs-error.ts'
import { confirm, requireTerminal } from './confirm.ts'

/** What a command is about to do, for the person to see and to allow. */
export interface Offer {
  /** False where there is nothing to do, so nothing is asked. */
  changes: boolean
  /** Safe to show. */
  lines: readonly string[]
  /** The same for `--json`. */
  json: object
}

/** The flags of a command that shows first what it does. */
export interface OfferFlags {
  isDryRun: boolean
  json: boolean
  force: boolean
}

/**
 * Shows what is about to be done where the person is to allow it or only wants to see it, and as JSON where that is asked for.
 *
 * @param error thrown before anything is shown where somebody must be asked and there is nobody
 */
export function showOffer(offer: Offer, flags: OfferFlags, error: CcsError): void {
  if (mustAsk(offer, flags)) requireTerminal(error)
  if (flags.json) printJson(offer.json)
  else if (offer.lines.length > 0 && (mustAsk(offer, flags) || flags.isDryRun)) {
    process.stdout.write(`${offer.lines.join('\n')}\n`)
  }
}

/** @returns false where the person said no */
export async function isAllowed(offer: Offer, flags: OfferFlags, question: string): Promise<boolean> {
  return !mustAsk(offer, flags) || (await confirm(question))
}

export function printJson(data: object): void {
  process.stdout.write(`${JSON.stringify(data, undefined, 2)}\n`)
}

function mustAsk({ changes }: Offer, { force, isDryRun }: OfferFlags): boolean {
  return changes && !force && !isDryRun
}
