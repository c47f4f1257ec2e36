import { below } from '../store/paths.ts'
import { posixShell } from './posix.ts'
import type { Disk, RcFile, Shell } from './shell.ts'

export const bash: Shell = {
  ...posixShell,
  name: 'bash',
  file: 'ccs.bash',
  programs: ['bash'],
  deferred: { tab: 'completions/ccs.bash' },
  rcFiles({ home }, disk) {
    const loginFile = (name: string): RcFile => ({
      file: below(home, name),
      reader: 'bash, login shells',
      program: 'bash',
      ...(name === '.profile' && { isShared: true }),
    })
    const bashrc: RcFile = { file: below(home, '.bashrc'), reader: 'bash', program: 'bash' }
    // Where none exists, the last one: it hides no other that a program may make later.
    const first = LOGIN_FILES.find((name) => disk.read(below(home, name)) !== undefined) ?? '.profile'
    const current = readsBashrc(first, home, disk) ? [bashrc] : [bashrc, loginFile(first)]
    return {
      current,
      former: LOGIN_FILES.map(loginFile).filter(({ file }) => !current.some((rc) => rc.file === file)),
      signs: ['.bashrc', '.bash_profile', '.bash_login'].map((name) => below(home, name)),
    }
  },
}

/** A login shell reads the first of these that exists, and `.bashrc` only if that one reads it. */
const LOGIN_FILES = ['.bash_profile', '.bash_login', '.profile'] as const

/** A line that reads one of the files by its name, whatever the path before it looks like. */
const READS =
  /^[^#\n]*?(?:^|[\s;&|({])(?:\.|source)[ \t]+\S*(\.bashrc|\.bash_profile|\.bash_login|\.profile)(?![\w.-])/gm

/** Also through another login file. */
function readsBashrc(name: string, home: string, disk: Disk, seen: readonly string[] = []): boolean {
  const text = disk.read(below(home, name)) ?? ''
  return [...text.matchAll(READS)].some(
    ([, other = '']) =>
      other === '.bashrc' || (!seen.includes(other) && readsBashrc(other, home, disk, [...seen, name])),
  )
}
