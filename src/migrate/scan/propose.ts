import { basename } from 'node:path'
import { asciiLowerCase, isRenderable } from '../../profiles/names.ts'
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
  /** Found, but a profile already. */
  adopted: { profile: string; finding: Finding }[]
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
  /** The profile whose folder it is. */
  profileOf(folder: string): string | undefined
  isPlain(folder: string): boolean
  isTaken(name: string): boolean
}

/**
 * @param findings of all rc files, in the order in which they were read
 * @param folders of Claude's that were seen, absolute
 */
export function propose(findings: readonly Finding[], folders: readonly string[], known: Known): Scan {
  const scan: Scan = { proposals: [], adopted: [], plain: [], missing: [], notUnderstood: [] }
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
    if (profile !== undefined) scan.adopted.push({ profile, finding })
    else if (identity === undefined) scan.missing.push(finding)
    else if (known.isPlain(folder)) scan.plain.push(finding)
    else groupOf(identity, folder).findings.push(finding)
  }
  for (const folder of folders) {
    const identity = known.identityOf(folder)
    if (identity !== undefined && known.profileOf(folder) === undefined) groupOf(identity, folder)
  }
  const names = new Set<string>()
  for (const { folder, findings } of groups.values()) {
    const name = nameFor(folder, findings, (each) => names.has(each) || known.isTaken(each))
    names.add(name)
    const spellings = new Set(findings.flatMap((finding) => finding.folder ?? []))
    spellings.delete(folder)
    scan.proposals.push({ name, folder, findings, otherSpellings: [...spellings] })
  }
  return scan
}

/** A free name: what the person types, else from the folder's name, else one of these with a number. */
function nameFor(folder: string, findings: readonly Finding[], isTaken: (name: string) => boolean): string {
  const words = [...findings.flatMap(({ word }) => word ?? []), basename(folder)]
  const names = words.map(nameFrom).filter((name) => isRenderable(name))
  const candidates = names.length > 0 ? names : ['account']
  const free = candidates.find((name) => !isTaken(name))
  if (free !== undefined) return free
  const base = candidates[0]?.slice(0, 50)
  for (let number = 2; ; number++) if (!isTaken(`${base}-${number}`)) return `${base}-${number}`
}

/** `claude-work`, `.claude_work` and `work-claude` are about `work`. */
function nameFrom(word: string): string {
  const name = asciiLowerCase(word)
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
  return name
    .replace(/^claude(?:[-_]+|(?=.))|[-_]+claude$/, '')
    .slice(0, 64)
    .replace(/[-_]+$/, '')
}
