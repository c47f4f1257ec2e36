import { isAbsolute } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { CcsError } from '../errors/ccs-error.ts'
import { isPassable } from '../errors/printable.ts'
import { parseJson } from '../store/json-file.ts'
import { jsonObject } from '../store/json-object.ts'
import { currentTime } from '../store/system.ts'

const EntrySchema = jsonObject({
  type: v.optional(v.string()),
  created: v.nullish(v.string()),
  last_used: v.nullish(v.string()),
  instance: v.optional(
    v.pipe(v.string(), v.check(isAbsolute, 'an absolute path'), v.check(isPassable, 'text without NUL')),
  ),
  plain: v.optional(v.boolean()),
  vault: v.optional(v.unknown()),
})
/** One account profile as the registry has it; keys we do not know are kept. */
export type Entry = v.InferOutput<typeof EntrySchema>

const FileSchema = jsonObject({
  version: v.optional(v.string()),
  profiles: v.optional(jsonObject({})),
  default: v.nullish(v.string()),
})

/** The account profiles and the default, as read. Change it only within `changeRegistry`. */
export interface Registry {
  /** By name, in the order of the file. The entries are those of `raw`. */
  profiles: Map<string, Entry>
  /** Name of the default profile; undefined when there is none. */
  defaultName: string | undefined
  /** True when a profile still has a v2 vault: such a file is read, but never rewritten. */
  isV2: boolean
  /** The parsed file, with all that we do not know. */
  raw: { profiles: Record<string, Entry>; default?: string | null; [key: string]: unknown }
}

/** A registry without profiles: what a missing file means. */
export function emptyRegistry(): Registry {
  return { profiles: new Map(), defaultName: undefined, isV2: false, raw: { version: '2.0.0', profiles: {} } }
}

/**
 * @param text content of `profiles.json`
 * @param file its path, for messages
 * @throws CcsError `damaged`, naming the place
 */
export function parseRegistry(text: string, file: string): Registry {
  const parsed = parseJson(text, file)
  const { version, default: defaultName } = check(FileSchema, parsed, file, '')
  if (version !== undefined && !version.startsWith('2.')) {
    throw new CcsError('version-unknown', { file, version })
  }
  // What is kept is the parsed file, not its checked copy: valibot leaves out keys such as `constructor`, which an
  // older registry may have as names. For the same reason each entry is checked by itself.
  const raw = parsed as Registry['raw']
  raw.profiles ??= {}
  const profiles = new Map(Object.entries(raw.profiles))
  for (const [name, entry] of profiles) check(EntrySchema, entry, file, `profiles.${name}`)
  return {
    profiles,
    defaultName: defaultName ?? undefined,
    isV2: [...profiles.values()].some((entry) => entry.vault !== undefined),
    raw,
  }
}

/** The file's text, the default and the profiles as they are now. */
export function serializeRegistry(registry: Registry): string {
  return `${JSON.stringify(registry.raw, undefined, 2)}\n`
}

/** Adds a profile; its name has been checked. */
export function addProfile(registry: Registry, name: string, entry: Entry): void {
  registry.raw.profiles[name] = entry
  registry.profiles.set(name, entry)
}

/**
 * Adds a profile that begins now. The first one of all becomes the default, where none was chosen.
 *
 * @param more what is known of it besides
 * @returns whether it is the default
 */
export function addNewProfile(registry: Registry, name: string, more: Pick<Entry, 'instance' | 'plain'> = {}): boolean {
  addProfile(registry, name, {
    type: 'account',
    created: new Date(currentTime()).toISOString(),
    last_used: null,
    ...more,
  })
  const isFirst = registry.profiles.size === 1 && registry.defaultName === undefined
  if (isFirst) setDefault(registry, name)
  return isFirst
}

/** Forgets a profile, and the default if it was that one. */
export function deleteProfile(registry: Registry, name: string): void {
  delete registry.raw.profiles[name]
  registry.profiles.delete(name)
  if (registry.defaultName === name) setDefault(registry, undefined)
}

/** True for what is the same entry, but for the time of its last launch. */
export function isSameEntry({ last_used: _, ...one }: Entry, { last_used: __, ...other }: Entry): boolean {
  return isDeepStrictEqual(one, other)
}

/** Gives a profile another name: in its place in the file, and as the default if it was that. */
export function moveProfile(registry: Registry, name: string, newName: string): void {
  const entries = [...registry.profiles].map(([other, entry]) => [other === name ? newName : other, entry] as const)
  registry.profiles = new Map(entries)
  registry.raw.profiles = Object.fromEntries(entries)
  if (registry.defaultName === name) setDefault(registry, newName)
}

export function setDefault(registry: Registry, name: string | undefined): void {
  if (name === undefined) delete registry.raw.default
  else registry.raw.default = name
  registry.defaultName = name
}

function check<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  file: string,
  place: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const issue = result.issues[0]
  const key = [place, v.getDotPath(issue) ?? ''].filter(Boolean).join('.') || 'its content'
  throw new CcsError('value-wrong', { file, key, found: issue.received, expected: issue.expected ?? issue.message })
}
