import { describe, expect, test } from 'vitest'
import type { ShellName } from '../../src/command-table.ts'
import type { Context } from '../../src/context.ts'
import { SHELL } from '../../src/shell/shells.ts'
import { zdotdirIn } from '../../src/shell/zdotdir.ts'
import { skipWhen } from '../support/installed.ts'
import { World } from '../support/world.ts'
import { zsh } from './drivers/zsh.ts'
import { write } from './setup/rc-makes.ts'

/** Which rc files a machine's shell reads; the machine is made up, because there is no macOS and no Windows here. */
function rcFiles(
  shell: ShellName,
  {
    files = {},
    env = {},
    platform = 'linux',
  }: { files?: Record<string, string>; env?: Record<string, string>; platform?: NodeJS.Platform },
): string[] {
  const context = { home: '/h', env, platform } as Context
  const disk = { read: (file: string) => files[file], exists: (path: string) => path in files }
  return SHELL[shell].rcFiles(context, disk).current.map(({ file }) => file)
}

describe('bash reads .bashrc, and as a login shell the first of three files', () => {
  const both = (login: string) => ['/h/.bashrc', `/h/${login}`]
  test.each<[name: string, files: Record<string, string>, expected: string[]]>([
    ['none is there', {}, both('.profile')],
    [
      '.bash_profile before the others',
      { '/h/.bash_profile': '', '/h/.bash_login': '', '/h/.profile': '' },
      both('.bash_profile'),
    ],
    ['.bash_login before .profile', { '/h/.bash_login': '', '/h/.profile': '. ~/.bashrc' }, both('.bash_login')],
    [
      'as Debian has it',
      { '/h/.profile': 'if [ -f "$HOME/.bashrc" ]; then\n\t. "$HOME/.bashrc"\nfi\n' },
      ['/h/.bashrc'],
    ],
    ['as Arch has it', { '/h/.bash_profile': '[[ -f ~/.bashrc ]] && . ~/.bashrc\n' }, ['/h/.bashrc']],
    ['by way of .profile', { '/h/.bash_profile': '. ~/.profile\n', '/h/.profile': '. ~/.bashrc\n' }, ['/h/.bashrc']],
    [
      'in a circle',
      { '/h/.bash_profile': '. ~/.profile\n', '/h/.profile': '. ~/.bash_profile\n' },
      both('.bash_profile'),
    ],
    ['in a comment', { '/h/.bash_profile': '# . ~/.bashrc\n' }, both('.bash_profile')],
    ['only named', { '/h/.bash_profile': 'alias e="vi ~/.bashrc"\n' }, both('.bash_profile')],
    ['a folder of pieces', { '/h/.bash_profile': 'source ~/.bashrc.d/x\n' }, both('.bash_profile')],
  ])('%s', (_, files, expected) => {
    for (const platform of ['linux', 'darwin'] as const) expect(rcFiles('bash', { files, platform })).toEqual(expected)
  })
})

describe('the other shells', () => {
  test.each<[shell: ShellName, name: string, machine: Parameters<typeof rcFiles>[1], expected: string[]]>([
    ['zsh', 'in the home', {}, ['/h/.zshrc']],
    ['zsh', 'ZDOTDIR', { env: { ZDOTDIR: '/z/' } }, ['/z/.zshrc']],
    ['zsh', 'an empty ZDOTDIR', { env: { ZDOTDIR: '' } }, ['/h/.zshrc']],
    ['zsh', '.zshenv', { files: { '/h/.zshenv': 'ZDOTDIR=~/z\n' } }, ['/h/z/.zshrc']],
    ['fish', 'in .config', {}, ['/h/.config/fish/conf.d/ccs.fish']],
    ['fish', 'XDG_CONFIG_HOME', { env: { XDG_CONFIG_HOME: '/x' } }, ['/x/fish/conf.d/ccs.fish']],
    ['powershell', 'on Linux', {}, ['/h/.config/powershell/profile.ps1']],
    ['powershell', 'on macOS', { platform: 'darwin', env: { XDG_CONFIG_HOME: '/x' } }, ['/x/powershell/profile.ps1']],
    [
      'powershell',
      'on Windows, both editions',
      { platform: 'win32' },
      ['/h/Documents/PowerShell/profile.ps1', '/h/Documents/WindowsPowerShell/profile.ps1'],
    ],
    [
      'powershell',
      'in OneDrive',
      { platform: 'win32', env: { OneDrive: '/o' }, files: { '/o/Documents': '' } },
      ['/o/Documents/PowerShell/profile.ps1', '/o/Documents/WindowsPowerShell/profile.ps1'],
    ],
  ])('%s: %s', (shell, _, machine, expected) => {
    expect(rcFiles(shell, machine)).toEqual(expected)
  })

  test.each([
    ['zsh', { ZDOTDIR: 'z' }],
    ['fish', { XDG_CONFIG_HOME: 'x' }],
    ['powershell', { XDG_CONFIG_HOME: './x' }],
    ['zsh', { ZDOTDIR: '/z\uFFFD' }],
  ] as const)('%s is not guessed with %j', (shell, env) => {
    expect(() => rcFiles(shell, { env })).toThrow(/relative path|not valid UTF-8/)
  })
})

/** Texts of .zshenv and the ZDOTDIR that zsh has after them; null where ccs does not tell. */
const ZSHENV: [text: string, zdotdir: string | undefined | null][] = [
  ['', undefined],
  ['# ZDOTDIR=/x', undefined],
  ['echo no >/dev/null; MY_ZDOTDIR=/x', undefined],
  ['ZDOTDIR=/x', '/x'],
  ['ZDOTDIR=~/.zsh', '/h/.zsh'],
  ['ZDOTDIR=~', '/h'],
  ['  export ZDOTDIR="$HOME/a b" # mine', '/h/a b'],
  ["typeset -gx ZDOTDIR='/a$b'", '/a$b'],
  [`export ZDOTDIR=\${HOME}/z;`, '/h/z'],
  [`export ZDOTDIR="\${XDG_CONFIG_HOME:-$HOME/.config}/zsh"`, '/h/.config/zsh'],
  [`ZDOTDIR=\${NOT_SET:-\${HOME}/d}`, '/h/d'],
  ['X=$HOME/x\nexport ZDOTDIR="$X/z"', '/h/x/z'],
  ['ZDOTDIR=/first\nZDOTDIR=/second', '/second'],
  ['if [[ -d ~ ]]; then\n  export ZDOTDIR=~/z\nfi', '/h/z'],
  ['ZDOTDIR=', undefined],
  ['ZDOTDIR=$(echo /x)', null],
  ['ZDOTDIR=`echo /x`', null],
  ['ZDOTDIR=$NOT_SET/z', null],
  [`ZDOTDIR="\${HOME%/}/z"`, null],
  ['[[ -d ~ ]] && ZDOTDIR=/x', null],
  [`: \${ZDOTDIR:=/x}`, null],
  ['ZDOTDIR=/a\\ b', null],
]

describe('ZDOTDIR in .zshenv', () => {
  test.each(ZSHENV)('%j', (text, expected) => {
    expect(zdotdirIn(text, { HOME: '/h' })).toBe(expected)
  })

  test.for(ZSHENV.filter(([, expected]) => expected !== null))(
    'as zsh itself reads it: %j',
    async ([text, expected], context) => {
      skipWhen(zsh.missing, context)
      using world = new World('h')
      write(world, '.zshenv', `${text}\n`)
      const { stdout } = await world.run(process.env.CCS_TEST_ZSH || 'zsh', [
        '-o',
        'noglobalrcs',
        '-c',
        'print -rn -- "$ZDOTDIR"',
      ])
      expect(stdout.replace(world.home, '/h')).toBe(expected ?? '')
    },
  )
})

describe('which shells', () => {
  const settled = (stderr: string) =>
    [...stderr.matchAll(/\/home\/([\w./]+) loads ccs now/g)].map(([, name]) => name).sort()

  test.each([
    ['that of the login', '/usr/bin/zsh', [], ['.zshrc']],
    ['those that have an rc file', '', ['.zshrc', '.bash_profile'], ['.bash_profile', '.bashrc', '.zshrc']],
    ['both', '/bin/bash', ['.zshrc'], ['.bashrc', '.profile', '.zshrc']],
    ['a login shell that ccs does not know', '/bin/dash', ['.zshrc'], ['.zshrc']],
    [
      'all that are here, where there is no sign',
      '',
      [],
      ['.bashrc', '.config/fish/conf.d/ccs.fish', '.profile', '.zshrc'],
    ],
  ] as const)('%s', async (_, login, files, expected) => {
    using world = new World('home')
    for (const name of ['bash', 'zsh', 'fish']) world.program(name, '#!/bin/sh\n')
    for (const file of files) write(world, file, '')
    const { status, stderr } = await world.ccs(['setup', '--force'], {
      env: { SHELL: login, PATH: world.bin },
    })
    expect(status).toBe(0)
    expect(settled(stderr)).toEqual(expected)
  })

  test('one that is not here stands in nobody’s way', async () => {
    using world = new World('home')
    world.program('bash', '#!/bin/sh\n')
    write(world, '.zshenv', 'ZDOTDIR=$(a command)\n')
    const env = { SHELL: '/bin/bash', PATH: world.bin, XDG_CONFIG_HOME: 'relative' }
    const { status, stderr } = await world.ccs(['setup', '--force'], { env })
    expect({ status, files: settled(stderr) }, stderr).toEqual({ status: 0, files: ['.bashrc', '.profile'] })
  })
})
