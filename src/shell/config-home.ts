import { isAbsolute } from 'node:path'
import type { Environment } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { below } from '../store/paths.ts'
import type { RcContext } from './shell.ts'

/**
 * @returns where programs keep their configuration; absolute
 * @throws CcsError `usage` where XDG_CONFIG_HOME is no absolute path
 */
export function configHome({ env, home }: RcContext): string {
  return folderFromVariable(env, 'XDG_CONFIG_HOME') ?? below(home, '.config')
}

/**
 * @returns undefined where the variable is unset or empty
 * @throws CcsError `usage` where it is no absolute path
 */
export function folderFromVariable(env: Environment, variable: string): string | undefined {
  const value = env[variable]
  if (!value) return undefined
  if (!isAbsolute(value)) throw new CcsError('folder-variable-relative', { variable, value })
  if (value.includes('\uFFFD')) throw new CcsError('folder-variable-not-utf8', { variable })
  return value
}
