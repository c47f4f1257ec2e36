import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseRegistry } from '../../src/accounts/registry.ts'
import { inPairs, type Outcome } from '../support/outcome.ts'
import { pictureOf } from '../support/picture.ts'
import { World } from '../support/world.ts'

/** About as long as the commands take, in milliseconds, so that most are killed, anywhere between start and end. */
const LATEST_KILL = 120
const NAMES = ['a', 'b', 'c']

/**
 * Two at a time, in one home, commands are started and killed at random instants. An account that none of them is
 * about must come out of it unchanged, and all that is left must be put right by the next commands.
 *
 * @param count of kills
 */
export async function killsAtRandom(count: number): Promise<Outcome> {
  using world = new World()
  await world.ccs(['auth', 'create', 'personal'])
  const bystander = () => JSON.stringify([...pictureOf(join(world.ccsDir, 'instances', 'personal'))])
  const untouched = bystander()
  const failures: string[] = []
  let started = 0
  await inPairs(Array.from({ length: count }), async () => {
    let args: string[]
    do {
      args = randomCommand()
      started += 1
    } while (!(await startAndKill(world, args)))
    const registry = readRegistry(world)
    if (!registry?.profiles.has('personal'))
      failures.push(`${args.join(' ')}: the registry lost an account, or cannot be read`)
  })
  if (bystander() !== untouched) failures.push('an account that no command was about is not as it was')
  failures.push(...(await wrongAfterwards(world)))
  return { figures: `${count} kills at random instants, two at a time, of ${started} commands`, failures }
}

function randomCommand(): string[] {
  const name = pick(NAMES)
  return pick([
    ['auth', 'create', name, '--no-login'],
    ['auth', 'create', name, '--no-login'],
    ['auth', 'remove', name, '--force'],
    ['auth', 'adopt', name, '--plain'],
    ['auth', 'rename', name, pick(NAMES)],
    ['auth', 'rename', name, pick(NAMES)],
    ['auth', 'default', pick([...NAMES, 'personal'])],
    ['pin', pick([name, 'personal'])],
    ['unpin'],
    ['settings', 'add', 'kimi'],
    ['settings', 'remove', 'kimi', '--force', '--delete'],
    ['init', 'zsh'],
    [name, 'x'],
  ])
}

function pick<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)] as T
}

/** @returns whether it was killed before its end */
function startAndKill(world: World, args: string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(world.bin, 'ccs'), args, { env: world.env, cwd: world.folder, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * LATEST_KILL)
    child.once('error', reject)
    child.once('exit', (_, signal) => {
      clearTimeout(timer)
      resolve(signal === 'SIGKILL')
    })
  })
}

function readRegistry(world: World) {
  const file = join(world.ccsDir, 'profiles.json')
  try {
    return parseRegistry(readFileSync(file, 'utf8'), file)
  } catch {
    return undefined
  }
}

/** Whatever was begun is ended by the same commands once more; then nothing may be left of it. */
async function wrongAfterwards(world: World): Promise<string[]> {
  const wrong: string[] = []
  const expect = async (args: string[], ...allowed: number[]) => {
    const { status, stderr } = await world.ccs(args)
    if (!allowed.includes(status)) wrong.push(`afterwards, ${args.join(' ')} ended with ${status}: ${stderr}`)
  }
  for (const name of NAMES) {
    await expect(['auth', 'create', name, '--no-login'], 0, 4)
    await expect([name, 'x'], 0)
    await expect(['auth', 'remove', name, '--force'], 0)
  }
  await expect(['settings', 'add', 'kimi'], 0, 4)
  await expect(['settings', 'remove', 'kimi', '--force', '--delete'], 0)
  await expect(['auth', 'default', 'personal'], 0)
  await expect(['pin', 'personal', '/'], 0)
  await expect(['unpin', '/'], 0)
  const names = [...(readRegistry(world)?.profiles.keys() ?? [])]
  if (names.join() !== 'personal') wrong.push(`afterwards there are: ${names}`)
  const litter = [...pictureOf(world.ccsDir).keys()].filter((path) =>
    /\.new|^lock(?!\.claim)|\.trash\/|kimi|used\/[abc]/.test(path),
  )
  wrong.push(...[...litter, ...readdirSync(join(world.ccsDir, 'journal'))].map((path) => `left over: ${path}`))
  const folders = readdirSync(join(world.ccsDir, 'instances')).filter((name) => name !== 'personal')
  wrong.push(...folders.map((name) => `left over: ${name}`))
  return wrong
}
