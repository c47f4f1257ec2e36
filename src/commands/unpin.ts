import { realpathSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { changePins } from '../changes/change.ts'
import { say } from '../cli/stderr.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { printable, quoted } from '../errors/printable.ts'
import { type Pin, type Pins, pinFor, pinsOf } from '../pins/pins.ts'
import { quotePosix } from '../shell/posix.ts'
import { identityOfFolder } from '../store/file-identity.ts'
import { workingFolder } from '../store/working-folder.ts'

/** `ccs unpin [folder]`; one that is gone is known by its spelling. */
export function run(context: Context, args: ArgumentsOf<'unpin'>): undefined {
  const given = args.folder ?? workingFolder()
  // Resolved it would be the working folder, which nobody named.
  if (given === '') throw new CcsError('folder-not-there', { folder: given })
  const taken = changePins(context, (pins) => takeAway(pins, given))
  for (const { folder, name } of taken) say(`ccs: ${printable(folder)} is not pinned to ${quoted(name)} any more.\n`)
}

function takeAway(pins: Pins, given: string): Pin[] {
  const place = placeOf(given)
  const found = [given, place].map((folder) => pinsOf(pins, folder)).find((same) => same.length > 0) ?? []
  for (const { folder } of found) pins.delete(folder)
  if (found.length > 0) return found
  const holder = pinFor(pins, place)?.folder
  throw new CcsError('not-pinned', { folder: place, holder, word: holder && quotePosix(holder) })
}

/** Absolute; of a folder that is gone there is no more to know than its spelling. */
function placeOf(given: string): string {
  if (identityOfFolder(given) !== undefined) return realpathSync.native(given)
  return isAbsolute(given) ? resolve(given) : resolve(workingFolder(), given)
}
