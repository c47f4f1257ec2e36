import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replacedIn } from '../src/migrate/scan/replaced.ts'
import { quotePosix } from '../src/shell/quote.ts'
import { AdoptWorld, ENTRY } from './adopt-world.ts'
import { arrange } from './arrangement.ts'
import { NOBODY, onlyRoot, skipWhen } from './installed.ts'
import { openCore } from './terminal.ts'
import { differences, pictureOf } from './torture/picture.ts'

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
    ${at('.config/fish/config.fish')}:1-5
        function w
          CLAUDE_CONFIG_DIR=~/.claude-work claude $argv
          # 3
        …
    in use as ${at('.claude-work')} too, which is another login on macOS

ccs auth adopt c ${quotePosix(at('my "c" $(touch pwned)'))}
    ${at('.bashrc')}:2
        alias c='CLAUDE_CONFIG_DIR="$HOME/my \\"c\\" \\$(touch pwned)" claude'

ccs auth adopt home ${quotePosix(at('.claude-home'))}
    ${at('.bashrc')}:7
        export CLAUDE_CONFIG_DIR=~/.claude-home

ccs auth adopt seen ${quotePosix(at('.claude-seen'))}

Not adopted:
    ${at('not claude')} cannot be the folder of an account: it has nothing of Claude in it.
    ${at('.bashrc')}:4
        alias none='CLAUDE_CONFIG_DIR="$HOME/not claude" claude'

Of plain claude, which has another login under that name:
    ${at('.bashrc')}:5
        alias p='CLAUDE_CONFIG_DIR=~/.claude claude'

Their folder is not there:
    ${at('.bashrc')}:3
        alias gone='CLAUDE_CONFIG_DIR=~/gone claude' old='CLAUDE_CONFIG_DIR=~/.claude-done claude'

Not understood:
    ${at('.bashrc')}:6 (it has $(touch pwned))
        alias what='CLAUDE_CONFIG_DIR=$(touch pwned) claude' # \\u{1b}[31m

Not read:
    ${at('.zshrc')} was left as it is: it is not a file but something else, or a link that leads nowhere.

After that no longer needed in rc files, unless the lines do more:
    ${at('.config/powershell/profile.ps1')}:1: "done" is ccs done
    ${at('.bashrc')}:1: "claude-work" is ccs work
    ${at('.config/fish/config.fish')}:1-5: "w" is ccs work
    ${at('.bashrc')}:2: "c" is ccs c

Still needed, though the account is a profile:
    ${at('.bashrc')}:3: more is set there
    ${at('.bashrc')}:7: it is for plain claude, or chooses among several
`

describe('migrate --scan', () => {
  test('proposes, and says what it is about and what is no longer needed; nothing is changed', async () => {
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
      refused: [{ folder: at('not claude'), from: [{ line: 4, word: 'none' }] }],
      plain: [{ line: 5 }],
      missing: [{ folder: at('gone') }],
      not_understood: [{ line: 6, folder: null, why: 'it has $(touch pwned)' }],
      unread: [{ file: at('.zshrc') }],
    })
    expect(json.proposals[1]).toEqual({
      name: 'work',
      folder: at('.claude-work/'),
      plain: false,
      command: `ccs auth adopt work ${quotePosix(at('.claude-work/'))}`,
      other_spellings: [at('.claude-work')],
      from: [expect.objectContaining({ line: 1 }), expect.objectContaining({ line: 1, last_line: 5 })],
    })
    expect(json.replaced.map(({ profile, needed }: Record<string, unknown>) => [profile, needed])).toContainEqual([
      'home',
      true,
    ])
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
      '  export ANTHROPIC_API_KEY=s3cr3t MY_PASSWORD=s3cr3t',
      '  CLAUDE_CONFIG_DIR=~/not-claude claude',
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
    expect(shown[0]).toContain('          export ANTHROPIC_API_KEY=*** MY_PASSWORD=***\n')
    expect(JSON.parse(shown[1] ?? '').missing[0].text).toBe("alias gone='CLAUDE_CONFIG_DIR=~/gone X=*** claude'")
  })

  test('a home without any', async () => {
    const said = '[info] No login was found that could be adopted.\n'
    for (const args of [SCAN, APPLY]) expect(await world.ccs(args)).toEqual({ status: 0, stdout: '', stderr: said })
  })

  test('on macOS another spelling is another login, so its lines stay', () => {
    const finding = { file: '/rc', line: 1, lastLine: 1, text: '', word: 'w', folder: '/w', reason: undefined }
    const none = { proposals: [], refused: [], plain: [], missing: [], notUnderstood: [] }
    const needed = (platform: NodeJS.Platform, folder: string) =>
      replacedIn({ ...none, adopted: [{ profile: 'w', folder, finding }] }, platform, true).map(({ why }) => why)
    expect([needed('linux', '/w/'), needed('darwin', '/w')]).toEqual([[undefined], [undefined]])
    expect(needed('darwin', '/w/')).toEqual(['the folder is spelled otherwise there, which is another login on macOS'])
  })
})

describe('migrate --scan --apply', () => {
  const REFUSED = () => [
    `ccs: ${at('not claude')} cannot be the folder of an account: it has nothing of Claude in it. [usage]`,
    '     Name a folder of yours that Claude has used as CLAUDE_CONFIG_DIR.',
    'ccs: No longer needed in rc files, unless the lines do more:',
  ]

  test('adopts all but what is refused, and changes no rc file and no folder; twice is once', async () => {
    arrange(world)
    const before = theirs()
    const { status, stdout, stderr } = await world.ccs(APPLY)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    const adopted = ['main', 'work', 'c', 'home', 'seen']
    expect([...stderr.matchAll(/"(\S+)" adopted/g)].map(([, name]) => name)).toEqual(adopted)
    expect(stderr).toContain(REFUSED().join('\n'))
    expect(stderr).toMatch(
      /:1-5: "w" is ccs work\n.*\nccs: Still needed, .*\n.*:3: more is set there\n.*:7: it is .*\n$/,
    )
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
    expect(again.stderr).toMatch(/^\[info\] There is nothing more to adopt\.\n/)
    expect(again.stderr).toContain(REFUSED().join('\n'))
    expect(world.registry()).toEqual(registry)
    const scan = await world.ccs(SCAN)
    expect(scan).toMatchObject({ status: 0, stderr: '[info] There is nothing more to adopt.\n' })
    expect(scan.stdout).toContain('\nNo longer needed in rc files, unless the lines do more:\n')
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
    expect(await terminal.waitFor(/Adopt these\?/)).toContain('Still needed, though the account is a profile:')
    terminal.type('n')
    await terminal.waitFor(/Nothing was changed\./)
    expect(Object.keys(world.registry().profiles)).toEqual(['done'])
  })
})
