import { isAbsolute } from 'node:path'
import * as v from 'valibot'
import { isRenderable, MOST_NAMES } from '../accounts/names.ts'
import type { Folders, Surroundings } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { isPassable } from '../errors/printable.ts'
import { parseJson, readTextFile } from '../store/json-file.ts'
import { jsonObject } from '../store/json-object.ts'

const ConfigSchema = jsonObject({ profiles: v.optional(jsonObject({})) })

/** The settings profiles of `config.json`, in v2's format. */
export interface SettingsProfiles {
  /** Name to path as written, in the order of the file; without v2's `default` for plain claude. */
  profiles: Map<string, string>
  /** True when the file says that `default` is plain claude (it points to `~/.claude/settings.json`). */
  hasPlainDefault: boolean
}

/**
 * @throws CcsError `damaged`
 */
export function readSettingsProfiles(folders: Folders): SettingsProfiles {
  const profiles = new Map(Object.entries(readConfig(folders).profiles))
  const hasPlainDefault = meansPlainClaude(profiles.get('default') ?? '')
  if (hasPlainDefault) profiles.delete('default')
  return { profiles, hasPlainDefault }
}

/** True for the path that the older programs give to `default` when they mean plain claude. */
export function meansPlainClaude(path: string): boolean {
  return /^(?:~|\$HOME|\$\{HOME\})\/\.claude\/settings\.json$/.test(path)
}

/** `config.json` as it was parsed, with all that we do not know. */
export interface Config {
  profiles: Record<string, string>
  [key: string]: unknown
}

/**
 * @returns one without profiles where there is no file
 * @throws CcsError `damaged`
 */
export function readConfig({ configFile: file }: Folders): Config {
  const text = readTextFile(file)
  if (text === undefined) return { profiles: {} }
  const parsed = parseJson(text, file)
  if (!v.is(ConfigSchema, parsed)) throw new CcsError('settings-path-wrong', { file, key: 'profiles' })
  const config = parsed as Config
  config.profiles ??= {}
  const wrong = Object.entries(config.profiles).find(([, path]) => typeof path !== 'string' || path === '')
  if (wrong) throw new CcsError('settings-path-wrong', { file, key: wrong[0] })
  return config
}

/** The same; a damaged file counts as empty: it must not stop what has nothing to do with it. */
export function readSettingsProfilesOrNone(folders: Folders): SettingsProfiles {
  try {
    return readSettingsProfiles(folders)
  } catch (error) {
    if (error instanceof CcsError) return { profiles: new Map(), hasPlainDefault: false }
    throw error
  }
}

/** A variable in a path; the second form is Windows's. */
const VARIABLE = /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g
const WINDOWS_VARIABLE = /%([^%]+)%/g

type PathContext = Surroundings & Pick<Folders, 'home'>

/**
 * A path of `config.json` as v2 understood it: `~/` and variables are replaced, as text.
 *
 * @returns the path; a relative one is of no use, and whoever launches its profile refuses it
 */
export function expandSettingsPath(path: string, { env, home, platform }: PathContext): string {
  const isBelowHome = path === '~' || path.startsWith('~/')
  // What stands in the home's own name is no variable.
  const rest = isBelowHome ? path.slice(1) : path
  const posix = rest.replace(VARIABLE, (_, braced, bare) => env[braced ?? bare] ?? '')
  const expanded = platform === 'win32' ? posix.replace(WINDOWS_VARIABLE, (whole, name) => env[name] ?? whole) : posix
  return isBelowHome ? home + expanded : expanded
}

/**
 * The path when a shell may use it as it is: absolute once `~/` is replaced, and without a variable, whose value may
 * be another one by then.
 */
function fixedSettingsPath(path: string, context: PathContext): string | undefined {
  const hasVariable =
    path.search(VARIABLE) !== -1 || (context.platform === 'win32' && path.search(WINDOWS_VARIABLE) !== -1)
  if (hasVariable) return undefined
  const expanded = expandSettingsPath(path, context)
  return isAbsolute(expanded) && isPassable(expanded) ? expanded : undefined
}

/**
 * The settings profiles that a shell can launch by itself: their file is the same in every working folder. Of too many
 * it knows none.
 */
export function fixedSettings(context: PathContext, { profiles }: SettingsProfiles): { name: string; file: string }[] {
  if (profiles.size > MOST_NAMES) return []
  return [...profiles].flatMap(([name, path]) => {
    const file = isRenderable(name) ? fixedSettingsPath(path, context) : undefined
    return file === undefined ? [] : [{ name, file }]
  })
}
