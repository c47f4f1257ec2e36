import { ensureCcsDir } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { registryFile } from '../layout.ts'
import { printable } from '../printable.ts'
import { writeAtomically } from './atomic-write.ts'
import { readTextFile } from './json-file.ts'
import { type Lock, withLock } from './lock.ts'
import { emptyRegistry, parseRegistry, type Registry, serializeRegistry } from './registry.ts'
import { lastUsed } from './used.ts'

/**
 * @returns the registry; an empty one where there is no file
 * @throws CcsError `damaged`; the file is left as it is
 */
export function readRegistry(context: Context): Registry {
  const file = registryFile(context)
  const text = readTextFile(file)
  return text === undefined ? emptyRegistry() : parseRegistry(text, file)
}

/**
 * Reads, changes and writes the registry as one step that no other process can come between.
 *
 * @param change throws to leave the file as it is; what it returns is returned
 * @param afterwards done when the file is written, under the same lock
 * @throws CcsError `busy`, `damaged` (also for a v2 registry, which is never rewritten here)
 */
export function changeRegistry<T>(
  context: Context,
  change: (registry: Registry) => T,
  afterwards: (lock: Lock) => void,
): T {
  ensureCcsDir(context)
  return withLock(context, (lock) => {
    const registry = readRegistry(context)
    refuseV2(context, registry)
    const result = change(registry)
    foldLastUsed(context, registry)
    writeAtomically(registryFile(context), serializeRegistry(registry), lock)
    afterwards(lock)
    return result
  })
}

/** Throws `damaged` for a registry of v2, which only a migration rewrites. */
export function refuseV2(context: Context, registry: Registry): void {
  if (!registry.isV2) return
  throw new CcsError(
    'damaged',
    `${printable(registryFile(context))} is one of ccs v2, with encrypted vaults; it is not changed.`,
    'Its profiles can be listed and launched. To create new ones, move that file away first.',
  )
}

/** The times of native launches, which only touch a file, become part of the registry. */
function foldLastUsed(context: Context, registry: Registry): void {
  for (const [name, entry] of registry.profiles) {
    const used = lastUsed(context, name, entry)
    if (used !== null) entry.last_used = used
  }
}
