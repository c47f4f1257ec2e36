import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import { dirname, isAbsolute, sep } from 'node:path'
import type { Context } from '../context.ts'
import { printable } from '../errors/printable.ts'
import { SETTINGS_SUFFIX } from '../store/layout.ts'
import { below } from '../store/paths.ts'
import { ownUser } from '../store/system.ts'
import { expandSettingsPath, readSettingsProfilesOrNone } from './settings-profiles.ts'

const GROUP_AND_OTHER = 0o077
/** What the installers of the older programs keep of an earlier `config.json`. */
const BACKUP = 'config.json.backup'

/**
 * Takes the right to read files with API keys from everybody but the person. The older programs made them readable by
 * all, in a folder that all may enter. Only regular files of the person in the ccs dir are changed, through no link.
 *
 * @returns a sentence where something was changed
 */
export function closeKeyFiles(context: Context): string | undefined {
  // Windows has no such permissions; its files inherit those of the person's home.
  if (ownUser() === undefined) return undefined
  const closed = [...keyFiles(context)].sort().filter(closeFile)
  if (closed.length === 0) return undefined
  return `Other users could read ${closed.map(printable).join(', ')}; that right was taken away.`
}

/** The settings files in the ccs dir, whether a profile has them or not. */
function keyFiles(context: Context): Set<string> {
  const { ccsDir } = context
  const there = readdirSync(ccsDir).filter((name) => name.endsWith(SETTINGS_SUFFIX) || name === BACKUP)
  const paths = [...readSettingsProfilesOrNone(context).profiles.values()]
  const named = paths.map((path) => expandSettingsPath(path, context)).filter((file) => isIn(ccsDir, file))
  return new Set([...there.map((name) => below(ccsDir, name)), ...named])
}

/** True for a file in the folder or below it, all links above the file looked through. */
function isIn(folder: string, file: string): boolean {
  try {
    return isAbsolute(file) && `${realpathSync(dirname(file))}${sep}`.startsWith(`${realpathSync(folder)}${sep}`)
  } catch {
    return false
  }
}

/** @returns whether it was changed; what the system refuses stays as it is */
function closeFile(file: string): boolean {
  try {
    if (!isOpenFile(lstatSync(file))) return false
    const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const found = fstatSync(handle)
      if (!isOpenFile(found)) return false
      fchmodSync(handle, found.mode & 0o600)
      return true
    } finally {
      closeSync(handle)
    }
  } catch {
    return false
  }
}

function isOpenFile(found: Stats): boolean {
  return found.isFile() && found.uid === ownUser() && (found.mode & GROUP_AND_OTHER) !== 0
}
