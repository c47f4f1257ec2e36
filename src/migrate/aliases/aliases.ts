import { basename, isAbsolute } from 'node:path'
import { freeName } from '../../accounts/free-name.ts'
import { readRegistry } from '../../accounts/read-registry.ts'
import type { Registry } from '../../accounts/registry.ts'
import { type Adoption, adopt } from '../../changes/adopt.ts'
import { changeRegistry } from '../../changes/change.ts'
import { namesBeingCreated } from '../../changes/creation.ts'
import { configFoldersIn, hasAccount, isConfigFolder, plainAccountFile } from '../../claude/config-folder.ts'
import type { Context } from '../../context.ts'
import { attempt, type CcsError } from '../../errors/ccs-error.ts'
import { readSettingsProfiles } from '../../settings/settings-profiles.ts'
import { identityOfFolder } from '../../store/file-identity.ts'
import type { SeparateArrangement } from '../arrangement.ts'
import { readRcTexts } from '../rc-texts.ts'
import { findAliases } from './lines.ts'
import { type Finding, type LoginsHere, planAdoptions, type Use } from './plan.ts'

/** What was adopted, and why the rest was refused. */
interface Adopted {
  done: { adoption: Adoption; isDefault: boolean }[]
  failed: CcsError[]
}

/** People's own arrangement: folders of Claude's, chosen by aliases or functions. They become profiles where they are. */
export const aliases = {
  find: loginsHere,
  plan: planAdoptions,
  apply: adoptAll,
} satisfies SeparateArrangement<LoginsHere, Adopted>

/**
 * Finds Claude's folders in this home, in this shell's CLAUDE_CONFIG_DIR and in the rc files. Each proposal has been tried
 * in memory by what `ccs auth adopt` does. Nothing is run or changed.
 *
 * @throws CcsError `damaged`
 */
export function loginsHere(context: Context): LoginsHere {
  const { texts, unread } = readRcTexts(context)
  const findings = texts.flatMap(({ file, text }) =>
    findAliases(text, context.home).map((alias) => ({ file, ...alias })),
  )
  const onTrial = readRegistry(context)
  const taken = takenNames(context, onTrial)
  const isTaken = (name: string) => taken.has(name) || onTrial.profiles.has(name)
  const found: Pick<LoginsHere, 'proposals' | 'refused'> = { proposals: [], refused: [] }
  for (const use of usesOf(findings, foldersSeen(context))) {
    const words = [...use.findings.flatMap(({ name }) => name ?? []), basename(use.folder)]
    const name = freeName(words, isTaken)
    const { error } = attempt(() => adopt(context, onTrial, { name, folder: use.folder }))
    if (!error) found.proposals.push({ name, ...use })
    else if (error.id !== 'folder-has-profile') found.refused.push({ ...use, error })
  }
  const hasProfile = [...onTrial.profiles.values()].some(({ plain }) => plain)
  const isFree = !hasProfile && hasAccount(plainAccountFile(context))
  const plainName = isFree ? freeName(['main'], isTaken) : undefined
  return { ...found, unclear: findings.filter(({ folder }) => folder === undefined), unread, plainName }
}

/** Adopts all in one change; an adoption that is refused stops no other. */
function adoptAll(context: Context, { plainName, proposals }: LoginsHere): Adopted {
  // The login of plain claude comes first: without another profile it becomes the default, which it was before.
  const adoptions: Adoption[] = [...(plainName === undefined ? [] : [{ name: plainName }]), ...proposals]
  if (adoptions.length === 0) return { done: [], failed: [] }
  const results = changeRegistry(context, (registry) =>
    adoptions.map((adoption) => ({ adoption, ...attempt(() => adopt(context, registry, adoption)) })),
  )
  return {
    done: results.flatMap(({ adoption, done }) => (done === undefined ? [] : { adoption, isDefault: done })),
    failed: results.flatMap(({ error }) => error ?? []),
  }
}

/** Each folder once, however it is spelled, in the order of the lines. */
function usesOf(findings: readonly Finding[], folders: readonly string[]): Iterable<Use> {
  const uses = new Map<string, Use>()
  const useOf = (folder: string) => {
    const identity = identityOfFolder(folder) ?? folder
    const use = uses.get(identity) ?? { folder, findings: [] }
    uses.set(identity, use)
    return use
  }
  for (const finding of findings) if (finding.folder !== undefined) useOf(finding.folder).findings.push(finding)
  for (const folder of folders) useOf(folder)
  return uses.values()
}

/** What plain claude goes by in this shell comes first, in that spelling. */
function foldersSeen({ env, home }: Context): string[] {
  const { CLAUDE_CONFIG_DIR: chosen = '' } = env
  return [...(isAbsolute(chosen) && isConfigFolder(chosen) ? [chosen] : []), ...configFoldersIn(home)]
}

/** Those that a new profile cannot have, because they are another's or are being made. */
export function takenNames(context: Context, registry: Registry): Set<string> {
  const settings = readSettingsProfiles(context).profiles
  return new Set([...registry.profiles.keys(), ...settings.keys(), ...namesBeingCreated(context)])
}
