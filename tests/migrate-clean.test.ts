import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withoutInstallerLines } from '../src/setup/installer-lines.ts'
import { exactPicture } from './exact-picture.ts'
import { openCore } from './terminal.ts'
import { differences, pictureOf } from './torture/picture.ts'
import { INSTALLER_LINES, INSTALLER_LINES_OF_FISH, writeV2Vault, writeV25 } from './v2-home.ts'
import { World } from './world.ts'

const CLEAN = ['migrate', '--clean', '--force']
const ROLLBACK = ['migrate', '--rollback', '--force']
const bin = (world: World, ...names: string[]) => join(world.home, '.local/bin', ...names)

/** All in the home but the backups. */
const pictureWithout = (world: World) =>
  new Map([...pictureOf(world.home)].filter(([path]) => !/^\.ccs\/backup(?:\/|$)/.test(path)))

function homeOf25(): World {
  const world = new World()
  writeV25(world)
  return world
}

describe('the lines of the installer', () => {
  const MARK = '# CCS: Added by Claude Code Switch installer\n'
  const rows: [name: string, text: string, rest: string | undefined][] = [
    ['at the end', `a=1\n${INSTALLER_LINES}`, 'a=1\n'],
    ['after a line without an end', `a=1${INSTALLER_LINES}`, 'a=1\n'],
    ['alone in the file', INSTALLER_LINES, ''],
    ['in the middle, with empty lines', `a=1\n\n${INSTALLER_LINES}\nb=2`, 'a=1\n\n\nb=2'],
    ['twice', `${INSTALLER_LINES}a=1${INSTALLER_LINES}`, 'a=1\n'],
    ['of fish', `${INSTALLER_LINES_OF_FISH}set a 1`, 'set a 1'],
    ['with CR LF', INSTALLER_LINES.replaceAll('\n', '\r\n'), ''],
    ['without an end', INSTALLER_LINES.trimEnd(), ''],
    ['the mark alone', `${MARK}a=1\n`, undefined],
    ['the mark above a line of the person', `${MARK}export PATH="$HOME/.local/bin:$HOME/bin:$PATH"\n`, undefined],
    ['the line without the mark', 'export PATH="$HOME/.local/bin:$PATH"\n', undefined],
    ['the mark at the end', `a=1\n${MARK}`, undefined],
    ['in a comment', ` ${MARK}export PATH="$HOME/.local/bin:$PATH"\n`, undefined],
  ]
  test.for(rows)('%s', ([, text, rest]) => {
    expect(withoutInstallerLines(text)?.text).toBe(rest)
  })
})

describe.concurrent('cleaning', () => {
  test('takes away what the installer left, and nothing else; taken back, all is as it was', async () => {
    using world = homeOf25()
    const before = pictureWithout(world)
    const shown = await world.ccs(['migrate', '--clean', '--dry-run'])
    expect(shown).toMatchObject({ status: 0, stderr: '' })
    for (const word of ['.local/bin/ccs ->', 'VERSION', '.claude', '-export PATH="$HOME/.local/bin:$PATH"']) {
      expect(shown.stdout).toContain(word)
    }
    expect(shown.stdout).not.toContain('mine')

    const result = await world.ccs(CLEAN)
    expect(result).toMatchObject({ status: 0, stdout: '' })
    expect(result.stderr).toMatch(
      /^\[success\] What the installer of ccs v2 left is removed\.\nccs: It is kept in .*\n$/,
    )
    const left = readdirSync(world.ccsDir).filter((name) => name !== 'backup')
    expect(left).toEqual(['config.json', 'glm.settings.json'])
    expect(readdirSync(bin(world))).toEqual([])
    expect(readFileSync(join(world.home, '.bashrc'), 'utf8')).toBe('mine=1\n')
    expect(lstatSync(join(world.home, '.bashrc')).mode & 0o777).toBe(0o640)
    expect(readFileSync(join(world.home, '.config/fish/config.fish'), 'utf8')).toBe('set mine 1\nset more 1\n')
    const kept = execFileSync('find', [join(world.ccsDir, 'backup'), '-maxdepth', '3', '-printf', '%y %m\n'])
    expect([...new Set(kept.toString().trim().split('\n'))].sort()).toEqual(['d 700', 'f 600'])

    const stderr = '[info] The installer of ccs v2 has left nothing that could be removed.\n'
    expect(await world.ccs(CLEAN)).toEqual({ status: 0, stdout: '', stderr })
    const back = await world.ccs(ROLLBACK)
    expect(back.stderr).toMatch(/^\[success\] The cleaning of \S+ was taken back\.\n$/)
    expect(differences(before, pictureWithout(world))).toEqual([])
  })

  test('a rollback takes back the last of several', async () => {
    using world = homeOf25()
    writeV2Vault(world)
    await world.ccs(['migrate', '--force', '--no-login'])
    await world.ccs(CLEAN)
    expect((await world.ccs(ROLLBACK)).stderr).toContain('The cleaning of')
    expect((await world.ccs(ROLLBACK)).stderr).toContain('The migration of')
    expect((await world.ccs(ROLLBACK)).stderr).toContain('nothing to take back')
  })

  const OWN: [name: string, prepare: (world: World) => void, stays: string[]][] = [
    [
      'a script of their own',
      ({ ccsDir }) => {
        rmSync(join(ccsDir, 'uninstall.sh'))
        writeFileSync(join(ccsDir, 'ccs'), '#!/bin/bash\necho mine\n')
      },
      ['.ccs/ccs', '.ccs/VERSION', '.ccs/.claude', '.ccs/config.json.backup', '.local/bin/ccs'],
    ],
    [
      'a link of their own',
      (world) => {
        rmSync(bin(world, 'ccs'))
        symlinkSync(join(world.bin, 'ccs'), bin(world, 'ccs'))
      },
      ['.local/bin/ccs', '.bashrc'],
    ],
    ['another program, found by the line', (world) => writeFileSync(bin(world, 'claude'), ''), ['.bashrc']],
    [
      'texts of their own',
      ({ ccsDir }) => {
        writeFileSync(join(ccsDir, 'VERSION'), 'of what?')
        writeFileSync(join(ccsDir, 'config.json.backup'), '[1]')
        rmSync(join(ccsDir, '.claude'), { recursive: true })
        mkdirSync(join(ccsDir, '.claude'))
      },
      ['.ccs/VERSION', '.ccs/config.json.backup', '.ccs/.claude'],
    ],
    [
      'a folder that a later version has linked',
      ({ home, ccsDir }) => {
        mkdirSync(join(home, '.claude/commands'), { recursive: true })
        symlinkSync(join(ccsDir, '.claude/commands/ccs.md'), join(home, '.claude/commands/ccs.md'))
      },
      ['.ccs/.claude'],
    ],
    ['a read-only rc file', ({ home }) => execFileSync('chmod', ['444', join(home, '.bashrc')]), ['.bashrc']],
  ]
  test.for(OWN)('leaves %s', async ([, prepare, stays]) => {
    using world = homeOf25()
    prepare(world)
    const before = pictureWithout(world)
    expect(await world.ccs(CLEAN)).toMatchObject({ status: 0 })
    const after = pictureWithout(world)
    for (const path of stays) expect([path, after.get(path)]).toEqual([path, before.get(path)])
    await world.ccs(ROLLBACK)
    expect(differences(before, pictureWithout(world))).toEqual([])
  })

  test('what has come in its place since is left, and told', async () => {
    using world = homeOf25()
    await world.ccs(CLEAN)
    writeFileSync(join(world.ccsDir, 'VERSION'), 'mine')
    symlinkSync('mine', bin(world, 'ccs'))
    writeFileSync(join(world.home, '.bashrc'), 'mine=2\n')
    const { status, stderr } = await world.ccs(ROLLBACK)
    expect(status).toBe(0)
    expect(stderr).toContain('.ccs/VERSION stays: something else is in its place\n')
    expect(stderr).toContain('.local/bin/ccs stays: something else is in its place\n')
    expect(stderr).toMatch(/\.bashrc stays: it has been changed since; from before there is .*rc-file-1\n/)
    expect(readFileSync(join(world.ccsDir, 'VERSION'), 'utf8')).toBe('mine')
    expect(readlinkSync(bin(world, 'ccs'))).toBe('mine')
    expect(readFileSync(join(world.home, '.bashrc'), 'utf8')).toBe('mine=2\n')
    expect(existsSync(join(world.ccsDir, 'uninstall.sh'))).toBe(true)
  })

  test('an rc file behind a link is written where it lies', async () => {
    using world = homeOf25()
    const real = join(world.home, 'bashrc of mine')
    execFileSync('mv', [join(world.home, '.bashrc'), real])
    symlinkSync('bashrc of mine', join(world.home, '.bashrc'))
    await world.ccs(CLEAN)
    expect(readlinkSync(join(world.home, '.bashrc'))).toBe('bashrc of mine')
    expect(readFileSync(real, 'utf8')).toBe('mine=1\n')
  })
})

test('where the older program comes first on PATH, that is said', async () => {
  using world = homeOf25()
  const env = { PATH: `${bin(world)}:${world.env.PATH}` }
  const said = `ccs: The word ccs starts the older program, ${bin(world, 'ccs')}, which comes first on PATH.`
  for (const args of [['migrate'], ['setup', '--shell', 'zsh', '--dry-run']]) {
    expect((await world.ccs(args, { env })).stderr).toContain(said)
    expect((await world.ccs(args)).stderr).not.toContain('The word ccs')
  }
  expect((await world.ccs(CLEAN, { env })).stderr).toContain('ccs: Open a new terminal, or run hash -r')
  expect((await world.ccs(['migrate'], { env })).stderr).not.toContain('The word ccs')
})

test.each([
  ['y', /is removed\./, false],
  ['n', /Nothing was changed\./, true],
  ['\x03', /Interrupted\./, true],
])('at a terminal it shows and asks: %j', async (key, end, stays) => {
  using world = new World('home')
  writeV25(world)
  const before = exactPicture(world.home)
  await using terminal = openCore(world, ['migrate', '--clean'])
  expect(await terminal.waitFor(/Remove this\?/)).toContain('-# CCS: Added by Claude Code Switch installer')
  terminal.type(key)
  await terminal.waitFor(end)
  expect(exactPicture(world.home) === before).toBe(stays)
})
