import { adoptCommand } from '../changes/adopt.ts'
import { printable } from '../errors/printable.ts'
import type { Finding, LoginsHere } from '../migrate/scan/here.ts'
import type { Quoter } from '../shell/shell.ts'

const LONGEST_LINE = 200

/** What was found and what follows, for a person: safe to show. */
export function describeScan(found: LoginsHere, quote: Quoter): string[] {
  const plain = found.plainName === undefined ? [] : [[adoptCommand({ name: found.plainName }, quote), PLAIN]]
  const folders = found.proposals.map(({ name, folder, findings }) => {
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
  const refused = found.refused.flatMap(({ error, findings }) => [
    `    ${error.message}`,
    ...findings.flatMap(withText),
  ])
  const unread = found.unread.map(({ reason }) => `    ${printable(reason)}`)
  const lists = [
    section('Not adopted:', refused),
    section('Look at these lines, whose folder only the shell can tell:', found.unclear.flatMap(withText)),
    section('Not read:', unread),
  ]
  return [...plain, ...folders, ...lists]
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

const PLAIN = '    the login of plain claude, in ~/.claude'
const NOT_TO_BE_COPIED = '    (not to be copied: the folder has characters that cannot be shown)'

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines]
}

/** The place as editors take it, and the line. */
function withText({ file, line, text }: Finding): string[] {
  const shown = printable(text.slice(0, LONGEST_LINE).replaceAll('\t', '  '))
  return [`    ${printable(file)}:${line}`, `        ${shown}${text.length > LONGEST_LINE ? '…' : ''}`]
}

/** The same as an object for JSON. */
export function scanAsJson(found: LoginsHere, quote: Quoter): object {
  const { plainName, proposals, refused, unclear, unread } = found
  const proposal = (name: string, folder: string | undefined, findings: readonly Finding[]) => ({
    name,
    folder: folder ?? null,
    plain: folder === undefined,
    command: adoptCommand({ name, folder }, quote),
    from: findings.map(findingAsJson),
  })
  return {
    version: '1',
    proposals: [
      ...(plainName === undefined ? [] : [proposal(plainName, undefined, [])]),
      ...proposals.map(({ name, folder, findings }) => proposal(name, folder, findings)),
    ],
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
