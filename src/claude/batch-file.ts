import { win32 } from 'node:path'
import type { Environment } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'

/** What means something to cmd.exe. */
const META = /([()\][%!^"`<>&|;, *?])/g

/** True for what only cmd.exe can run. */
export const isBatchFile = (program: string): boolean => /\.(?:cmd|bat)$/i.test(program)

/**
 * The command by which Windows runs a batch file with these arguments. A shim such as npm's global `claude.cmd` hands
 * them on as `%*`, so cmd.exe reads them twice, and what means something to it is escaped twice. cross-spawn does so only
 * for shims in `node_modules/.bin`: behind a quote in an argument of any other, cmd.exe would run what follows an `&`.
 *
 * @param file absolute path of the batch file
 * @returns a program, and arguments that are joined by spaces and not quoted any further
 * @throws CcsError `usage` for an argument with a line break, at which the command would end
 */
export function batchCommand(
  file: string,
  args: readonly string[],
  env: Environment,
): { program: string; args: string[] } {
  if (args.some((argument) => /[\r\n]/.test(argument))) throw new CcsError('argument-for-batch-file', { file })
  const words = [
    escaped(win32.normalize(file)),
    ...args.map((argument) => escaped(escaped(quotedForProgram(argument)))),
  ]
  return { program: commandProcessor(env), args: ['/d', '/s', '/c', `"${words.join(' ')}"`] }
}

const escaped = (text: string): string => text.replace(META, '^$1')

/** In quotes, as programs on Windows take their command line apart: backslashes count only before a quote. */
function quotedForProgram(argument: string): string {
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}

/** By its absolute path, because by its name Windows would look in the working folder first. */
function commandProcessor(env: Environment): string {
  const variable = (wanted: string) => Object.entries(env).find(([name]) => name.toUpperCase() === wanted)?.[1]
  const named = variable('COMSPEC') ?? ''
  return win32.isAbsolute(named) ? named : win32.join(variable('SYSTEMROOT') ?? 'C:\\Windows', 'System32', 'cmd.exe')
}
