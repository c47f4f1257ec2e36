import { dirname } from 'node:path'
import { instanceOf } from '../accounts/location.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import type { Entry, Registry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { readSettingsProfilesOrNone } from '../settings/settings-profiles.ts'
import { isFolder, isThere } from '../store/folders.ts'
import { instancesFolder, registryFile, vaultFolder } from '../store/layout.ts'
import { isOpen as isInterrupted, lastMigration } from './backup.ts'
import type { ConfigYaml } from './config-yaml.ts'
import { type ImportPlan, importsHere } from './import-plan.ts'
import { vaultFiles, vaultIsElsewhere } from './vault.ts'

/** What is there of v2, and what a migration before this one has left to do. */
export interface Found {
  registryFile: string
  hasRegistry: boolean
  configFile: string
  hasConfig: boolean
  /** Accounts that still have a vault, in the order of the registry. */
  accounts: V2Account[]
  /** The other profiles of the registry. */
  others: string[]
  settings: string[]
  /** Absolute paths of the vault's files that go into the backup. */
  vault: string[]
  /** A folder of v2's logins that is a link, or on another disk, and so is left. */
  keptVault: string | undefined
  /** A migration that was interrupted is gone on with. */
  isOpen: boolean
  /** Accounts of the last migration that are still there: they may not be logged in yet. */
  migrated: V2Account[]
  /** What is only in the `config.yaml` of a later program. */
  imports: ImportPlan
}

export interface V2Account {
  name: string
  /** That of the account which v2 had under this name, as far as it noted it. */
  email: string | undefined
  /** Its folder; undefined for the plain profile. */
  folder: string | undefined
  /** True when the folder is to be made. */
  isMissing: boolean
}

/**
 * @param config the `config.yaml` of a later program, where there is one
 * @throws CcsError `damaged`
 */
export function lookAround(context: Context, config: ConfigYaml | undefined): Found {
  const registry = readRegistry(context)
  const last = lastMigration(context)
  const isOpen = last !== undefined && isInterrupted(context, last)
  const names = [...registry.profiles.keys()]
  const settings = [...readSettingsProfilesOrNone(context).profiles.keys()]
  return {
    registryFile: registryFile(context),
    hasRegistry: isThere(registryFile(context)),
    configFile: context.configFile,
    hasConfig: isThere(context.configFile),
    accounts: v2Accounts(context, registry),
    others: names.filter((name) => !isOfV2(registry, name)),
    settings,
    imports: importsHere(context, registry, config, new Set(settings)),
    vault: registry.isV2 || isOpen ? vaultFiles(context) : [],
    keptVault: registry.isV2 && vaultIsElsewhere(context) ? vaultFolder(context) : undefined,
    isOpen,
    migrated: accountsOf(context, registry, last?.note.profiles ?? []).filter(({ name }) => !isOfV2(registry, name)),
  }
}

function isOfV2(registry: Registry, name: string): boolean {
  return registry.profiles.get(name)?.vault !== undefined
}

export function v2Accounts(context: Context, registry: Registry): V2Account[] {
  return accountsOf(
    context,
    registry,
    [...registry.profiles.keys()].filter((name) => isOfV2(registry, name)),
  )
}

function accountsOf(context: Context, registry: Registry, names: readonly string[]): V2Account[] {
  return names.flatMap((name) => {
    const entry = registry.profiles.get(name)
    return entry ? [accountOf(context, name, entry)] : []
  })
}

function accountOf(context: Context, name: string, entry: Entry): V2Account {
  const email = typeof entry.email === 'string' && entry.email !== '' ? entry.email : undefined
  if (entry.plain) return { name, email, folder: undefined, isMissing: false }
  const folder = instanceOf(context, name, entry)
  return { name, email, folder, isMissing: canBeMade(context, folder) && !isThere(folder) }
}

/** One on a disk that is not mounted must not be made on the disk below. */
function canBeMade(context: Context, folder: string): boolean {
  return dirname(folder) === instancesFolder(context) || isFolder(dirname(folder))
}
