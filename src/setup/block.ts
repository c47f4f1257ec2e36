import type { SHELL_NAMES } from '../command-table.ts'
import { quoteFish, quotePosix } from '../shell/quote.ts'

/** As given to `ccs init`. */
export type ShellName = (typeof SHELL_NAMES)[number]

/** The first line of the block, in parentheses what else is to be undone; and the last one. */
export const BEGIN = /^# >>> ccs setup(?: \(([a-z0-9, ]+)\))? >>>$/
export const END = '# <<< ccs setup <<<'

/** @param undo see `Undo` in edit.ts; '' for nothing */
export function beginLine(undo: string): string {
  return `# >>> ccs setup${undo && ` (${undo})`} >>>`
}

/** For whoever reads the rc file. */
const EXPLANATION = '# Loads ccs, without starting a program. To take this out again: ccs setup --remove'

/**
 * What stands between the marks: it loads the published file where it is there and the person's own, and else does
 * nothing, with exit status 0. No word of it can be changed by an alias. The file is read by `builtin`; where somebody has
 * made a function of that name, which nothing gets past, by the plain words.
 *
 * @param file the published text, absolute
 * @param isShared the rc file is read by other shells as well, which know none of these words
 * @returns lines of ASCII, but for what the path has in bash, zsh and fish
 */
export function blockLines(shell: ShellName, file: string, isShared = false): string[] {
  return [EXPLANATION, ...LINES[shell](file, isShared)]
}

const LINES: Record<ShellName, (file: string, isShared: boolean) => string[]> = {
  bash(file, isShared) {
    const lines = posixLines('\\declare -F builtin', quotePosix(file))
    if (!isShared) return lines
    const [plain = '', usual = ''] = lines
    return [`\\[ "\${BASH_VERSION-}" ] && ${plain}`, `\\[ -z "\${BASH_VERSION-}" ] || ${usual}`]
  },
  zsh: (file) => posixLines('\\functions builtin', quotePosix(file)),
  fish(file) {
    const quoted = quoteFish(file).replaceAll('\n', "'\\n'")
    return [`if test -f ${quoted}; and test -O ${quoted}`, `    builtin source ${quoted}`, 'end']
  },
  powershell(file) {
    const quoted = quoteAscii(file)
    return [`if ([IO.File]::Exists(${quoted})) { . ([scriptblock]::Create([IO.File]::ReadAllText(${quoted}))) }`]
  },
}

/** @param hasFunction succeeds where `builtin` is a function */
function posixLines(hasFunction: string, file: string): string[] {
  return [
    `${hasFunction} >/dev/null && \\[ -f ${file} ] && \\[ -O ${file} ] && \\. ${file}`,
    `${hasFunction} >/dev/null || \\builtin [ ! -f ${file} ] || \\builtin [ ! -O ${file} ] || \\builtin . ${file} || \\builtin :`,
  ]
}

/** For PowerShell, whose older edition takes a file without a mark of its encoding for one of Windows' own code page. */
function quoteAscii(file: string): string {
  const pieces = file.match(/[ -~]+|[^ -~]/g) ?? []
  return pieces
    .map((piece) => (/^[ -~]/.test(piece) ? `'${piece.replaceAll("'", "''")}'` : `[char]${piece.charCodeAt(0)}`))
    .join(' + ')
}
