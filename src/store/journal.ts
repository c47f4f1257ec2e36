import { readdirSync } from 'node:fs'
import * as v from 'valibot'
import type { Folders } from '../context.ts'
import { isOwnFolder } from './folders.ts'
import { readTextFile } from './json-file.ts'
import { journalFolder } from './layout.ts'
import { fileNameFor } from './name-digest.ts'
import { below } from './paths.ts'

const name = v.string()
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
])
export type Change = v.InferOutput<typeof ChangeSchema>
export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>

/** The file of a change. There is at most one of a kind for a name. */
export function changeFile(folders: Folders, { kind, name }: Pick<Change, 'kind' | 'name'>): string {
  return below(journalFolder(folders), `${kind}-${fileNameFor(name)}.json`)
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
export function isUnderWay(folders: Folders, { kind, name }: Pick<Change, 'kind' | 'name'>): boolean {
  return readJournal(folders).some((change) => change.kind === kind && change.name === name)
}
