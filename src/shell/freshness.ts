import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs'
import type { Context } from '../context.ts'
import { pinsFile, publishedFile, registryFile } from '../layout.ts'
import { below } from '../paths.ts'
import { partsOf, SHELLS } from './shells.ts'

/** Kept beside the published texts, so that the next `init` knows that they still hold without rendering them anew. */
export interface PublishedIndex {
  stamp: string
  /** What `circumstances` gave when they were rendered. */
  renderedFor: string
  /** Size and time of each text, by file name. */
  texts: Record<string, string>
  /** What `sourceVersions` gave before anything was read. */
  sources: string[]
}

/** The file whose line and time tell a shell whether its text is still true. */
export function stampFile(context: Context): string {
  return publishedFile(context, 'stamp')
}

export function indexFile(context: Context): string {
  return publishedFile(context, 'index.json')
}

/** A file that the integration is rendered from, as it is now. */
interface Source {
  /** In milliseconds since 1970; 0 when nothing is there. */
  changedAt: number
  /** One from a backup may be another one, and yet older than the stamp. */
  version: string
}

/** @returns when what the integration is rendered from last changed, in milliseconds since 1970; 0 when nothing is there */
export function newestSource(context: Context): number {
  return newestOf(lookAtSources(context))
}

/** Which files the integration is rendered from. */
export function sourceVersions(context: Context): string[] {
  return lookAtSources(context).map(({ version }) => version)
}

function newestOf(sources: Source[]): number {
  return Math.max(0, ...sources.map(({ changedAt }) => changedAt))
}

function lookAtSources(context: Context): Source[] {
  return [registryFile(context), context.configFile, pinsFile(context)].map((file) => lookAt(file))
}

/** What is no file, or a link that leads nowhere, is newer than anything: an error that must be told. */
function lookAt(file: string): Source {
  try {
    const found = statSync(file)
    return { changedAt: found.isFile() ? found.mtimeMs : Number.POSITIVE_INFINITY, version: versionOf(found) }
  } catch {
    const isThere = lstatSync(file, { throwIfNoEntry: false }) !== undefined
    return { changedAt: isThere ? Number.POSITIVE_INFINITY : 0, version: '' }
  }
}

/** Whatever else the texts depend on: the environment, and this installation. */
export function circumstances(context: Context): string {
  const { env, version, program, packageRoot, home, ccsDir, configFile } = context
  const parts = SHELLS.flatMap((shell) => Object.values(partsOf(shell)))
  const times = parts.map((file) => statSync(below(packageRoot, file)).mtimeMs)
  const variables = [env.HOME, env.CCS_DIR, env.CCS_HOME, env.CCS_CONFIG]
  return JSON.stringify([version, program, packageRoot, times, variables, home, ccsDir, configFile])
}

/** True when the published text is of this version and no source is newer: a shell that asks the core needs no new one. */
export function isPublishedFresh(context: Context): boolean {
  try {
    return readFreshIndex(context)?.stamp.startsWith(`${context.version}-`) ?? false
  } catch {
    return false
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

/** The index, when it belongs to the stamp, and to the sources as they are now. Throws for what is no index. */
function readFreshIndex(context: Context): PublishedIndex | undefined {
  const file = stampFile(context)
  const found = lstatSync(file, { throwIfNoEntry: false })
  const sources = lookAtSources(context)
  if (!found?.isFile() || newestOf(sources) > found.mtimeMs) return undefined
  const index: PublishedIndex = JSON.parse(readRegularFile(indexFile(context)) ?? '{}')
  if (index.stamp !== readFileSync(file, 'utf8').trimEnd()) return undefined
  return index.sources.every((version, number) => version === sources[number]?.version) ? index : undefined
}
