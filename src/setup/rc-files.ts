import { isAbsolute } from 'node:path'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { below } from '../store/paths.ts'
import type { ShellName } from './block.ts'
import { zdotdirIn } from './zdotdir.ts'

/** A file that a shell reads when it starts. */
export interface RcFile {
  file: string
  /** Who reads it, as a person says it. */
  reader: string
  /** The program that does. */
  program: string
  /** A file that it reads too, in which a person may load ccs by hand. */
  beside?: string
  /** `sh` reads it too. */
  isShared?: true
}

/** The programs that are a shell, each with an rc file of its own; known before its files are looked for. */
export function programsOf(shell: ShellName, { platform }: Pick<Context, 'platform'>): readonly string[] {
  return (platform === 'win32' ? { ...PROGRAMS, ...WINDOWS_PROGRAMS } : PROGRAMS)[shell]
}

const PROGRAMS = { bash: ['bash'], zsh: ['zsh'], fish: ['fish'], powershell: ['pwsh'] } as const
const WINDOWS_PROGRAMS = { powershell: ['pwsh.exe', 'powershell.exe'] } as const

/** What is asked of a disk to find the rc files. */
export interface Disk {
  /** @returns the text of a file; undefined when there is none */
  read(file: string): string | undefined
  exists(path: string): boolean
}

/** A shell as it is on a machine. */
export interface ShellHere {
  shell: ShellName
  /** The files that a new interactive shell reads; they need not be there. */
  rcFiles: readonly RcFile[]
  /** Where an earlier setup may have left a block, besides. */
  formerly: readonly RcFile[]
  /** If one of these is there, somebody uses that shell. */
  signs: readonly string[]
}

/**
 * Which file each shell really reads on this machine.
 *
 * @throws CcsError `usage` where a variable names no absolute folder, or ZDOTDIR cannot be told
 */
export function shellHere(shell: ShellName, context: Context, disk: Disk): ShellHere {
  return { shell, formerly: [], ...FINDERS[shell](context, disk) }
}

type Found = Pick<ShellHere, 'rcFiles' | 'signs'> & Partial<Pick<ShellHere, 'formerly'>>
const FINDERS: Record<ShellName, (context: Context, disk: Disk) => Found> = {
  bash: bashHere,
  zsh: zshHere,
  fish: fishHere,
  powershell: powershellHere,
}

/** A login shell of bash reads the first of these that is there, and `.bashrc` only if that one says so. */
const LOGIN_FILES = ['.bash_profile', '.bash_login', '.profile'] as const

function bashHere({ home }: Context, disk: Disk): Found {
  const rc = (name: string, reader: string) => ({ file: below(home, name), reader, program: 'bash' })
  const loginFile = (name: string): RcFile => ({
    ...rc(name, 'bash, login shells'),
    ...(name === '.profile' && { isShared: true }),
  })
  const bashrc = rc('.bashrc', 'bash')
  // Where there is none, the last one: it hides no other that a program may make later.
  const first = LOGIN_FILES.find((name) => disk.read(below(home, name)) !== undefined) ?? '.profile'
  const rcFiles = leadsToBashrc(first, home, disk) ? [bashrc] : [bashrc, loginFile(first)]
  return {
    rcFiles,
    formerly: LOGIN_FILES.map(loginFile).filter(({ file }) => !rcFiles.some((rc) => rc.file === file)),
    signs: ['.bashrc', '.bash_profile', '.bash_login'].map((name) => below(home, name)),
  }
}

/** True for a login file that reads `.bashrc`, or another login file that does. */
function leadsToBashrc(name: string, home: string, disk: Disk, seen: readonly string[] = []): boolean {
  const text = disk.read(below(home, name)) ?? ''
  const sourced = [
    ...text.matchAll(
      /^[^#\n]*?(?:^|[\s;&|({])(?:\.|source)[ \t]+\S*(\.bashrc|\.bash_profile|\.bash_login|\.profile)(?![\w.-])/gm,
    ),
  ]
  return sourced.some(
    ([, other = '']) =>
      other === '.bashrc' || (!seen.includes(other) && leadsToBashrc(other, home, disk, [...seen, name])),
  )
}

function zshHere({ home, env }: Context, disk: Disk): Found {
  const rc = (folder: string) => ({ file: below(folder, '.zshrc'), reader: 'zsh', program: 'zsh' })
  const zshenv = below(home, '.zshenv')
  const folder = folderOf(env.ZDOTDIR, 'ZDOTDIR') ?? folderIn(zshenv, { ...env, HOME: home }, disk) ?? home
  return {
    rcFiles: [rc(folder)],
    formerly: folder === home ? [] : [rc(home)],
    signs: [zshenv, below(folder, '.zshrc')],
  }
}

function folderIn(zshenv: string, env: Context['env'], disk: Disk): string | undefined {
  const folder = zdotdirIn(disk.read(zshenv) ?? '', env)
  if (folder === null || (folder !== undefined && !isAbsolute(folder))) {
    throw new CcsError('zdotdir-unknown', { file: zshenv })
  }
  return folder
}

function fishHere(context: Context): Found {
  const folder = below(configHome(context), 'fish')
  const file = below(folder, 'conf.d', 'ccs.fish')
  return {
    rcFiles: [{ file, reader: 'fish', program: 'fish', beside: below(folder, 'config.fish') }],
    signs: [folder],
  }
}

function powershellHere(context: Context, disk: Disk): Found {
  const rc = (folder: string, reader: string, program: string) => ({
    file: below(folder, 'profile.ps1'),
    reader,
    program,
    beside: below(folder, 'Microsoft.PowerShell_profile.ps1'),
  })
  if (context.platform !== 'win32') {
    const folder = below(configHome(context), 'powershell')
    return { rcFiles: [rc(folder, 'PowerShell', 'pwsh')], signs: [folder] }
  }
  const folder = documents(context, disk)
  const rcFiles = [
    rc(below(folder, 'PowerShell'), 'PowerShell', 'pwsh.exe'),
    rc(below(folder, 'WindowsPowerShell'), 'Windows PowerShell', 'powershell.exe'),
  ]
  return { rcFiles, signs: [context.home] }
}

/** The folder of documents may lie in that of OneDrive; it is looked for by its usual name. */
function documents({ env, home }: Context, disk: Disk): string {
  const folders = [env.OneDrive, home].filter((folder) => folder && isAbsolute(folder)) as string[]
  const places = folders.map((folder) => below(folder, 'Documents'))
  return places.find((place) => disk.exists(place)) ?? below(home, 'Documents')
}

function configHome({ env, home }: Context): string {
  return folderOf(env.XDG_CONFIG_HOME, 'XDG_CONFIG_HOME') ?? below(home, '.config')
}

function folderOf(value: string | undefined, variable: string): string | undefined {
  if (!value) return undefined
  if (!isAbsolute(value)) throw new CcsError('folder-variable-relative', { variable, value })
  if (value.includes('\uFFFD')) throw new CcsError('folder-variable-not-utf8', { variable })
  return value
}
