import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { loginsHere } from '../../src/migrate/aliases/aliases.ts'
import { findAliases } from '../../src/migrate/aliases/lines.ts'
import { AdoptWorld } from '../support/adopt-world.ts'
import { skipWhen } from '../support/installed.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { World } from '../support/world.ts'
import { SHELLS } from './drivers/index.ts'
import type { ShellName } from './drivers/shell.ts'
import { ROWS, type Row } from './scenarios/rc-definitions.ts'

const HOME = '/home/x y'

describe.each(SHELLS)('what an rc file of $name sets', ({ name: shell }) => {
  test.each(ROWS[shell])('$rc', (row) => {
    const found = findAliases(row.rc, HOME)
    const expected = row.found.map(([name, folder]) => ({ name, folder: folder?.replace('<home>', HOME) }))
    expect(found.map(({ name, folder }) => ({ name, folder }))).toEqual(expected)
    for (const { line, text } of found) {
      expect(row.rc.split('\n')[line - 1]).toBe(text)
      expect(text).toContain('CLAUDE_CONFIG_DIR')
    }
  })
})

test('lines are numbered from 1, with either line end, and their secrets are hidden', () => {
  const rc = "# rc\r\nalias w='X_KEY=s3cr3t CLAUDE_CONFIG_DIR=/w claude'\r\n\r\nCLAUDE_CONFIG_DIR=$(X_KEY=s3cr3t f)\n"
  expect(findAliases(rc, HOME)).toEqual([
    { line: 2, text: "alias w='X_KEY=*** CLAUDE_CONFIG_DIR=/w claude'", name: 'w', folder: '/w' },
    { line: 4, text: 'CLAUDE_CONFIG_DIR=$(X_KEY=*** f)', name: undefined, folder: undefined },
  ])
})

// It takes a tenth of a second, and minutes, more than a test may last, if a part is read again and again.
test.each([
  "'",
  '"',
  '$(',
  '\\',
  '\n',
  ' ',
  'w(',
  'w() {',
  'alias ',
  'unset ',
  'set -x ',
  'CLAUDE_CONFIG_DIR=',
  '$env:CLAUDE_CONFIG_DIR=',
  "alias w='CLAUDE_CONFIG_DIR=/w claude'\n",
  'function w\n',
])('a file full of %j is read once', (text) => {
  const found = findAliases(`${text.repeat(Math.floor(2 ** 17 / text.length))} CLAUDE_CONFIG_DIR=/w`, HOME)
  expect(new Set(found.map(({ name, folder }) => `${name} ${folder}`)).size).toBeLessThan(3)
})

/** Reads the file that CCS_RC names, and does what CCS_TYPE holds as if it were typed. */
const READ_AND_TYPE: Record<ShellName, string[]> = {
  bash: ['shopt -s expand_aliases', '. "$CCS_RC"', 'eval "$CCS_TYPE"'],
  zsh: ['. "$CCS_RC"', 'eval "$CCS_TYPE"'],
  fish: ['source $CCS_RC', 'eval $CCS_TYPE'],
  powershell: [
    '. ([scriptblock]::Create([IO.File]::ReadAllText($env:CCS_RC)))',
    '. ([scriptblock]::Create($env:CCS_TYPE))',
  ],
}

describe.each(SHELLS)('$name itself, with the same text', (shell) => {
  const tried = ROWS[shell.name].filter((row): row is Row & { type: string } => row.type !== null)
  test.for(tried)('$rc', async ({ rc, type, found }, context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    const env = { CCS_RC: join(world.root, 'rc'), CCS_TYPE: type }
    writeFileSync(env.CCS_RC, rc)
    const result = await (shell.runShared ?? shell.run)(world, READ_AND_TYPE[shell.name], { env })
    expect(result).toEqual({ status: 0, stdout: '', stderr: '' })
    const folders = world.calls().map((call) => call.env.CLAUDE_CONFIG_DIR ?? null)
    const wanted = found.map(([, folder]) => folder?.replace('<home>', world.home) ?? null)
    expect(folders.sort()).toEqual(wanted.length === 0 ? [null] : wanted.sort())
    expect([world.folder, world.home].filter((folder) => existsSync(join(folder, 'pwned')))).toEqual([])
  })
})

describe('the proposals', () => {
  const scan = (world: World, env: Record<string, string> = {}) => {
    const { home, ccsDir } = world
    return loginsHere({ env, home, ccsDir, platform: 'linux', configFile: join(ccsDir, 'config.json') } as Context)
  }

  function write(world: World, files: Record<string, string | Buffer>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(world.home, name)), { recursive: true })
      writeFileSync(join(world.home, name), text)
    }
  }

  test('one for each folder, by the name that the person types, with the spelling that is in use', () => {
    using world = new AdoptWorld()
    const at = (name: string) => join(world.home, name)
    for (const name of ['.claude-work', '.claude-home', 'c', 'work', '.claude-seen', '.claude-done', '.claude-use'])
      world.claudeFolder(at(name))
    world.plainLogin()
    world.write({ done: { type: 'account', instance: at('.claude-done') }, taken: { type: 'account' } })
    write(world, {
      '.bashrc': "alias claude-work='CLAUDE_CONFIG_DIR=~/.claude-work/ claude'\nalias w=claude-work\n",
      '.bash_aliases': 'alias taken=\'CLAUDE_CONFIG_DIR="$HOME/.claude-home" claude\'\n',
      '.zshrc':
        'w() {\n  CLAUDE_CONFIG_DIR=$HOME/.claude-work claude "$@"\n}\nexport CLAUDE_CONFIG_DIR=$HOME/.claude\n',
      '.zsh_aliases':
        "alias gone='CLAUDE_CONFIG_DIR=~/.gone claude'\nalias old='CLAUDE_CONFIG_DIR=~/.claude-done claude'\n",
      '.aliases': "alias Work='CLAUDE_CONFIG_DIR=~/c claude'\nalias taken='CLAUDE_CONFIG_DIR=~/work claude'\n",
      '.config/fish/config.fish': "alias what 'CLAUDE_CONFIG_DIR=$WHAT claude'\n",
      '.config/fish/functions/use.fish': 'function use; CLAUDE_CONFIG_DIR=~/.claude-use claude $argv; end\n',
      '.config/powershell/profile.ps1': 'function w { $env:CLAUDE_CONFIG_DIR = "$HOME/.claude-work/"; claude @args }\n',
    })
    const before = pictureOf(world.home)
    const found = scan(world)
    expect(
      found.proposals.map(({ name, folder, findings }) => [
        name,
        folder,
        ...findings.map(({ file, line }) => `${file}:${line}`),
      ]),
    ).toEqual([
      [
        'work',
        at('.claude-work/'),
        `${at('.bashrc')}:1`,
        `${at('.zshrc')}:2`,
        `${at('.config/powershell/profile.ps1')}:1`,
      ],
      ['use-2', at('.claude-use'), `${at('.config/fish/functions/use.fish')}:1`],
      ['home', at('.claude-home'), `${at('.bash_aliases')}:1`],
      ['c', at('c'), `${at('.aliases')}:1`],
      ['taken-2', at('work'), `${at('.aliases')}:2`],
      ['seen', at('.claude-seen')],
    ])
    expect(found.refused.map(({ folder, error }) => [folder, error.id])).toEqual([
      [at('.claude'), 'folder-of-plain-claude'],
      [at('.gone'), 'folder-not-there'],
    ])
    expect(found.unclear).toMatchObject([{ file: at('.config/fish/config.fish'), name: 'what', line: 1 }])
    expect(found.unread).toEqual([])
    expect(differences(before, pictureOf(world.home))).toEqual([])
  })

  test('what is no file of 4 MB at most is not read, and told', () => {
    using world = new AdoptWorld()
    for (const name of ['.bash_aliases', '.config/fish/functions/a.fish'])
      mkdirSync(join(world.home, name), { recursive: true })
    world.claudeFolder(join(world.home, '.w'))
    execFileSync('mkfifo', [join(world.home, '.zsh_aliases')])
    symlinkSync('nowhere', join(world.home, '.aliases'))
    // Bytes that are no UTF-8 concern their own value only.
    const lines = "\xe9\nalias w='CLAUDE_CONFIG_DIR=~/.w claude'\nalias v='CLAUDE_CONFIG_DIR=/\xe9 claude'\n"
    write(world, { '.zshrc': 'x', '.bashrc': Buffer.from(lines, 'latin1') })
    truncateSync(join(world.home, '.zshrc'), 2 ** 22 + 1)
    const found = scan(world)
    expect(found.unread.map(({ file }) => file.replace(`${world.home}/`, '')).sort()).toEqual([
      '.aliases',
      '.bash_aliases',
      '.config/fish/functions/a.fish',
      '.zsh_aliases',
      '.zshrc',
    ])
    expect(found.proposals.map(({ name, folder }) => [name, folder])).toEqual([['w', join(world.home, '.w')]])
    expect(found.refused).toMatchObject([{ folder: '/\uFFFD', findings: [{ name: 'v', line: 3 }] }])
    expect(found.refused[0]?.error.message).toContain('not valid UTF-8')
  })

  test('an rc file of UTF-16 is read, and a variable that leads astray stops only its own shell', () => {
    using world = new AdoptWorld()
    world.claudeFolder(join(world.home, '.w'))
    const text = Buffer.from('\ufeff$env:CLAUDE_CONFIG_DIR = "$HOME/.w"\r\n', 'utf16le')
    write(world, { '.config/powershell/profile.ps1': text })
    const found = scan(world, { ZDOTDIR: 'relative' })
    expect(found.proposals).toMatchObject([{ name: 'w', findings: [{ text: '$env:CLAUDE_CONFIG_DIR = "$HOME/.w"' }] }])
    expect(found.unread).toMatchObject([{ file: 'zsh' }])
  })
})
