import { lstatSync, readFileSync, statSync } from 'node:fs'
import type { Context } from '../context.ts'
import { pinsFile, publishedFile, registryFile } from '../layout.ts'
import { below } from '../paths.ts'
import { SHELLS } from './shells.ts'

/** Kept beside the published texts, so that the next `init` knows that they still hold without rendering them anew. */
export interface PublishedIndex {
  stamp: string
  /** What `circumstances` gave when they were rendered. */
  renderedFor: string
  /** Size and time of each text, by file name. */
  texts: Record<string, string>
  /** What `sourceIdentities` gave before anything was read. */
  sources: string[]
}

/** The file whose line and time tell a shell whether its text is still true. */
export function stampFile(context: Context): string {
  return publishedFile(context, 'stamp')
}

export function indexFile(context: Context): string {
  return publishedFile(context, 'index.json')
}

/** @returns when what the integration is rendered from last changed, in milliseconds since 1970; 0 when nothing is there */
export function newestSource(context: Context): number {
  return Math.max(0, ...sourcesOf(context).map((file) => changedAt(file)))
}

/** Which files those are: one from a backup may be another one, and yet older than the stamp. */
export function sourceIdentities(context: Context): string[] {
  return sourcesOf(context).map((file) => {
    try {
      return identityOf(file)
    } catch {
      return ''
    }
  })
}

function sourcesOf(context: Context): string[] {
  return [registryFile(context), context.configFile, pinsFile(context)]
}

/** What is no file, or a link that leads nowhere, is newer than anything: an error that must be told. */
function changedAt(file: string): number {
  try {
    const found = statSync(file)
    return found.isFile() ? found.mtimeMs : Number.POSITIVE_INFINITY
  } catch {
    return lstatSync(file, { throwIfNoEntry: false }) ? Number.POSITIVE_INFINITY : 0
  }
}

/** Whatever else the texts depend on: the environment, and this installation. */
export function circumstances(context: Context): string {
  const { env, version, program, packageRoot, home, ccsDir, configFile } = context
  const parts = SHELLS.flatMap(({ file }) => ['templates', 'completions'].map((room) => below(packageRoot, room, file)))
  const times = parts.map((file) => statSync(file).mtimeMs)
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
    return identityOf(file) === index.texts[name] ? readRegularFile(file) : undefined
  } catch {
    // Whatever is wrong with what lies there, publishing puts it right or tells why not.
    return undefined
  }
}

/** Tells whether a text is still the one that was published, without reading all of it. */
export function identityOf(file: string): string {
  const { size, mtimeMs, ino } = statSync(file)
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
  if (!found?.isFile() || newestSource(context) > found.mtimeMs) return undefined
  const index: PublishedIndex = JSON.parse(readRegularFile(indexFile(context)) ?? '{}')
  if (index.stamp !== readFileSync(file, 'utf8').trimEnd()) return undefined
  const sources = sourceIdentities(context)
  return index.sources.every((source, number) => source === sources[number]) ? index : undefined
}
