import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { parseRegistry } from '../../src/accounts/registry.ts'
import { differences, pictureOf } from '../support/picture.ts'
import type { Result, World } from '../support/world.ts'
import type { ChangingCommand } from './commands.ts'

/** The registry without times; undefined when there is none, an Error when it is damaged. */
export function registryOf(world: World): string | undefined | Error {
  const file = join(world.ccsDir, 'profiles.json')
  if (!existsSync(file)) return undefined
  try {
    const { raw } = parseRegistry(readFileSync(file, 'utf8'), file)
    return JSON.stringify(raw, (key, value) => (/^(?:created|last_used)$/.test(key) ? undefined : value))
  } catch (error) {
    return error as Error
  }
}

/**
 * What is never right after a command, whatever stood in its way.
 *
 * @param allowed what the registry may be
 */
export function wrongAfter(world: World, { status, stdout, stderr }: Result, allowed: unknown[]): string[] {
  const wrong: string[] = []
  const registry = registryOf(world)
  if (!allowed.includes(registry)) wrong.push(`the registry is neither the old nor the new one: ${registry}`)
  if (/\n {4}at |\[internal\]/.test(stderr)) wrong.push(`a fault of its own: ${stderr}`)
  const isLoginFailed = status === 9 && stderr.includes('[login-failed]')
  if (![0, 8].includes(status) && !isLoginFailed) wrong.push(`exit status ${status}: ${stderr}`)
  if (status === 8 && !/^ccs: .*\[file-system\]$/m.test(stderr)) wrong.push(`not told: ${stderr}`)
  const litter = [...pictureOf(world.home).keys()].filter((path) => /\.new$|\.ccs-new/.test(path))
  if (litter.length > 0) wrong.push(`half-made things: ${litter}`)
  if (status === 8 && stdout !== '') wrong.push(`stdout: ${stdout}`)
  return wrong
}

/** The command again, and a change after it, must end as if nothing had been. */
export async function wrongAfterRepeat(
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
    ...differences(expected, pictureOf(world.home)),
  ]
}

/** Another change, and no times: so all homes come to the same end, whether the command was done once or twice. */
export async function finish(world: World, { afterwards }: ChangingCommand): Promise<Result> {
  const result = await world.ccs([...(afterwards ?? ['auth', 'create', 'last', '--no-login'])])
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
