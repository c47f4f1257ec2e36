import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseRegistry } from '../../src/profiles/registry.ts'
import { type Result, World } from '../world.ts'
import { type ChangingCommand, COMMANDS, furnish } from './commands.ts'
import { inPairs, type Outcome, sample } from './outcome.ts'
import { differences, pictureOf } from './picture.ts'

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
 */
export async function faultsAtEveryCall(fault: Fault, most = Number.POSITIVE_INFINITY): Promise<Outcome> {
  const failures: string[] = []
  let runs = 0
  await inPairs(COMMANDS, async (command) => {
    using world = new World()
    await furnish(world, command)
    const saved = join(world.root, 'saved')
    copy(world.home, saved)
    const restore = () => {
      rmSync(world.home, { recursive: true, force: true })
      copy(saved, world.home)
      world.calls()
    }

    const before = registryOf(world)
    const positions = await writingCalls(world, command)
    const after = registryOf(world)
    await finish(world, command)
    const expected = pictureOf(world.ccsDir)

    for (const position of sample(positions, most)) {
      restore()
      runs += 1
      const result = await runWithFault(world, command, `${fault}:when=${position}`)
      const wrong = [
        ...wrongAfterFault(world, fault, result, [before, after]),
        ...(await wrongAfterRepeat(world, command, expected)),
      ]
      for (const what of wrong) failures.push(`${command.name}, ${fault} at call ${position}: ${what}`)
    }
  })
  return { figures: `${fault}: ${runs} runs of ${COMMANDS.length} commands, each with it at another call`, failures }
}

function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to])
}

/** Numbers, counted from 1 among WRITING, of the calls that change the ccs dir; and one more, for the very end. */
async function writingCalls(world: World, command: ChangingCommand): Promise<number[]> {
  const trace = join(world.root, 'trace')
  const result = await world.run('strace', ['-qq', '-y', '-o', trace, '-e', `trace=${WRITING}`, ...callOf(command)])
  if (result.status !== 0) throw new Error(`${command.name}: ${result.stderr}`)
  return readFileSync(trace, 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      line.includes('.ccs') && (!/^openat/.test(line) || /O_CREAT/.test(line)) ? index + 1 : [],
    )
}

function callOf({ args }: ChangingCommand): string[] {
  return [process.execPath, core, ...args]
}

function runWithFault(world: World, command: ChangingCommand, fault: string): Promise<Result> {
  const inject = ['-e', `trace=${WRITING}`, '-e', `inject=${WRITING}:${fault}`]
  return world.run('strace', ['-qq', '-o', '/dev/null', ...inject, ...callOf(command)])
}

/** The registry without times; undefined when there is none, an Error when it is damaged. */
function registryOf(world: World): string | undefined | Error {
  const file = join(world.ccsDir, 'profiles.json')
  if (!existsSync(file)) return undefined
  try {
    const { raw } = parseRegistry(readFileSync(file, 'utf8'), file)
    return JSON.stringify(raw, (key, value) => (/^(?:created|last_used)$/.test(key) ? undefined : value))
  } catch (error) {
    return error as Error
  }
}

function wrongAfterFault(world: World, fault: Fault, { status, stdout, stderr }: Result, allowed: unknown[]): string[] {
  const wrong: string[] = []
  const registry = registryOf(world)
  if (!allowed.includes(registry)) wrong.push(`the registry is neither the old nor the new one: ${registry}`)
  if (/\n {4}at |\[internal\]/.test(stderr)) wrong.push(`a fault of its own: ${stderr}`)
  if (fault === 'signal=KILL') return wrong
  if (![0, 8].includes(status)) wrong.push(`exit status ${status}: ${stderr}`)
  if (status === 8 && !/^ccs: .*\[file-system\]$/m.test(stderr)) wrong.push(`not told: ${stderr}`)
  if (status === 8 && stdout !== '') wrong.push(`stdout: ${stdout}`)
  return wrong
}

/** The command again, and a change after it, must end as if nothing had been. */
async function wrongAfterRepeat(
  world: World,
  command: ChangingCommand,
  expected: Map<string, string>,
): Promise<string[]> {
  ageHalfWrittenClaims(world)
  const again = await world.ccs([...command.args])
  const change = await finish(world, command)
  return [
    ...([0, command.again].includes(again.status)
      ? []
      : [`the same command ended with ${again.status}: ${again.stderr}`]),
    ...(change.status === 0 ? [] : [`the next command ended with ${change.status}: ${change.stderr}`]),
    ...differences(expected, pictureOf(world.ccsDir)),
  ]
}

/** Brings every home to the same end, whether the command is done once or twice. */
async function finish(world: World, { name }: ChangingCommand): Promise<Result> {
  await world.ccs(['auth', 'create', 'last', '--no-login'])
  const result = await world.ccs(name === 'no default' ? ['auth', 'default', '--unset'] : ['auth', 'default', 'last'])
  const shell = join(world.ccsDir, 'shell')
  for (const used of readdirSync(join(shell, 'used'))) utimesSync(join(shell, 'used', used), 0, 0)
  return result
}

/** One that is half-written is cleaned a minute later; here that minute has passed. */
function ageHalfWrittenClaims(world: World): void {
  if (!existsSync(world.ccsDir)) return
  for (const name of readdirSync(world.ccsDir).filter((name) => name.startsWith('lock.'))) {
    const file = join(world.ccsDir, name)
    const time = new Date(statSync(file).mtimeMs - 120_000)
    utimesSync(file, time, time)
  }
}
