import { isAbsolute } from 'node:path'
import { checkNewName } from '../accounts/names.ts'
import { type Adoption, adopt } from '../changes/adopt.ts'
import { changeRegistry } from '../changes/change.ts'
import { hasAccount, plainAccountFile } from '../claude/config-folder.ts'
import { messages } from '../cli/messages.ts'
import { say } from '../cli/stderr.ts'
import { tellIdentity } from '../cli/tell-identity.ts'
import { tellOfOlderProgram } from '../cli/tell-of-folder.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { below } from '../store/paths.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs auth adopt <name> [folder] [--plain]` */
export function run(context: Context, args: ArgumentsOf<'auth adopt'>): undefined {
  const { name } = args
  checkNewName(name)
  if ((args.folder === undefined) === !args.plain) throw new CcsError('adopt-what', { name })
  const folder = args.folder === undefined ? undefined : absolute(args.folder)
  const adoption = { name, folder }
  const isDefault = changeRegistry(context, (registry) => adopt(context, registry, adoption))
  tellAdopted(context, adoption, isDefault)
}

/** Says what has become a profile, and how to use it. */
export function tellAdopted(context: Context, { name, folder }: Adoption, isDefault: boolean): void {
  messages.success(`Profile ${quoted(name)} adopted. Nothing was moved.`)
  say(`ccs: ${folder === undefined ? 'It is the login of plain claude.' : `Its folder: ${printable(folder)}`}\n`)
  tellIdentity(context, name)
  if (isDefault) messages.info(`It is the default now: ccs "a task" goes to ${quoted(name)}.`)
  const isLoggedIn = hasAccount(folder === undefined ? plainAccountFile(context) : below(folder, '.claude.json'))
  messages.info(isLoggedIn ? `Use it: ccs ${name} "a task"` : `It is logged out. Log in: ccs auth login ${name}`)
  tellOfOlderProgram(context, name, folder)
}

/** As plain text, so that the spelling stays: `..` and links are not resolved. */
function absolute(folder: string): string {
  if (folder === '' || isAbsolute(folder)) return folder
  const rest = folder.replace(/^(?:\.(?:\/+|$))+/, '')
  return rest === '' ? workingFolder() : below(workingFolder(), rest)
}
