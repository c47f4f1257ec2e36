/**
 * The one place below the door that asks the running process and its system: what differs between platforms, and the
 * clocks. `process` is out of bounds elsewhere (biome.json), but where programs are started and told apart.
 */

export const isWindows = process.platform === 'win32'
export const isLinux = process.platform === 'linux'
export const ownPid = process.pid

/** @returns the id of the user as whom ccs runs; undefined where the system has no such ids, as on Windows */
export function ownUser(): number | undefined {
  return process.geteuid?.()
}

/** @returns the permissions that a new file of the person does not get */
export function ownUmask(): number {
  return process.umask()
}

/** A module of Node without the module loader, which would take a third of the way from here to claude. */
export const { getBuiltinModule: builtinModule } = process

/** @returns milliseconds since 1970 */
export function currentTime(): number {
  return Date.now()
}

/** @returns milliseconds since this process started; loading `performance` would take longer than a whole change */
export function monotonicTime(): number {
  return process.uptime() * 1000
}

/** @returns a word that no other process makes, not even one of the same id in another container; it may be part of a file name */
export function uniqueWord(): string {
  return `${process.pid}-${process.hrtime.bigint()}`
}

/** Waits without giving way to anything else in this process, as a section under the lock must. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
