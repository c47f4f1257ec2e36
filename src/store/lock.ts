import { chmodSync, linkSync, lstatSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Folders } from '../context.ts'
import { CcsError, isSystemError } from '../errors/ccs-error.ts'
import { readTextFile } from './json-file.ts'
import { lockFile } from './layout.ts'
import { below } from './paths.ts'
import { isGone, ownIdentity, type ProcessIdentity, parseIdentity } from './process-identity.ts'
import { currentTime, monotonicTime, sleep } from './system.ts'

const RETRY_MS = 20
/** A claim is written at once; one that is still half-written after this time is that of a killed process. */
const HALF_WRITTEN_MS = 60_000

/** Held from `withLock`'s start to its end. */
export interface Lock {
  /** Throws `busy` unless this process still holds the lock: asked for just before each rename. */
  checkHeld(): void
}

/**
 * Does `section` while no other process on this machine does one: the lock for everything shared in the ccs dir (P9).
 *
 * The lock is a file that names its holder. It appears whole, by `link`, so nobody ever reads half of it. It is taken
 * over only from a holder that is gone, and only by the one process that first links `lock.<nonce of the gone one>`:
 * so two that find the same corpse cannot delete each other's new lock.
 *
 * @param section synchronous; what it throws is thrown on, after the lock is given back
 * @param patience how long to wait for one and the same holder, in milliseconds
 * @param longest how long to wait while others get it before us, in milliseconds
 * @throws CcsError `busy` naming the holder
 */
export function withLock<T>(
  folders: Folders,
  section: (lock: Lock) => T,
  patience = 10_000,
  longest = 12 * patience,
): T {
  const file = lockFile(folders)
  const own = ownIdentity()
  const claim = `${file}.claim.${own.nonce}`
  try {
    writeFileSync(claim, JSON.stringify(own), { mode: 0o600, flag: 'wx', flush: true })
    chmodSync(claim, 0o600)
    acquire(file, claim, patience, longest)
  } finally {
    rmSync(claim, { force: true })
  }
  const isHeld = () => readHolder(file)?.nonce === own.nonce
  try {
    sweep(file)
    return section({
      checkHeld() {
        if (!isHeld()) throw new CcsError('lock-lost', { file })
      },
    })
  } finally {
    if (isHeld()) rmSync(file, { force: true })
  }
}

function acquire(file: string, claim: string, patience: number, longest: number): void {
  const start = monotonicTime()
  let since = start
  let last: string | undefined
  while (!tryLink(claim, file)) {
    const now = monotonicTime()
    const holder = readHolder(file)
    if (holder?.nonce !== last) since = now
    last = holder?.nonce
    if (holder && isGone(holder) && removeGone(file, file, holder, claim)) continue
    if (now - since >= patience || now - start >= longest) throw busy(file, holder)
    sleep(RETRY_MS * (0.5 + Math.random()))
  }
}

/**
 * Deletes `target`, whose holder is gone, or what stands in the way of that.
 *
 * @returns false where another process, which may be stopped, is at it: then nothing was done
 */
function removeGone(file: string, target: string, gone: ProcessIdentity, claim: string): boolean {
  const permit = `${file}.${gone.nonce}`
  if (!tryLink(claim, permit)) {
    const other = readHolder(permit)
    return other !== undefined && isGone(other) && removeGone(file, permit, other, claim)
  }
  if (readHolder(target)?.nonce === gone.nonce) rmSync(target, { force: true })
  rmSync(permit, { force: true })
  return true
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * Deletes what killed processes left beside the lock: claims and permits. Done by its holder only: a permit to delete
 * somebody else's lock is worth nothing while this one is there.
 */
function sweep(file: string): void {
  const folder = dirname(file)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(file)}.`)) continue
    if (!/^(?:claim\.)?\d+-\d+-[a-z0-9]+$/.test(name.slice(basename(file).length + 1))) continue
    const litter = below(folder, name)
    const found = lstatSync(litter, { throwIfNoEntry: false })
    if (!found?.isFile()) continue
    const owner = readHolder(litter)
    if (owner ? isGone(owner) : currentTime() - found.mtimeMs > HALF_WRITTEN_MS) rmSync(litter, { force: true })
  }
}

/** @returns undefined where there is none, or a text that names nobody */
function readHolder(file: string): ProcessIdentity | undefined {
  return parseIdentity(readTextFile(file) ?? '')
}

function busy(file: string, holder: ProcessIdentity | undefined): CcsError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'something that ccs cannot read'
  return new CcsError('lock-held', { holder: who, file })
}
