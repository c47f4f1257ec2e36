import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import * as v from 'valibot'
import { isSystemError } from '../errors/ccs-error.ts'
import { ownPid, uniqueWord } from './system.ts'

const IdentitySchema = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  start: v.string(),
  boot: v.string(),
  host: v.string(),
  // It becomes part of a file's name.
  nonce: v.pipe(v.string(), v.regex(/^[\w-]+$/)),
})

/**
 * Names one process for good: a process id alone is given again to others. `start` and `boot` are empty where the
 * system does not tell them cheaply (all but Linux); there a process id given again looks alive.
 */
export type ProcessIdentity = v.InferOutput<typeof IdentitySchema>

/** This process; `nonce` is another one at each call. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: ownPid,
    start: startOf(ownPid) ?? '',
    boot: bootId(),
    host: hostId(),
    nonce: `${uniqueWord()}-${Math.random().toString(36).slice(2)}`,
  }
}

/** @returns undefined for a text that is no identity */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    return identityFrom(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** @returns undefined for a value that is no identity */
export function identityFrom(value: unknown): ProcessIdentity | undefined {
  const result = v.safeParse(IdentitySchema, value)
  return result.success ? result.output : undefined
}

/**
 * True when that process is gone for certain. A stopped or sleeping one is not; one of another machine or container
 * never is, because nothing here can tell.
 */
export function isGone(identity: ProcessIdentity): boolean {
  const isSameBoot = identity.boot !== '' && identity.boot === bootId()
  // The name of a machine may change while it runs.
  if (identity.host !== hostId() && !(isSameBoot && namespaceOf(identity.host) === namespaceOf(hostId()))) return false
  if (identity.boot !== bootId()) return true
  try {
    process.kill(identity.pid, 0)
  } catch (error) {
    if (isSystemError(error, 'ESRCH')) return true
  }
  const start = startOf(identity.pid)
  if (start === ENDED) return true
  return start !== undefined && identity.start !== '' && start !== identity.start
}

/** What has ended, but for the parent that has not asked for its status: it will do nothing any more. */
const ENDED = 'ended'

/** Clock ticks from boot to the start of a process: field 22 of /proc/<pid>/stat; field 3 is its state (proc(5)). */
function startOf(pid: number): string | undefined {
  const stat = readProc(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The second field is the program's name in parentheses and may hold spaces and parentheses itself.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return /^[ZX]/.test(fields?.[0] ?? '') ? ENDED : fields?.[19]
}

function bootId(): string {
  return readProc(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))?.trim() ?? ''
}

/** The machine, and on Linux the space of process ids: containers on one machine do not see each other's. */
function hostId(): string {
  return [hostname(), readProc(() => readlinkSync('/proc/self/ns/pid'))].filter(Boolean).join(' ')
}

/** The space of process ids in a host's name, `pid:[…]`; empty where the system has none. */
function namespaceOf(host: string): string {
  return /pid:\[\d+\]$/.exec(host)?.[0] ?? ''
}

function readProc(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
