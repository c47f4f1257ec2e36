import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { TestContext } from 'vitest'

/** True when a program, by name on PATH or by path, is there to be run. */
export function isInstalled(program: string): boolean {
  return findProgram(program) !== undefined
}

/** Where a program is, by name on PATH or by path. */
export function findProgram(program: string): string | undefined {
  const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find((file) => isExecutable(file))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Another person than the one who runs the tests; the system knows it as `nobody`. */
export const NOBODY = 65_534

/** Why a test cannot be done that gives files to another user. */
export const onlyRoot = () => (process.getuid?.() === 0 ? undefined : 'only root can give things to another user')

/** Skips a test that cannot run here and says why; with CCS_TEST_STRICT=1 nothing may be missing, so it fails. */
export function skipWhen(missing: string | undefined, { skip }: TestContext): void {
  if (missing === undefined) return
  if (process.env.CCS_TEST_STRICT === '1') throw new Error(missing)
  skip(missing)
}
