import { adoptCommand } from '../../changes/adopt.ts'
import type { CcsError } from '../../errors/ccs-error.ts'
import { printable } from '../../errors/printable.ts'
import type { Quoter } from '../../shell/shell.ts'
import type { Unread } from '../rc-texts.ts'
import type { Alias } from './lines.ts'

/** A line of an rc file that sets CLAUDE_CONFIG_DIR. */
export interface Finding extends Alias {
  file: string
}

/** A folder, as it is spelled where it is in use: the login on macOS hangs on that. */
export interface Use {
  folder: string
  /** The lines that use it, perhaps in other spellings; none for a folder that was only seen. */
  findings: Finding[]
}

/** The logins of this home that are not profiles. */
export interface LoginsHere {
  /** What `ccs auth adopt <name> <folder>` would do. */
  proposals: (Use & { name: string })[]
  /** Folders that it would refuse, and why. */
  refused: (Use & { error: CcsError })[]
  /** Lines that the person has to look at, because only the shell can tell their folder. */
  unclear: Finding[]
  unread: Unread[]
  /** The name that is proposed for the login of plain claude, where it has one and no profile. */
  plainName: string | undefined
}

const LONGEST_LINE = 200
const PLAIN = '    the login of plain claude, in ~/.claude'
const NOT_TO_BE_COPIED = '    (not to be copied: the folder has characters that cannot be shown)'

/** What was found and what follows, as lines that are safe to show and as an object for JSON. */
export function planAdoptions(found: LoginsHere, quote: Quoter) {
  const changes = found.plainName !== undefined || found.proposals.length > 0
  return { changes, lines: linesOf(found, quote), json: asJson(found, quote) }
}

function linesOf({ plainName, proposals, refused, unclear, unread }: LoginsHere, quote: Quoter): string[] {
  const plain = plainName === undefined ? [] : [adoptCommand({ name: plainName }, quote), PLAIN]
  const folders = proposals.map(({ name, folder, findings }) => {
    const command = adoptCommand({ name, folder }, quote)
    const others = new Set(findings.flatMap((finding) => finding.folder ?? []))
    others.delete(folder)
    return [
      printable(command),
      ...(printable(command) === command ? [] : [NOT_TO_BE_COPIED]),
      ...findings.flatMap(withText),
      ...[...others].map((other) => `    in use as ${printable(other)} too, which is another login on macOS`),
    ]
  })
  const reasons = refused.flatMap(({ error, findings }) => [`    ${error.message}`, ...findings.flatMap(withText)])
  const lists = [
    ['Not adopted:', ...reasons],
    ['Look at these lines, whose folder only the shell can tell:', ...unclear.flatMap(withText)],
    ['Not read:', ...unread.map(({ reason }) => `    ${printable(reason)}`)],
  ]
  return [plain, ...folders, ...lists.filter(({ length }) => length > 1)]
    .filter(({ length }) => length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

/** The place as editors take it, and the line. */
function withText({ file, line, text }: Finding): string[] {
  const shown = printable(text.slice(0, LONGEST_LINE).replaceAll('\t', '  '))
  return [`    ${printable(file)}:${line}`, `        ${shown}${text.length > LONGEST_LINE ? '…' : ''}`]
}

function asJson({ plainName, proposals, refused, unclear, unread }: LoginsHere, quote: Quoter): object {
  const plain = plainName === undefined ? [] : [{ name: plainName, folder: undefined, findings: [] }]
  return {
    version: '1',
    proposals: [...plain, ...proposals].map(({ name, folder, findings }) => ({
      name,
      folder: folder ?? null,
      plain: folder === undefined,
      command: adoptCommand({ name, folder }, quote),
      from: findings.map(findingAsJson),
    })),
    refused: refused.map(({ folder, error, findings }) => ({
      folder,
      why: error.message,
      from: findings.map(findingAsJson),
    })),
    unclear: unclear.map(findingAsJson),
    unread: unread.map(({ file, reason }) => ({ file, why: reason })),
  }
}

function findingAsJson({ file, line, text, name, folder }: Finding): object {
  return { file, line, text, name: name ?? null, folder: folder ?? null }
}
