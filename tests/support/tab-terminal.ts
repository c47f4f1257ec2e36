import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { furnish } from '../shells/scenarios/scenario.ts'
import { publish } from './publish.ts'
import { INTERACTIVE, type LINE_EDITORS, type ShellOptions, ShellTerminal } from './shell-terminal.ts'
import { World } from './world.ts'

/** A shell where Tab can be pressed. */
export type EditedShell = (typeof LINE_EDITORS)[number]

/** A world with profiles of every kind, published; in its working folder are files and a folder. */
export function worldWithProfiles(): World {
  const world = new World()
  world.env.CCS_STUB_SAY = '1'
  const account = { type: 'account', created: '2025-01-01T00:00:00.000Z', last_used: null }
  furnish(world, {
    name: '',
    line: [],
    expect: { status: 0 },
    registry: {
      version: '2.0.0',
      profiles: { work: account, personal: account, mine: { ...account, plain: true }, 'a b': account },
      default: 'work',
    },
    config: { profiles: { glm: '~/glm.json' } },
  })
  writeFileSync(join(world.home, 'glm.json'), '{}')
  writeFileSync(join(world.folder, 'zfile.txt'), '')
  mkdirSync(join(world.folder, 'zfolder'))
  writeFileSync(join(world.folder, 'zfolder', 'inner'), '')
  publish(world)
  return world
}

/** What somebody does in another terminal. */
export async function change(world: World, ...words: string[]): Promise<void> {
  const { status, stderr } = await world.ccs(['auth', ...words])
  if (status !== 0) throw new Error(stderr)
}

/** A shell for Tab: bash asks no questions before it lists. */
export function openForTab(shell: EditedShell, world: World, options: ShellOptions = {}): Promise<ShellTerminal> {
  const quiet = {
    bash: ['bind "set completion-query-items 0"', 'bind "set page-completions off"'],
    zsh: ['setopt no_beep no_list_beep', 'LISTMAX=10000'],
    fish: [],
  }
  return ShellTerminal.open(shell, world, {
    ...options,
    rc: [...quiet[shell], ...(options.rc ?? INTERACTIVE[shell].rc)],
    size: { columns: 160, rows: 70 },
  })
}

/** Gives up the line; not by Ctrl-C, which is lost on a shell that still draws its list. */
export async function giveUp(terminal: ShellTerminal): Promise<void> {
  terminal.press('CtrlU')
  await terminal.waitForPrompt()
  terminal.clear()
}

/** What is listed below a line when Tab was pressed at its end, which in bash takes two; once all of that is there. */
export async function listed(terminal: ShellTerminal, typed: string, offers: readonly RegExp[]): Promise<string> {
  terminal.clear()
  terminal.type(typed)
  terminal.press('Tab')
  const isBash = terminal.shell === 'bash'
  if (isBash) terminal.press('Tab')
  for (const { source } of offers) await terminal.waitFor(new RegExp(`\\n[^]*${source}${isBash ? '[^]*\\nbash>' : ''}`))
  const lines = terminal.screen().split('\n').slice(1)
  await giveUp(terminal)
  // bash shows the line once more.
  return (isBash ? lines.slice(0, -1) : lines).join('\n')
}

/** The line after one Tab at its end, up to where the cursor is then; with anything that was printed before or after. */
export async function completed(terminal: ShellTerminal, typed: string): Promise<string> {
  terminal.clear()
  terminal.type(typed)
  terminal.press('Tab')
  terminal.type('END')
  const screen = await terminal.waitFor(/END/)
  await giveUp(terminal)
  return screen.slice(screen.indexOf('> ') + 2, screen.indexOf('END'))
}
