import type { ChildProcess, StdioOptions } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import type { Environment } from '../context.ts'
import { Interrupted } from '../errors/ccs-error.ts'
import { builtinModule, isWindows, ownPid } from '../store/system.ts'

/** The terminal sends these to claude itself, because it is in the same process group. */
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'] as const
/** These reach only us and are handed on; a hangup does so only if the terminal is still there. */
const TO_US = ['SIGTERM', 'SIGHUP'] as const

/** What a program finds when it is started. */
export interface StartOptions {
  env: Environment
  /** The current directory; that of this process where none is named. */
  cwd?: string
}

/** How a program ended. */
export interface End {
  status: number
  signal: NodeJS.Signals | null
}

/**
 * Becomes `program`: replaces this process where the platform can (Node 22.15 and later), else runs it, stands aside
 * for its signals, and ends as it ends. Returns only in the second case.
 *
 * @param program absolute path
 * @returns its exit status
 */
export async function become(program: string, args: readonly string[], env: Environment): Promise<number> {
  const execve: ((file: string, args: string[], env: Environment) => never) | undefined = Reflect.get(process, 'execve')
  if (execve && !isWindows) execve(program, [program, ...args], env)
  const { status, signal } = await runInForeground(program, args, { env })
  if (signal && !isWindows) {
    process.kill(ownPid, signal)
    // A signal that does not end us at once: give it a moment before the status tells the same.
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  return status
}

/** Runs a program that has the terminal, and waits for it. */
export async function runInForeground(program: string, args: readonly string[], where: StartOptions): Promise<End> {
  return standAside(await start(program, args, where, 'inherit'))
}

/** The same; what it prints to stdout is for the person, so it goes where our own messages do. */
export async function runBesideMessages(program: string, args: readonly string[], where: StartOptions): Promise<End> {
  return standAside(await start(program, args, where, ['inherit', process.stderr.fd, 'inherit']))
}

/**
 * Runs a program without input, at most 30 s.
 *
 * @returns what it printed to stdout
 * @throws Interrupted when a person stopped it
 */
export async function runQuietly(program: string, args: readonly string[], where: StartOptions): Promise<string> {
  const child = await start(program, args, where, ['ignore', 'pipe', 'ignore'])
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000)
  let stdout = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  try {
    throwIfInterrupted(await standAside(child))
    return stdout
  } finally {
    clearTimeout(timer)
  }
}

/** Throws `Interrupted` for a program that a person stopped, as by Ctrl-C; 130 is what a shell script says then. */
export function throwIfInterrupted({ signal, status }: End): void {
  const stopping = signal !== null && [...FROM_TERMINAL, ...TO_US].some((name) => name === signal)
  if (stopping || status === 130) throw new Interrupted(status)
}

/** Waits for a child's end, leaving the signals to it. */
async function standAside(child: ChildProcess): Promise<End> {
  const hadTerminal = hasTerminal()
  const ignore = () => {}
  const handOn = (signal: NodeJS.Signals) => {
    // The window was closed, and the kernel has told each process in it.
    const isFromTerminal = signal === 'SIGHUP' && hadTerminal && !hasTerminal()
    if (!isFromTerminal) child.kill(signal)
  }
  for (const signal of FROM_TERMINAL) process.on(signal, ignore)
  for (const signal of TO_US) process.on(signal, handOn)
  try {
    return await ended(child)
  } finally {
    for (const signal of FROM_TERMINAL) process.off(signal, ignore)
    for (const signal of TO_US) process.off(signal, handOn)
  }
}

/** True if this process has a controlling terminal, which a hangup takes away before it sends the signal. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'))
    return true
  } catch {
    return false
  }
}

async function start(
  program: string,
  args: readonly string[],
  { env, cwd }: StartOptions,
  stdio: StdioOptions,
): Promise<ChildProcess> {
  const options = { env: env as NodeJS.ProcessEnv, cwd, stdio }
  // The module is taken without the loader, which would cost a third of the way from here to claude.
  const { spawn } = builtinModule('node:child_process')
  if (!isWindows) return spawn(program, [...args], options)
  // On Windows `claude` may be a .cmd shim.
  const { batchCommand, isBatchFile } = await import('./batch-file.ts')
  if (!isBatchFile(program)) return (await import('cross-spawn')).default(program, [...args], options)
  const batch = batchCommand(program, args, env)
  return spawn(batch.program, batch.args, { ...options, windowsVerbatimArguments: true })
}

function ended(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      resolve({ status: code ?? 128 + (signal ? constants.signals[signal] : 0), signal })
    })
  })
}
