import { CATALOGUE, type ErrorCode, type ErrorId, type ErrorValues } from './catalogue.ts'
import { printable } from './printable.ts'

type Options = ErrorOptions & { inDetail?: () => Promise<CcsError> }

/** The one error that ccs throws on purpose. Its message is the sentence of what happened. */
export class CcsError<Id extends ErrorId = ErrorId> extends Error {
  readonly id: Id
  readonly code: ErrorCode
  readonly status: number
  /** Lines of what to do about it. */
  readonly advice: string[]
  /** Where more can be said at a cost: the error to show instead of this one. */
  readonly inDetail: (() => Promise<CcsError>) | undefined

  /**
   * @param id which error of the catalogue
   * @param values for its slots, as they are: here they are made safe to show
   */
  constructor(id: Id, values: ErrorValues<Id>, { inDetail, ...options }: Options = {}) {
    const { code, sentence, advice } = find(id)
    super(fill(sentence, values), options)
    this.name = 'CcsError'
    this.id = id
    this.code = code
    this.status = CATALOGUE[code].status
    this.advice = advice.flatMap((line) => fill(line, values) ?? [])
    this.inDetail = inDetail
  }
}

function find(id: ErrorId): { code: ErrorCode; sentence: string; advice: string[] } {
  for (const [code, { errors }] of Object.entries(CATALOGUE)) {
    const texts = (errors as Record<string, readonly string[]>)[id]
    if (texts) return { code: code as ErrorCode, sentence: texts[0] ?? '', advice: texts.slice(1) }
  }
  throw new Error(`no such error: ${id}`)
}

/** @returns undefined where a value is missing */
function fill(text: string, values: Record<string, string | undefined>): string | undefined {
  const isWhole = [...text.matchAll(SLOT)].every(([, slot = '']) => values[slot] !== undefined)
  return isWhole ? text.replace(SLOT, (_, slot: string) => printable(values[slot] ?? '')) : undefined
}

const SLOT = /\{\{(\w+)\}\}/g

/** The stop asked for by a signal in the middle of a command, after what was begun has been undone. */
export class Interrupted extends Error {
  /** @param status 128 + the number of the signal */
  constructor(readonly status: number) {
    super('interrupted')
    this.name = 'Interrupted'
  }
}

/** True for an error of the operating system with that code, such as `ENOENT`. */
export function isSystemError(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/**
 * What goes to stderr for an error: sentence, code and advice; never a stack trace.
 *
 * @returns the text, ending in a newline, and the exit status
 */
export function describeError(error: unknown): { text: string; status: number } {
  if (error instanceof Interrupted) return { text: 'ccs: Interrupted.\n', status: error.status }
  const { message, code, status, advice } = asCcsError(error)
  return { text: `ccs: ${message} [${code}]\n${advice.map((line) => `     ${line}\n`).join('')}`, status }
}

function asCcsError(error: unknown): CcsError {
  if (error instanceof CcsError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return isOfSystem(error) ? new CcsError('system-refused', { reason }) : new CcsError('fault', { reason })
}

/**
 * Tries something that may be refused while others like it go on.
 *
 * @returns what it returns, or why it was refused
 * @throws what is neither an error of ours nor one of the operating system
 */
export function attempt<T>(act: () => T): { done: T; error?: undefined } | { done?: undefined; error: CcsError } {
  try {
    return { done: act() }
  } catch (error) {
    if (error instanceof CcsError || isOfSystem(error)) return { error: asCcsError(error) }
    throw error
  }
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
