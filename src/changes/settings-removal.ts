import { lstatSync, realpathSync, rmSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'
import * as v from 'valibot'
import { type Registry, setDefault } from '../accounts/registry.ts'
import { forgetUse } from '../accounts/used.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { movePins } from '../pins/begun.ts'
import { expandSettingsPath, readSettingsProfiles } from '../settings/settings-profiles.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { fileIdentity } from '../store/file-identity.ts'
import { readTextFile } from '../store/json-file.ts'
import { SETTINGS_SUFFIX, settingsRemovalFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { below } from '../store/paths.ts'
import { rewritePins } from './write-pins.ts'

/** What has been begun, in which `config.json`; `file` is to be deleted, if it is the same one still. */
const NoteSchema = v.object({
  name: v.string(),
  config: v.string(),
  file: v.optional(v.object({ path: v.string(), identity: v.string() })),
})
type Note = v.InferOutput<typeof NoteSchema>

/**
 * Notes that a settings profile is about to be taken out of `config.json`. Only when it is out, what follows is done;
 * the note is left until then, so that the next change goes on with what a killed process began.
 *
 * @param file to be deleted; it has been checked
 */
export function beginSettingsRemoval(context: Context, name: string, file: string | undefined, lock: Lock): void {
  const identity = file === undefined ? undefined : fileIdentity(file)
  const note: Note = { name, config: context.configFile }
  if (file !== undefined && identity !== undefined) note.file = { path: file, identity }
  writeAtomically(settingsRemovalFile(context), JSON.stringify(note), lock)
}

/** True when the removal of a settings profile of that name has begun and not ended. */
export function hasBegunSettingsRemoval(context: Context, name: string): boolean {
  return readNote(context)?.name === name
}

/**
 * Changes what follows from a removal in the registry, in memory, once the profile is out of `config.json`. Where it is
 * there nothing had happened, and only the note goes.
 *
 * @returns the name of the profile that is removed now, or undefined
 */
export function resumeSettingsRemoval(context: Context, registry: Registry): string | undefined {
  const note = readNote(context)
  const isOut = note && isTakenOut(context, note)
  if (isOut === undefined) return undefined
  if (!isOut) {
    rmSync(settingsRemovalFile(context), { force: true })
    return undefined
  }
  // An account beats a settings profile: where there is one of that name, it is the default, and the one that is pinned.
  const isOfAccount = registry.profiles.has(note.name)
  if (!isOfAccount && !registry.isV2 && registry.defaultName === note.name) setDefault(registry, undefined)
  return note.name
}

/** Takes away the pins, and what else there is of the profile, when the registry is written. */
export function endSettingsRemoval(context: Context, registry: Registry, lock: Lock): void {
  const note = readNote(context)
  if (!note) return
  if (!registry.profiles.has(note.name)) {
    rewritePins(context, lock, (pins) => movePins(pins, { name: note.name }))
    forgetUse(context, note.name)
  }
  const { file } = note
  if (file && fileIdentity(file.path) === file.identity) rmSync(file.path, { force: true })
  rmSync(settingsRemovalFile(context), { force: true })
}

/** Undefined where a damaged file does not tell: then the note waits. */
function isTakenOut(context: Context, { name, config }: Note): boolean | undefined {
  try {
    return !readSettingsProfiles({ ...context, configFile: config }).profiles.has(name)
  } catch (error) {
    if (error instanceof CcsError) return undefined
    throw error
  }
}

/** A text that is no note is somebody else's, and of no use. */
function readNote(context: Context): Note | undefined {
  const text = readTextFile(settingsRemovalFile(context))
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), NoteSchema), text)
  return result.success ? result.output : undefined
}

/**
 * The settings file of a profile that may be deleted with it: it lies directly in the ccs dir, is a regular file, named as
 * settings files are, and no other profile has it.
 *
 * @returns undefined where none is there
 * @throws CcsError `usage` with the reason why it is to be kept
 */
export function deletableSettingsFile(context: Context, name: string): string | undefined {
  const { profiles } = readSettingsProfiles(context)
  const file = expandSettingsPath(profiles.get(name) ?? '', context)
  const keep = (reason: string) => new CcsError('settings-file-kept', { file, reason })
  if (!isAbsolute(file)) throw keep('its path is relative')
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (!found) return undefined
  if (!found.isFile()) throw keep(found.isSymbolicLink() ? 'it is a link' : 'it is no regular file')
  if (realpathSync(dirname(file)) !== realpathSync(context.ccsDir))
    throw keep('it does not lie directly in the ccs dir')
  // Whatever else lies there is no settings file, though config.json may call it one.
  if (!file.endsWith(SETTINGS_SUFFIX)) throw keep(`its name does not end in ${SETTINGS_SUFFIX}`)
  const identity = fileIdentity(file)
  const user = [...profiles].find(
    ([other, path]) => other !== name && isSame(expandSettingsPath(path, context), identity),
  )
  if (user) throw keep(`the profile ${quoted(user[0])} has it too`)
  return below(context.ccsDir, basename(file))
}

/** One that cannot be looked at is no other's. */
function isSame(file: string, identity: string | undefined): boolean {
  try {
    return fileIdentity(file) === identity
  } catch {
    return false
  }
}
