import { checkFree } from '../accounts/free-name.ts'
import { checkNewName } from '../accounts/names.ts'
import { changeRegistry } from '../changes/change.ts'
import { refuseBeingCreated } from '../changes/creation.ts'
import { renameProfile } from '../changes/rename.ts'
import { messages } from '../cli/messages.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { quoted } from '../errors/printable.ts'
import { Profiles, requireAccount } from '../launch/profiles.ts'
import { readPins } from '../pins/pins.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs auth rename <old> <new>` */
export async function run(context: Context, args: ArgumentsOf<'auth rename'>): Promise<undefined> {
  const { old: name, new: newName } = args
  checkNewName(newName)
  const kept = changeRegistry(context, (registry, lock) => {
    requireAccount(new Profiles(context, workingFolder), name)
    if (name === newName) throw new CcsError('name-is-the-same', { name })
    checkFree(context, registry, newName)
    refuseBeingCreated(context, newName)
    // Damaged ones are told of before anything is changed.
    readPins(context)
    return renameProfile(context, registry, name, newName, lock)
  })
  messages.success(`Profile ${quoted(name)} is now ${quoted(newName)}.`)
  if (kept !== undefined) {
    const { tellOfFolder } = await import('../cli/tell-of-folder.ts')
    tellOfFolder(context, kept, name)
  }
  messages.info(`Another shell that uses ${quoted(name)} chooses it again by: ccs use ${newName}`)
}
