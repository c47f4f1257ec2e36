import { lstatSync, statSync } from 'node:fs'

/** The number of a file or folder on its disk: the same for every way to it. Big, because some disks number far. */
interface Numbers {
  dev: bigint
  ino: bigint
}

const text = (found: Numbers | undefined) => found && `${found.dev}:${found.ino}`

/** @returns which file or folder it is, links looked through; undefined when nothing is there */
export function identityThroughLinks(path: string | Buffer): string | undefined {
  return text(statSync(path, { throwIfNoEntry: false, bigint: true }))
}

/** @returns which it is, a link being one itself; undefined when nothing is there */
export function identityOf(path: string): string | undefined {
  return text(lstatSync(path, { throwIfNoEntry: false, bigint: true }))
}
