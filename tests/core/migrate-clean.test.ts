import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readme } from '../../src/migrate/installer/installer.ts'
import { installerLines } from '../../src/setup/installer-lines.ts'
import { exactPicture } from '../support/exact-picture.ts'
import { skipWhen } from '../support/installed.ts'
import { cleaningOtherDisk, needsOtherDisk, otherDiskOf } from '../support/other-disk.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { openCore } from '../support/terminal.ts'
import { backups, INSTALLER_LINES, INSTALLER_LINES_OF_FISH, writeV2Vault, writeV25 } from '../support/v2-home.ts'
import { World } from '../support/world.ts'

const CLEAN = ['migrate', '--clean', '--force']
const ROLLBACK = ['migrate', '--rollback', '--force']
const bin = (world: World, ...names: string[]) => join(world.home, '.local/bin', ...names)

/** All in the home but the backups and the journal; in the backup, nobody else has permissions. */
const pictureWithout = (world: World) =>
  new Map(
    [...pictureOf(world.home)]
      .filter(([path]) => !/^\.ccs\/(?:backup|journal)(?:\/|$)/.test(path))
      .map(([path, what]) => [path, what.replace(/^(f\w+ \d)\d\d/, '$100')]),
  )

function homeOf25(name?: string): World {
  const world = new World(name)
  writeV25(world)
  return world
}

/** The only backup that is there. */
function backupOf(world: World): string {
  const [folder = '', ...others] = backups(world)
  expect(others).toEqual([])
  return folder
}

/** Runs the commands of a README as a person pastes them, who answers no question. */
function putBack(folder: string): void {
  const commands = readFileSync(join(folder, 'README'), 'utf8').match(/^mv .*$/gm) ?? []
  spawnSync('bash', ['-c', commands.join('\n')], { cwd: folder, stdio: 'ignore' })
}

describe('the lines of the installer', () => {
  const MARK = '# CCS: Added by Claude Code Switch installer\n'
  const rows: [name: string, text: string, lines: number[]][] = [
    ['at the end', `a=1\n${INSTALLER_LINES}`, [3]],
    ['after a line without an end', `a=1${INSTALLER_LINES}`, [2]],
    ['alone in the file', INSTALLER_LINES, [2]],
    ['twice', `${INSTALLER_LINES}a=1${INSTALLER_LINES}`, [2, 5]],
    ['of fish', `${INSTALLER_LINES_OF_FISH}set a 1`, [2]],
    ['with CR LF', INSTALLER_LINES.replaceAll('\n', '\r\n'), [2]],
    ['without an end', INSTALLER_LINES.trimEnd(), [2]],
    ['the mark alone', `${MARK}a=1\n`, []],
    ['the mark above a line of the person', `${MARK}export PATH="$HOME/.local/bin:$HOME/bin:$PATH"\n`, []],
    ['the line without the mark', 'export PATH="$HOME/.local/bin:$PATH"\n', []],
    ['the mark at the end', `a=1\n${MARK}`, []],
    ['in a comment', ` ${MARK}export PATH="$HOME/.local/bin:$PATH"\n`, []],
  ]
  test.for(rows)('%s', ([, text, lines]) => {
    expect(installerLines(text)).toEqual(lines)
  })
})

describe.concurrent('cleaning', () => {
  test('moves what the installer left, and nothing else; names the lines of rc files', async () => {
    using world = homeOf25()
    const before = pictureWithout(world)
    const shown = await world.ccs(['migrate', '--clean', '--dry-run'])
    const lines =
      `ccs: The installer of ccs v2 added lines 2 and 3 of ${world.home}/.bashrc. Delete them yourself.\n` +
      `ccs: The installer of ccs v2 added lines 3 and 4 of ${world.home}/.config/fish/config.fish. Delete them yourself.\n`
    const moved = [
      bin(world, 'ccs'),
      bin(world, 'ccs-uninstall'),
      ...['VERSION', 'config.json.backup', '.claude', 'ccs', 'uninstall.sh'].map((name) => join(world.ccsDir, name)),
    ]
    expect(shown).toEqual({ status: 0, stdout: moved.map((path) => `move     ${path}\n`).join(''), stderr: lines })
    const json = await world.ccs(['migrate', '--clean', '--dry-run', '--json'])
    expect(JSON.parse(json.stdout)).toEqual({
      version: '1',
      steps: moved.map((file) => ({ step: 'move', file })),
      stays: [
        { file: join(world.home, '.bashrc'), lines: [2, 3], needed: false },
        { file: join(world.home, '.config/fish/config.fish'), lines: [3, 4], needed: false },
      ],
    })
    expect(differences(before, pictureWithout(world))).toEqual([])

    const result = await world.ccs(CLEAN)
    const folder = backupOf(world)
    expect(result).toEqual({
      status: 0,
      stdout: '',
      stderr:
        `[success] What the installer of ccs v2 left is in ${folder}\n` +
        `ccs: How to put it back: ${join(folder, 'README')}\n${lines}`,
    })
    const gone = differences(before, pictureWithout(world)).filter((line) => !/\.claude\//.test(line))
    expect(gone.sort()).toEqual(moved.map((path) => `${path.slice(world.home.length + 1)} is missing`).sort())
    const kept = execFileSync('find', [folder, '-mindepth', '1', '-maxdepth', '2', '-printf', '%y %m %P\n'])
    expect(kept.toString().trim().split('\n').sort()).toEqual([
      ...['d 700 bin', 'd 700 ccs', 'd 700 ccs/.claude', 'f 600 README', 'f 600 ccs/VERSION'],
      ...['f 600 ccs/config.json.backup', 'f 700 ccs/ccs', 'f 700 ccs/uninstall.sh'],
      ...['l 777 bin/ccs', 'l 777 bin/ccs-uninstall'],
    ])

    const none = '[info] The installer of ccs v2 has left nothing to move.\n'
    expect(await world.ccs(CLEAN)).toEqual({ status: 0, stdout: '', stderr: `${none}${lines}` })
    expect((await world.ccs(['migrate'])).stderr).not.toContain('installer')
    putBack(folder)
    expect(differences(before, pictureWithout(world))).toEqual([])
    expect(readdirSync(folder)).toEqual(['README', 'bin', 'ccs'])
  })

  test('the commands that put it back fit any home, and replace nothing', async () => {
    using world = homeOf25(`a\nhome's $(touch pwned) "name" -f`)
    const before = pictureWithout(world)
    await world.ccs(CLEAN)
    const mine = join(world.ccsDir, 'VERSION')
    writeFileSync(mine, 'mine')
    putBack(backupOf(world))
    expect(readFileSync(mine, 'utf8')).toBe('mine')
    rmSync(mine)
    putBack(backupOf(world))
    expect(differences(before, pictureWithout(world))).toEqual([])
  })

  test('on Windows the README names the places, without commands', () => {
    expect(readme([['ccs\\VERSION', 'C:\\me\\.ccs\\VERSION']], 'win32')).toBe(
      'ccs migrate --clean moved these files here. They were left by the installer of ccs v2.\n\n' +
        'ccs\\VERSION  was  C:\\me\\.ccs\\VERSION\n',
    )
  })

  test('a rollback is about migrations only', async () => {
    using world = homeOf25()
    writeV2Vault(world)
    await world.ccs(['migrate', '--force', '--no-login'])
    await world.ccs(CLEAN)
    expect((await world.ccs(ROLLBACK)).stderr).toContain('The migration of')
    expect((await world.ccs(ROLLBACK)).stderr).toContain('nothing to take back')
    expect(existsSync(join(world.ccsDir, 'VERSION'))).toBe(false)
  })

  test('is taken up where a run was killed', async () => {
    using world = homeOf25()
    await world.ccs(CLEAN)
    const whole = pictureOf(world.ccsDir)
    const open = backupOf(world)
    const entry = join(world.ccsDir, 'journal/clean.json')
    writeFileSync(entry, JSON.stringify({ kind: 'clean', time: basename(open) }))
    expect((await world.ccs(['migrate'])).stderr).toContain('The installer of ccs v2 has left files.')
    expect((await world.ccs(['migrate', '--clean', '--dry-run'])).stdout).toBe(
      'finish   a cleaning that was interrupted\n',
    )
    for (const name of ['VERSION', 'ccs']) renameSync(join(open, 'ccs', name), join(world.ccsDir, name))
    rmSync(join(open, 'README'))
    expect(await world.ccs(CLEAN)).toMatchObject({ status: 0 })
    expect(differences(whole, pictureOf(world.ccsDir))).toEqual([])
    expect(backupOf(world)).toBe(open)
  })

  test('what lies on another file system is copied before it is deleted', async (context) => {
    skipWhen(needsOtherDisk(), context)
    using world = homeOf25()
    using _ = cleaningOtherDisk(world)
    const target = readlinkSync(bin(world, 'ccs'))
    const other = otherDiskOf(world)
    execFileSync('cp', ['-a', join(world.home, '.local'), other])
    rmSync(join(world.home, '.local'), { recursive: true })
    symlinkSync(other, join(world.home, '.local'))
    expect(await world.ccs(CLEAN)).toMatchObject({ status: 0 })
    expect(readdirSync(join(other, 'bin'))).toEqual([])
    expect(readlinkSync(join(backupOf(world), 'bin/ccs'))).toBe(target)
    expect(readdirSync(backupOf(world))).toEqual(['README', 'bin', 'ccs'])
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
      ['.local/bin/ccs'],
    ],
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
  ]
  test.for(OWN)('leaves %s', async ([, prepare, stays]) => {
    using world = homeOf25()
    prepare(world)
    const before = pictureWithout(world)
    expect(await world.ccs(CLEAN)).toMatchObject({ status: 0 })
    const after = pictureWithout(world)
    for (const path of [...stays, '.bashrc']) expect([path, after.get(path)]).toEqual([path, before.get(path)])
    for (const folder of backups(world)) putBack(folder)
    expect(differences(before, pictureWithout(world))).toEqual([])
  })

  test('says to keep the line by which other programs are found', async () => {
    using world = homeOf25()
    writeFileSync(bin(world, 'claude'), '')
    const { stderr } = await world.ccs(CLEAN)
    expect(stderr).toContain(
      `ccs: The installer of ccs v2 added lines 2 and 3 of ${world.home}/.bashrc. Keep them: they put ~/.local/bin on PATH, which has other programs.\n`,
    )
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
  ['y', /How to put it back/, false],
  ['n', /Nothing was changed\./, true],
  ['\x03', /Interrupted\./, true],
])('at a terminal it shows and asks: %j', async (key, end, stays) => {
  using world = new World('home')
  writeV25(world)
  const before = exactPicture(world.home)
  await using terminal = openCore(world, ['migrate', '--clean'])
  expect(await terminal.waitFor(/Move these files into a backup\?/)).toContain('move     ')
  terminal.type(key)
  await terminal.waitFor(end)
  expect(exactPicture(world.home) === before).toBe(stays)
  expect(lstatSync(join(world.home, '.bashrc')).mode & 0o777).toBe(0o640)
})
