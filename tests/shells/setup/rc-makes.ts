import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { World } from '../../support/world.ts'
import type { ShellName } from '../drivers/shell.ts'

/** An rc file as somebody has it. */
export interface RcMake {
  name: string
  shell: ShellName
  /** Below the home. */
  file: string
  /** Undefined where there is none. */
  content?: string | Buffer
  mode?: number
  /** What is there besides. */
  prepare?: (world: World) => void
  env?: (world: World) => Record<string, string>
  /** What setup says besides what it always says. */
  says?: RegExp
}

const OLDER = '# CCS: Added by Claude Code Switch installer\nexport PATH="$HOME/.local/bin:$PATH"\n'
const DEBIAN = 'case $- in\n    *i*) ;;\n      *) return;;\nesac\nHISTCONTROL=ignoreboth\n'

export function write(world: World, name: string, content: string | Buffer, mode = 0o644): void {
  const file = join(world.home, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  chmodSync(file, mode)
}

export function link(world: World, name: string, target: string): void {
  mkdirSync(dirname(join(world.home, name)), { recursive: true })
  symlinkSync(target, join(world.home, name))
}

const bash = (name: string, content?: string | Buffer, more: Partial<RcMake> = {}): RcMake => ({
  name,
  shell: 'bash',
  file: '.bashrc',
  ...(content !== undefined && { content }),
  // So that .bashrc alone is to be changed.
  prepare: (world) => write(world, '.bash_profile', '. ~/.bashrc\n'),
  ...more,
})

const inDotfiles = (...links: [name: string, target: string][]): Partial<RcMake> => ({
  prepare(world) {
    write(world, '.bash_profile', 'source "$HOME/.bashrc"\n')
    write(world, 'dot files/bashrc', 'alias a=b\n', 0o640)
    for (const [name, target] of links) link(world, name, target)
  },
})

/** Of different make: setup and its removal must leave each of them byte for byte, and mode for mode. */
export const RC_MAKES: readonly RcMake[] = [
  bash('none'),
  bash('an empty one', ''),
  bash('an ordinary one', `${DEBIAN}alias ll='ls -l'\n`),
  bash('nothing but a newline', '\n'),
  bash('empty lines at the end', 'a=1\n\n\n'),
  bash('no last newline', 'a=1\nb=2'),
  bash('one line without an end', 'a=1'),
  bash('a backslash at the end', 'a=1 \\\n'),
  bash('a backslash at the very end', 'a=1 \\'),
  bash('CR LF', 'a=1 #\r\nb=2 #\r\n'),
  bash('CR LF without a last one', 'a=1 #\r\nb=2 #'),
  bash('CR LF and LF', 'a=1 #\r\nb=2\n'),
  bash('CR at the end', 'a=1\nb=2 #\r'),
  bash('a byte order mark', '\uFEFF# mine\n'),
  bash('bytes that are no UTF-8', Buffer.from('a="caf\xe9 \xff"\n', 'latin1')),
  bash('comment marks of others', '# >>> conda initialize >>>\na=1\n# <<< conda initialize <<<\n'),
  bash('the block of the older program', `a=1\n${OLDER}b=2\n`, {
    says: /\.bashrc has a line of an older ccs \(line 2\)/,
  }),
  bash('a private one', 'a=1\n', { mode: 0o600 }),
  bash('an odd mode', 'a=1\n', { mode: 0o751 }),
  bash('another group', 'a=1\n', {
    prepare(world) {
      write(world, '.bash_profile', '. ~/.bashrc\n')
      if (process.getuid?.() === 0) chownSync(join(world.home, '.bashrc'), 0, 54_321)
    },
  }),
  bash('a large one', `${'# 0123456789\n'.repeat(80_000)}a=1\n`),
  bash('a link into a folder of dotfiles', undefined, inDotfiles(['.bashrc', 'dot files/bashrc'])),
  bash('a link to a link', undefined, inDotfiles(['.bashrc', 'second'], ['second', 'dot files/bashrc'])),
  bash('a login file that does not read it', 'a=1\n', { prepare: (world) => write(world, '.bash_login', 'b=2') }),
  bash('a profile of sh', 'a=1\n', { prepare: (world) => write(world, '.profile', 'umask 022\n') }),
  bash('no login file at all', 'a=1\n', { prepare: () => {} }),
  { name: 'none', shell: 'zsh', file: '.zshrc' },
  { name: 'an ordinary one', shell: 'zsh', file: '.zshrc', content: 'setopt auto_cd\n' },
  {
    name: 'ZDOTDIR in the environment',
    shell: 'zsh',
    file: 'z dir/.zshrc',
    env: (world) => ({ ZDOTDIR: join(world.home, 'z dir') }),
  },
  {
    name: 'ZDOTDIR in .zshenv',
    shell: 'zsh',
    file: '.config/zsh/.zshrc',
    content: 'a=1\n',
    prepare: (world) =>
      write(world, '.zshenv', 'export XDG_CONFIG_HOME=~/.config\nexport ZDOTDIR="$XDG_CONFIG_HOME/zsh"\n'),
  },
  { name: 'none, and no folder', shell: 'fish', file: '.config/fish/conf.d/ccs.fish' },
  {
    name: 'none',
    shell: 'fish',
    file: '.config/fish/conf.d/ccs.fish',
    prepare: (world) => write(world, '.config/fish/conf.d/other.fish', ''),
  },
  { name: 'one of that name', shell: 'fish', file: '.config/fish/conf.d/ccs.fish', content: 'set a 1' },
  { name: 'CR LF', shell: 'fish', file: '.config/fish/conf.d/ccs.fish', content: 'set a 1\r\n' },
  {
    name: 'XDG_CONFIG_HOME',
    shell: 'fish',
    file: 'my config/fish/conf.d/ccs.fish',
    env: (world) => ({ XDG_CONFIG_HOME: join(world.home, 'my config') }),
  },
  { name: 'none', shell: 'powershell', file: '.config/powershell/profile.ps1' },
  { name: 'CR LF', shell: 'powershell', file: '.config/powershell/profile.ps1', content: '$a = 1\r\n' },
  {
    name: 'UTF-16',
    shell: 'powershell',
    file: '.config/powershell/profile.ps1',
    content: Buffer.from("\uFEFF$a = 'é'\r\n", 'utf16le'),
  },
]

/** Puts it into a home. */
export function furnishRc(world: World, { file, content, mode, prepare }: RcMake): void {
  if (content !== undefined) write(world, file, content, mode)
  prepare?.(world)
}
