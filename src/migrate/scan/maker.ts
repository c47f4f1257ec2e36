import { isAbsolute } from 'node:path'
import { isPassable } from '../../errors/printable.ts'
import { withoutSecrets } from '../../setup/secrets.ts'
import type { Finding, RcText } from './finding.ts'
import type { Setting } from './settings.ts'
import { type Expansion, expand, NotUnderstood } from './word.ts'

/** Where something stands that sets the variable, and its name where it is an alias or function. */
export interface Where {
  word: string | undefined
  line: number
  lastLine: number
}

/** What a value comes to; whether it seems to put back what was there before. */
export type Outcome = { folder: string } | { reason: string; isReset: boolean }

/** Makes the findings of one file. */
export class FindingMaker {
  readonly findings: Finding[] = []
  private readonly lines: string[]

  constructor(private readonly rc: RcText) {
    this.lines = rc.text.split(/\r?\n/)
  }

  /** What one alias, function or line sets: a finding for each folder, or one that says why there is none. */
  add(where: Where, outcomes: readonly Outcome[]): void {
    const folders = new Set(outcomes.flatMap((outcome) => ('folder' in outcome ? [outcome.folder] : [])))
    // The name of a function that chooses among several is the name of none of them.
    const word = folders.size > 1 ? undefined : where.word
    for (const folder of folders) this.push({ ...where, word }, folder, undefined)
    const rest = outcomes.flatMap((outcome) => ('reason' in outcome ? [outcome] : []))
    // A function may put back what was there before.
    const reasons = folders.size > 0 ? rest.filter(({ isReset }) => !isReset) : rest
    if (reasons[0]) this.push(where, undefined, reasons[0].reason)
  }

  private push(where: Where, folder: string | undefined, reason: string | undefined): void {
    // A finding is shown and printed as JSON, and the line may hold a key beside the folder.
    const text = withoutSecrets(this.lines.slice(where.line - 1, where.lastLine).join('\n'))
    const why = reason === undefined ? undefined : withoutSecrets(reason)
    this.findings.push({ file: this.rc.file, ...where, text, folder, reason: why })
  }
}

/** @param expansions what the shell makes of a value in each place */
export function outcomeOf({ value, place }: Setting, expansions: Record<Setting['place'], Expansion>): Outcome {
  try {
    return outcomeOfFolder(expand(value, expansions[place]))
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error
    const [first, second] = value.filter((piece) => !('text' in piece) || piece.text !== '')
    return { reason: error.message, isReset: first !== undefined && 'variable' in first && second === undefined }
  }
}

/** @param folder the variable's value */
export function outcomeOfFolder(folder: string): Outcome {
  if (folder === '') return { reason: 'it is empty', isReset: true }
  if (!isPassable(folder) || folder.includes('\uFFFD')) return { reason: 'it is not UTF-8', isReset: false }
  return isAbsolute(folder) ? { folder } : { reason: 'it hangs on the working folder', isReset: false }
}
