import type { IBuffer, IBufferCell } from '@xterm/headless'

/** Size of one character in pixels; every run of text is stretched to it, whatever monospace font there is. */
const CELL = { width: 8.4, height: 18 }
const MARGIN = { side: 18, top: 46, bottom: 16 }
const COLOURS = { window: '#1d1f28', bar: '#2a2d3a', text: '#d8dae3', cursor: '#8b90a3' }
/** The sixteen colours that programs name. */
const PALETTE = [
  ...['#3b4052', '#f2777a', '#8fd694', '#f5d67b', '#7aa2f7', '#c39ac9', '#6cc7d6', '#d8dae3'],
  ...['#767c93', '#ff8f92', '#a9e5ad', '#ffe39b', '#9dbcff', '#d9b3de', '#8fdce9', '#ffffff'],
]

interface Run {
  column: number
  columns: number
  text: string
  style: string
}

/** What stands in a terminal at a moment: its pieces of text and its cursor, drawn. */
export type Frame = string[]

/**
 * Draws what stands in a terminal, from its first line on.
 *
 * @param lines how many
 * @param home shown as `~`, because it is another one each time
 */
export function drawFrame(buffer: IBuffer, columns: number, lines: number, home?: string): Frame {
  const texts = Array.from({ length: lines }, (_, row) =>
    runsOf(buffer, row, columns).map((run) => drawRun(home === undefined ? run : atHome(run, home), row)),
  )
  const cursor = `<rect x="${x(buffer.cursorX)}" y="${y(buffer.baseY + buffer.cursorY) - 14}" width="${CELL.width}" height="${CELL.height}" fill="${COLOURS.cursor}"/>`
  return [...texts.flat(), cursor]
}

/** @param title of the window, also the text for those who do not see the picture */
export function drawWindow(pieces: Frame, columns: number, lines: number, title: string): string {
  const width = Math.round(columns * CELL.width + 2 * MARGIN.side)
  const height = MARGIN.top + lines * CELL.height + MARGIN.bottom
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeXml(title)}</title>
<rect width="${width}" height="${height}" rx="9" fill="${COLOURS.window}"/>
<path d="M0 32V9a9 9 0 0 1 9-9h${width - 18}a9 9 0 0 1 9 9v23z" fill="${COLOURS.bar}"/>
<g><circle cx="20" cy="16" r="6" fill="#f2777a"/><circle cx="40" cy="16" r="6" fill="#f5d67b"/><circle cx="60" cy="16" r="6" fill="#8fd694"/></g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${COLOURS.text}" xml:space="preserve">
${pieces.join('\n')}
</g>
</svg>
`
}

/**
 * Frames one after the other, again and again. Where nothing may move, or can, the last one stands.
 *
 * @param seconds of each
 * @returns pieces for `drawWindow`
 */
export function animate(frames: readonly Frame[], seconds: number): Frame {
  const styles = new Map<string, string>()
  const pieces = [...new Set(frames.flat())].map((piece) => {
    const shown = frames.map((frame) => frame.includes(piece))
    if (shown.every(Boolean)) return piece
    const changes = shown.flatMap((isShown, index) => {
      if (isShown === shown[index - 1]) return []
      return `${Math.round((index / frames.length) * 1e4) / 100}%{visibility:${isShown ? 'visible' : 'hidden'}}`
    })
    const style = changes.join('')
    if (!styles.has(style)) styles.set(style, `f${styles.size}`)
    return `<g class="${styles.get(style)}"${shown.at(-1) ? '' : ' visibility="hidden"'}>${piece}</g>`
  })
  const length = Math.round(frames.length * seconds * 10) / 10
  const rules = [...styles].map(
    ([style, name]) => `@keyframes ${name}{${style}}.${name}{animation:${name} ${length}s step-end infinite}`,
  )
  return [`<style>@media (prefers-reduced-motion:no-preference){${rules.join('')}}</style>`, ...pieces]
}

function atHome(run: Run, home: string): Run {
  const text = run.text.replaceAll(home, '~')
  return { ...run, text, columns: run.columns - (run.text.length - text.length) }
}

/** The text of one line, in pieces that look alike. */
function runsOf(buffer: IBuffer, row: number, columns: number): Run[] {
  const runs: Run[] = []
  for (let column = 0; column < columns; column++) {
    const cell = buffer.getLine(row)?.getCell(column)
    // A wide character's second half.
    if (cell === undefined || cell.getWidth() === 0) continue
    const style = styleOf(cell)
    const last = runs.at(-1)
    const piece = { column, columns: cell.getWidth(), text: cell.getChars() || ' ', style }
    if (last?.style === style)
      Object.assign(last, { columns: last.columns + piece.columns, text: last.text + piece.text })
    else runs.push(piece)
  }
  return runs.filter(({ text }) => text.trim() !== '').map(trimEnd)
}

function trimEnd(run: Run): Run {
  const text = run.text.trimEnd()
  return { ...run, text, columns: run.columns - (run.text.length - text.length) }
}

function styleOf(cell: IBufferCell): string {
  const styles = [
    cell.isFgPalette() ? ` fill="${paletteColour(cell.getFgColor())}"` : '',
    cell.isBold() ? ' font-weight="bold"' : '',
    cell.isDim() ? ' opacity="0.6"' : '',
  ]
  return styles.join('')
}

function paletteColour(index: number): string {
  const named = PALETTE[index]
  if (named !== undefined) return named
  const levels = index >= 232 ? Array(3).fill(8 + (index - 232) * 10) : [36, 6, 1].map((unit) => cubeLevel(index, unit))
  return `rgb(${levels.join(',')})`
}

/** One of the three levels of a colour in the cube of 6 × 6 × 6. */
function cubeLevel(index: number, unit: number): number {
  const level = Math.floor((index - 16) / unit) % 6
  return level === 0 ? 0 : 55 + level * 40
}

function drawRun({ column, columns, text, style }: Run, row: number): string {
  const length = Math.round(columns * CELL.width * 10) / 10
  return `<text x="${x(column)}" y="${y(row)}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${style}>${escapeXml(text)}</text>`
}

function x(column: number): number {
  return Math.round((MARGIN.side + column * CELL.width) * 10) / 10
}

function y(row: number): number {
  return MARGIN.top + row * CELL.height + 14
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
