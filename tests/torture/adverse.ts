import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { NOBODY } from '../support/installed.ts'
import { inPairs, type Outcome } from '../support/outcome.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { sampleByName } from '../support/sampling.ts'
import { type Result, run, World } from '../support/world.ts'
import { finish, registryOf, wrongAfter, wrongAfterRepeat } from './aftermath.ts'
import { BY_ROOT, type Circumstance, FOR_A_USER, FOR_ANYBODY, unmountDisk } from './circumstances.ts'
import { type ChangingCommand, COMMANDS, furnish } from './commands.ts'

const isRoot = process.getuid?.() === 0

/** Commands that change nothing. */
const READING: readonly (readonly string[])[] = [
  ['auth', 'list'],
  ['auth', 'list', '--json'],
  ['auth', 'show', 'work'],
  ['init', 'zsh'],
  ['work', 'x'],
  ['-p', 'x'],
]

/** Of the commands that change something those that print or ask. */
const TALKING = new Set(['create', 'create and log in', 'remove', 'init', 'setup'])

/**
 * Does each command as an ordinary user in each circumstance that may stand in its way, and sees what the same command,
 * and another one after it, make of what is left.
 *
 * @param most how many circumstances; all of them without it
 * @param which commands; all of them without it
 */
export async function adverseCircumstances(most = Number.POSITIVE_INFINITY, which = COMMANDS): Promise<Outcome> {
  const all = [...FOR_ANYBODY, ...FOR_A_USER, ...(isRoot ? BY_ROOT : [])]
  const circumstances = sampleByName(all, most)
  const failures: string[] = []
  let runs = 0
  await inPairs(which, async (command) => {
    using world = new World()
    await furnish(world, command)
    if (isRoot) world.belongTo(NOBODY)
    const saved = join(world.root, 'saved')
    execFileSync('cp', ['-a', world.home, saved])
    const before = registryOf(world)
    await world.ccs([...command.args])
    const allowed = [before, registryOf(world)]
    await finish(world, command)
    const expected = pictureOf(world.home)
    for (const circumstance of circumstances) {
      const readings = command === which[0] ? READING : []
      for (const args of [command.args, ...readings]) {
        execFileSync('rm', ['-rf', world.home])
        execFileSync('cp', ['-a', saved, world.home])
        if (circumstance.applies?.(world) === false || (circumstance.ofStreams && !TALKING.has(command.name))) continue
        runs += 1
        try {
          const wrong = await tryIn(world, circumstance, { ...command, args }, allowed, expected)
          for (const what of wrong) failures.push(`${circumstance.name}: ccs ${args.join(' ')}: ${what}`)
        } finally {
          unmountDisk(world)
        }
      }
    }
  })
  const skipped = isRoot ? '' : `; skipped without root: ${BY_ROOT.length}`
  return { figures: `${circumstances.length} adverse circumstances, ${runs} commands${skipped}`, failures }
}

async function tryIn(
  world: World,
  circumstance: Circumstance,
  command: ChangingCommand,
  allowed: unknown[],
  expected: Map<string, string>,
): Promise<string[]> {
  circumstance.begin?.(world)
  const before = pictureOf(world.home)
  const result = await start(world, circumstance, command.args)
  const after = pictureOf(world.home)
  circumstance.end?.(world)
  const status = expectedStatus(circumstance, command)
  const wrong = isOfNode(result) ? [] : wrongAfter(world, result, allowed)
  if (status !== 'any' && result.status !== status) wrong.push(`exit status ${result.status}: ${result.stderr}`)
  if (READING.includes(command.args)) return [...wrong, ...differences(before, after)]
  return [...wrong, ...(await wrongAfterRepeat(world, command, expected))]
}

function expectedStatus(
  { reading, printing = reading, changing }: Circumstance,
  { args, readsNothing }: ChangingCommand,
) {
  const [first = ''] = args
  if (first === 'init') return printing
  if (!READING.includes(args)) return readsNothing ? 'any' : changing
  return first === 'auth' ? printing : reading
}

function start(world: World, { through = [], asRoot }: Circumstance, args: readonly string[]): Promise<Result> {
  const [program = '', ...words] = [...through, join(world.bin, 'ccs'), ...args]
  return asRoot ? run(program, words, { env: world.env, cwd: world.folder }) : world.run(program, words)
}

/** Node itself does not start where it cannot open its own files: what it says of that is not ours. */
function isOfNode({ status, stderr }: Result): boolean {
  return status !== 0 && status !== 8 && !/^ccs: /m.test(stderr)
}
