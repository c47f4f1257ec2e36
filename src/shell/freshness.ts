import { existsSync, lstatSync, readFileSync, type Stats, statSync } from 'node:fs'
import type { HomeSettings } from '../claude/home-settings.ts'
import type { Context } from '../context.ts'
import { choicesFile, pinsFile, publishedFile, registryFile } from '../store/layout.ts'
import { below } from '../store/paths.ts'
import { filesOf, SHELLS } from './shells.ts'

/** Kept beside the published texts, so that the next `init` knows that they still hold without rendering them anew. */
export interface PublishedIndex {
  stamp: string
  /** What `circumstances` gave when they were rendered. */
  renderedFor: string
  /** Size and time of each text, by file name. */
  texts: Record<string, string>
  /** The version of each source before anything was read. */
  sources: string[]
  /** That of each settings file, by its profile: it matters only to whoever launches that one. */
  settings: Record<string, string>
}

/** The file whose line tells a shell whether its text is the published one. */
export function stampFile(context: Context): string {
  return publishedFile(context, 'stamp')
}

export function indexFile(context: Context): string {
  return publishedFile(context, 'index.json')
}

/** A file that the integration is rendered from, as it is now. */
export interface Source {
  /** What it is called in the ccs dir, wherever it lies. */
  name: string
  file: string
  isThere: boolean
  /** In milliseconds since 1970; 0 when nothing is there, infinite for what is no file. */
  changedAt: number
  /** Tells whether it is still the same file. */
  version: string
}

/** The files that the integration is rendered from. */
export function lookAtSources(context: Context): Source[] {
  return [
    lookAt('profiles.json', registryFile(context)),
    lookAt('config.json', context.configFile),
    lookAt('pins.json', pinsFile(context)),
    lookAt('shell.json', choicesFile(context)),
  ]
}

/**
 * What is no file, or a link that leads nowhere, is newer than anything: an error that must be told.
 *
 * @param name one of the above, or that of a settings profile, which has no dot
 */
export function lookAt(name: string, file: string): Source {
  try {
    const found = statSync(file)
    const changedAt = found.isFile() ? found.mtimeMs : Number.POSITIVE_INFINITY
    return { name, file, isThere: true, changedAt, version: versionOf(found) }
  } catch {
    const isThere = isSomething(file)
    return { name, file, isThere, changedAt: isThere ? Number.POSITIVE_INFINITY : 0, version: '' }
  }
}

/** Also what may not be looked at. */
function isSomething(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}

/**
 * The two files between whose times that of a source lay when it was read: a shell sees by them that it is another one
 * now, be it newer or older. There is none of a source that was not there.
 */
export function marksOf(context: Context, { name }: Source): [from: string, to: string] {
  return [publishedFile(context, `times/${name}.from`), publishedFile(context, `times/${name}.to`)]
}

/** The times of the marks, in milliseconds since 1970; what is no file has none that it could lie between. */
export function timesOfMarks({ changedAt }: Source): [from: number, to: number] {
  const from = Number.isFinite(changedAt) ? Math.floor(changedAt) : 0
  // A disk may give back a time a little earlier, so the second one is a millisecond later than it need be.
  return [from, from + 2]
}

/** Whatever else the texts depend on: the environment, and this installation. */
export function circumstances(context: Context): string {
  const { env, version, program, packageRoot, home, ccsDir, configFile } = context
  const parts = SHELLS.flatMap((shell) => filesOf(shell))
  const times = parts.map((file) => statSync(below(packageRoot, file)).mtimeMs)
  const variables = [env.HOME, env.CCS_DIR, env.CCS_HOME, env.CCS_CONFIG]
  return JSON.stringify([version, program, packageRoot, times, variables, home, ccsDir, configFile])
}

/** True when the published text is of this version and no source has changed: a shell that asks the core needs no new one. */
export function isPublishedFresh(context: Context): boolean {
  try {
    const stamp = readFreshIndex(context)?.stamp
    return stamp !== undefined && versionIn(stamp) === context.version
  } catch {
    return false
  }
}

/** The version of ccs that published last; undefined when none did. */
export function publishedVersion(context: Context): string | undefined {
  try {
    const stamp = readRegularFile(stampFile(context))
    return stamp === undefined ? undefined : versionIn(stamp)
  } catch {
    return undefined
  }
}

/** A stamp is the version, a hyphen and a digest. */
function versionIn(stamp: string): string {
  return stamp.slice(0, stamp.lastIndexOf('-'))
}

/** True when the published text was made from the file of a settings profile as it is now, or does not depend on it. */
export function isSettingsFileFresh(context: Context, name: string, file: string): boolean {
  const versions = publishedSettings(context)
  if (!Object.hasOwn(versions, name)) return true
  const source = lookAt(name, file)
  if (source.version !== versions[name]) return false
  // What is no file has no time that marks could tell.
  return !Number.isFinite(source.changedAt) || isMarked(context, source)
}

/** What the marks of a settings file of plain claude are called; no profile has a dot in its name. */
export const homeMark = (source: HomeSettings['source']): string => `home.${source}`

/** True when the shells know which settings files of plain claude set a login: those have no marks. */
export function areHomeSettingsFresh(context: Context, found: readonly HomeSettings[]): boolean {
  return found.every(({ source, file, logins }) => {
    const look = lookAt(homeMark(source), file)
    const hasMarks = marksOf(context, look).some((mark) => existsSync(mark))
    return look.isThere && logins.length === 0 ? isMarked(context, look) : !hasMarks
  })
}

/** None where there is no index: then all has just been published, or cannot be. */
function publishedSettings(context: Context): Record<string, string> {
  try {
    const index: Partial<PublishedIndex> = JSON.parse(readRegularFile(indexFile(context)) ?? '{}')
    return index.settings ?? {}
  } catch {
    return {}
  }
}

/**
 * @param name of a published text
 * @returns the text, when rendering anew would give the same; undefined when that is not certain
 */
export function readIfFresh(context: Context, name: string): string | undefined {
  try {
    const index = readFreshIndex(context)
    if (index?.renderedFor !== circumstances(context)) return undefined
    const file = publishedFile(context, name)
    return versionOf(statSync(file)) === index.texts[name] ? readRegularFile(file) : undefined
  } catch {
    // Whatever is wrong with what lies there, publishing puts it right or tells why not.
    return undefined
  }
}

/** Tells whether a file is still the one that it was, without reading it. */
export function versionOf({ size, mtimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ino}`
}

/** @returns undefined for what is no regular file */
export function readRegularFile(file: string): string | undefined {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined
}

/** The index, when it belongs to the stamp, and to the sources and their marks as they are now. Throws for what is no index. */
function readFreshIndex(context: Context): PublishedIndex | undefined {
  const sources = lookAtSources(context)
  if (sources.some(({ changedAt }) => changedAt === Number.POSITIVE_INFINITY)) return undefined
  const index: PublishedIndex = JSON.parse(readRegularFile(indexFile(context)) ?? '{}')
  if (index.stamp !== readRegularFile(stampFile(context))?.trimEnd()) return undefined
  const areSame = index.sources.every((version, number) => version === sources[number]?.version)
  return areSame && sources.every((source) => isMarked(context, source)) ? index : undefined
}

/** True when every shell sees, by its marks, that a source is the one that was read. */
export function isMarked(context: Context, source: Source): boolean {
  if (!source.isThere) return true
  const [from, to] = marksOf(context, source).map((mark) => lstatSync(mark, { throwIfNoEntry: false }))
  if (!from?.isFile() || !to?.isFile()) return false
  return from.mtimeMs <= source.changedAt && source.changedAt <= to.mtimeMs
}
