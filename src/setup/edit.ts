import { BEGIN, beginLine, END } from './block.ts'

/** What the block's first line keeps, so that taking it out leaves what was there before. */
interface Undo {
  /** The file was made for the block. */
  isNewFile: boolean
  /** So many folders were made for that file. */
  newFolders: number
  /** The last line of the file had no end. */
  hadNoEnd: boolean
}

/** A block in a text: where it begins and ends, as offsets, and the end of its lines. */
interface Found {
  start: number
  end: number
  undo: string
  newline: string
}

/** Thrown for marks that are no block: half of one was deleted. */
export class BrokenBlock extends Error {
  /** @param line of the mark, counted from 1 */
  constructor(readonly line: number) {
    super('a mark without its other one')
  }
}

/**
 * Puts the block at the end of a text; an existing block gets the same line where it is.
 *
 * @param text undefined when there is no file; each character stands for one unit of the file's encoding
 * @param line between the marks
 * @param newFolders that are made for the file
 * @throws BrokenBlock
 */
export function addBlock(text: string | undefined, line: string, newFolders: number): string {
  const found = findBlocks(text ?? '')
  if (text === undefined || found.length === 0) return appendBlock(text, line, newFolders)
  let result = text
  for (const { start, end, undo, newline } of found.reverse()) {
    const block = blockText(undo, line, newline)
    // The last line may have lost its end since.
    const whole = text.slice(start, end).endsWith('\n') ? block : block.slice(0, -newline.length)
    result = result.slice(0, start) + whole + result.slice(end)
  }
  return result
}

function appendBlock(text: string | undefined, line: string, newFolders: number): string {
  const newline = newlineOf(text ?? '')
  const hadNoEnd = text !== undefined && text !== '' && !text.endsWith(newline)
  const undo = undoWords({ isNewFile: text === undefined, newFolders, hadNoEnd })
  const before = text === undefined || text === '' ? '' : text + (hadNoEnd ? newline : '') + gapFor(newline)
  return before + blockText(undo, line, newline)
}

/**
 * The empty line before a block: it also keeps a last line that ends in a backslash from going on with ours. With CR LF it
 * would not be empty for bash and zsh, but a command.
 */
function gapFor(newline: string): string {
  return newline === '\n' ? newline : ''
}

/** A line that ends in a carriage return would be another command for bash and zsh; in a comment it is nothing. */
function blockText(undo: string, line: string, newline: string): string {
  return [beginLine(undo), newline === '\n' ? line : `${line} #`, END, ''].join(newline)
}

/** What is left of a text without its blocks, and what else is to be undone. */
export interface Remainder {
  /** Undefined when the file was made for the block and holds nothing else. */
  text: string | undefined
  newFolders: number
}

/**
 * Takes every block out of a text.
 *
 * @returns the same text where there is none
 * @throws BrokenBlock
 */
export function takeBlock(text: string): Remainder {
  let rest = text
  let newFolders = 0
  let isNewFile = false
  for (const { start, end, undo, newline } of findBlocks(text).reverse()) {
    const facts = undoFacts(undo)
    const after = rest.slice(end)
    let before = rest.slice(0, start)
    const gap = gapFor(newline)
    if (before === gap || before.endsWith(`\n${newline}`)) before = before.slice(0, before.length - gap.length)
    if (facts.hadNoEnd && after === '') before = withoutEnd(before, newline)
    rest = before + after
    newFolders = Math.max(newFolders, facts.newFolders)
    isNewFile ||= facts.isNewFile
  }
  return rest === '' && isNewFile ? { text: undefined, newFolders } : { text: rest, newFolders: 0 }
}

/** @returns the text with each block as empty lines, for looking at all the rest */
export function withoutBlocks(text: string): string {
  let rest = text
  for (const { start, end } of findBlocks(text).reverse()) {
    rest = rest.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, '') + rest.slice(end)
  }
  return rest
}

function withoutEnd(text: string, newline: string): string {
  return text.endsWith(newline) ? text.slice(0, -newline.length) : text
}

/** CR LF only where every line ends so. */
function newlineOf(text: string): string {
  return text.includes('\n') && !/(?:^|[^\r])\n/.test(text) ? '\r\n' : '\n'
}

function findBlocks(text: string): Found[] {
  const blocks: Found[] = []
  let open: (Omit<Found, 'end'> & { line: number }) | undefined
  let offset = 0
  for (const [index, whole] of (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).entries()) {
    const line = whole.replace(/\r?\n$/, '')
    const begin = BEGIN.exec(line)
    if (begin) {
      if (open) throw new BrokenBlock(open.line)
      const newline = whole.endsWith('\r\n') ? '\r\n' : '\n'
      open = { start: offset, undo: begin[1] ?? '', newline, line: index + 1 }
    }
    offset += whole.length
    if (line !== END) continue
    if (!open) throw new BrokenBlock(index + 1)
    blocks.push({ ...open, end: offset })
    open = undefined
  }
  if (open) throw new BrokenBlock(open.line)
  return blocks
}

function undoWords({ isNewFile, newFolders, hadNoEnd }: Undo): string {
  return [
    ...(isNewFile ? ['new file'] : []),
    ...(newFolders > 0 ? [`new folders ${newFolders}`] : []),
    ...(hadNoEnd ? ['no newline before'] : []),
  ].join(', ')
}

function undoFacts(words: string): Undo {
  return {
    isNewFile: words.includes('new file'),
    newFolders: Number(/new folders (\d+)/.exec(words)?.[1] ?? 0),
    hadNoEnd: words.includes('no newline before'),
  }
}
