import { isRenderable } from '../accounts/names.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { parentProgram } from '../shell/parent-program.ts'
import { quotePosix } from '../shell/posix.ts'
import { shellNamed, shellOfPerson } from '../shell/shells.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs use [<profile> | - | --off]` where the shell integration is not loaded: no process can change its parent. */
export function run(context: Context, args: ArgumentsOf<'use'>): never {
  if (args.off && args.profile !== undefined) throw new CcsError('name-and-off', {})
  const name = args.profile === '-' ? undefined : args.profile
  const profiles = new Profiles(context, workingFolder)
  if (name !== undefined) requireAccount(profiles, name)
  if (name !== undefined && profiles.isOfV2(name)) {
    throw new CcsError('use-of-v2', { name, line: lineFor(context, name) })
  }
  throw new CcsError('use-needs-integration', { line: name === undefined ? undefined : lineFor(context, name) })
}

/** In the words of the shell that asks; the text for bash is that of any POSIX shell. */
function lineFor(context: Context, name: string): string {
  const shell = shellNamed(parentProgram()) ?? shellOfPerson(context)
  const word = isRenderable(name) ? name : shell.quote(name)
  return shell.evaluate(`ccs env ${word}${shell.quote === quotePosix ? '' : ` --shell ${shell.name}`}`)
}
