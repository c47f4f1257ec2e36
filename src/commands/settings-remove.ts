import { asciiLowerCase, isRenderable } from '../accounts/names.ts'
import { nearNames } from '../accounts/near-names.ts'
import { readRegistry, refuseV2 } from '../accounts/read-registry.ts'
import type { Registry } from '../accounts/registry.ts'
import { changeSettings } from '../changes/change.ts'
import { deletableSettingsFile } from '../changes/deletable-settings.ts'
import { startChange } from '../changes/journal.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { readPins } from '../pins/pins.ts'
import { expandSettingsPath, readSettingsProfiles } from '../settings/settings-profiles.ts'
import { fileIdentity } from '../store/file-identity.ts'
import { type ChangeOf, isUnderWay } from '../store/journal.ts'

/** `ccs settings remove <name> [--force] [--delete]` */
export async function run(context: Context, args: ArgumentsOf<'settings remove'>): Promise<number> {
  const { name } = args
  // One that was interrupted is finished, and said, by any change.
  if (isUnderWay(context, { kind: 'remove-settings', name })) changeSettings(context, () => {})
  const wantsDelete = Boolean(args.delete)
  // All that can be refused is, before the person is asked.
  const { file } = examine(context, readRegistry(context), name, wantsDelete)
  if (!args.force && !(await isSure(name, file, wantsDelete))) return refused('Nothing was removed.')
  const { deleted, wasDefault, unpinned } = changeSettings(context, (config, registry, lock) => {
    const found = examine(context, registry, name, wantsDelete)
    startChange(context, removalOf(context, name, found.deleted), lock)
    delete config.profiles[name]
    return found
  })
  messages.success(`Settings profile ${quoted(name)} removed.`)
  say(`ccs: Its settings file was ${deleted === undefined ? 'kept' : 'deleted'}: ${printable(deleted ?? file)}\n`)
  for (const folder of unpinned) say(`ccs: ${printable(folder)} is not pinned any more.\n`)
  if (wasDefault) messages.info('It was the default; there is none now. Set one: ccs auth default <name>')
  return 0
}

/** @param file to be deleted with it */
function removalOf(context: Context, name: string, file: string | undefined): ChangeOf<'remove-settings'> {
  const identity = file === undefined ? undefined : fileIdentity(file)
  const deletes = file !== undefined && identity !== undefined ? { file: { path: file, identity } } : {}
  return { kind: 'remove-settings', name, config: context.configFile, ...deletes }
}

/** What the removal would come to; throws where it is refused. */
function examine(context: Context, registry: Registry, name: string, wantsDelete: boolean) {
  const { profiles } = readSettingsProfiles(context)
  const path = profiles.get(name)
  if (path === undefined) throw notFound(context, registry, name)
  // An account of the same name is the one that is the default or pinned.
  const isAccount = registry.profiles.has(name)
  const wasDefault = !isAccount && registry.defaultName === name
  if (wasDefault) refuseV2(context, registry)
  const pins = [...readPins(context)].filter(([, pinned]) => !isAccount && pinned === name)
  return {
    file: expandSettingsPath(path, context),
    deleted: wantsDelete ? deletableSettingsFile(context, name) : undefined,
    wasDefault,
    unpinned: pins.map(([folder]) => folder),
  }
}

function notFound(context: Context, registry: Registry, name: string): CcsError {
  const { profiles, hasPlainDefault } = readSettingsProfiles(context)
  if (name === 'default' && hasPlainDefault) {
    return new CcsError('settings-default-is-plain', { file: context.configFile })
  }
  if (registry.profiles.has(name)) return new CcsError('profile-is-account', { name })
  const near = nearNames(name, [...profiles.keys()])
  const small = asciiLowerCase(name)
  return new CcsError('settings-profile-not-found', {
    name,
    near: near.length > 0 ? near.map((other) => quoted(other)).join(', ') : undefined,
    new: profiles.has(small) ? undefined : isRenderable(small) ? small : '<name>',
  })
}

function isSure(name: string, file: string, wantsDelete: boolean): Promise<boolean> {
  requireTerminal(new CcsError('settings-confirmation-needed', { name }))
  say(`ccs: Its settings file is ${wantsDelete ? 'deleted, with the key in it' : 'kept'}: ${printable(file)}\n`)
  return confirm(`Remove the settings profile ${quoted(name)}?`)
}
