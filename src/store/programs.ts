import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute } from 'node:path'
import type { Environment } from '../context.ts'

/** The absolute entries of PATH: a relative one would be another folder in each working folder. */
export function pathFolders(env: Environment): string[] {
  return (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
}

/** True for a file that may be run. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
