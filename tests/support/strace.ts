import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { isInstalled } from './installed.ts'
import type { RunOptions, World } from './world.ts'

export const needsStrace = () => (isInstalled('strace') ? undefined : 'strace is not installed')

/**
 * The same world, whose programs run under strace, with all that they start.
 *
 * @param trace system calls, as strace's `-e trace=` takes them
 * @returns it and the file with the calls of the last run: `<process> <call>` on each line
 */
export function traced(world: World, trace: string): { world: World; log: string } {
  const log = join(world.root, 'trace')
  const strace = ['-f', '-qq', '--seccomp-bpf', '-o', log, '-e', `trace=${trace}`, '-e', 'signal=none']
  const run = {
    value: (program: string, args: string[], options: RunOptions) =>
      world.run('strace', [...strace, program, ...args], options),
  }
  return { world: Object.create(world, { run }), log }
}

/**
 * For a shell in a terminal: which processes it starts.
 *
 * @returns the words to start it under; and what notes the starts so far, for another look later
 */
export function tracedStarts(world: World): { under: string[]; starts: () => string[] } {
  const log = join(world.root, 'strace')
  const calls = 'trace=execve,fork,vfork,clone,clone3'
  const starts = () => {
    const lines = readFileSync(log, 'utf8').split('\n')
    // Threads are no processes.
    const found = lines.filter((line) => /(execve|fork|clone3?)\(/.test(line) && !line.includes('CLONE_THREAD'))
    // There is the shell itself at least.
    expect(found.length).toBeGreaterThan(0)
    return found
  }
  return { under: ['strace', '-f', '-qq', '--seccomp-bpf', '-e', calls, '-o', log], starts }
}
