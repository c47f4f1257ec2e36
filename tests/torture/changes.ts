import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseRegistry } from '../../src/accounts/registry.ts'
import type { Outcome } from '../support/outcome.ts'
import { run, World } from '../support/world.ts'

const jiti = join(dirname(createRequire(import.meta.url).resolve('jiti/package.json')), 'lib/jiti-cli.mjs')
const changer = fileURLToPath(new URL('changer.ts', import.meta.url))

/** For one process with all its changes, in milliseconds: so long that only one that hangs is ended. */
const PATIENCE = 3_600_000

/**
 * Many processes, each with a profile of its own, count in the one registry, through the product's own way of changing
 * it. Meanwhile a reader reads it all the time.
 */
export async function changesAtOnce(processes: number, changes: number): Promise<Outcome> {
  using world = new World()
  const failures: string[] = []
  const file = join(world.ccsDir, 'profiles.json')
  const start = (...words: (string | number)[]) =>
    run(process.execPath, [jiti, changer, ...words.map(String)], {
      env: world.env,
      cwd: world.folder,
      timeout: PATIENCE,
    })
  await start('prepare', processes)

  let reads = 0
  let last = 0
  let isDone = false
  const reading = (async () => {
    while (!isDone) {
      try {
        const total = totalOf(file)
        if (total < last) failures.push(`a reader saw ${total} changes after ${last}`)
        last = total
      } catch (error) {
        failures.push(`a reader found it damaged: ${error}`)
      }
      reads += 1
      await setTimeout(1)
    }
  })()
  const workers = Array.from({ length: processes }, (_, number) => start(`p${number}`, changes))
  for (const { status, stderr } of await Promise.all(workers)) {
    if (status !== 0 || stderr !== '') failures.push(`a process ended with ${status}: ${stderr}`)
  }
  isDone = true
  await reading

  const total = totalOf(file)
  if (total !== processes * changes) failures.push(`${processes * changes - total} changes were lost`)
  const published = publishedTexts(world)
  rmSync(join(world.ccsDir, 'shell'), { recursive: true })
  await start('publish', 1)
  for (const [name, text] of publishedTexts(world)) {
    if (text !== published.get(name)) failures.push(`${name} was not what the registry says`)
  }
  return { figures: `${processes} processes, ${changes} changes each, ${reads} reads meanwhile`, failures }
}

function totalOf(file: string): number {
  const { profiles } = parseRegistry(readFileSync(file, 'utf8'), file)
  return [...profiles.values()].reduce((sum, { changes }) => sum + Number(changes), 0)
}

function publishedTexts(world: World): Map<string, string> {
  const names = ['ccs.bash', 'ccs.zsh', 'ccs.fish', 'ccs.ps1', 'candidates', 'stamp']
  return new Map(names.map((name) => [name, readFileSync(join(world.ccsDir, 'shell', name), 'utf8')]))
}
