import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inPairs, type Outcome, sample } from '../support/outcome.ts'
import { pictureOf } from '../support/picture.ts'
import { type Result, World } from '../support/world.ts'
import { finish, registryOf, wrongAfter, wrongAfterRepeat } from './aftermath.ts'
import { type ChangingCommand, COMMANDS, furnish } from './commands.ts'

const core = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

/** The system calls that change something on a disk, and the one that may make a file. */
const WRITING =
  'write,pwrite64,writev,rename,renameat,renameat2,mkdir,mkdirat,rmdir,unlink,unlinkat,link,linkat,symlink,symlinkat,' +
  'chmod,fchmod,fchmodat,fsync,fdatasync,utimensat,ftruncate,copy_file_range,sendfile,openat'

/** What happens at a system call: the process is killed before it, or it fails. */
export const FAULTS = ['signal=KILL', 'error=ENOSPC', 'error=EIO', 'error=EACCES', 'error=EROFS'] as const
export type Fault = (typeof FAULTS)[number]

/**
 * Does each changing command again and again, with a fault at another one of its writing system calls each time, and
 * sees what the same command, and another one after it, make of what is left.
 *
 * @param most how many calls of each command; all of them without it
 * @param commands which; all of them without it
 */
export async function faultsAtEveryCall(
  fault: Fault,
  most = Number.POSITIVE_INFINITY,
  commands = COMMANDS,
): Promise<Outcome> {
  const failures: string[] = []
  let runs = 0
  let hits = 0
  await inPairs(commands, async (command) => {
    using world = new World()
    await furnish(world, command)
    const saved = join(world.root, 'saved')
    execFileSync('cp', ['-a', world.home, saved])
    const restore = () => {
      rmSync(world.home, { recursive: true })
      execFileSync('cp', ['-a', saved, world.home])
      world.calls()
    }

    const before = registryOf(world)
    const pins = pinsOf(world)
    const calls = await writingCalls(world, command)
    const after = registryOf(world)
    await finish(world, command)
    const expected = pictureOf(world.home)

    for (const call of sample(calls, most)) {
      restore()
      const result = await runWithFault(world, command, call, fault)
      runs += 1
      if (!wasOurs(world)) continue
      hits += 1
      const wrong = [
        ...(fault === 'signal=KILL'
          ? wrongAfterKill(world, [before, after])
          : wrongAfter(world, result, [before, after])),
        // Read before the command is repeated: nothing may be lost that belongs to a profile that is still there.
        ...(before !== after && registryOf(world) === before && pinsOf(world) !== pins ? ['pins were lost'] : []),
        ...(await wrongAfterRepeat(world, command, expected)).filter((what) => !isTold(what, result)),
      ]
      for (const what of wrong) failures.push(`${command.name}, ${fault} at ${call.name} ${call.number}: ${what}`)
    }
  })
  return {
    figures: `${fault}: ${hits} of ${runs} runs of ${commands.length} commands, each hit at another of its writing calls`,
    failures,
  }
}

function pinsOf({ ccsDir }: World): string | undefined {
  const file = join(ccsDir, 'pins.json')
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** A system call of a command: its name and its number among those of that name, counted from 1, as strace counts. */
interface Call {
  name: string
  number: number
}

/** The calls that change the ccs dir. */
async function writingCalls(world: World, command: ChangingCommand): Promise<Call[]> {
  const result = await world.run('strace', [...tracedTo(world), '-e', `trace=${WRITING}`, ...callOf(command)])
  if (result.status !== 0) throw new Error(`${command.name}: ${result.stderr}`)
  const numbers = new Map<string, number>()
  const calls: Call[] = []
  for (const line of readFileSync(traceOf(world), 'utf8').split('\n')) {
    const name = /^\w+/.exec(line)?.[0]
    if (name === undefined) continue
    const number = (numbers.get(name) ?? 0) + 1
    numbers.set(name, number)
    if (line.includes('.ccs') && (name !== 'openat' || line.includes('O_CREAT'))) calls.push({ name, number })
  }
  return calls
}

function callOf({ args }: ChangingCommand): string[] {
  return [process.execPath, core, ...args]
}

function runWithFault(world: World, command: ChangingCommand, { name, number }: Call, fault: Fault): Promise<Result> {
  const inject = ['-e', `trace=${WRITING}`, '-e', `inject=${name}:${fault}:when=${number}`]
  return world.run('strace', [...tracedTo(world), ...inject, ...callOf(command)])
}

function tracedTo(world: World): string[] {
  return ['-qq', '-y', '-o', traceOf(world)]
}

/** Node's own calls may shift the numbers by a few: whether the fault came in one of ours, or what killed the process. */
function wasOurs(world: World): boolean {
  const lines = readFileSync(traceOf(world), 'utf8').trimEnd().split('\n')
  const hit = lines.find((line) => line.includes('(INJECTED)')) ?? lines.at(-2)
  return hit?.includes('.ccs') === true
}

function traceOf(world: World): string {
  return join(world.root, 'trace')
}

/** A thing that the system refuses to copy is left out, with all that is in it, and that is said. */
function isTold(what: string, { stderr }: Result): boolean {
  const missing = /\/(commands\/.*) is missing$/.exec(what)?.[1]
  const told = [...stderr.matchAll(/Not copied: .*\/\.claude\/(.*): permission was denied\./g)]
  return told.some(([, path]) => `${missing}/`.startsWith(`${path}/`))
}

/** One that is killed may leave anything but a registry of its own making. */
function wrongAfterKill(world: World, allowed: unknown[]): string[] {
  const registry = registryOf(world)
  return allowed.includes(registry) ? [] : [`the registry is neither the old nor the new one: ${registry}`]
}
