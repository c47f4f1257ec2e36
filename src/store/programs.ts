import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute } from 'node:path'
import type { Environment } from '../context.ts'
import { below } from './paths.ts'

/** The absolute entries of PATH: a relative one would be another folder in each working folder. */
export function pathFolders(env: Environment): string[] {
  return (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
}

/** The programs of that name on PATH, the one that is started first. */
export function programsNamed(name: string, env: Environment): string[] {
  return pathFolders(env)
    .map((folder) => below(folder, name))
    .filter((file) => isProgram(file))
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
