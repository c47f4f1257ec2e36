import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Context, makeContext } from '../../src/context.ts'
import { tryPublish } from '../../src/shell/publish.ts'
import { checkCcsDir } from '../../src/store/ccs-dir.ts'
import type { World } from './world.ts'

const packageRoot = fileURLToPath(new URL('../..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))

/** What the core would have of the world, with other variables besides. */
export function contextOf(world: World, env: Record<string, string> = {}, by: string = version): Context {
  const program = join(packageRoot, 'dist/cli.cjs')
  return makeContext(
    { ...world.env, ...env },
    { program, version: by, packageRoot, platform: process.platform, tell: () => {} },
  )
}

/**
 * What `ccs init` does but for printing, without a process: most tests begin so, and starting Node for each would take a
 * quarter of the whole run.
 *
 * @param env in addition to the world's
 * @param by the version of ccs that publishes
 */
export function publish(world: World, env: Record<string, string> = {}, by: string = version): void {
  const context = contextOf(world, env, by)
  checkCcsDir(context)
  if (!tryPublish(context)) throw new Error(`nothing could be published in ${world.ccsDir}`)
}
