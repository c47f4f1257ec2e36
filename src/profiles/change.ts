import { ensureCcsDir } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { emptyTrash } from '../instances/trash.ts'
import { registryFile } from '../layout.ts'
import { quoted } from '../printable.ts'
import { say } from '../stderr.ts'
import { writeAtomically } from './atomic-write.ts'
import { realFile } from './json-file.ts'
import { type Lock, withLock } from './lock.ts'
import { type Registry, serializeRegistry } from './registry.ts'
import { endRemoval, resumeRemoval } from './removal.ts'
import { interruptedNames, releaseName } from './reservation.ts'
import { readRegistry, refuseV2 } from './store.ts'
import { lastUsed } from './used.ts'

/**
 * Reads, changes and writes the registry as one step that no other process can come between. Before that it finishes a
 * removal that was interrupted, and says so.
 *
 * @param change throws to leave the file as it is; what it returns is returned
 * @param afterwards done when the file is written, under the same lock
 * @throws CcsError `busy`, `damaged` (also for a v2 registry, which is never rewritten here)
 */
export function changeRegistry<T>(
  context: Context,
  change: (registry: Registry, lock: Lock) => T,
  afterwards: (lock: Lock) => void = () => {},
): T {
  ensureCcsDir(context)
  const { result, finished } = withLock(context, (lock) => {
    const registry = readRegistry(context)
    refuseV2(context, registry)
    const before = serializeRegistry(registry)
    const finished = resumeRemoval(context, registry)
    const { useless } = interruptedNames(context, (name) => registry.profiles.has(name))
    for (const name of useless) releaseName(context, name)
    const result = change(registry, lock)
    foldLastUsed(context, registry)
    const text = serializeRegistry(registry)
    if (text !== before) writeAtomically(realFile(registryFile(context)), text, lock)
    afterwards(lock)
    endRemoval(context)
    return { result, finished }
  })
  // What killed processes had discarded; what cannot be deleted is told by the command that discards it.
  emptyTrash(context)
  if (finished !== undefined) say(`ccs: The interrupted removal of ${quoted(finished)} was finished.\n`)
  return result
}

/** The times of native launches, which only touch a file, become part of the registry. */
function foldLastUsed(context: Context, registry: Registry): void {
  for (const [name, entry] of registry.profiles) {
    const used = lastUsed(context, name, entry)
    if (used !== null) entry.last_used = used
  }
}
