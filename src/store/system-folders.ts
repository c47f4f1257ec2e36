import { readlinkSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { isWindows } from './system.ts'

/** What the kernel shows as folders: other ones for other processes, and after the next start of the machine. */
const SYSTEM_FOLDERS = ['/proc', '/dev', '/sys']
/** As many links as Linux follows. */
const MOST_LINKS = 40

/**
 * True for a path that leads into or through `/proc`, `/dev` or `/sys`, such as `/proc/self/cwd` or a link to that: for
 * the next process the same path is another folder.
 *
 * @param path absolute
 */
export function isInSystemFolder(path: string): boolean {
  if (isWindows) return false
  const names = path.split('/')
  let folder = '/'
  for (let links = 0; names.length > 0 && links <= MOST_LINKS; ) {
    const name = names.shift() ?? ''
    const next = name === '..' ? dirname(folder) : join(folder, name)
    if (SYSTEM_FOLDERS.includes(next)) return true
    const target = targetOf(next)
    if (target === undefined) folder = next
    else {
      links += 1
      if (isAbsolute(target)) folder = '/'
      names.unshift(...target.split('/'))
    }
  }
  return false
}

/** Undefined for what is no link. */
function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
