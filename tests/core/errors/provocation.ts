import { spawn } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NOBODY } from '../../support/installed.ts'
import { cleaningOtherDisk, otherDiskOf } from '../../support/other-disk.ts'
import { writeV2Vault } from '../../support/v2-home.ts'
import type { Result, World } from '../../support/world.ts'

/** How an error comes about, in a home with the accounts `work` and `personal` and the settings profile `glm`. */
export interface Provocation {
  /** What is done before the command. */
  prepare?: (world: World) => void
  /** What goes on during the command. */
  meanwhile?: (world: World) => Promise<Disposable>
  /** The arguments of ccs; or `run`. */
  args?: string[]
  env?: (world: World) => Record<string, string>
  run?: (world: World) => Promise<Result>
  /** What this needs that may not be there. */
  missing?: () => string | undefined
  /** What is said, without `ccs: ` and the code; `<home>`, `<ccs dir>` and others stand for paths, `<n>` for any number. */
  says: [sentence: string, ...advice: string[]]
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

export function write(name: string, text: string): (world: World) => void {
  return (world) => {
    const file = join(world.ccsDir, name)
    rmSync(file, { recursive: true, force: true })
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

export function link(name: string, target: string): (world: World) => void {
  return (world) => {
    const file = join(world.ccsDir, name)
    rmSync(file, { recursive: true, force: true })
    symlinkSync(target, file)
  }
}

/** The ccs dir, or without it the home, becomes another's. */
export function giveAway(world: World, path: string): void {
  chownSync(join(world.home, path), NOBODY, NOBODY)
}

/** As a user whom the system does not know, without HOME. */
export async function asNobodyAtAll(world: World): Promise<Result> {
  world.belongTo(54_321)
  return world.run('env', ['-u', 'HOME', join(world.bin, 'ccs'), 'auth', 'list'], { cwd: '/' })
}

/** Without the script that starts the core here, whose shell would have its own say. */
export function inFolderThatIsGone(world: World): Promise<Result> {
  const line = 'mkdir x; cd x; rmdir ../x; exec "$0" "$1" "x y"'
  return world.run('/bin/sh', ['-c', line, process.execPath, join(root, 'dist/cli.cjs')])
}

/** A registry was changed by hand after a migration. */
export async function changedAfterMigration(world: World): Promise<Disposable> {
  writeV2Vault(world)
  await world.ccs(['migrate', '--force', '--no-login'])
  const file = join(world.ccsDir, 'profiles.json')
  const { profiles, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
  const changed = { ...profiles, newer: { ...profiles.newer, note: 'mine' }, 'new\u001b': {} }
  writeFileSync(file, JSON.stringify({ ...rest, default: 'personal', profiles: changed }))
  return { [Symbol.dispose]() {} }
}

/** The account has a folder on another file system. */
export async function adoptedOnOtherDisk(world: World): Promise<Disposable> {
  const folder = join(otherDiskOf(world), 'claude')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, '.claude.json'), '{}')
  write('profiles.json', JSON.stringify({ profiles: { work: { instance: folder } } }))(world)
  return cleaningOtherDisk(world)
}

/** Someone takes the lock away while it is held. */
export function lockTakenAway(world: World): Promise<Result> {
  const takeAway = () => rmSync(join(world.ccsDir, 'lock'))
  return whileFlushing(world, '.ccs/profiles.json.new', ['auth', 'default', 'personal'], takeAway)
}

/**
 * Someone comes between while ccs flushes a file, which takes a second here.
 *
 * @param name of that file, below the home
 */
export function whileFlushing(world: World, name: string, args: string[], act: () => void): Promise<Result> {
  const file = join(world.home, name)
  const slow = ['-qq', '-o', '/dev/null', '-P', file, '-e', 'inject=fsync:delay_enter=1000000']
  const end = world.run('strace', [...slow, process.execPath, join(root, 'dist/cli.cjs'), ...args])
  return waitUntil(() => isWritten(file))
    .then(act)
    .then(() => end)
}

async function waitUntil(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((r) => setTimeout(r, 5))
}

function isWritten(file: string): boolean {
  try {
    return readFileSync(file, 'utf8') !== ''
  } catch {
    return false
  }
}

/** A creation that is logging in until the end, which is a kill. */
export async function creationInProgress(world: World, name = 'new'): Promise<Disposable> {
  const env = { ...world.env, CCS_STUB_LOGIN: 'hang' }
  const child = spawn(join(world.bin, 'ccs'), ['auth', 'create', name], { env, stdio: 'ignore', detached: true })
  while (!world.calls().some(({ args }) => args[1] === 'login')) await new Promise((r) => setTimeout(r, 20))
  return { [Symbol.dispose]: () => void process.kill(-(child.pid ?? 0), 'SIGKILL') }
}
