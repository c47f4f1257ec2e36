import { readRegistry, refuseV2 } from '../accounts/read-registry.ts'
import { type Registry, serializeRegistry } from '../accounts/registry.ts'
import { lastUsed } from '../accounts/used.ts'
import type { Context } from '../context.ts'
import type { Pins } from '../pins/pins.ts'
import type { Config } from '../settings/settings-profiles.ts'
import { publishOrLeave } from '../shell/publish.ts'
import { type Lock, withLock } from '../store/lock.ts'
import { forgetUselessCreations } from './creation.ts'
import { finishChanges } from './journal.ts'
import { prepareCcsDir } from './prepare-ccs-dir.ts'
import { emptyTrash } from './trash.ts'
import { rewriteConfig } from './write-config.ts'
import { rewritePins } from './write-pins.ts'
import { writeRegistry } from './write-registry.ts'

/**
 * Reads, changes, writes and publishes the registry as one step that no other process can come between. Before that it
 * finishes a change that was interrupted, and says so. Where only publishing fails the change stands: the marks do not
 * fit the registry then, so every shell asks the core, which tries again.
 *
 * @param change throws to leave the file as it is; what it returns is returned. It goes by the registry that it is given
 * @throws CcsError `busy`, `damaged` (also for a v2 registry, which is never rewritten here)
 */
export function changeRegistry<T>(context: Context, change: (registry: Registry, lock: Lock) => T): T {
  return inOneStep(context, (registry, lock) => {
    refuseV2(context, registry)
    const before = serializeRegistry(registry)
    forgetUselessCreations(context, registry)
    const result = change(registry, lock)
    foldLastUsed(context, registry)
    writeRegistry(context, registry, before, lock)
    finishChanges(context, registry, lock)
    return result
  })
}

/**
 * The same for the pins, which may be changed beside a v2 registry too.
 *
 * @param change goes by the pins and the registry that it is given, and changes the pins only
 */
export function changePins<T>(context: Context, change: (pins: Pins, registry: Registry) => T): T {
  return inOneStep(context, (registry, lock) => rewritePins(context, lock, (pins) => change(pins, registry)))
}

/**
 * The same for the settings profiles, which may be changed beside a v2 registry too. What follows from a removal, the
 * default and the pins, is done when `config.json` is written.
 *
 * @param change goes by the profiles and the registry that it is given, and changes the profiles only
 */
export function changeSettings<T>(context: Context, change: (config: Config, registry: Registry, lock: Lock) => T): T {
  return inOneStep(context, (registry, lock) => {
    const result = rewriteConfig(context, lock, (config) => change(config, registry, lock))
    finishChanges(context, registry, lock)
    return result
  })
}

/**
 * Under the lock: finishes what was interrupted, takes the step and publishes. Only a migration, which alone may rewrite a
 * v2 registry, calls it directly.
 *
 * @param step given the registry as it is
 */
export function inOneStep<T>(context: Context, step: (registry: Registry, lock: Lock) => T): T {
  prepareCcsDir(context)
  // What killed processes had discarded may be what makes a full disk full.
  emptyTrash(context)
  return withLock(context, (lock) => {
    const registry = readRegistry(context)
    // Done for itself, because the step may be refused.
    for (const what of finishChanges(context, registry, lock)) context.tell(`The interrupted ${what} was finished.`)
    const result = step(registry, lock)
    publishOrLeave(context, lock)
    return result
  })
}

/** The times of native launches, which only touch a file, become part of the registry. */
function foldLastUsed(context: Context, registry: Registry): void {
  for (const [name, entry] of registry.profiles) {
    const used = lastUsed(context, name, entry)
    if (used !== null) entry.last_used = used
  }
}
