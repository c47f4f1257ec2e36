import type { Folders } from '../context.ts'
import { instanceFinder, sharedFolders } from './location.ts'
import { isRenderable } from './names.ts'
import type { Registry } from './registry.ts'
import { lastUsed } from './used.ts'

/** One account profile, as `list` and `show` tell it; the keys are those of their JSON. */
export interface ProfileSummary {
  name: string
  type: string
  default: boolean
  created: string | null
  last_used: string | null
  /** Null for the plain profile, whose CLAUDE_CONFIG_DIR is unset. */
  instance: string | null
  /** The other profiles that have the same folder, and so the same login. */
  shared_with: string[]
  /** False for a name of an older registry, which gets no function and no candidate. */
  has_function: boolean
}

/** The account profiles: the default first, then by creation, then as the file has them. */
export function summarize(folders: Folders, registry: Registry): ProfileSummary[] {
  const shared = sharedFolders(folders, registry)
  const find = instanceFinder(folders)
  const summaries = [...registry.profiles].map(([name, entry]) => ({
    name,
    type: entry.plain ? 'plain' : (entry.type ?? 'account'),
    default: name === registry.defaultName,
    created: entry.created ?? null,
    last_used: lastUsed(folders, name, entry),
    instance: entry.plain ? null : find(name, entry),
    shared_with: shared.get(name) ?? [],
    has_function: isRenderable(name),
  }))
  return summaries.sort((a, b) => Number(b.default) - Number(a.default) || compare(a.created ?? '', b.created ?? ''))
}

/** Times in ISO form sort as text; a collator of some language would cost more than the rest of the command. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
