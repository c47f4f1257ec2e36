import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quotePosix } from '../../src/shell/posix.ts'
import { AdoptWorld, ENTRY } from '../support/adopt-world.ts'
import { arrange } from '../support/alias-home.ts'
import { NOBODY, onlyRoot, skipWhen } from '../support/installed.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { openCore } from '../support/terminal.ts'

let world: AdoptWorld
beforeEach(() => {
  world = new AdoptWorld()
})
afterEach(() => world[Symbol.dispose]())

const SCAN = ['migrate', '--scan']
const APPLY = [...SCAN, '--apply', '--force']
const at = (name: string) => `${world.home}/${name}`

/** All in the home but what is ccs's. */
const theirs = () => new Map([...pictureOf(world.home)].filter(([path]) => !path.startsWith('.ccs')))

const SHOWN = () => `ccs auth adopt main --plain
    the login of plain claude, in ~/.claude

ccs auth adopt work ${quotePosix(at('.claude-work/'))}
    ${at('.bashrc')}:1
        alias claude-work='CLAUDE_CONFIG_DIR=~/.claude-work/ claude'
    ${at('.config/fish/config.fish')}:2
          CLAUDE_CONFIG_DIR=~/.claude-work claude $argv
    in use as ${at('.claude-work')} too, which is another login on macOS

ccs auth adopt c ${quotePosix(at('my "c" $(touch pwned)'))}
    ${at('.bashrc')}:2
        alias c='CLAUDE_CONFIG_DIR="$HOME/my \\"c\\" \\$(touch pwned)" claude'

ccs auth adopt home ${quotePosix(at('.claude-home'))}
    ${at('.bashrc')}:7
        export CLAUDE_CONFIG_DIR=~/.claude-home

ccs auth adopt seen ${quotePosix(at('.claude-seen'))}

Not adopted:
    There is no folder "${at('gone')}".
    ${at('.bashrc')}:3
        alias gone='CLAUDE_CONFIG_DIR=~/gone claude' old='CLAUDE_CONFIG_DIR=~/.claude-done claude'
    ${at('not claude')} cannot be the folder of an account: it has nothing of Claude in it.
    ${at('.bashrc')}:4
        alias none='CLAUDE_CONFIG_DIR="$HOME/not claude" claude'
    ${at('.claude')} is the folder of plain claude, whose login is another one when CLAUDE_CONFIG_DIR names it.
    ${at('.bashrc')}:5
        alias p='CLAUDE_CONFIG_DIR=~/.claude claude'

Look at these lines, whose folder only the shell can tell:
    ${at('.bashrc')}:6
        alias what='CLAUDE_CONFIG_DIR=$(touch pwned) claude' # \\u{1b}[31m

Not read:
    ${at('.zshrc')} was left as it is: it is not a file but something else, or a link that leads nowhere.
`

describe('migrate --scan', () => {
  test('proposes, and names the lines and those to look at; nothing is changed', async () => {
    arrange(world)
    const before = pictureOf(world.home)
    const stderr = 'ccs: To adopt what is proposed: ccs migrate --scan --apply\n'
    for (const args of [SCAN, [...SCAN, '--dry-run']])
      expect(await world.ccs(args)).toEqual({ status: 0, stdout: SHOWN(), stderr })
    expect(await world.ccs([...APPLY, '--dry-run'])).toEqual({ status: 0, stdout: SHOWN(), stderr: '' })
    expect(await world.ccs([...SCAN, '--apply'])).toMatchObject({ status: 2, stdout: '' })
    const { stdout } = await world.ccs([...SCAN, '--json'])
    const json = JSON.parse(stdout)
    expect(json).toMatchObject({
      version: '1',
      proposals: [{ name: 'main', folder: null, plain: true, from: [] }, {}, { name: 'c' }, {}, { name: 'seen' }],
      refused: [
        { folder: at('gone'), from: [{ line: 3, name: 'gone' }] },
        { folder: at('not claude'), from: [{ line: 4, name: 'none' }] },
        { folder: at('.claude'), from: [{ line: 5, name: 'p' }] },
      ],
      unclear: [{ file: at('.bashrc'), line: 6, name: 'what', folder: null }],
      unread: [{ file: at('.zshrc') }],
    })
    expect(json.proposals[1]).toEqual({
      name: 'work',
      folder: at('.claude-work/'),
      plain: false,
      command: `ccs auth adopt work ${quotePosix(at('.claude-work/'))}`,
      from: [
        expect.objectContaining({ line: 1, name: 'claude-work', folder: at('.claude-work/') }),
        expect.objectContaining({ line: 2, name: 'w', folder: at('.claude-work') }),
      ],
    })
    expect(differences(before, pictureOf(world.home))).toEqual([])
    // What a newcomer is told are the same commands.
    const commands = json.proposals.map(({ command }: { command: string }) => command)
    expect((await world.ccs(['help'])).stdout.match(/ccs auth adopt (?!<).*/g)).toEqual(commands)
  })

  test('keys in the lines are hidden in every output', async () => {
    const lines = [
      'alias glm=\'CLAUDE_CONFIG_DIR=~/.claude-glm ANTHROPIC_AUTH_TOKEN="s3cr3t\\$(touch pwned)" claude\'',
      "alias odd='CLAUDE_CONFIG_DIR=$(X_KEY=s3cr3t f) claude'",
      "alias gone='CLAUDE_CONFIG_DIR=~/gone X=sk-ant-s3cr3t claude'",
      'function w {',
      '  ANTHROPIC_API_KEY=s3cr3t MY_PASSWORD=s3cr3t CLAUDE_CONFIG_DIR=~/not-claude claude',
      '}',
    ]
    writeFileSync(at('.bashrc'), lines.join('\n'))
    world.claudeFolder(at('.claude-glm'), 'glm@example.com')
    mkdirSync(at('not-claude'))
    const shown: string[] = []
    for (const args of [SCAN, [...SCAN, '--json'], [...APPLY, '--dry-run'], APPLY]) {
      const { stdout, stderr } = await world.ccs(args)
      expect(stdout + stderr).not.toContain('s3cr3t')
      shown.push(stdout)
    }
    expect(shown[0]).toContain("        alias glm='CLAUDE_CONFIG_DIR=~/.claude-glm ANTHROPIC_AUTH_TOKEN=*** claude'\n")
    expect(shown[0]).toContain(
      '          ANTHROPIC_API_KEY=*** MY_PASSWORD=*** CLAUDE_CONFIG_DIR=~/not-claude claude\n',
    )
    expect(JSON.parse(shown[1] ?? '').refused[0].from[0].text).toBe(
      "alias gone='CLAUDE_CONFIG_DIR=~/gone X=*** claude'",
    )
  })

  test('a home without any', async () => {
    const said = '[info] There is nothing to adopt.\n'
    for (const args of [SCAN, APPLY]) expect(await world.ccs(args)).toEqual({ status: 0, stdout: '', stderr: said })
  })
})

describe('migrate --scan --apply', () => {
  const REFUSED = () => [
    `ccs: ${at('not claude')} cannot be the folder of an account: it has nothing of Claude in it. [usage]`,
    '     Name a folder of yours that Claude has used as CLAUDE_CONFIG_DIR.',
  ]

  test('adopts all but what is refused, and changes no rc file and no folder; twice is once', async () => {
    arrange(world)
    const before = theirs()
    const { status, stdout, stderr } = await world.ccs(APPLY)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    const adopted = ['main', 'work', 'c', 'home', 'seen']
    expect([...stderr.matchAll(/"(\S+)" adopted/g)].map(([, name]) => name)).toEqual(adopted)
    expect(stderr).toContain(REFUSED().join('\n'))
    expect(stderr.match(/\[\w+\]$/gm)).toEqual(['[usage]'])
    const registry = world.registry()
    expect(registry.profiles).toEqual({
      done: { type: 'account', instance: at('.claude-done') },
      main: { ...ENTRY, plain: true },
      work: { ...ENTRY, instance: at('.claude-work/') },
      c: { ...ENTRY, instance: at('my "c" $(touch pwned)') },
      home: { ...ENTRY, instance: at('.claude-home') },
      seen: { ...ENTRY, instance: at('.claude-seen') },
    })
    const again = await world.ccs(APPLY)
    expect(again).toMatchObject({ status: 2, stdout: '' })
    expect(again.stderr).toMatch(/^\[info\] There is nothing to adopt\.\n/)
    expect(again.stderr).toContain(REFUSED().join('\n'))
    expect(world.registry()).toEqual(registry)
    const scan = await world.ccs(SCAN)
    expect(scan).toMatchObject({ status: 0, stderr: '[info] There is nothing to adopt.\n' })
    expect(scan.stdout).toContain('\nLook at these lines, ')
    expect(differences(before, theirs())).toEqual([])
  })

  test("another's folder is refused, and the status is that", async (context) => {
    skipWhen(onlyRoot(), context)
    world.claudeFolder(at('.claude-theirs'))
    chownSync(at('.claude-theirs'), NOBODY, NOBODY)
    writeFileSync(at('.zshrc'), "alias t='CLAUDE_CONFIG_DIR=~/.claude-theirs claude'\n")
    const { status, stderr } = await world.ccs(APPLY)
    expect(status).toBe(2)
    expect(stderr).toContain(`${at('.claude-theirs')} cannot be the folder of an account: it belongs to another user.`)
  })

  test('asks at a terminal', async () => {
    arrange(world)
    await using terminal = openCore(world, [...SCAN, '--apply'])
    expect(await terminal.waitFor(/Adopt these\?/)).toContain('Look at these lines, ')
    terminal.type('n')
    await terminal.waitFor(/Nothing was changed\./)
    expect(Object.keys(world.registry().profiles)).toEqual(['done'])
  })
})
