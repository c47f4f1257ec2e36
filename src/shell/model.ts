import { instanceOf } from '../accounts/location.ts'
import { isRenderable, MOST_NAMES } from '../accounts/names.ts'
import type { Registry } from '../accounts/registry.ts'
import { NO_LOGIN, OVERRIDES } from '../claude/environment.ts'
import { homeSettingsFiles } from '../claude/home-settings.ts'
import { COMMAND_NAMES } from '../command-table.ts'
import type { Context } from '../context.ts'
import { isPassable } from '../errors/printable.ts'
import type { Pins } from '../pins/pins.ts'
import { fixedSettings, type SettingsProfiles } from '../settings/settings-profiles.ts'
import { homeMark, type Source } from './freshness.ts'
import { type ShellMessages, shellMessages } from './messages.ts'

/** What a template may know: a plain value, made from the registry, with no behaviour of its own. */
export interface ShellModel extends ShellMessages {
  /** Digest of everything below plus the templates and the version; the text and the stamp file both carry it. */
  stamp: string
  /** The directories and variables that the text was rendered for; unset and empty are the same. */
  ccsDir: string
  home: string
  envCcsDir: string
  envCcsHome: string
  envCcsConfig: string
  /** The files behind it; `name` is that of their marks. */
  sources: { name: string; file: string }[]
  /** Absolute path of the core, used where the shell cannot find `ccs` on PATH. */
  core: string
  /** Account profiles that the shell launches by itself. */
  accounts: { name: string; instance: string }[]
  /** The plain profile, when there is one. */
  plain: { name: string }[]
  /** Settings profiles that the shell launches by itself, with the value of CLAUDE_CODE_OAUTH_TOKEN; '' leaves it unset. */
  settings: { name: string; file: string; token: string }[]
  /** Names that are profiles, but the core's to launch: any string an older registry holds. */
  coreNames: { name: string }[]
  /** Names that get a `ccs-<name>` function. */
  functions: { name: string }[]
  /** Every word that is a command, built or not. */
  commands: { name: string }[]
  /** The registry's default; '' when there is none. */
  defaultName: string
  /** True when only the core can tell what the default is, or that it is none. */
  defaultByCore: boolean
  /** Pinned folders; of two that are the same on the disk the first one counts. */
  pins: { folder: string; name: string }[]
  hasPins: boolean
  /** True when entering a pinned folder is to choose its account. */
  hook: boolean
  /** Variables that would beat the profile's own login (launch rule 3). */
  overrides: { name: string }[]
  /**
   * The settings files of plain claude, and where Claude looks for a project's. Where the two are the same file, an
   * account is launched by a shell only while the marks of that name say that no login is set in it.
   */
  homeSettings: { name: string; here: string; file: string }[]
  /** Likewise the one that Claude merges with the file of a settings profile, wherever it is started. */
  plainSettings: { name: string; file: string }[]
}

/** What the integration is rendered from. */
export interface Sources {
  registry: Registry
  settings: SettingsProfiles
  /** Settings profiles that the core must look at: their key is a placeholder, or their file may not be read. */
  unready: ReadonlySet<string>
  /** Settings profiles of another provider, which must not get the login of plain claude. */
  elsewhere: ReadonlySet<string>
  /** Undefined where they are damaged. */
  pins: Pins | undefined
  hook: boolean
  files: readonly Source[]
}

/**
 * Sorts the profiles by who launches them. The shell gets only what it can be sure of: names that were validated, and
 * folders and files that are the same in every working folder and environment. All else is the core's, and everything is
 * where there are too many names.
 *
 * @returns the model, but for the stamp, which is a digest of it
 */
export function makeModel(
  context: Context,
  { registry, settings, unready, elsewhere, pins, hook, files }: Sources,
): Omit<ShellModel, 'stamp'> {
  const { env } = context
  const isTooMuch = registry.profiles.size + settings.profiles.size > MOST_NAMES
  const entries = isTooMuch ? [] : [...registry.profiles]
  const native = entries.filter(([name, { vault }]) => isRenderable(name) && vault === undefined)
  const accounts = native
    .filter(([, { plain }]) => !plain)
    .map(([name, entry]) => ({ name, instance: instanceOf(context, name, entry) }))
  const plain = native.filter(([, entry]) => entry.plain).map(([name]) => ({ name }))
  const settingsEntries = isTooMuch ? [] : [...settings.profiles].filter(([name]) => !registry.profiles.has(name))
  const nativeSettings = (isTooMuch ? [] : fixedSettings(context, settings))
    .filter(({ name }) => !registry.profiles.has(name) && !unready.has(name))
    .map((profile) => ({ ...profile, token: elsewhere.has(profile.name) ? NO_LOGIN : '' }))
  const names = [...entries, ...settingsEntries].map(([name]) => name).filter((name) => isPassable(name))
  const launched = new Set([...accounts, ...plain, ...nativeSettings].map(({ name }) => name))
  const defaultName = isPassable(registry.defaultName ?? '') ? (registry.defaultName ?? '') : ''
  const homeSettings = homeSettingsFiles(context).map(({ source, ...files }) => ({ name: homeMark(source), ...files }))
  const fitsPins =
    pins && !isTooMuch && pins.size <= MOST_NAMES && [...pins.values()].every((name) => name !== '' && isPassable(name))
  const nativePins = fitsPins ? pins : undefined
  return {
    ...shellMessages(),
    ccsDir: context.ccsDir,
    home: env.HOME ?? '',
    envCcsDir: env.CCS_DIR ?? '',
    envCcsHome: env.CCS_HOME ?? '',
    envCcsConfig: env.CCS_CONFIG ?? '',
    sources: files.map(({ name, file }) => ({ name, file })),
    core: context.program,
    accounts,
    plain,
    settings: nativeSettings,
    coreNames: names.filter((name) => !launched.has(name)).map((name) => ({ name })),
    functions: names.filter((name) => isRenderable(name)).map((name) => ({ name })),
    commands: COMMAND_NAMES.map((name) => ({ name })),
    defaultName,
    // A default that no shell can hold is the core's to refuse, as it is its to tell of damage.
    defaultByCore: isTooMuch || !nativePins || defaultName !== (registry.defaultName ?? ''),
    pins: [...(nativePins ?? [])].map(([folder, name]) => ({ folder, name })),
    hasPins: nativePins !== undefined && nativePins.size > 0,
    hook,
    overrides: OVERRIDES.map((name) => ({ name })),
    homeSettings,
    plainSettings: homeSettings.slice(0, 1),
  }
}
