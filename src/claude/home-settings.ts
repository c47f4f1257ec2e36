import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { fileIdentity } from '../store/file-identity.ts'
import { below } from '../store/paths.ts'
import { loginsIn } from './settings-logins.ts'

/**
 * A settings file of plain claude. Claude started in the home folder takes it for one of the project, whose settings
 * count for every account (measured with 2.1.197 and 2.1.332; in the current directory only, not above it).
 */
export interface HomeSettings {
  /** As `--setting-sources` of Claude calls it. */
  source: 'project' | 'local'
  file: string
  /** Where Claude looks for the project's, below the current directory. */
  here: string
  /** The keys and variables in it that would beat the login of an account; none means that it is harmless. */
  logins: string[]
}

/** The sources of settings that Claude reads by default. */
const SOURCES = ['user', 'project', 'local']

/** The two files, whether they exist or not: that of the `project` source first, which is the user's own elsewhere. */
export function homeSettingsFiles({ home }: Pick<Context, 'home'>): Omit<HomeSettings, 'logins'>[] {
  return (['project', 'local'] as const).map((source) => {
    const here = below('.claude', source === 'project' ? 'settings.json' : 'settings.local.json')
    return { source, here, file: below(home, here) }
  })
}

/** The same, with what is in them. */
export function lookAtHomeSettings(context: Context): HomeSettings[] {
  return homeSettingsFiles(context).map((files) => ({ ...files, logins: loginsIn(files.file) }))
}

/** Those that Claude, started in the current directory, takes for the project's, whatever way leads there. */
export function homeSettingsHere(context: Context): HomeSettings[] {
  return lookAtHomeSettings(context).filter(({ here, file }) => {
    const identity = identityOrNone(here)
    return identity !== undefined && identity === identityOrNone(file)
  })
}

/** Undefined for a file that cannot be accessed, because Claude cannot read it either. */
function identityOrNone(file: string): string | undefined {
  try {
    return fileIdentity(file)
  } catch {
    return undefined
  }
}

/**
 * The options for Claude that keep an account apart from the settings of plain claude.
 *
 * @param found those that Claude would take for the project's
 * @param args of the person, for claude
 * @returns options to put before them
 * @throws CcsError `usage` where the person asks for a source that cannot be used
 */
export function settingSources(found: readonly HomeSettings[], args: readonly string[]): string[] {
  const harmful = found.filter(({ logins }) => logins.length > 0)
  if (harmful.length === 0) return []
  const asked = askedSources(args)
  if (!asked) {
    const left = harmful.map(({ source }) => source)
    return ['--setting-sources', SOURCES.filter((source) => !left.some((name) => name === source)).join(',')]
  }
  const conflict = harmful.find(({ source }) => asked.includes(source))
  if (!conflict) return []
  const { file, source, logins } = conflict
  throw new CcsError('home-settings-name-login', { file, source, logins: logins.join(', ') })
}

/** What the last `--setting-sources` among arguments for claude asks for. */
function askedSources(args: readonly string[]): string[] | undefined {
  const end = args.indexOf('--')
  const options = end === -1 ? args : args.slice(0, end)
  const last = options.findLastIndex((word) => /^--setting-sources(?:=|$)/.test(word))
  if (last === -1) return undefined
  const value = options[last]?.split('=', 2)[1] ?? options[last + 1] ?? ''
  return value.split(',').map((source) => source.trim())
}
