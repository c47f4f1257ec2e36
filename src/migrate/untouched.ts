import { createHash, type Hash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { COPIED, FOLDERS } from '../changes/create-instance.ts'
import { entriesOf } from '../store/entries.ts'
import { isOwnFolder } from '../store/folders.ts'
import { below } from '../store/paths.ts'

/**
 * A digest of an account's folder that holds nothing but what making it put there. What Claude writes there, as when one
 * logs in, is beside that; nothing of it is opened.
 *
 * @param instance absolute path
 * @returns null when it is not there, or there is more in it: then somebody may be logged in
 */
export function digestOfUntouched(instance: string): string | null {
  if (!isOwnFolder(instance)) return null
  const names = readdirSync(instance)
  if (names.some((name) => !FOLDERS.includes(name) && !COPIED.includes(name))) return null
  const made = names.filter((name) => !COPIED.includes(name)).map((name) => below(instance, name))
  if (made.some((folder) => !isOwnFolder(folder) || readdirSync(folder).length > 0)) return null
  const hash = createHash('sha256')
  for (const name of COPIED) add(hash, Buffer.from(below(instance, name)), name)
  return hash.digest('hex')
}

/** @param as its name in the digest, which is the same wherever the folder lies */
function add(hash: Hash, path: Buffer, as: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) hash.update(`link ${as}\0`).update(readlinkSync(path, 'buffer')).update('\0')
  else if (found?.isDirectory()) {
    hash.update(`folder ${as}\0`)
    const things = entriesOf(path).sort(Buffer.compare)
    for (const thing of things) add(hash, thing, `${as}/${thing.subarray(path.length + 1).toString('hex')}`)
  } else if (found?.isFile()) {
    hash.update(`file ${as} ${found.size} ${found.mode}\0`).update(readFileSync(path))
  } else if (found) hash.update(`other ${as}\0`)
}
