import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { publishedName, SHELLS } from '../../shells/drivers/index.ts'
import { ask, open } from '../../support/hook-terminal.ts'
import { skipWhen } from '../../support/installed.ts'
import { publish } from '../../support/publish.ts'
import { missingClaude } from '../../support/real-claude.ts'
import { sampleByName } from '../../support/sampling.ts'
import type { ShellTerminal } from '../../support/shell-terminal.ts'
import { isWhole, leaveOut } from '../../support/whole.ts'
import type { Circumstance } from './circumstances.ts'
import { CORE_WAYS, effectOf, typedWays, type Way } from './ways.ts'
import { WireWorld } from './wire-world.ts'

const WAYS_A_SCRIPT = 5

/** Compares what arrived, was said and returned by each way with what each of them must do. */
export function testLaunches(circumstances: readonly Circumstance[]): void {
  describe.for(circumstances)('$name', (circumstance) => {
    const prepare = () => {
      const world = new WireWorld(circumstance)
      return { world, env: circumstance.prepare(world) }
    }
    const isTried = ({ name }: Pick<Way, 'name'>) =>
      isWhole || circumstance.sample === 'all' || circumstance.sample.includes(name)
    // The scenarios see that each shell hands on the same environment, so one of them is enough to see what Claude makes of it.
    const shells = isWhole ? SHELLS : sampleByName(SHELLS, 1, circumstance.name)
    leaveOut(`with ${circumstance.name}: rare ways to launch, and 3 of 4 shells`)

    // What the plain profile keeps of the person's is cheap to try here.
    const coreWays = CORE_WAYS.filter((way) => isTried(way) || way.profile === 'mine')
    test.for(coreWays)('by the core, $name', async (way, context) => {
      skipWhen(missingClaude, context)
      const { world, env } = prepare()
      using _ = world
      const cwd = way.isPinned ? world.pinned : world.folder
      const result = await world.ccs(way.args, { env, cwd })
      const { arrived, said, status } = effectOf(way, circumstance)
      expect({ arrived: world.api.takeArrived(), ...result }).toEqual({
        arrived,
        stdout: `${said}\n`,
        stderr: '',
        status,
      })
      expectNoOtherHosts(world, circumstance)
    })

    const scripts = shells.flatMap((shell) =>
      scriptsOf(typedWays(shell.name).filter(isTried)).map((ways) => ({
        shell,
        ways,
        name: `${shell.name}: ${ways[0]?.name} to ${ways.at(-1)?.name}`,
      })),
    )
    test.for(scripts)('in $name', async ({ shell, ways }, context) => {
      skipWhen(missingClaude ?? shell.missing, context)
      const { world, env } = prepare()
      using _ = world
      publish(world)
      const lines = ways.flatMap(({ before = [], line, after = [] }) => [...before, line, shell.status, ...after])
      const words = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)), CCS_PINNED: world.pinned }
      const result = await (shell.runShared ?? shell.run)(world, [shell.source('CCS_TEXT'), ...lines], {
        env: { ...env, ...words },
      })
      const effects = ways.map((way) => effectOf(way, circumstance))
      expect({ arrived: world.api.takeArrived(), ...result }).toEqual({
        arrived: effects.flatMap(({ arrived }) => arrived),
        stdout: effects.map(({ said, status }) => `${said}\nstatus ${status}\n`).join(''),
        stderr: '',
        status: 0,
      })
      expectNoOtherHosts(world, circumstance)
    })

    if (!isTried({ name: 'by-hook' })) return
    test.for(shells)('by the directory hook in $name', async (shell, context) => {
      skipWhen(missingClaude ?? shell.missing, context)
      const { world, env } = prepare()
      using _ = world
      world.writeJson(join(world.ccsDir, 'shell.json'), { hook: 'pwd' })
      publish(world)
      // Some shells look for their rc files in XDG_CONFIG_HOME, so it is set by the first line of those.
      const { XDG_CONFIG_HOME: CCS_CONFIG_HOME, ...rest } = env
      const before = CCS_CONFIG_HOME ? [shell.setFrom('XDG_CONFIG_HOME', 'CCS_CONFIG_HOME')] : []
      const words = { CCS_PINNED: world.pinned, ...(CCS_CONFIG_HOME ? { CCS_CONFIG_HOME } : {}) }
      await using terminal = await open(shell.name, world, { before, env: { ...rest, ...words } })
      const enter = typedWays(shell.name).find(({ name }) => name === 'by-pin')?.before?.[0] ?? ''
      const entered = await ask(terminal, enter)
      const said = await askClaude(terminal, 'claude -p by-hook')
      const status = await terminal.status()
      expect({ entered, said, status, arrived: world.api.takeArrived() }).toEqual({
        entered: 'ccs: This shell uses personal.',
        ...effectOf({ name: 'by-hook', profile: 'personal' }, circumstance),
      })
      expectNoOtherHosts(world, circumstance)
    })
  })

  if (!isWhole) return
  const byHand = circumstances.flatMap(({ byHand, plain, ...circumstance }) =>
    byHand ? [{ circumstance, arrived: { account: byHand('by-hand', 'work'), plain: plain('by-hand') } }] : [],
  )
  test.for(byHand)('Claude by hand, with $circumstance.name', async ({ circumstance, arrived }, context) => {
    skipWhen(missingClaude, context)
    const typed = async (folderOf: (world: WireWorld) => Record<string, string>) => {
      using world = new WireWorld(circumstance)
      const env = { ...circumstance.prepare(world), ...folderOf(world) }
      await world.run('claude', ['-p', 'by-hand'], { env })
      return world.api.takeArrived()
    }
    const account = await typed((world) => ({ CLAUDE_CONFIG_DIR: world.instance('work') }))
    expect({ account, plain: await typed(() => ({})) }).toEqual(arrived)
  })
}

/** Ways for one script each: about as many, and no more than are done in time on a busy machine. */
function scriptsOf<T>(ways: readonly T[]): T[][] {
  const count = Math.ceil(ways.length / WAYS_A_SCRIPT)
  const size = Math.ceil(ways.length / count)
  return Array.from({ length: count }, (_, index) => ways.slice(index * size, (index + 1) * size))
}

/** As `ask`, with more time. */
async function askClaude(terminal: ShellTerminal, line: string): Promise<string> {
  await terminal.clearScreen()
  terminal.enter(line)
  await terminal.waitFor(/\n(?:answer to|Not logged in)/, 60_000)
  const screen = await terminal.waitForPrompt('^.*> [^]*')
  return screen.split('\n').slice(1, -1).join('\n').trimEnd()
}

/** Beside the stand-in, Claude asks Anthropic for the person's own profile, where it is logged in. */
function expectNoOtherHosts(world: WireWorld, { loggedIn }: Circumstance): void {
  const hosts = new Set(world.api.takeOtherHosts())
  if (loggedIn) hosts.delete('api.anthropic.com:443')
  expect([...hosts]).toEqual([])
}
