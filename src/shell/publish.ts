import { lstatSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { ensureOwnFolder } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { publishedFile, publishedFolder } from '../layout.ts'
import { writeAtomically } from '../profiles/atomic-write.ts'
import { changePins, changeRegistry } from '../profiles/change.ts'
import { type Lock, withLock } from '../profiles/lock.ts'
import type { Pins } from '../profiles/pins.ts'
import type { Registry } from '../profiles/registry.ts'
import { usedFile, usedFolder } from '../profiles/used.ts'
import { sleep } from '../sleep.ts'
import {
  circumstances,
  identityOf,
  indexFile,
  newestSource,
  type PublishedIndex,
  readRegularFile,
  sourceIdentities,
  stampFile,
} from './freshness.ts'
import { type Integration, renderIntegration } from './integration.ts'

/** For a lock that others hold; a launch has something else to do than to publish. */
const LAUNCH_WAITS_MS = 500
/** Between two looks at the clock that file systems take their times from; it ticks every 1 to 10 ms. */
const LOOK_MS = 2
/** Looks at that clock before a source that is still younger counts as one from the future. */
const LOOKS = 20

/**
 * Renders the integration and writes it to `<ccs dir>/shell`: the texts first, the stamp last. Where nothing differs
 * only the stamp's time is renewed.
 *
 * The stamp's time lies before anything was read, so that whatever changes from then on is newer than the stamp and
 * every shell sees it.
 *
 * @param lock held by this process
 * @returns what was published
 */
export function publish(context: Context, lock: Lock): Integration {
  ensureOwnFolder(publishedFolder(context))
  ensureOwnFolder(usedFolder(context))
  const before = timeBeforeSources(context)
  const sources = sourceIdentities(context)
  const integration = renderIntegration(context)
  for (const [file, text] of integration.texts) writeIfDifferent(publishedFile(context, file), text, lock)
  writeIfDifferent(publishedFile(context, 'candidates'), integration.candidates, lock)
  const index = { ...indexOf(context, integration), sources }
  writeAtomically(indexFile(context), `${JSON.stringify(index)}\n`, lock, { isCache: true })
  for (const { name } of integration.model.functions) {
    const file = usedFile(context, name)
    // Time 0 is "never"; the shells only touch what is there.
    if (!lstatSync(file, { throwIfNoEntry: false })) writeAtomically(file, '', lock, { time: new Date(0) })
  }
  writeStamp(context, integration.stamp, before, lock)
  return integration
}

/**
 * Changes the registry and publishes what follows from it. Where only the publishing fails the change stands: the
 * registry is newer than the stamp then, so every shell asks the core, which tries again.
 *
 * @param change throws to leave everything as it is; what it returns is returned
 */
export function changeAndPublish<T>(context: Context, change: (registry: Registry, lock: Lock) => T): T {
  return changeRegistry(context, change, (lock) => publishOrLeave(context, lock))
}

/** The same for the pins. */
export function changePinsAndPublish<T>(context: Context, change: (pins: Pins, registry: Registry) => T): T {
  return changePins(context, change, (lock) => publishOrLeave(context, lock))
}

function publishOrLeave(context: Context, lock: Lock): void {
  try {
    publish(context, lock)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
}

/** Publishes where that must not stop anything: a busy lock or a read-only home is silent. */
export function tryPublish(context: Context): Integration | undefined {
  try {
    return withLock(context, (lock) => publish(context, lock), LAUNCH_WAITS_MS, LAUNCH_WAITS_MS)
  } catch {
    return undefined
  }
}

/** A time, by the clock of the disk, at which every source had the content that will be read next. */
function timeBeforeSources(context: Context): Date {
  for (let look = 1; ; look++) {
    const time = new Date(Math.floor(diskTime(context)) - 1)
    if (newestSource(context) <= time.getTime() || look === LOOKS) return time
    sleep(LOOK_MS)
  }
}

/** Milliseconds since 1970, as the disk counts them. */
function diskTime(context: Context): number {
  const probe = publishedFile(context, 'clock')
  rmSync(probe, { force: true })
  writeFileSync(probe, '', { mode: 0o600, flag: 'wx' })
  const { mtimeMs } = statSync(probe)
  rmSync(probe)
  return mtimeMs
}

function indexOf(context: Context, { stamp, texts }: Integration): Omit<PublishedIndex, 'sources'> {
  const identities = [...texts.keys()].map((name) => [name, identityOf(publishedFile(context, name))])
  return { stamp, renderedFor: circumstances(context), texts: Object.fromEntries(identities) }
}

function writeIfDifferent(file: string, text: string, lock: Lock): void {
  if (readRegularFile(file) !== text) writeAtomically(file, text, lock)
}

function writeStamp(context: Context, stamp: string, time: Date, lock: Lock): void {
  const file = stampFile(context)
  if (readRegularFile(file) === `${stamp}\n`) {
    utimesSync(file, time, time)
    return
  }
  writeAtomically(file, `${stamp}\n`, lock, { time })
}
