import { homedir } from 'node:os'
import { isAbsolute } from 'node:path'
import { CcsError } from './errors/ccs-error.ts'
import { below } from './store/paths.ts'
import { absoluteHere } from './store/working-folder.ts'

export type Environment = Record<string, string | undefined>

/** Where things lie. */
export interface Folders {
  /** Absolute; it need not exist. */
  home: string
  /** Absolute, without a slash at its end, its links not resolved. */
  ccsDir: string
  /** The file that lists the settings profiles: `config.json`, or what CCS_CONFIG names. Absolute. */
  configFile: string
}

/** What ccs was started in. */
export interface Surroundings {
  env: Environment
  platform: NodeJS.Platform
}

/** The program itself. */
export interface Installation {
  /** The file that was started as the core. */
  program: string
  version: string
  /** The folder that holds `templates` and `completions`. */
  packageRoot: string
}

export interface Voice {
  /** Tells the person something, in whole sentences, on stderr. */
  tell(sentences: string): void
}

/** The outside world, read once at the door. Each function takes the parts that it uses. */
export interface Context extends Folders, Surroundings, Installation, Voice {}

/**
 * @param env the environment
 * @param rest what the environment does not tell
 * @throws CcsError `usage` where the environment names no usable folder
 */
export function makeContext(env: Environment, rest: Installation & Voice & Pick<Surroundings, 'platform'>): Context {
  const home = env.HOME || homeOfUser()
  const ccsDir = ccsDirOf({ env, platform: rest.platform }, home)
  return { ...rest, env, home, ccsDir, configFile: configFileOf(env) ?? below(ccsDir, 'config.json') }
}

function homeOfUser(): string {
  try {
    return homedir()
  } catch (cause) {
    throw new CcsError('home-unknown', {}, { cause })
  }
}

/** `$CCS_DIR`, else `$CCS_HOME/.ccs`, else `~/.ccs`: plain text joined by `/`, as the shells do it. */
function ccsDirOf({ env, platform }: Surroundings, home: string): string {
  if (env.CCS_DIR !== undefined) return folderFrom('CCS_DIR', env.CCS_DIR, platform)
  if (env.CCS_HOME) return below(folderFrom('CCS_HOME', env.CCS_HOME, platform), '.ccs')
  return below(folderFrom('HOME', home, platform), '.ccs')
}

/** A relative one would be another file in each working folder, such as one in a cloned repository. */
function configFileOf({ CCS_CONFIG: value }: Environment): string | undefined {
  if (!value) return undefined
  if (isAbsolute(value)) return value
  throw new CcsError('file-variable-relative', { variable: 'CCS_CONFIG', value, file: absoluteHere(value) })
}

function folderFrom(variable: string, value: string, platform: NodeJS.Platform): string {
  if (!isAbsolute(value)) {
    if (value === '') throw new CcsError('folder-variable-empty', { variable })
    throw new CcsError('folder-variable-relative', { variable, value })
  }
  // Node reads bytes that are not UTF-8 as this character: another folder would be meant than the one in the environment.
  if (value.includes('\uFFFD')) {
    throw new CcsError('folder-variable-not-utf8', { variable })
  }
  return value.replace(platform === 'win32' ? /(?<=[^:])[/\\]+$/ : /(?<=.)\/+$/, '')
}
