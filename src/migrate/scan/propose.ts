import { basename } from 'node:path'
import { freeName } from '../../accounts/free-name.ts'
import type { CcsError } from '../../errors/ccs-error.ts'
import type { Finding } from './finding.ts'

/** A folder that could be adopted: `ccs auth adopt <name> <folder>`. */
export interface Proposal {
  name: string
  /** As it is spelled where it is in use: the login on macOS hangs on that. */
  folder: string
  /** Where it is in use; none for a folder that was only seen. */
  findings: Finding[]
  /** Other spellings of the same folder that are in use; on macOS each has a login of its own. */
  otherSpellings: string[]
}

/** What was found, and what follows from it. */
export interface Scan {
  proposals: Proposal[]
  /** Folders that cannot be adopted, and why. */
  refused: { folder: string; findings: Finding[]; error: CcsError }[]
  /** Found, but a profile already; with the spelling that this one has. */
  adopted: { profile: string; folder: string; finding: Finding }[]
  /** Plain claude's own folder, which is another login under that name and has none. */
  plain: Finding[]
  /** Their folder is not there. */
  missing: Finding[]
  notUnderstood: Finding[]
}

/** What must be known of the disk and of the profiles. */
export interface Known {
  /** The same for every spelling of a folder; undefined where there is none. */
  identityOf(folder: string): string | undefined
  /** The profile whose folder it is, and how that one spells it. */
  profileOf(folder: string): { profile: string; folder: string } | undefined
  isPlain(folder: string): boolean
  isTaken(name: string): boolean
  /** Makes it a profile, on trial; what speaks against that. Later ones are tried beside it. */
  adopt(name: string, folder: string): CcsError | undefined
}

/**
 * @param findings of all rc files, in the order in which they were read
 * @param folders of Claude's that were seen, absolute
 */
export function propose(findings: readonly Finding[], folders: readonly string[], known: Known): Scan {
  const scan: Scan = { proposals: [], refused: [], adopted: [], plain: [], missing: [], notUnderstood: [] }
  const groups = new Map<string, { folder: string; findings: Finding[] }>()
  const groupOf = (identity: string, folder: string) => {
    const group = groups.get(identity) ?? { folder, findings: [] }
    groups.set(identity, group)
    return group
  }
  for (const finding of findings) {
    const { folder } = finding
    if (folder === undefined) {
      scan.notUnderstood.push(finding)
      continue
    }
    const identity = known.identityOf(folder)
    const profile = known.profileOf(folder)
    if (profile !== undefined) scan.adopted.push({ ...profile, finding })
    else if (identity === undefined) scan.missing.push(finding)
    else if (known.isPlain(folder)) scan.plain.push(finding)
    else groupOf(identity, folder).findings.push(finding)
  }
  for (const folder of folders) {
    const identity = known.identityOf(folder)
    const isNew = known.profileOf(folder) === undefined && !known.isPlain(folder)
    if (identity !== undefined && isNew) groupOf(identity, folder)
  }
  const names = new Set<string>()
  for (const { folder, findings } of groups.values()) {
    const words = [...findings.flatMap(({ word }) => word ?? []), basename(folder)]
    const name = freeName(words, (each) => names.has(each) || known.isTaken(each))
    const error = known.adopt(name, folder)
    if (error) {
      scan.refused.push({ folder, findings, error })
      continue
    }
    names.add(name)
    const spellings = new Set(findings.flatMap((finding) => finding.folder ?? []))
    spellings.delete(folder)
    scan.proposals.push({ name, folder, findings, otherSpellings: [...spellings] })
  }
  return scan
}
