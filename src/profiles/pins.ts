import { dirname } from 'node:path'
import * as v from 'valibot'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { fileIdentity } from '../file-identity.ts'
import { pinsFile } from '../layout.ts'
import { parseJson, readTextFile } from './json-file.ts'
import { jsonObject } from './json-object.ts'

/**
 * @returns folder to profile name
 * @throws CcsError `damaged`
 */
export function readPins(context: Context): Map<string, string> {
  const file = pinsFile(context)
  const text = readTextFile(file)
  if (text === undefined) return new Map()
  const parsed = parseJson(text, file)
  if (v.is(jsonObject({}), parsed)) {
    const entries = Object.entries(parsed as object)
    if (entries.every(([, name]) => typeof name === 'string')) return new Map(entries as [string, string][])
  }
  throw new CcsError('pins-wrong', { file })
}

/**
 * The deepest pinned folder that holds the working folder. Folders are compared by what they are on the disk, not by
 * spelling: a link or other capitals lead to the same one.
 *
 * @param cwd absolute path of the working folder
 */
export function pinFor(pins: Map<string, string>, cwd: string): { folder: string; name: string } | undefined {
  if (pins.size === 0) return undefined
  const pinned = new Map<string, { folder: string; name: string }>()
  for (const [folder, name] of pins) {
    const id = fileIdentity(folder)
    if (id !== undefined) pinned.set(id, { folder, name })
  }
  for (let folder = cwd; ; folder = dirname(folder)) {
    const pin = pinned.get(fileIdentity(folder) ?? '')
    if (pin || folder === dirname(folder)) return pin
  }
}
