import { readdirSync } from 'node:fs'
import * as v from 'valibot'
import type { Folders } from '../context.ts'
import { isOwnFolder } from './folders.ts'
import { readTextFile } from './json-file.ts'
import { journalFolder } from './layout.ts'
import { fileNameFor } from './name-digest.ts'
import { below } from './paths.ts'

const name = v.string()
/** The name of a folder in `backup`; none that leads elsewhere fits. */
export const TIME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/
const time = v.pipe(v.string(), v.regex(TIME))
/** As it was before: tells whether the registry still has the same profile. */
const entry = v.looseObject({})

/**
 * A change of several files that is under way. Its file is written before anything else and deleted last, so that the next
 * change finishes what a killed process left, or takes it back.
 */
const ChangeSchema = v.variant('kind', [
  /** An account is being made in that folder of `instances`, by that process. */
  v.object({ kind: v.literal('create'), name, folder: v.string(), process: v.looseObject({}) }),
  /** A profile goes; `takesFolder` says that its folder is taken away before the registry is written. */
  v.object({ kind: v.literal('remove'), name, entry, takesFolder: v.boolean() }),
  v.object({ kind: v.literal('rename'), name, entry, newName: v.string() }),
  /** A settings profile goes from that `config.json`; `file` is deleted if it still is the same one. */
  v.object({
    kind: v.literal('remove-settings'),
    name,
    config: v.string(),
    file: v.optional(v.object({ path: v.string(), identity: v.string() })),
  }),
  /** Profiles of an older program become ours, or that is taken back; what was before is in that folder of `backup`. */
  v.object({ kind: v.literal('migrate'), time }),
  /** What an installer left is moved into that folder of `backup`. */
  v.object({ kind: v.literal('clean'), time }),
])
export type Change = v.InferOutput<typeof ChangeSchema>
export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>

/** What tells a change from the others: there is at most one of a kind for a name, and one migration. */
export interface ChangeId {
  kind: Change['kind']
  name?: string
}

/** The file of a change. */
export function changeFile(folders: Folders, { kind, name }: ChangeId): string {
  return below(journalFolder(folders), `${kind}${name === undefined ? '' : `-${fileNameFor(name)}`}.json`)
}

/** All changes that are under way. A text that is none is somebody else's. */
export function readJournal(folders: Folders): Change[] {
  const folder = journalFolder(folders)
  if (!isOwnFolder(folder)) return []
  return readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? readChange(below(folder, file)) : []))
}

function readChange(file: string): Change | [] {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), ChangeSchema), readTextFile(file))
  return result.success ? result.output : []
}

/** True while a change of that kind and name has not been finished. */
export function isUnderWay(folders: Folders, change: ChangeId): boolean {
  const file = changeFile(folders, change)
  return readJournal(folders).some((other) => changeFile(folders, other) === file)
}

/** The only change of that kind. */
export function changeUnderWay<Kind extends 'migrate' | 'clean'>(
  folders: Folders,
  kind: Kind,
): ChangeOf<Kind> | undefined {
  return readJournal(folders).find((change): change is ChangeOf<Kind> => change.kind === kind)
}
