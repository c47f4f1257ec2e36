import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Context } from '../src/context.ts'
import type { Known } from '../src/migrate/scan/propose.ts'
import { findingsIn, scan } from '../src/migrate/scan/scan.ts'
import { identityOfFolder } from '../src/store/file-identity.ts'
import { skipWhen } from './installed.ts'
import { ROWS, type Row } from './scan-rows.ts'
import { SHELLS } from './shells/index.ts'
import type { ShellName } from './shells/shell.ts'
import { differences, pictureOf } from './torture/picture.ts'
import { World } from './world.ts'

const HOME = '/home/x y'
const find = (shell: ShellName, text: string) =>
  findingsIn({ file: '/rc', text, shell }, { home: HOME, platform: 'linux' })

describe.each(SHELLS)('what an rc file of $name sets', ({ name }) => {
  test.each(ROWS[name])('$rc', (row) => {
    const found = find(name, row.rc)
    const expected = row.found.map(([word, folder]) => ({ word, folder: folder?.replace('<home>', HOME) }))
    expect(found.map(({ word, folder }) => ({ word, folder }))).toEqual(expected)
    for (const { folder, reason, line, lastLine, text } of found) {
      expect(reason === undefined).toBe(folder !== undefined)
      expect(
        row.rc
          .split('\n')
          .slice(line - 1, lastLine)
          .join('\n'),
      ).toBe(text)
    }
  })

  // It takes a tenth of a second, and minutes, more than a test may last, if a part is read again and again.
  test.each([
    "'",
    '"',
    '`',
    '$(',
    '${',
    '\\\n',
    '<<x\n',
    '{\n',
    'w() {',
    "@'\n",
    '<#',
    '$env:CLAUDE_CONFIG_DIR=',
    "alias w='CLAUDE_CONFIG_DIR=/w claude'\n",
    'function w\n',
  ])('a file full of %j is read once', (text) => {
    const found = find(name, `CLAUDE_CONFIG_DIR\n${text.repeat(Math.floor(2 ** 17 / text.length))}`)
    expect(new Set(found.map(({ word, folder }) => `${word} ${folder}`)).size).toBeLessThan(3)
  })
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
  const contextOf = (world: World, env: Record<string, string> = {}) =>
    ({ env, home: world.home, platform: 'linux', ccsDir: world.ccsDir }) as Context

  /** @param profiles by folder, below the home */
  const knownOf = (world: World, profiles: Record<string, string> = {}): Known => ({
    identityOf: identityOfFolder,
    profileOf(folder) {
      const [path, profile] = Object.entries(profiles).find(([path]) => folder === join(world.home, path)) ?? []
      return path && profile ? { profile, folder: join(world.home, path) } : undefined
    },
    isPlain: (folder) => identityOfFolder(folder) === identityOfFolder(join(world.home, '.claude')),
    isTaken: (name) => ['taken', ...Object.values(profiles)].includes(name),
    adopt: () => undefined,
  })

  function write(world: World, files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(world.home, name)), { recursive: true })
      writeFileSync(join(world.home, name), text)
    }
  }

  function makeFolders(world: World, ...names: string[]): void {
    for (const name of names) mkdirSync(join(world.home, name), { recursive: true })
  }

  test('one for each folder, by the name that the person types, with the spelling that is in use', () => {
    using world = new World()
    makeFolders(
      world,
      '.claude',
      '.claude-work',
      '.claude-home',
      'c',
      'work',
      '.claude-seen',
      '.claude-done',
      '.claude-use',
    )
    write(world, {
      '.bashrc': "alias claude-work='CLAUDE_CONFIG_DIR=~/.claude-work/ claude'\nalias w=claude-work\n",
      '.bash_aliases': 'alias taken=\'CLAUDE_CONFIG_DIR="$HOME/.claude-home" claude\'\n',
      '.zshrc':
        'w() {\n  CLAUDE_CONFIG_DIR=$HOME/.claude-work claude "$@"\n}\nexport CLAUDE_CONFIG_DIR=$HOME/.claude\n',
      '.zsh_aliases': "alias gone='CLAUDE_CONFIG_DIR=~/.gone claude' old='CLAUDE_CONFIG_DIR=~/.claude-done claude'\n",
      '.aliases': "alias Work='CLAUDE_CONFIG_DIR=~/c claude' taken='CLAUDE_CONFIG_DIR=~/work claude'\n",
      '.config/fish/config.fish': "alias what 'CLAUDE_CONFIG_DIR=$WHAT claude'\n",
      '.config/fish/functions/use.fish': 'function use; CLAUDE_CONFIG_DIR=~/.claude-use claude $argv; end\n',
      '.config/powershell/profile.ps1': 'function w { $env:CLAUDE_CONFIG_DIR = "$HOME/.claude-work/"; claude @args }\n',
    })
    const before = pictureOf(world.home)
    const known = knownOf(world, { '.claude-done': 'done' })
    const folders = ['.claude-home', '.claude-seen', '.claude-done'].map((name) => join(world.home, name))
    const found = scan(contextOf(world), folders, known)
    const at = (name: string) => join(world.home, name)
    expect(
      found.proposals.map(({ findings, ...rest }) => ({
        ...rest,
        lines: findings.map((each) => [each.file, each.line]),
      })),
    ).toEqual([
      {
        name: 'work',
        folder: at('.claude-work/'),
        otherSpellings: [at('.claude-work')],
        lines: [
          [at('.bashrc'), 1],
          [at('.zshrc'), 1],
          [at('.config/powershell/profile.ps1'), 1],
        ],
      },
      { name: 'home', folder: at('.claude-home'), otherSpellings: [], lines: [[at('.bash_aliases'), 1]] },
      { name: 'c', folder: at('c'), otherSpellings: [], lines: [[at('.aliases'), 1]] },
      { name: 'taken-2', folder: at('work'), otherSpellings: [], lines: [[at('.aliases'), 1]] },
      {
        name: 'use-2',
        folder: at('.claude-use'),
        otherSpellings: [],
        lines: [[at('.config/fish/functions/use.fish'), 1]],
      },
      { name: 'seen', folder: at('.claude-seen'), otherSpellings: [], lines: [] },
    ])
    expect(found.adopted.map(({ profile, finding }) => [profile, finding.word])).toEqual([['done', 'old']])
    expect(found.missing.map(({ word }) => word)).toEqual(['gone'])
    expect(found.plain.map(({ file, line }) => [file, line])).toEqual([[at('.zshrc'), 4]])
    expect(found.notUnderstood).toMatchObject([{ word: 'what', line: 1, reason: 'it has $WHAT' }])
    expect(found.unread).toEqual([])
    expect(differences(before, pictureOf(world.home))).toEqual([])
  })

  test('what is no file of 1 MB at most is not read, and told', () => {
    using world = new World()
    makeFolders(world, '.bash_aliases', '.config/fish/functions/a.fish', '.w')
    execFileSync('mkfifo', [join(world.home, '.zsh_aliases')])
    symlinkSync('nowhere', join(world.home, '.aliases'))
    writeFileSync(join(world.home, '.zshrc'), 'x')
    truncateSync(join(world.home, '.zshrc'), 2 ** 21)
    writeFileSync(join(world.home, '.zprofile'), `export CLAUDE_CONFIG_DIR=/w #${'x'.repeat(2 ** 20)}`)
    // Bytes that are no UTF-8 concern their own value only.
    const bytes = Buffer.from(
      "\xe9\nalias w='CLAUDE_CONFIG_DIR=~/.w claude' v='CLAUDE_CONFIG_DIR=/\xe9 claude'\n",
      'latin1',
    )
    writeFileSync(join(world.home, '.bashrc'), bytes)
    const found = scan(contextOf(world), [], knownOf(world))
    expect(found.unread.map(({ file }) => file.replace(`${world.home}/`, '')).sort()).toEqual([
      '.aliases',
      '.bash_aliases',
      '.config/fish/functions/a.fish',
      '.zprofile',
      '.zsh_aliases',
      '.zshrc',
    ])
    expect(found.proposals.map(({ name, folder }) => [name, folder])).toEqual([['w', join(world.home, '.w')]])
    expect(found.notUnderstood.map(({ word, reason }) => [word, reason])).toEqual([['v', 'it is not UTF-8']])
  })

  test('an rc file of UTF-16 is read, and a variable that leads astray stops only its own shell', () => {
    using world = new World()
    makeFolders(world, '.w')
    write(world, { '.config/powershell/profile.ps1': '' })
    const text = Buffer.from('\ufeff$env:CLAUDE_CONFIG_DIR = "$HOME/.w"\r\n', 'utf16le')
    writeFileSync(join(world.home, '.config/powershell/profile.ps1'), text)
    const found = scan(contextOf(world, { ZDOTDIR: 'relative' }), [], knownOf(world))
    expect(found.proposals).toMatchObject([{ name: 'w', findings: [{ text: '$env:CLAUDE_CONFIG_DIR = "$HOME/.w"' }] }])
    expect(found.unread).toMatchObject([{ file: 'zsh' }])
  })
})
