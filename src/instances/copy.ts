import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { makePrivateFolder } from '../ccs-dir.ts'
import { isSystemError } from '../errors.ts'
import { below } from '../paths.ts'
import { printable } from '../printable.ts'

/**
 * Copies a folder of the person's into an account. Files are copied (0600, with the owner's execute bit), folders made
 * 0700, links made anew as links to their absolute target and never followed. Nothing that is there is overwritten.
 *
 * @param from need not be there: then `to` becomes an empty folder
 * @returns a sentence for each link that leads nowhere and each thing that is no file, folder or link
 */
export function copyTree(from: string, to: string): string[] {
  const source = lstatSync(from, { throwIfNoEntry: false })
  if (!source || (source.isSymbolicLink() && !statSync(from, { throwIfNoEntry: false })?.isDirectory())) {
    makePrivateFolder(to)
    return source ? [skipped(from)] : []
  }
  if (source.isSymbolicLink()) return copyLink(from, to)
  if (source.isDirectory()) return copyFolder(from, to)
  makePrivateFolder(to)
  return [skipped(from)]
}

function copyFolder(from: string, to: string): string[] {
  makePrivateFolder(to)
  return readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
    const [source, target] = [below(from, entry.name), below(to, entry.name)]
    if (entry.isSymbolicLink()) return copyLink(source, target)
    if (entry.isDirectory()) return copyFolder(source, target)
    if (entry.isFile()) return copyFile(source, target)
    return [skipped(source)]
  })
}

function copyFile(from: string, to: string): string[] {
  return unlessThere(() => {
    copyFileSync(from, to, constants.COPYFILE_EXCL)
    chmodSync(to, 0o600 | (statSync(from).mode & 0o100))
  })
}

function copyLink(from: string, to: string): string[] {
  if (!existsSync(from)) return [skipped(from)]
  return unlessThere(() => symlinkSync(resolve(dirname(from), readlinkSync(from)), to))
}

function unlessThere(make: () => void): string[] {
  try {
    make()
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error
  }
  return []
}

function skipped(path: string): string {
  return `Not copied: ${printable(path)} is a link that leads nowhere, or neither file nor folder.`
}
