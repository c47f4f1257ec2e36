import { isLeftOut } from '../../accounts/in-config-yaml.ts'
import { addProfile, type Entry, type Registry, setDefault } from '../../accounts/registry.ts'
import { readConfig, readSettingsProfilesOrNone } from '../../settings/settings-profiles.ts'
import { isThere } from '../../store/folders.ts'
import { readTextFile } from '../../store/json-file.ts'
import { registryFile } from '../../store/layout.ts'
import { below } from '../../store/paths.ts'
import type { Arrangement } from '../arrangement.ts'
import type { ConfigYaml } from './parse.ts'
import { configToRestore, importSettings, namesAdded, restoreSettings, SettingsSchema } from './settings.ts'

/** What a `config.yaml` has that ccs does not have yet. */
export interface Imports {
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

/** The imports, and the files that they would be written to, where these are there. */
export interface ConfigYamlFound {
  imports: Imports
  registryFile: string | undefined
  configFile: string | undefined
}

/** Profiles that later versions of the older program keep in `config.yaml`, which stays as it is, with folders and files. */
export const configYaml: Arrangement<ConfigYamlFound, ConfigYaml | undefined> = {
  name: 'config-yaml',
  record: SettingsSchema,

  async read({ ccsDir }) {
    const file = below(ccsDir, 'config.yaml')
    const text = readTextFile(file)
    return text === undefined ? undefined : (await import('./parse.ts')).parseConfigYaml(text, file)
  },

  find({ context, registry }, config) {
    const settings = new Set(readSettingsProfilesOrNone(context).profiles.keys())
    const imports = findImports(config, registry, settings, (name) => isLeftOut(context, registry, name))
    // Nothing is added to a damaged one.
    if (imports.settings.length > 0) readConfig(context)
    const existing = (file: string) => (isThere(file) ? file : undefined)
    return { imports, registryFile: existing(registryFile(context)), configFile: existing(context.configFile) }
  },

  plan({ imports, ...files }) {
    const { accounts, settings, defaultName } = imports
    const changesRegistry = accounts.length > 0 || defaultName !== undefined
    const changes = changesRegistry || settings.length > 0
    const profiles = accounts.map(([name]) => name)
    const names = settings.map(([name]) => name)
    return {
      rewrites: [
        changesRegistry ? files.registryFile : undefined,
        names.length > 0 ? files.configFile : undefined,
      ].flatMap((file) => file ?? []),
      steps: changes ? [{ step: 'import', profiles, settings: names, default: defaultName ?? null }] : [],
      moves: [],
      logins: [],
      stays: [
        ...imports.others.map((profile) => ({ kind: 'config-yaml-other', profile }) as const),
        ...imports.taken.map((profile) => ({ kind: 'config-yaml-taken', profile }) as const),
      ],
    }
  },

  apply: {
    beforeRegistry(migration, { imports: { accounts, settings, defaultName } }) {
      // The default may be one of them, so they are there before the registry.
      importSettings(migration, settings)
      for (const [name, entry] of accounts) addProfile(migration.registry, name, entry)
      if (defaultName !== undefined) setDefault(migration.registry, defaultName)
      return []
    },
  },

  undo: {
    plan: (context, backup) => ({
      restored: configToRestore(context, backup),
      removed: [],
      kept: [],
      settings: namesAdded(backup),
    }),
    afterRegistry: ({ context, lock, backup }) => restoreSettings(context, backup, lock),
  },
}

/**
 * What is to be imported: nothing where there is no such file. What ccs has under the same name stays as it is.
 *
 * @param settings the names of the settings profiles that ccs knows
 * @param isLeft true for an account that is not to be imported
 */
export function findImports(
  config: ConfigYaml | undefined,
  registry: Registry,
  settings: ReadonlySet<string>,
  isLeft: (name: string) => boolean,
): Imports {
  if (!config) return { accounts: [], settings: [], defaultName: undefined, others: [], taken: [] }
  const wanted = [...config.accounts].filter(([name]) => !registry.profiles.has(name) && !isLeft(name))
  const accounts = wanted
    .filter(([name]) => !settings.has(name))
    .map(([name, times]): [string, Entry] => [name, { type: 'account', ...times }])
  const known = new Set([...registry.profiles.keys(), ...accounts.map(([name]) => name), ...settings])
  const newSettings = [...config.settings].filter(([name]) => !known.has(name))
  for (const [name] of newSettings) known.add(name)
  const { defaultName } = config
  const isWanted = registry.defaultName === undefined && defaultName !== undefined && known.has(defaultName)
  return {
    accounts,
    settings: newSettings,
    defaultName: isWanted ? defaultName : undefined,
    others: config.others.filter((name) => !settings.has(name)),
    taken: wanted.map(([name]) => name).filter((name) => settings.has(name)),
  }
}
