import type { Context } from '../context.ts'
import { printable, quoted } from '../errors/printable.ts'
import { hasOlderProgram } from '../migrate/older-program.ts'
import { instancesFolder } from '../store/layout.ts'
import { below } from '../store/paths.ts'
import { coloured } from './colour.ts'
import { messages } from './messages.ts'
import { say } from './stderr.ts'

/**
 * Tells of a folder that only the entry of its profile names: `<ccs dir>/instances/<name>` is what older programs know.
 *
 * @param former the name that the profile had until now
 */
export function tellOfFolder(context: Context, folder: string, former?: string): void {
  const older = hasOlderProgram(context, former) ? ' The older program (@kaitranntt/ccs) does not know that.' : ''
  messages.info(`Its folder is ${printable(folder)}.${older}`)
}

/**
 * Whoever does not know the keys of an adopted profile's entry takes the folder of the name, where there is no login.
 *
 * @param folder undefined for the login of plain claude
 */
export function tellOfOlderProgram(context: Context, name: string, folder: string | undefined): void {
  if (folder === below(instancesFolder(context), name) || !hasOlderProgram(context)) return
  const text = `ccs: The older program (@kaitranntt/ccs) does not know this: there ${quoted(name)} is another, empty account.`
  say(`${coloured('dim', text)}\n`)
}
