import { planSettingsRemoval, removeSettingsProfile } from '../changes/remove-settings.ts'
import { confirm, refused, requireTerminal } from '../cli/confirm.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'

/** `ccs settings remove <name> [--force] [--delete]` */
export async function run(context: Context, args: ArgumentsOf<'settings remove'>): Promise<number> {
  const { name } = args
  const wantsDelete = Boolean(args.delete)
  const plan = planSettingsRemoval(context, name, wantsDelete)
  if (!args.force && !(await isSure(name, plan.file, wantsDelete))) return refused('Nothing was removed.')
  const { file, deleted, wasDefault, unpinned } = removeSettingsProfile(context, name, wantsDelete)
  messages.success(`Settings profile ${quoted(name)} removed.`)
  say(`ccs: Its settings file was ${deleted === undefined ? 'kept' : 'deleted'}: ${printable(deleted ?? file)}\n`)
  for (const folder of unpinned) say(`ccs: ${printable(folder)} is not pinned any more.\n`)
  if (wasDefault) messages.info('It was the default; there is none now. Set one: ccs auth default <name>')
  return 0
}

function isSure(name: string, file: string, wantsDelete: boolean): Promise<boolean> {
  requireTerminal(new CcsError('settings-confirmation-needed', { name }))
  say(`ccs: Its settings file is ${wantsDelete ? 'deleted, with the key in it' : 'kept'}: ${printable(file)}\n`)
  return confirm(`Remove the settings profile ${quoted(name)}?`)
}
