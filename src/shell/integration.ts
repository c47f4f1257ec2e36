import { readFileSync } from 'node:fs'
import { readRegistry } from '../accounts/read-registry.ts'
import type { Registry } from '../accounts/registry.ts'
import { lookAtSettingsFile, type SettingsFile } from '../claude/settings-file.ts'
import type { Context } from '../context.ts'
import type { Pins } from '../pins/pins.ts'
import { pinsBeside } from '../pins/pins.ts'
import { fixedSettings, readSettingsProfilesOrNone, type SettingsProfiles } from '../settings/settings-profiles.ts'
import { below } from '../store/paths.ts'
import { candidatesOf } from './candidates.ts'
import { hasHook } from './choices.ts'
import { fingerprint } from './fingerprint.ts'
import { lookAtSources } from './freshness.ts'
import { makeModel, type ShellModel } from './model.ts'
import { render } from './render.ts'
import { readParts, SHELLS } from './shells.ts'

/** Everything that is published, and what it was rendered from. */
export interface Integration {
  stamp: string
  /** Text by file name; the names stand in `SHELLS`. */
  texts: Map<string, string>
  /** What Tab offers, read by the completion of each shell. */
  candidates: string
  model: ShellModel
}

/**
 * Renders the integration of every shell from what is on the disk now.
 *
 * @throws CcsError `damaged` for the registry; a damaged `config.json` or pins, or a choice, count as none, and the core tells of them
 */
export function renderIntegration(context: Context): Integration {
  const registry = readRegistry(context)
  const settings = readSettingsProfilesOrNone(context)
  const sources = {
    registry,
    settings,
    ...sortSettings(context, settings),
    pins: pinsIfWhole(context, registry),
    hook: hasHook(context),
    files: lookAtSources(context),
  }
  const read = (file: string) => readFileSync(below(context.packageRoot, file), 'utf8')
  const shells = SHELLS.map((shell) => ({ ...shell, parts: readParts(shell, read) }))
  const unstamped = makeModel(context, sources)
  const candidates = candidatesOf(unstamped, registry.defaultName)
  const digest = fingerprint(JSON.stringify([unstamped, candidates, shells]))
  const model = { ...unstamped, stamp: `${context.version}-${digest}` }
  const texts = new Map(shells.map(({ file, quote, parts }) => [file, render(parts, model, quote)]))
  return { stamp: model.stamp, texts, candidates, model }
}

/** The names of settings profiles that the core must look at, and of those of another provider. */
function sortSettings(context: Context, settings: SettingsProfiles): { unready: Set<string>; elsewhere: Set<string> } {
  const looks = fixedSettings(context, settings).map(({ name, file }) => ({ name, ...lookAtSettingsFile(file) }))
  const isUnready = ({ state, placeholder }: SettingsFile) => UNREADY.has(state) || placeholder !== undefined
  const namesOf = (found: { name: string }[]) => new Set(found.map(({ name }) => name))
  return {
    unready: namesOf(looks.filter(isUnready)),
    elsewhere: namesOf(looks.filter(({ goesElsewhere }) => goesElsewhere)),
  }
}

const UNREADY = new Set<SettingsFile['state']>(['unreadable', 'broken'])

/** Undefined where they are damaged: then the core chooses the default, and tells of the damage. */
function pinsIfWhole(context: Context, registry: Registry): Pins | undefined {
  try {
    return pinsBeside(context, registry)
  } catch {
    return undefined
  }
}
