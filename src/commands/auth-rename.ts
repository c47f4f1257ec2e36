import type { Context } from '../context.ts'
import { CcsError } from '../errors.ts'
import { quoted } from '../printable.ts'
import { checkNewName } from '../profiles/names.ts'
import { readPins } from '../profiles/pins.ts'
import { checkFree, Profiles, requireAccount } from '../profiles/profiles.ts'
import { renameProfile } from '../profiles/renaming.ts'
import { refuseReserved } from '../profiles/reservation.ts'
import { changeAndPublish } from '../shell/publish.ts'
import { workingFolder } from '../working-folder.ts'
import { messages } from './messages.ts'

/** `ccs auth rename <old> <new>` */
export async function run(context: Context, args: Record<string, unknown>): Promise<undefined> {
  const [name, newName] = [String(args.old), String(args.new)]
  checkNewName(newName)
  const kept = changeAndPublish(context, (registry, lock) => {
    requireAccount(new Profiles(context, workingFolder), name)
    if (name === newName) throw new CcsError('name-is-the-same', { name })
    checkFree(context, registry, newName)
    refuseReserved(context, newName)
    // Damaged ones are told of before anything is changed.
    readPins(context)
    return renameProfile(context, registry, name, newName, lock)
  })
  messages.success(`Profile ${quoted(name)} is now ${quoted(newName)}.`)
  if (kept !== undefined) {
    const { tellOfFolder } = await import('./tell-of-folder.ts')
    tellOfFolder(context, kept, name)
  }
  messages.info(`Another shell that uses ${quoted(name)} chooses it again by: ccs use ${newName}`)
}
