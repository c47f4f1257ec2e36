import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../support/world.ts'

/** Something about the machine, the user or the terminal that stands in a command's way. */
export interface Circumstance {
  name: string
  /** It has to do with what a command prints and reads, so not every command that changes something need be tried. */
  ofStreams?: true
  /** Whether it means anything in this home. */
  applies?: (world: World) => boolean
  /** Brings it about. */
  begin?: (world: World) => void
  /** Ends it, so that the next commands can do what this one could not. */
  end?: (world: World) => void
  /** The words before the command, which start it. */
  through?: readonly string[]
  /** As root, though the home is an ordinary user's. */
  asRoot?: true
  /** What commands end with that need change nothing, launches among them. */
  reading: number | 'any'
  /** What such commands end with that print something, where it is not the same. */
  printing?: number | 'any'
  /** What commands that change something end with. */
  changing: number | 'any'
}

const shell = (redirections: string) => ['/bin/sh', '-c', `exec "$@" ${redirections}`, 'sh']

const fewFiles = (most: number): Circumstance => ({
  name: `${most} open files`,
  through: ['/bin/sh', '-c', `ulimit -n ${most}; exec "$@"`, 'sh'],
  reading: 'any',
  changing: 'any',
})

const STREAMS: readonly Circumstance[] = [
  { name: 'stdin closed', through: shell('<&-'), reading: 0, changing: 0 },
  { name: 'stdout closed', through: shell('>&-'), reading: 0, changing: 0 },
  { name: 'stderr closed', through: shell('2>&-'), reading: 0, changing: 0 },
  { name: 'all three closed', through: shell('<&- >&- 2>&-'), reading: 0, changing: 0 },
  { name: 'a full stdout', through: shell('>/dev/full'), reading: 0, printing: 8, changing: 'any' },
  { name: 'a full stderr', through: shell('2>/dev/full'), reading: 0, changing: 0 },
  {
    name: 'a reader that has gone',
    through: ['/bin/bash', '-o', 'pipefail', '-c', '"$@" | head -c 0', 'bash'],
    reading: 0,
    changing: 0,
  },
]

/** What anybody can bring about. */
export const FOR_ANYBODY: readonly Circumstance[] = [
  ...STREAMS.map((circumstance) => ({ ...circumstance, ofStreams: true as const })),
  ...[18, 20, 22, 24, 26].map(fewFiles),
]

const closed = (mode: number, ...names: string[]): Pick<Circumstance, 'applies' | 'begin' | 'end'> => {
  const path = (world: World) => join(world.home, ...names)
  const before = new WeakMap<World, number>()
  return {
    applies: (world) => existsSync(path(world)),
    begin(world) {
      before.set(world, statSync(path(world)).mode)
      chmodSync(path(world), mode)
    },
    end: (world) => chmodSync(path(world), before.get(world) ?? 0),
  }
}

/** What stands in the way of an ordinary user; root is let through. */
export const FOR_A_USER: readonly Circumstance[] = [
  { name: 'a home that may not be written in', ...closed(0o500), reading: 0, changing: 'any' },
  { name: 'a ccs dir that is closed', ...closed(0, '.ccs'), reading: 8, changing: 8 },
  { name: 'a ccs dir that may not be written in', ...closed(0o500, '.ccs'), reading: 0, changing: 8 },
  { name: 'a registry that may not be read', ...closed(0, '.ccs', 'profiles.json'), reading: 8, changing: 8 },
  { name: 'instances that are closed', ...closed(0, '.ccs', 'instances'), reading: 'any', changing: 'any' },
  { name: 'a published folder that is closed', ...closed(0, '.ccs', 'shell'), reading: 'any', changing: 'any' },
]

/** Leaves so many pages on a disk. */
const fullDisk = (pages: number): Circumstance => ({
  name: `a disk with ${pages} pages left`,
  begin(world) {
    mountDisk(world)
    const { bfree, bsize } = statfsSync(world.home)
    writeFileSync(join(world.home, 'filling'), Buffer.alloc((bfree - pages) * bsize))
  },
  end: (world) => rmSync(join(world.home, 'filling')),
  reading: 0,
  changing: 'any',
})

/** Leaves room for so many more files on a disk. */
const noMoreFiles = (files: number): Circumstance => ({
  name: `a disk with room for ${files} files`,
  begin(world) {
    mountDisk(world)
    const { files: all, ffree } = statfsSync(world.home)
    remount(world, `nr_inodes=${all - ffree + files}`)
  },
  end: (world) => remount(world, 'nr_inodes=10000'),
  reading: 0,
  changing: 'any',
})

/** What only root can bring about, in the home of an ordinary user. */
export const BY_ROOT: readonly Circumstance[] = [
  { name: 'root in the home of another', asRoot: true, reading: 8, changing: 8 },
  {
    name: 'a disk that can only be read',
    begin(world) {
      mountDisk(world)
      remount(world, 'ro')
    },
    end: (world) => remount(world, 'rw'),
    reading: 0,
    changing: 8,
  },
  ...[0, 1, 2, 4, 8, 16].map(fullDisk),
  ...[0, 1, 2, 4, 8].map(noMoreFiles),
]

/** Puts the home on a small disk of its own. */
function mountDisk({ home }: World): void {
  const { uid, gid } = statSync(home)
  const content = `${home}.content`
  execFileSync('cp', ['-a', home, content])
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=4m,mode=700,uid=${uid},gid=${gid}`, 'ccs-test', home])
  execFileSync('cp', ['-a', `${content}/.`, home])
  execFileSync('rm', ['-rf', content])
}

function remount({ home }: World, options: string): void {
  execFileSync('mount', ['-o', `remount,${options}`, home])
}

/** Takes the disk away again, if there is one. */
export function unmountDisk({ root, home }: World): void {
  if (lstatSync(home).dev !== lstatSync(root).dev) execFileSync('umount', [home])
}
