import { nearNames } from '../accounts/near-names.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import { type Registry, setDefault } from '../accounts/registry.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { noSuchProfile } from '../launch/profiles.ts'
import { readSettingsProfiles } from '../settings/settings-profiles.ts'

/** `ccs auth default [<name> | --unset]` */
export async function run(context: Context, args: ArgumentsOf<'auth default'>): Promise<undefined> {
  const { name } = args
  const defaultName = readRegistry(context).defaultName
  if (name === undefined && !args.unset && defaultName !== undefined) {
    process.stdout.write(`${printable(defaultName)}\n`)
    return
  }
  const { changeRegistry } = await import('../changes/change.ts')
  const { messages } = await import('../cli/messages.ts')
  if (args.unset && name !== undefined) {
    throw new CcsError('name-and-unset', {})
  }
  if (args.unset) {
    changeRegistry(context, (registry) => setDefault(registry, undefined))
    messages.success('There is no default any more: ccs "a task" goes to plain claude.')
  } else if (name === undefined) {
    messages.info('There is no default. Set one: ccs auth default <name>')
  } else {
    changeRegistry(context, (registry) => {
      if (!registry.profiles.has(name)) requireSettings(context, registry, name)
      setDefault(registry, name)
    })
    messages.success(`The default is ${quoted(name)} now.`)
    const { tellOfMissingKey } = await import('../cli/tell-of-key.ts')
    tellOfMissingKey(context, name)
  }
}

/** A settings profile of that name must be there; its files are read only if no account has the name. */
function requireSettings(context: Context, registry: Registry, name: string): void {
  const { profiles } = readSettingsProfiles(context)
  if (profiles.has(name)) return
  throw noSuchProfile(context, name, nearNames(name, [...registry.profiles.keys(), ...profiles.keys()]))
}
