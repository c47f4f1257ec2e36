import { isLeftOut } from '../accounts/in-config-yaml.ts'
import { addProfile, type Entry, type Registry, setDefault } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { readConfig } from '../settings/settings-profiles.ts'
import type { ConfigYaml } from './config-yaml.ts'

/** What the older program's `config.yaml` has that ccs does not have yet; `config.yaml` itself stays as it is. */
export interface ImportPlan {
  /** New entries of the registry, in the order of the file; their folders are where they are. */
  accounts: [name: string, entry: Entry][]
  /** New settings profiles: name and path as written; their files are where they are. */
  settings: [name: string, path: string][]
  /** The default to set, where ccs has none; undefined to leave it. */
  defaultName: string | undefined
  /** Profiles that ccs cannot launch. */
  others: string[]
  /** Accounts that have the name of a settings profile of ours, which stays what it is. */
  taken: string[]
}

/**
 * What there is to import here.
 *
 * @param settings the names of the settings profiles that ccs knows
 * @throws CcsError `damaged` where settings profiles would be added to a `config.json` that is
 */
export function importsHere(
  context: Context,
  registry: Registry,
  config: ConfigYaml | undefined,
  settings: ReadonlySet<string>,
): ImportPlan {
  const plan = planImport(config, registry, settings, (name) => isLeftOut(context, registry, name))
  if (plan.settings.length > 0) readConfig(context)
  return plan
}

/**
 * What is to be imported: nothing where there is no such file. What ccs has under the same name stays as it is.
 *
 * @param settings the names of the settings profiles that ccs knows
 * @param isLeft true for an account that is not to be imported
 */
export function planImport(
  config: ConfigYaml | undefined,
  registry: Registry,
  settings: ReadonlySet<string>,
  isLeft: (name: string) => boolean,
): ImportPlan {
  if (!config) return { accounts: [], settings: [], defaultName: undefined, others: [], taken: [] }
  const wanted = [...config.accounts].filter(([name]) => !registry.profiles.has(name) && !isLeft(name))
  const accounts = wanted
    .filter(([name]) => !settings.has(name))
    .map(([name, times]): [string, Entry] => [name, { type: 'account', ...times }])
  const isAccount = (name: string) => registry.profiles.has(name) || accounts.some(([account]) => account === name)
  const newSettings = [...config.settings].filter(([name]) => !settings.has(name) && !isAccount(name))
  const { defaultName } = config
  const isNew = (name: string) => [...accounts, ...newSettings].some(([other]) => other === name)
  const isKnown = (name: string) => registry.profiles.has(name) || settings.has(name) || isNew(name)
  const isWanted = registry.defaultName === undefined && defaultName !== undefined && isKnown(defaultName)
  return {
    accounts,
    settings: newSettings,
    defaultName: isWanted ? defaultName : undefined,
    others: config.others.filter((name) => !settings.has(name)),
    taken: wanted.map(([name]) => name).filter((name) => settings.has(name)),
  }
}

/** True where there is anything to be imported. */
export function changesAnything({ accounts, settings, defaultName }: ImportPlan): boolean {
  return accounts.length > 0 || settings.length > 0 || defaultName !== undefined
}

/** True for what changes the registry. */
export function changesRegistry({ accounts, defaultName }: ImportPlan): boolean {
  return accounts.length > 0 || defaultName !== undefined
}

/** Adds the accounts, and the default where there is none; the folders are there, with their logins. */
export function importInto(registry: Registry, { accounts, defaultName }: ImportPlan): void {
  for (const [name, entry] of accounts) addProfile(registry, name, entry)
  if (defaultName !== undefined) setDefault(registry, defaultName)
}
