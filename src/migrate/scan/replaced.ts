import type { Finding } from './finding.ts'
import type { Scan } from './propose.ts'

/** A place in an rc file whose folder is that of a profile. */
export interface Replaced {
  finding: Finding
  profile: string
  /** Why the lines are needed all the same. */
  why?: string
}

/**
 * Which places of rc files the profiles make needless, and which stay for a reason.
 *
 * @param isDone false to count the proposals in, as if they had been done
 */
export function replacedIn(scan: Scan, platform: NodeJS.Platform, isDone: boolean): Replaced[] {
  const proposed = scan.proposals.flatMap(({ name, folder, findings }) =>
    findings.map((finding) => ({ profile: name, folder, finding })),
  )
  const replaced = [...scan.adopted, ...(isDone ? [] : proposed)]
  const others = [
    ...[...scan.plain, ...scan.missing, ...scan.notUnderstood],
    ...scan.refused.flatMap(({ findings }) => findings),
    ...(isDone ? proposed.map(({ finding }) => finding) : []),
  ]
  return replaced.map(({ finding, profile, folder }) => {
    const isOtherLogin = platform === 'darwin' && finding.folder !== folder
    const why = whyNeeded(finding, others, isOtherLogin)
    return { finding, profile, ...(why !== undefined && { why }) }
  })
}

function whyNeeded(finding: Finding, others: readonly Finding[], isOtherLogin: boolean): string | undefined {
  if (others.some((other) => overlap(other, finding))) return 'more is set there'
  if (finding.word === undefined) return 'it is for plain claude, or chooses among several'
  return isOtherLogin ? 'the folder is spelled otherwise there, which is another login on macOS' : undefined
}

function overlap(one: Finding, other: Finding): boolean {
  return one.file === other.file && one.line <= other.lastLine && other.line <= one.lastLine
}
