import { existsSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { World } from './world.ts'

const MEMORY = '/dev/shm'

/** Why a test cannot be done that needs a second file system. */
export const needsOtherDisk = () =>
  existsSync(MEMORY) && statSync(MEMORY).dev !== statSync(tmpdir()).dev
    ? undefined
    : `${MEMORY} is no other file system`

/** A folder on another file system than the world; it need not exist. */
export const otherDiskOf = ({ root }: World) => join(MEMORY, basename(root))

/** Removes that folder in the end. */
export function cleaningOtherDisk(world: World): Disposable {
  return { [Symbol.dispose]: () => rmSync(otherDiskOf(world), { recursive: true, force: true }) }
}
