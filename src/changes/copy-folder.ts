import {
  chmodSync,
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs'
import { isAbsolute, sep } from 'node:path'
import { isSystemError } from '../errors/ccs-error.ts'
import { printable } from '../errors/printable.ts'
import { entriesOf } from '../store/entries.ts'
import { fileIdentity } from '../store/file-identity.ts'
import { makePrivateFolder } from '../store/folders.ts'

/** What the system may refuse about one thing without anything being wrong with the others. */
const REFUSALS: Record<string, string> = {
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  ENOENT: 'it is gone, or a link that leads nowhere',
  ELOOP: 'it is a link that leads to itself',
  ENAMETOOLONG: 'it lies too deep',
}
const NEITHER = 'it is neither file nor folder nor link'

/**
 * Copies a folder of the person's into an account. Files are copied (0600, with the owner's execute bit), folders made
 * 0700, links made anew as links to their absolute target and never followed.
 *
 * @param from need not be there: then `to` becomes an empty folder
 * @param to nothing is there yet
 * @param except a folder that is not copied: that which holds `to`, which could lie in `from`
 * @returns a sentence for each thing that could not be copied
 */
export function copyTree(from: string, to: string, except: string): string[] {
  const excepted = fileIdentity(except)
  const skipped: string[] = []
  const skip = (path: Buffer | string, why: string) => skipped.push(`Not copied: ${printable(String(path))}: ${why}.`)

  const top = lstatSync(from, { throwIfNoEntry: false })
  const isFolder = top && statSync(from, { throwIfNoEntry: false })?.isDirectory()
  if (top && !isFolder) skip(from, 'it leads to no folder')
  const waiting: [from: Buffer, to: Buffer][] = isFolder ? [[Buffer.from(from), Buffer.from(to)]] : []
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [source, target] = next
    try {
      const found = lstatSync(source)
      if (found.isSymbolicLink()) copyLink(source, target)
      else if (found.isFile()) copyFile(source, target, found.mode)
      else if (!found.isDirectory()) skip(source, NEITHER)
      else if (fileIdentity(source) !== excepted) {
        const things = entriesOf(source)
        makeFolder(target)
        for (const thing of things) waiting.push([thing, Buffer.concat([target, thing.subarray(source.length)])])
      }
    } catch (error) {
      const why = isSystemError(error, ...Object.keys(REFUSALS)) && REFUSALS[error.code ?? '']
      if (!why) throw error
      skip(source, why)
    }
  }
  if (!lstatSync(to, { throwIfNoEntry: false })) makePrivateFolder(to)
  return skipped
}

function makeFolder(folder: Buffer): void {
  mkdirSync(folder, 0o700)
  chmodSync(folder, 0o700)
}

function copyFile(from: Buffer, to: Buffer, mode: number): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL)
  try {
    chmodSync(to, 0o600 | (mode & 0o100))
  } catch (error) {
    unlinkSync(to)
    throw error
  }
}

/** A relative target is put behind the link's own folder, as the system reads it: `..` after a link leads elsewhere. */
function copyLink(from: Buffer, to: Buffer): void {
  // Throws for one that leads nowhere.
  statSync(from)
  const target = readlinkSync(from, 'buffer')
  const folder = from.subarray(0, from.lastIndexOf(sep) + 1)
  symlinkSync(isAbsolute(target.toString()) ? target : Buffer.concat([folder, target]), to)
}
