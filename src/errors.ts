/**
 * Every way to fail, as a stable code with its exit status (design P12). 1 is kept for findings, and a launch passes
 * the status of `claude` through.
 */
const STATUS = {
  usage: 2,
  'not-built': 2,
  'profile-not-found': 3,
  'profile-exists': 4,
  'claude-not-found': 5,
  damaged: 6,
  busy: 7,
  'file-system': 8,
  'login-failed': 9,
} as const

export type ErrorCode = keyof typeof STATUS

type CcsErrorOptions = ErrorOptions & { inDetail?: () => Promise<CcsError> }

/** The one error that ccs throws on purpose. */
export class CcsError extends Error {
  readonly code: ErrorCode
  /** One sentence of what to do about it; may hold more lines, such as nearest names. */
  readonly advice: string
  /** Where more can be said at a cost: the error to show instead of this one. */
  readonly inDetail: (() => Promise<CcsError>) | undefined

  /**
   * @param code which kind of failure
   * @param happened one sentence of what happened
   * @param advice what to do
   */
  constructor(code: ErrorCode, happened: string, advice: string, options: CcsErrorOptions = {}) {
    super(happened, options)
    this.name = 'CcsError'
    this.code = code
    this.advice = advice
    this.inDetail = options.inDetail
  }

  get status(): number {
    return STATUS[this.code]
  }
}

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
  if (error instanceof CcsError) {
    return { text: `ccs: ${error.message} [${error.code}]\n${indent(error.advice)}\n`, status: error.status }
  }
  if (error instanceof Interrupted) return { text: 'ccs: Interrupted.\n', status: error.status }
  if (error instanceof Error && 'syscall' in error) {
    return {
      text: `ccs: The operating system refused: ${error.message}. [file-system]\n${indent('Check that the disk has room and that the folder is yours, then run the command again.')}\n`,
      status: STATUS['file-system'],
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  return {
    text: `ccs: A fault in ccs itself: ${message} [internal]\n${indent('Please report it with the command that you ran; CCS_DEBUG=1 adds where it happened.')}\n`,
    status: 70,
  }
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '     ')
}
