import { isAbsolute } from 'node:path'
import * as v from 'valibot'
import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { isPassable } from '../printable.ts'
import { parseJson, readTextFile } from './json-file.ts'
import { jsonObject } from './json-object.ts'

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
export function readSettingsProfiles(context: Context): SettingsProfiles {
  const text = readTextFile(context.configFile)
  if (text === undefined) return { profiles: new Map(), hasPlainDefault: false }
  const parsed = parseJson(text, context.configFile)
  const { success } = v.safeParse(ConfigSchema, parsed)
  const entries = success ? Object.entries((parsed as { profiles?: object }).profiles ?? {}) : []
  const wrong = success ? entries.find(([, path]) => typeof path !== 'string' || path === '') : ['profiles']
  if (wrong) {
    throw new CcsError('settings-path-wrong', { file: context.configFile, key: String(wrong[0]) })
  }
  const profiles = new Map(entries as [string, string][])
  const hasPlainDefault = meansPlainClaude(profiles.get('default') ?? '')
  if (hasPlainDefault) profiles.delete('default')
  return { profiles, hasPlainDefault }
}

/** True for the path that the older programs give to `default` when they mean plain claude. */
export function meansPlainClaude(path: string): boolean {
  return /^(?:~|\$HOME|\$\{HOME\})\/\.claude\/settings\.json$/.test(path)
}

/** The same; a damaged file counts as empty: it must not stop what has nothing to do with it. */
export function readSettingsProfilesOrNone(context: Context): SettingsProfiles {
  try {
    return readSettingsProfiles(context)
  } catch (error) {
    if (error instanceof CcsError) return { profiles: new Map(), hasPlainDefault: false }
    throw error
  }
}

/**
 * A path of `config.json` as v2 understood it: `~/` and variables are replaced, as text.
 *
 * @returns the path; a relative one is relative to the working folder
 */
export function expandSettingsPath(path: string, { env, home, platform }: Context): string {
  const withHome = path === '~' || path.startsWith('~/') ? home + path.slice(1) : path
  const posix = withHome.replace(
    /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g,
    (_, braced, bare) => env[braced ?? bare] ?? '',
  )
  return platform === 'win32' ? posix.replace(/%([^%]+)%/g, (whole, name) => env[name] ?? whole) : posix
}

/**
 * The path when a shell may use it as it is: absolute once `~/` is replaced, and without a variable, whose value may
 * be another one by then.
 */
export function fixedSettingsPath(path: string, context: Context): string | undefined {
  if (path.includes('$') || (context.platform === 'win32' && path.includes('%'))) return undefined
  const expanded = expandSettingsPath(path, context)
  return isAbsolute(expanded) && isPassable(expanded) ? expanded : undefined
}
