import type { Folders } from '../context.ts'
import { isThere } from '../store/folders.ts'
import { type ChangeOf, readJournal } from '../store/journal.ts'
import { instanceOf } from './location.ts'
import { type Entry, isSameEntry, type Registry } from './registry.ts'

/** True when the registry has been written, by which a removal or a renaming is done; all else follows it. */
export function hasHappened(change: ChangeOf<'remove' | 'rename'>, registry: Registry): boolean {
  const entry = registry.profiles.get(change.name)
  if (change.kind === 'remove') return entry === undefined
  // Another program may have made a profile of either name meanwhile.
  return registry.profiles.has(change.newName) && !(entry && isSameEntry(entry, change.entry))
}

/** True when the folder of this very profile has been taken away by its removal. */
export function isBeingRemoved(folders: Folders, name: string, entry: Entry): boolean {
  const isAbout = readJournal(folders).some(
    (change) =>
      change.kind === 'remove' && change.name === name && change.takesFolder && isSameEntry(entry, change.entry),
  )
  return isAbout && !isThere(instanceOf(folders, name, entry))
}
