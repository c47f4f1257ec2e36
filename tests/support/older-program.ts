import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Result, RunOptions, World } from './world.ts'

/** The only version that npm still has; what 3.0 to 6 left on a disk is made by hand in the tests. */
const VERSION = '7.79.1'
const folder = fileURLToPath(new URL(`../../node_modules/.cache/ccs-older-program-${VERSION}`, import.meta.url))
const program = join(folder, 'node_modules/@kaitranntt/ccs/dist/ccs.js')

/** Before all tests: installs the older program, without its scripts, which would write into the home. */
export default function installOlderProgram(): void {
  if (existsSync(program)) return
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--no-package-lock']
  try {
    execFileSync('npm', ['install', '--prefix', folder, ...options, `@kaitranntt/ccs@${VERSION}`], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    process.stderr.write(`The older program could not be installed, so ccs is not tested beside it: ${error}\n`)
  }
}

/** Why ccs cannot be tested beside the older program; undefined when it can. */
export const missingOlderProgram = () =>
  existsSync(program) ? undefined : `@kaitranntt/ccs ${VERSION} is not installed (npm test installs it)`

/** Runs the older program in a world, on the same ccs dir, with the same claude. */
export function older(world: World, args: string[], options: RunOptions = {}): Promise<Result> {
  return world.run(process.execPath, [program, ...args], options)
}
