import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { publishedName, SHELLS } from '../shells/drivers/index.ts'
import type { ShellName } from '../shells/drivers/shell.ts'
import { account, furnish } from '../shells/scenarios/scenario.ts'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { ShellTerminal } from '../support/shell-terminal.ts'
import { World } from '../support/world.ts'

/** What is typed in one terminal, and the answer; or, with `elsewhere`, the arguments of a core that runs outside of it. */
type Step = [line: string, answer: RegExp] | { elsewhere: string[] }

interface Scenario {
  name: string
  default?: string
  steps: readonly Step[]
}

const REGISTRY = { profiles: { work: account, temp: account, home: { ...account, plain: true } } }
const IS = (name: string, profile = name) => new RegExp(`^account instances/${name} of ${profile}: `)
const AS_BY_HAND = /^account unset of nobody: /
const CHOSEN = (name: string) => new RegExp(`^ccs: This shell uses ${name}\\.$`)

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'an account that was created here has its function at once',
    steps: [
      ['ccs auth create spare --no-login', /Profile "spare" created/],
      ['ccs-spare hi', IS('spare')],
    ],
  },
  {
    name: 'the account that is removed here is let go',
    default: 'work',
    steps: [
      ['ccs use temp', CHOSEN('temp')],
      [
        'ccs auth remove temp --force',
        /ccs: "temp" was removed\. No account chosen here: ccs means "work"; plain claude is as before\.$/,
      ],
      ['claude x', AS_BY_HAND],
      ['ccs use', /^[^*]*ccs: No account is chosen in this shell\.[^*]*$/],
      ['ccs auth create temp --no-login', /Profile "temp" created/],
    ],
  },
  {
    name: 'another account that is removed here changes nothing',
    steps: [
      ['ccs use work', CHOSEN('work')],
      ['ccs auth remove temp --force', /Profile "temp" removed\.$/],
      ['claude x', IS('work')],
    ],
  },
  {
    name: 'the account that is renamed here is followed',
    steps: [
      ['ccs use work', CHOSEN('work')],
      ['ccs use temp', CHOSEN('temp')],
      ['ccs auth rename temp office', /ccs: "temp" was renamed\. This shell uses office\.$/],
      ['claude x', IS('temp', 'office')],
      ['ccs use -', CHOSEN('work')],
      ['ccs use --off', /^ccs: No account chosen here: plain claude is as before\.$/],
      ['claude x', AS_BY_HAND],
    ],
  },
  {
    name: 'the plain profile that is renamed here is followed',
    steps: [
      ['ccs use home', CHOSEN('home')],
      ['ccs auth rename home own', /ccs: "home" was renamed\. This shell uses own\.$/],
      ['claude x', /^account unset of own: /],
    ],
  },
  {
    name: 'what became of an account elsewhere is said at the next launch',
    default: 'work',
    steps: [
      ['ccs use temp', CHOSEN('temp')],
      { elsewhere: ['auth', 'rename', 'temp', 'office'] },
      ['ccs -p hi', /^ccs: This shell uses "temp", which is "office" now\. \[profile-not-found\]\n.*ccs use office$/],
      ['ccs use office', CHOSEN('office')],
      { elsewhere: ['auth', 'remove', 'office', '--force'] },
      ['ccs -p hi', /^ccs: The default profile "office", chosen by CCS_PROFILE, does not exist\..*\n.*ccs use --off/],
    ],
  },
  {
    name: 'the directory hook that is set up here works at once',
    steps: [
      ['ccs pin temp pinned', /pinned/],
      ['ccs setup --hook pwd --force', /hook/],
      ['cd pinned', CHOSEN('temp')],
      ['claude x', IS('temp')],
    ],
  },
]

/** A home with these accounts, whose claude says which it is. */
function makeWorld(defaultName?: string): World {
  const world = new World()
  furnish(world, { name: '', registry: { ...REGISTRY, default: defaultName }, line: [], expect: { status: 0 } })
  mkdirSync(join(world.folder, 'pinned'))
  mkdirSync(join(world.ccsDir, 'instances/temp'))
  rmSync(join(world.ccsDir, 'instances/personal'), { recursive: true })
  world.program(
    'claude',
    `#!/bin/sh
[ "$1" = auth ] && exit
d=\${CLAUDE_CONFIG_DIR-unset}
printf "account %s of %s:" "\${d#"$HOME/.ccs/"}" "\${CCS_PROFILE-nobody}"; printf " [%s]" "$@"; echo
`,
  )
  return world
}

/** The line that loads a published text, by its path in CCS_TEXT. */
function loading(shell: ShellName): string {
  const { source } = SHELLS.find(({ name }) => name === shell) ?? {}
  return source?.('CCS_TEXT') ?? ''
}

/** Counts the lines of the text in force that carry a stamp of the older version. */
const PUBLISHED_BY: Record<ShellName, string> = {
  bash: 'declare -f ccs.freshness | grep -c 0.0.1-',
  zsh: 'functions ccs.freshness | grep -c 0.0.1-',
  fish: 'functions __ccs_freshness | grep -c 0.0.1-',
  powershell: '(Get-Item function:__ccs_freshness).Definition | grep -c 0.0.1-',
}

describe.each(SHELLS)('an open $name', ({ name: shell, missing }) => {
  const open = (world: World) =>
    ShellTerminal.open(shell, world, {
      rc: [loading(shell)],
      env: { CCS_TEXT: join(world.ccsDir, 'shell', publishedName({ name: shell })), NO_COLOR: '1' },
    })

  test.for(SCENARIOS)('$name', { timeout: 60_000 }, async ({ default: defaultName, steps }, context) => {
    skipWhen(missing, context)
    using world = makeWorld(defaultName)
    publish(world)
    await using terminal = await open(world)
    for (const step of steps) {
      if ('elsewhere' in step) {
        expect((await world.ccs(step.elsewhere)).status).toBe(0)
        continue
      }
      const [line, answer] = step
      const said = (await terminal.ask(line)).replace(/ +$/gm, '')
      expect([line, said]).toEqual([line, expect.stringMatching(answer)])
    }
  })

  // In fish an alias is a function, which the next text replaces.
  test.skipIf(shell === 'fish')('keeps an alias that is made later, whatever text it takes over', async (context) => {
    skipWhen(missing, context)
    using world = makeWorld('work')
    publish(world)
    await using terminal = await open(world)
    const isPowershell = shell === 'powershell'
    await terminal.ask(isPowershell ? 'function mine { "mine $args" }' : 'mine() { echo "mine $*"; }')
    await terminal.ask(isPowershell ? 'Set-Alias ccs-work mine' : 'alias ccs-work=mine')
    expect((await world.ccs(['auth', 'create', 'spare', '--no-login'])).status).toBe(0)
    expect(await terminal.ask('ccs spare hi')).toMatch(IS('spare'))
    expect(await terminal.ask('ccs-work hi')).toBe('mine hi')
  })

  test('takes over an upgrade after any command of the core', async (context) => {
    skipWhen(missing, context)
    for (const line of ['ccs help auth', 'ccs version', 'ccs auth list', 'ccs setup --dry-run']) {
      using world = makeWorld('work')
      publish(world, {}, '0.0.1')
      await using terminal = await open(world)
      await terminal.ask('ccs-work hi')
      const seen = [await terminal.ask(PUBLISHED_BY[shell])]
      await terminal.ask(line)
      seen.push(await terminal.ask('ccs-work hi'), await terminal.ask(PUBLISHED_BY[shell]))
      expect([line, ...seen]).toEqual([line, expect.stringMatching(/^[1-9]/), expect.stringMatching(IS('work')), '0'])
    }
  })
})
