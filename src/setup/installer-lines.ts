/** What the shell installer of the older program put into rc files, below an empty line: this mark, and one of these. */
const MARK = '# CCS: Added by Claude Code Switch installer'
const PATH_LINES = ['export PATH="$HOME/.local/bin:$PATH"', 'set -gx PATH $HOME/.local/bin $PATH']

export function isInstallerMark(line: string): boolean {
  return line.startsWith(MARK)
}

/**
 * Takes those lines out of a text, with the empty one above. A mark that something else follows is the person's by now.
 *
 * @param text each character stands for one unit of the file's encoding
 * @returns the rest, and where the first mark was, counted from 1; undefined where there is none
 */
export function withoutInstallerLines(text: string): { text: string; line: number } | undefined {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const bare = lines.map((line) => line.replace(/\r?\n$/, ''))
  const marks = bare.flatMap((line, index) =>
    line === MARK && PATH_LINES.includes(bare[index + 1] ?? '') ? index : [],
  )
  const [first] = marks
  if (first === undefined) return undefined
  const gone = new Set(marks.flatMap((mark) => (bare[mark - 1] === '' ? [mark - 1, mark, mark + 1] : [mark, mark + 1])))
  return { text: lines.filter((_, index) => !gone.has(index)).join(''), line: first + 1 }
}
