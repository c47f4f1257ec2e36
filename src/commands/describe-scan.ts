import { adoptCommand } from '../changes/adopt.ts'
import { printable, quoted } from '../errors/printable.ts'
import type { Finding } from '../migrate/scan/finding.ts'
import type { LoginsHere } from '../migrate/scan/here.ts'
import type { Replaced } from '../migrate/scan/replaced.ts'
import type { Quoter } from '../shell/quote.ts'

/** Of a long function. */
const MOST_LINES = 3
const LONGEST_LINE = 200

/** What was found and what follows, for a person: safe to show. */
export function describeScan(found: LoginsHere, replaced: readonly Replaced[], quote: Quoter): string[] {
  const plain = found.plainName === undefined ? [] : [[adoptCommand({ name: found.plainName }, quote), PLAIN]]
  const folders = found.proposals.map(({ name, folder, findings, otherSpellings }) => {
    const command = adoptCommand({ name, folder }, quote)
    return [
      printable(command),
      ...(printable(command) === command
        ? []
        : ['    (not to be copied: the folder has characters that cannot be shown)']),
      ...findings.flatMap(withText),
      ...otherSpellings.map((other) => `    in use as ${printable(other)} too, which is another login on macOS`),
    ]
  })
  const refused = found.refused.flatMap(({ error, findings }) => [
    `    ${error.message}`,
    ...findings.flatMap(withText),
  ])
  const lists = [
    section('Not adopted:', refused),
    section('Of plain claude, which has another login under that name:', found.plain.flatMap(withText)),
    section('Their folder is not there:', found.missing.flatMap(withText)),
    section(
      'Not understood:',
      found.notUnderstood.flatMap((finding) => withText(finding, finding.reason)),
    ),
    section(
      'Not read:',
      found.unread.map(({ reason }) => `    ${printable(reason)}`),
    ),
    ...describeReplaced(replaced, found.proposals.length === 0),
  ]
  return [...plain, ...folders, ...lists]
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

const PLAIN = '    the login of plain claude, in ~/.claude'

/**
 * The lines that are no longer needed, and those that are, each under its heading.
 *
 * @param isDone false where some of it will be so only when the proposals are done
 */
export function describeReplaced(replaced: readonly Replaced[], isDone: boolean): string[][] {
  const gone = replaced.filter(({ why }) => why === undefined)
  const stays = replaced.filter(({ why }) => why !== undefined)
  return [
    section(
      `${isDone ? 'No longer needed in rc files' : 'After that no longer needed in rc files'}, unless the lines do more:`,
      gone.map(
        ({ finding, profile }) => `    ${placeOf(finding)}: ${quoted(finding.word ?? '')} is ccs ${printable(profile)}`,
      ),
    ),
    section(
      'Still needed, though the account is a profile:',
      stays.map(({ finding, why }) => `    ${placeOf(finding)}: ${why}`),
    ),
  ]
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines]
}

function withText(finding: Finding, reason?: unknown): string[] {
  const lines = finding.text.split('\n')
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const text = printable(line.slice(0, LONGEST_LINE).replaceAll('\t', '  '))
    return `        ${text}${line.length > LONGEST_LINE ? '…' : ''}`
  })
  const more = lines.length > MOST_LINES ? ['        …'] : []
  const why = typeof reason === 'string' ? ` (${printable(reason)})` : ''
  return [`    ${placeOf(finding)}${why}`, ...shown, ...more]
}

/** As editors take it. */
function placeOf({ file, line, lastLine }: Finding): string {
  return `${printable(file)}:${line}${lastLine > line ? `-${lastLine}` : ''}`
}

/** The same as an object for JSON. */
export function scanAsJson(found: LoginsHere, replaced: readonly Replaced[], quote: Quoter): object {
  const { plainName, proposals, refused, missing, plain, notUnderstood, unread } = found
  const proposal = (name: string, folder: string | undefined) => ({
    name,
    folder: folder ?? null,
    plain: folder === undefined,
    command: adoptCommand({ name, folder }, quote),
  })
  return {
    version: '1',
    proposals: [
      ...(plainName === undefined ? [] : [{ ...proposal(plainName, undefined), other_spellings: [], from: [] }]),
      ...proposals.map(({ name, folder, findings, otherSpellings }) => ({
        ...proposal(name, folder),
        other_spellings: otherSpellings,
        from: findings.map(placeAsJson),
      })),
    ],
    refused: refused.map(({ folder, error, findings }) => ({
      folder,
      why: error.message,
      from: findings.map(placeAsJson),
    })),
    plain: plain.map(placeAsJson),
    missing: missing.map(placeAsJson),
    not_understood: notUnderstood.map((finding) => ({ ...placeAsJson(finding), why: finding.reason })),
    unread: unread.map(({ file, reason }) => ({ file, why: reason })),
    replaced: replaced.map(({ finding, profile, why }) => ({
      ...placeAsJson(finding),
      profile,
      needed: why !== undefined,
      why: why ?? null,
    })),
  }
}

function placeAsJson({ file, line, lastLine, text, word, folder }: Finding): object {
  return { file, line, last_line: lastLine, text, word: word ?? null, folder: folder ?? null }
}
