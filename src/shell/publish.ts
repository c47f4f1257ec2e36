import { lstatSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { usedFile, usedFolder } from '../accounts/used.ts'
import { homeSettingsFiles } from '../claude/home-settings.ts'
import { loginsIn } from '../claude/settings-logins.ts'
import type { Context } from '../context.ts'
import { fixedSettings, readSettingsProfilesOrNone } from '../settings/settings-profiles.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { ensureOwnFolder } from '../store/folders.ts'
import { publishedFile, publishedFolder } from '../store/layout.ts'
import { type Lock, withLock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { sleep } from '../store/system.ts'
import {
  circumstances,
  homeMark,
  indexFile,
  isMarked,
  lookAt,
  lookAtSources,
  marksOf,
  type PublishedIndex,
  readRegularFile,
  type Source,
  stampFile,
  timesOfMarks,
  versionOf,
} from './freshness.ts'
import { type Integration, renderIntegration } from './integration.ts'

/** For a lock that others hold; a launch has something else to do than to publish. */
const LAUNCH_WAITS_MS = 500
/** Between two looks at the clock that file systems take their times from; it ticks every 1 to 10 ms. */
const LOOK_MS = 2
/** Looks at that clock before a source that is still younger counts as one from the future. */
const LOOKS = 20

/**
 * Renders the integration and writes it to `<ccs dir>/shell`: the texts first, then the stamp, then the marks by which a
 * shell sees that the sources are those that were read, last the index of all. A shell that comes in between, or after
 * a kill, finds its own stamp with sources that are not marked, and asks the core.
 *
 * @param lock held by this process
 * @returns what was published
 */
export function publish(context: Context, lock: Lock): Integration {
  for (const folder of [publishedFolder(context), usedFolder(context), timesFolder(context)]) {
    ensureOwnFolder(folder)
  }
  const { sources, settings, home } = settledSources(context)
  const integration = renderIntegration(context)
  for (const [file, text] of integration.texts) writeIfDifferent(publishedFile(context, file), text, lock)
  writeIfDifferent(publishedFile(context, 'candidates'), integration.candidates, lock)
  for (const { name } of integration.model.functions) {
    const file = usedFile(context, name)
    // Time 0 is "never"; the shells only touch what is there. To flush each would take a minute for 100,000.
    if (!lstatSync(file, { throwIfNoEntry: false }))
      writeAtomically(file, '', lock, { time: new Date(0), isCache: true })
  }
  writeIfDifferent(stampFile(context), `${integration.stamp}\n`, lock)
  const marked = [...sources, ...settings, ...home.filter((source) => isHarmless(source))]
  for (const source of marked) mark(context, source, lock)
  removeOtherMarks(context, marked)
  const index = indexOf(context, integration, sources, settings)
  writeAtomically(indexFile(context), `${JSON.stringify(index)}\n`, lock, { isCache: true })
  return integration
}

/** Publishes where a change stands whether that succeeds or not. */
export function publishOrLeave(context: Context, lock: Lock): void {
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

/**
 * The sources, at a moment by the clock of the disk that lies so far behind the youngest of them that whatever changes
 * from now on gets a time beyond its mark.
 */
function settledSources(context: Context): Record<'sources' | 'settings' | 'home', Source[]> {
  for (let look = 1; ; look++) {
    const now = diskTime(context)
    const sources = lookAtSources(context)
    const settings = fixedSettings(context, readSettingsProfilesOrNone(context))
    const files = settings.map(({ name, file }) => lookAt(name, file))
    const home = homeSettingsFiles(context).map(({ source, file }) => lookAt(homeMark(source), file))
    const youngest = Math.max(...[...sources, ...files, ...home].map((source) => timesOfMarks(source)[1]))
    if (youngest < now || look === LOOKS) return { sources, settings: files, home }
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

function indexOf(
  context: Context,
  { stamp, texts }: Integration,
  sources: Source[],
  settings: Source[],
): PublishedIndex {
  const versions = [...texts.keys()].map((name) => [name, versionOf(statSync(publishedFile(context, name)))])
  return {
    stamp,
    renderedFor: circumstances(context),
    texts: Object.fromEntries(versions),
    sources: sources.map(({ version }) => version),
    settings: Object.fromEntries(settings.map(({ name, version }) => [name, version])),
  }
}

/** Read after it was looked at, so that the marks of what is written in between do not fit. */
function isHarmless({ isThere, file }: Source): boolean {
  return isThere && loginsIn(file).length === 0
}

function writeIfDifferent(file: string, text: string, lock: Lock): void {
  if (readRegularFile(file) !== text) writeAtomically(file, text, lock)
}

/** Gives the marks of a source their times; those of one that is not there go. */
function mark(context: Context, source: Source, lock: Lock): void {
  if (source.isThere && isMarked(context, source)) return
  const times = timesOfMarks(source)
  for (const [index, file] of marksOf(context, source).entries()) {
    if (source.isThere) writeAtomically(file, '', lock, { time: new Date(times[index] ?? 0), isCache: true })
    else rmSync(file, { force: true, recursive: true })
  }
}

/** Those of settings profiles that are gone. */
function removeOtherMarks(context: Context, sources: Source[]): void {
  const marks = new Set(sources.flatMap((source) => marksOf(context, source)))
  for (const name of readdirSync(timesFolder(context))) {
    const file = below(timesFolder(context), name)
    if (!marks.has(file)) rmSync(file, { force: true, recursive: true })
  }
}

function timesFolder(context: Context): string {
  return publishedFile(context, 'times')
}
