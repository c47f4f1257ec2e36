import { readFileSync, statSync } from 'node:fs'
import type { Context } from '../context.ts'
import { below } from '../paths.ts'
import { pinsFile } from '../profiles/pins.ts'
import { registryFile } from '../profiles/store.ts'

/** The file whose line and time tell a shell whether its text is still true. */
export function stampFile(context: Context): string {
  return below(context.ccsDir, 'shell', 'stamp')
}

/** @returns when what the integration is rendered from last changed, in milliseconds since 1970; 0 when nothing is there */
export function newestSource(context: Context): number {
  const sources = [registryFile(context), context.configFile, pinsFile(context)]
  return Math.max(0, ...sources.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

/** True when the published text is of this version and no source is newer: a shell that asks the core needs no new one. */
export function isPublishedFresh(context: Context): boolean {
  try {
    const file = stampFile(context)
    const { mtimeMs } = statSync(file)
    return newestSource(context) <= mtimeMs && readFileSync(file, 'utf8').startsWith(`${context.version}-`)
  } catch {
    return false
  }
}
