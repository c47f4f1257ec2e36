import type { Entry, Registry } from '../profiles/registry.ts'
import type { ConfigYaml } from './config-yaml.ts'

/** What the older program's `config.yaml` has that ccs does not have yet; `config.yaml` itself stays as it is. */
export interface ImportPlan {
  /** New entries of the registry, in the order of the file; their folders are where they are. */
  accounts: [name: string, entry: Entry][]
  /** New settings profiles: name and path as written. */
  settings: [name: string, path: string][]
  /** The default to set, where ccs has none; undefined to leave it. */
  defaultName: string | undefined
  /** Profiles that ccs cannot launch. */
  others: string[]
}

/**
 * What is to be imported. What ccs has under the same name stays as it is.
 *
 * @param settings the names of the settings profiles that ccs knows
 */
export function planImport(config: ConfigYaml, registry: Registry, settings: ReadonlySet<string>): ImportPlan {
  const accounts = [...config.accounts]
    .filter(([name]) => !registry.profiles.has(name))
    .map(([name, times]): [string, Entry] => [name, { type: 'account', ...times }])
  const newSettings = [...config.settings].filter(([name]) => !settings.has(name))
  const { defaultName } = config
  const isKnown = (name: string) =>
    registry.profiles.has(name) || settings.has(name) || config.accounts.has(name) || config.settings.has(name)
  const isWanted = registry.defaultName === undefined && defaultName !== undefined && isKnown(defaultName)
  return {
    accounts,
    settings: newSettings,
    defaultName: isWanted ? defaultName : undefined,
    others: config.others.filter((name) => !settings.has(name)),
  }
}
