import { OVERRIDES } from '../../../src/claude/environment.ts'
import { reasonToAccept } from './accepted.ts'
import type { Finding } from './finding.ts'

/** The same variables with the same answer in the same experiment, for all kinds of value. */
export interface MergedFinding {
  names: readonly string[]
  experiment: string
  answer: string
  kinds: string[]
}

/** Findings that differ in nothing but the kind of value become one. */
export function merged(findings: readonly Finding[]): MergedFinding[] {
  const rows = new Map<string, MergedFinding>()
  for (const { names, kind, experiment, answer } of findings) {
    const key = JSON.stringify([names, experiment, answer])
    const row = rows.get(key) ?? { names, experiment, answer, kinds: [] }
    if (!row.kinds.includes(kind)) row.kinds.push(kind)
    rows.set(key, row)
  }
  return [...rows.values()]
}

/**
 * @param findings what changes an answer although ccs launched Claude
 * @param byHand what the overrides do where ccs did not
 * @returns the report, and whether something new beats a login
 */
export function describeFindings(
  findings: readonly Finding[],
  byHand: readonly Finding[],
): { text: string; isNew: boolean } {
  const isAccepted = ({ names }: { names: readonly string[] }) => names.some((name) => reasonToAccept(name))
  const fresh = merged(findings.filter((finding) => !isAccepted(finding)))
  const acceptedNames = new Set(findings.filter(isAccepted).map(({ names }) => names.join(' + ')))
  const biting = new Set(byHand.flatMap(({ names }) => names))
  const lines = [
    '',
    fresh.length > 0 ? 'New: these beat a login' : 'Nothing new beats a login.',
    ...fresh.flatMap(({ names, experiment, answer, kinds }) => [
      `  ${names.join(' + ')}`,
      `    set to ${kinds.join(', ')}`,
      `    ${experiment}: ${answer}`,
    ]),
    '',
    'Accepted: these change the answer too',
    ...[...acceptedNames].sort().map((name) => `  ${name}: ${reasonToAccept(name.split(' ')[0] ?? '') ?? 'in a set'}`),
    '',
    'Removed by ccs, and by hand each alone changes the answer',
    `  ${OVERRIDES.filter((name) => biting.has(name)).join(' ')}`,
    'Removed by ccs, and alone changes nothing: it bites in a set, carries a credential or belongs to an endpoint',
    `  ${OVERRIDES.filter((name) => !biting.has(name)).join(' ')}`,
  ]
  return { text: lines.join('\n'), isNew: fresh.length > 0 }
}
