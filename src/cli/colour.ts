import { styleText } from 'node:util'

/**
 * True where what is written to a stream may have colours: NO_COLOR decides first, then FORCE_COLOR, then whether it is a
 * terminal. Libraries are not asked: they look at stdout for what goes to stderr, and take FORCE_COLOR=0 for a yes.
 */
export function hasColour({ isTTY }: { isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR) return false
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return isTTY === true && TERM !== 'dumb'
}

/** A text for stderr in a colour or style, where that may have some. */
export function coloured(format: Parameters<typeof styleText>[0], text: string): string {
  return hasColour(process.stderr) ? styleText(format, text, { validateStream: false }) : text
}
