import { isLeftOut, namesInConfigYaml } from '../accounts/in-config-yaml.ts'
import { instanceOf, renamedFrom } from '../accounts/location.ts'
import { asciiLowerCase, couldBeName, isRenderable } from '../accounts/names.ts'
import { nearNames } from '../accounts/near-names.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import type { Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { pinFor, pinsBeside } from '../pins/pins.ts'
import type { AccountProfile, Profile } from '../profile.ts'
import {
  expandSettingsPath,
  readSettingsProfiles,
  readSettingsProfilesOrNone,
  type SettingsProfiles,
} from '../settings/settings-profiles.ts'
import { promptCall } from './prompt-call.ts'

/** Which profile is the default, and what decided, a pin by its folder; `plain-claude` when nothing did. */
export type Default =
  | { kind: 'profile'; name: string; from: 'CCS_PROFILE' | 'the registry' | { pin: string } }
  | { kind: 'plain-claude' }

/** What must be known of the profiles; asked for only where a row needs it, because each answer may read a file. */
export interface Known {
  isAccount(name: string): boolean
  isSettings(name: string): boolean
  /** v2's `default`, which means plain claude. */
  hasPlainDefault(): boolean
  /** All names of profiles. */
  names(): string[]
  /** False only where plain claude would be launched. */
  hasDefault(): boolean
}

/** All profiles of a ccs dir; a file is read when it is first needed, and at most once. */
export class Profiles implements Known {
  #registry: Registry | undefined
  #settings: SettingsProfiles | undefined

  /** @param cwd gives the working folder; throws where it is gone */
  constructor(
    readonly context: Context,
    private readonly cwd: () => string,
  ) {}

  get registry(): Registry {
    this.#registry ??= readRegistry(this.context)
    return this.#registry
  }

  isAccount(name: string): boolean {
    return this.registry.profiles.has(name)
  }

  /** True for an account whose login v2 keeps in a vault: what only a migration brings over. */
  isOfV2(name: string): boolean {
    return this.registry.profiles.get(name)?.vault !== undefined
  }

  isSettings(name: string): boolean {
    // A damaged file concerns only words that it could have named; the rest launches without it.
    return (couldBeName(name) ? this.settings() : readSettingsProfilesOrNone(this.context)).profiles.has(name)
  }

  hasPlainDefault(): boolean {
    return this.settings().hasPlainDefault
  }

  names(): string[] {
    return [...this.registry.profiles.keys(), ...this.settings().profiles.keys()]
  }

  hasDefault(): boolean {
    return this.default().kind === 'profile'
  }

  /** CCS_PROFILE, the deepest pin, the registry's default, or nothing; the name may be that of no profile. */
  default(): Default {
    const { CCS_PROFILE } = this.context.env
    if (CCS_PROFILE) return { kind: 'profile', name: CCS_PROFILE, from: 'CCS_PROFILE' }
    const pins = pinsBeside(this.context, this.registry)
    const pin = pins.size > 0 ? pinFor(pins, this.cwd()) : undefined
    if (pin) return { kind: 'profile', name: pin.name, from: { pin: pin.folder } }
    const { defaultName } = this.registry
    return defaultName === undefined
      ? { kind: 'plain-claude' }
      : { kind: 'profile', name: defaultName, from: 'the registry' }
  }

  /**
   * @param name exactly as it stands in the registry or in `config.json`
   * @returns undefined when there is no such profile
   */
  find(name: string): Profile | undefined {
    const entry = this.registry.profiles.get(name)
    if (entry?.plain) return { kind: 'plain', name }
    if (entry) return { kind: 'account', name, instance: instanceOf(this.context, name, entry) }
    const path = this.settings().profiles.get(name)
    return path === undefined ? undefined : { kind: 'settings', name, file: expandSettingsPath(path, this.context) }
  }

  private settings(): SettingsProfiles {
    this.#settings ??= readSettingsProfiles(this.context)
    return this.#settings
  }
}

/** A profile of any kind that must be there. */
export function requireProfile(profiles: Profiles, name: string): Profile {
  const profile = profiles.find(name)
  if (profile) return profile
  throw noSuchProfile(profiles.context, name, nearNames(name, profiles.names()))
}

/** An account profile that must be there. */
export function requireAccount(profiles: Profiles, name: string): AccountProfile {
  const profile = profiles.find(name)
  if (profile && profile.kind !== 'settings') return profile
  if (profile) {
    throw new CcsError('profile-is-settings', { name })
  }
  throw noSuchProfile(profiles.context, name, nearNames(name, [...profiles.registry.profiles.keys()]))
}

/**
 * @param near names of profiles or commands that look alike
 * @param prompt what was typed, where it may have been meant for claude
 */
export function noSuchProfile(context: Context, word: string, near: string[], prompt?: readonly string[]): CcsError {
  const small = asciiLowerCase(word)
  const { accounts, profiles } = namesInConfigYaml(context)
  const registry = readRegistry(context)
  const newName = renamedFrom(context, registry, word)
  const meant = [...new Set([...(newName === undefined ? [] : [newName]), ...near])]
  const isOlder = (accounts.includes(word) && !isLeftOut(context, registry, word)) || profiles.includes(word)
  // Who has typed capitals is not told to create what is there.
  const isTaken = registry.profiles.has(small) || readSettingsProfilesOrNone(context).profiles.has(small)
  return new CcsError('profile-not-found', {
    name: word,
    near: meant.length > 0 ? meant.map((name) => quoted(name)).join(', ') : undefined,
    older: isOlder ? quoted(word) : undefined,
    new: isTaken ? undefined : isRenderable(small) ? small : '<name>',
    prompt: prompt && promptCall(prompt),
  })
}
