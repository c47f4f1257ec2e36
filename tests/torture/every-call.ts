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
  let hits = 0
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
    const calls = await writingCalls(world, command)
    const after = registryOf(world)
    await finish(world, command)
    const expected = pictureOf(world.ccsDir)

    for (const call of sample(calls, most)) {
      restore()
      const result = await runWithFault(world, command, call, fault)
      runs += 1
      if (!wasOurs(world)) continue
      hits += 1
      const wrong = [
        ...wrongAfterFault(world, fault, result, [before, after]),
        ...(await wrongAfterRepeat(world, command, expected)),
      ]
      for (const what of wrong) failures.push(`${command.name}, ${fault} at ${call.name} ${call.number}: ${what}`)
    }
  })
  return {
    figures: `${fault}: ${hits} of ${runs} runs of ${COMMANDS.length} commands, each hit at another of its writing calls`,
    failures,
  }
}

function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to])
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
  const litter = [...pictureOf(world.ccsDir).keys()].filter((path) => /\.new$|\.ccs-new/.test(path))
  if (litter.length > 0) wrong.push(`half-made things: ${litter}`)
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
