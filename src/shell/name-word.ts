import { isRenderable } from '../accounts/names.ts'
import { printable } from '../errors/printable.ts'
import { quotePosix } from './posix.ts'

/** A profile's name as the last argument of a command that is to be typed; an older registry's may look like an option. */
export function wordFor(name: string): string {
  return isRenderable(name) ? name : `-- ${printable(quotePosix(name))}`
}
