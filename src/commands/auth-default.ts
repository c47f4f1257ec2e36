import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { printable, quoted } from '../printable.ts'
import { noSuchProfile, Profiles } from '../profiles/profiles.ts'
import { setDefault } from '../profiles/registry.ts'
import { readRegistry } from '../profiles/store.ts'
import { changeAndPublish } from '../shell/publish.ts'
import { messages } from './messages.ts'

/** `ccs auth default [<name> | --unset]` */
export function run(context: Context, args: Record<string, unknown>): undefined {
  const name = args.name as string | undefined
  if (args.unset && name !== undefined) {
    throw new CcsError('usage', 'A name and --unset exclude each other.', 'Give one of them.')
  }
  if (args.unset) {
    changeAndPublish(context, (registry) => setDefault(registry, undefined))
    messages.success('There is no default any more: ccs "a task" goes to plain claude.')
  } else if (name === undefined) {
    tell(readRegistry(context).defaultName)
  } else {
    changeAndPublish(context, (registry) => {
      if (!new Profiles(context, () => process.cwd()).find(name)) throw noSuchProfile(name, [])
      setDefault(registry, name)
    })
    messages.success(`The default is ${quoted(name)} now.`)
  }
}

function tell(name: string | undefined): void {
  if (name === undefined) messages.info('There is no default. Set one: ccs auth default <name>')
  else process.stdout.write(`${printable(name)}\n`)
}
