import { rmSync } from 'node:fs'
import { hasHappened, isBeingRemoved } from '../accounts/interrupted.ts'
import { deleteProfile, type Registry, serializeRegistry, setDefault } from '../accounts/registry.ts'
import { forgetUse, moveUse } from '../accounts/used.ts'
import type { Context } from '../context.ts'
import { attempt } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { movePins } from '../pins/pins.ts'
import { readSettingsProfiles } from '../settings/settings-profiles.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { fileIdentity } from '../store/file-identity.ts'
import { ensureOwnFolder } from '../store/folders.ts'
import { type Change, type ChangeId, type ChangeOf, changeFile, readJournal } from '../store/journal.ts'
import { journalFolder } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { rewritePins } from './write-pins.ts'
import { writeRegistry } from './write-registry.ts'

/** What the next change makes of one whose process was killed. */
interface Finisher<C extends Change> {
  /**
   * Looks whether the change has happened, and brings the registry, in memory, to where it leads. Where it has not happened,
   * the profile may have been used since, so it stays as it is.
   *
   * @returns undefined where a damaged file does not tell: then the change waits
   */
  hasHappened(context: Context, change: C, registry: Registry): boolean | undefined
  /** Does what follows from the registry, once that is written. Done twice it changes nothing. */
  follow(context: Context, change: C, registry: Registry, lock: Lock): void
  describe(change: C): string
}

/** Other changes pass it over: only this command takes it up, or back. */
type Waiting = 'auth create' | 'migrate' | 'migrate --clean'

const FINISHERS: { [Kind in Change['kind']]: Finisher<ChangeOf<Kind>> | Waiting } = {
  // There may be a login in its folder.
  create: 'auth create',
  migrate: 'migrate',
  clean: 'migrate --clean',
  remove: {
    hasHappened(context, change, registry) {
      const entry = registry.profiles.get(change.name)
      if (entry && isBeingRemoved(context, change.name, entry)) deleteProfile(registry, change.name)
      return hasHappened(change, registry)
    },
    follow: followProfile,
    describe: ({ name }) => `removal of ${quoted(name)}`,
  },
  rename: {
    hasHappened: (_, change, registry) => hasHappened(change, registry),
    follow: followProfile,
    describe: ({ name, newName }) => `renaming of ${quoted(name)} to ${quoted(newName)}`,
  },
  'remove-settings': {
    hasHappened(context, { name, config }, registry) {
      const isOut = isTakenOut(context, name, config)
      // An account beats a settings profile: where there is one of that name, it is the default, and the one that is pinned.
      const wasDefault = registry.defaultName === name && !registry.profiles.has(name)
      if (isOut && wasDefault && !registry.isV2) setDefault(registry, undefined)
      return isOut
    },
    follow(context, { name, file }, registry, lock) {
      if (!registry.profiles.has(name)) {
        rewritePins(context, lock, (pins) => movePins(pins, { name }))
        forgetUse(context, name)
      }
      if (file && fileIdentity(file.path) === file.identity) rmSync(file.path, { force: true })
    },
    describe: ({ name }) => `removal of ${quoted(name)}`,
  },
}

/** Pins and the mark of use go with their profile; the next one of that name has never been used. */
function followProfile(context: Context, change: ChangeOf<'remove' | 'rename'>, _: Registry, lock: Lock): void {
  rewritePins(context, lock, (pins) => movePins(pins, change))
  moveUse(context, change.name, change.kind === 'rename' ? change.newName : undefined)
}

/** Undefined where a damaged file does not tell. */
function isTakenOut(context: Context, name: string, configFile: string): boolean | undefined {
  const { done: settings } = attempt(() => readSettingsProfiles({ ...context, configFile }))
  return settings && !settings.profiles.has(name)
}

/**
 * Notes a change before the first of its files is changed.
 *
 * @param lock held until the change is finished, but for a creation, which logs in meanwhile
 */
export function startChange(context: Context, change: Change, lock: Lock): void {
  ensureOwnFolder(journalFolder(context))
  writeAtomically(changeFile(context, change), JSON.stringify(change), lock)
}

/** Forgets a change that is done, or that failed before anything had happened. */
export function endChange(context: Context, change: ChangeId): void {
  rmSync(changeFile(context, change), { force: true })
}

/**
 * Finishes every change of the journal that has happened, and forgets those that have not. Called under the lock: before
 * a change for what a killed process left, and after it for itself.
 *
 * @param registry as it is on the disk
 * @returns what was finished, in words
 */
export function finishChanges(context: Context, registry: Registry, lock: Lock): string[] {
  return readJournal(context).flatMap((change) => {
    const finisher = FINISHERS[change.kind] as Finisher<Change> | Waiting
    // A registry of v2 is rewritten by a migration only.
    const mustWait = typeof finisher === 'string' || (registry.isV2 && change.kind !== 'remove-settings')
    return mustWait ? [] : finish(context, finisher, change, registry, lock)
  })
}

function finish(
  context: Context,
  finisher: Finisher<Change>,
  change: Change,
  registry: Registry,
  lock: Lock,
): string[] {
  const before = serializeRegistry(registry)
  const happened = finisher.hasHappened(context, change, registry)
  if (happened === undefined) return []
  if (happened) {
    writeRegistry(context, registry, before, lock)
    finisher.follow(context, change, registry, lock)
  }
  endChange(context, change)
  return happened ? [finisher.describe(change)] : []
}
