import { ensureCcsDir } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { emptyTrash } from '../instances/trash.ts'
import { registryFile } from '../layout.ts'
import { quoted } from '../printable.ts'
import { say } from '../stderr.ts'
import { writeAtomically } from './atomic-write.ts'
import { realFile } from './json-file.ts'
import { type Lock, withLock } from './lock.ts'
import { ownIdentity } from './process-identity.ts'
import { type Registry, serializeRegistry } from './registry.ts'
import { endRemoval, resumeRemoval } from './removal.ts'
import { interruptedNames, releaseName } from './reservation.ts'
import { readRegistry, refuseV2 } from './store.ts'
import { lastUsed } from './used.ts'

/**
 * Reads, changes and writes the registry as one step that no other process can come between. Before that it finishes a
 * removal that was interrupted, and says so.
 *
 * @param change throws to leave the file as it is; what it returns is returned. It goes by the registry that it is given:
 *   that on the disk may still hold a profile whose removal has just been finished
 * @param afterwards done when the file is written, under the same lock
 * @throws CcsError `busy`, `damaged` (also for a v2 registry, which is never rewritten here)
 */
export function changeRegistry<T>(
  context: Context,
  change: (registry: Registry, lock: Lock) => T,
  afterwards: (lock: Lock) => void = () => {},
): T {
  ensureCcsDir(context)
  // What killed processes had discarded may be what makes a full disk full.
  emptyTrash(context)
  return withLock(context, (lock) => {
    const registry = readRegistry(context)
    refuseV2(context, registry)
    finishRemoval(context, registry, lock)
    const before = serializeRegistry(registry)
    const { useless } = interruptedNames(context, (name) => registry.profiles.has(name))
    for (const name of useless) releaseName(context, name)
    const result = change(registry, lock)
    foldLastUsed(context, registry)
    const text = serializeRegistry(registry)
    if (text !== before) writeRegistry(context, text, lock)
    afterwards(lock)
    endRemoval(context)
    return result
  })
}

/** Done for itself, because the change that follows may be refused. */
function finishRemoval(context: Context, registry: Registry, lock: Lock): void {
  const finished = resumeRemoval(context, registry)
  if (finished === undefined) return
  writeRegistry(context, serializeRegistry(registry), lock)
  endRemoval(context)
  say(`ccs: The interrupted removal of ${quoted(finished)} was finished.\n`)
}

/** A folder that a link leads to holds what is somebody else's. */
function writeRegistry(context: Context, text: string, lock: Lock): void {
  const file = realFile(registryFile(context))
  const isLinked = file !== registryFile(context)
  writeAtomically(file, text, lock, isLinked ? { temporary: `${file}.ccs-${ownIdentity().nonce}` } : {})
}

/** The times of native launches, which only touch a file, become part of the registry. */
function foldLastUsed(context: Context, registry: Registry): void {
  for (const [name, entry] of registry.profiles) {
    const used = lastUsed(context, name, entry)
    if (used !== null) entry.last_used = used
  }
}
