import { basename, isAbsolute } from 'node:path'
import { freeName } from '../../accounts/free-name.ts'
import { readRegistry } from '../../accounts/read-registry.ts'
import type { Registry } from '../../accounts/registry.ts'
import { adopt } from '../../changes/adopt.ts'
import { namesBeingCreated } from '../../changes/creation.ts'
import { configFoldersIn, hasAccount, isConfigFolder, plainAccountFile } from '../../claude/config-folder.ts'
import type { Context } from '../../context.ts'
import { attempt, type CcsError } from '../../errors/ccs-error.ts'
import { readSettingsProfiles } from '../../settings/settings-profiles.ts'
import { identityOfFolder } from '../../store/file-identity.ts'
import { type Alias, findAliases } from './aliases.ts'
import { readRcTexts, type Unread } from './rc-texts.ts'

/** A line of an rc file that sets CLAUDE_CONFIG_DIR. */
export interface Finding extends Alias {
  file: string
}

/** A folder, as it is spelled where it is in use: the login on macOS hangs on that. */
interface Use {
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
