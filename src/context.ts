import { homedir } from 'node:os'
import { isAbsolute } from 'node:path'
import { CcsError } from './errors/ccs-error.ts'
import { below } from './store/paths.ts'
import { absoluteHere } from './store/working-folder.ts'

export type Environment = Record<string, string | undefined>

/** What the outside world is to a command: read once at the door and handed on. */
export interface Context {
  env: Environment
  platform: NodeJS.Platform
  /** Absolute; not necessarily there. */
  home: string
  /** Absolute, without a slash at its end, its links not resolved. */
  ccsDir: string
  /** The file that lists the settings profiles: `config.json`, or what CCS_CONFIG names. Absolute. */
  configFile: string
  /** The file that was started as the core. */
  program: string
  version: string
  /** The folder that holds `templates` and `completions`. */
  packageRoot: string
  /** Tells the person something, in whole sentences, on stderr. */
  tell(sentences: string): void
}

/**
 * @param env the environment
 * @param installation what is known of the program itself
 * @throws CcsError `usage` where the environment names no usable folder
 */
export function makeContext(
  env: Environment,
  installation: Pick<Context, 'program' | 'version' | 'packageRoot' | 'platform' | 'tell'>,
): Context {
  const home = env.HOME || homeOfUser()
  const ccsDir = ccsDirOf(env, home)
  return { ...installation, env, home, ccsDir, configFile: configFileOf(env) ?? below(ccsDir, 'config.json') }
}

function homeOfUser(): string {
  try {
    return homedir()
  } catch (cause) {
    throw new CcsError('home-unknown', {}, { cause })
  }
}

/** `$CCS_DIR`, else `$CCS_HOME/.ccs`, else `~/.ccs`: plain text joined by `/`, as the shells do it. */
function ccsDirOf(env: Environment, home: string): string {
  if (env.CCS_DIR !== undefined) return folderFrom('CCS_DIR', env.CCS_DIR)
  if (env.CCS_HOME) return below(folderFrom('CCS_HOME', env.CCS_HOME), '.ccs')
  return below(folderFrom('HOME', home), '.ccs')
}

/** A relative one would be another file in each working folder, such as one in a cloned repository. */
function configFileOf({ CCS_CONFIG: value }: Environment): string | undefined {
  if (!value) return undefined
  if (isAbsolute(value)) return value
  throw new CcsError('file-variable-relative', { variable: 'CCS_CONFIG', value, file: absoluteHere(value) })
}

function folderFrom(variable: string, value: string): string {
  if (!isAbsolute(value)) {
    if (value === '') throw new CcsError('folder-variable-empty', { variable })
    throw new CcsError('folder-variable-relative', { variable, value })
  }
  // Node reads bytes that are not UTF-8 as this character: another folder would be meant than the one in the environment.
  if (value.includes('\uFFFD')) {
    throw new CcsError('folder-variable-not-utf8', { variable })
  }
  return value.replace(process.platform === 'win32' ? /(?<=[^:])[/\\]+$/ : /(?<=.)\/+$/, '')
}
