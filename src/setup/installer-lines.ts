/** What the shell installer of the older program put into rc files: this mark, and one of these below it. */
const MARK = '# CCS: Added by Claude Code Switch installer'
const PATH_LINES = ['export PATH="$HOME/.local/bin:$PATH"', 'set -gx PATH $HOME/.local/bin $PATH']

export function isInstallerMark(line: string): boolean {
  return line.startsWith(MARK)
}

/**
 * Finds those two lines. A mark that something else follows is the person's by now.
 *
 * @returns where each mark is, counted from 1; the other line is the next
 */
export function installerLines(text: string): number[] {
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, index) => (line === MARK && PATH_LINES.includes(lines[index + 1] ?? '') ? index + 1 : []))
}
