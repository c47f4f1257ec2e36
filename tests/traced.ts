import { join } from 'node:path'
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
  const strace = ['-f', '-qq', '-o', log, '-e', `trace=${trace}`, '-e', 'signal=none']
  const run = {
    value: (program: string, args: string[], options: RunOptions) =>
      world.run('strace', [...strace, program, ...args], options),
  }
  return { world: Object.create(world, { run }), log }
}
