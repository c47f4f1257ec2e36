import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { publishedName } from '../shells/drivers/index.ts'
import type { ShellName } from '../shells/drivers/shell.ts'
import { FOLDERS, type Step, saysClaude, saysOff } from '../shells/scenarios/hook.ts'
import { furnish } from '../shells/scenarios/scenario.ts'
import { USE_REGISTRY } from '../shells/scenarios/use.ts'
import { publish } from './publish.ts'
import { ShellTerminal } from './shell-terminal.ts'
import { World } from './world.ts'

/** A home with pinned folders, where the person has asked for the hook. */
export function worldWithHook(): World {
  const world = new World()
  const pins: Record<string, string> = {}
  for (const [variable, { path, pin }] of Object.entries(FOLDERS)) {
    mkdirSync(join(world.folder, path), { recursive: true })
    world.env[variable] = join(world.folder, path)
    if (pin) pins[path] = pin
  }
  const config = { profiles: { glm: join(world.home, 'glm.json') } }
  furnish(world, { name: '', registry: USE_REGISTRY, config, pins, line: [], expect: { status: 0 } })
  writeFileSync(join(world.home, 'glm.json'), '{}')
  const claude = `d=\${CLAUDE_CONFIG_DIR-unset}\necho claude: "\${d#"$HOME/.ccs/"}" "\${CCS_PROFILE-unset}" "$@"\n`
  world.program('claude', `#!/bin/sh\n${claude}`)
  writeFileSync(join(world.ccsDir, 'shell.json'), '{"hook":"pwd"}')
  publish(world)
  return world
}

/** Opens a shell that loads the published text, with lines before and behind that. */
export function open(
  shell: ShellName,
  world: World,
  {
    before = [],
    after = [],
    ...options
  }: {
    before?: string[] | undefined
    after?: string[] | undefined
    under?: string[]
    env?: Record<string, string>
  } = {},
): Promise<ShellTerminal> {
  const CCS_TEXT = join(world.ccsDir, 'shell', publishedName({ name: shell }))
  const env = { CCS_TEXT, ...options.env }
  const source = shell === 'powershell' ? '. $env:CCS_TEXT' : '. "$CCS_TEXT"'
  return ShellTerminal.open(shell, world, { ...options, rc: [...before, source, ...after], env })
}

export async function elsewhere(world: World, text: string): Promise<void> {
  const { status, stderr } = await world.run('/bin/sh', ['-c', text])
  expect({ text, status, stderr: status === 0 ? '' : stderr }).toEqual({ text, status: 0, stderr: '' })
}

/** As `ask` of a terminal; zsh fills the line before a prompt with spaces, and what a hook says stands there. */
export async function ask(terminal: ShellTerminal, line: string): Promise<string> {
  return (await terminal.ask(line)).replace(/ +$/gm, '')
}

export async function take(terminal: ShellTerminal, world: World, steps: readonly Step[]): Promise<void> {
  for (const [index, { line = 'true', elsewhere: text, says = '', account }] of steps.entries()) {
    const title = `${index}: ${text ?? ''} ${line}`
    if (text) await elsewhere(world, text)
    const said = await ask(terminal, line)
    if (typeof says === 'string') expect([title, said]).toEqual([title, says])
    else expect(said, title).toMatch(says)
    if (account) expect([title, await ask(terminal, 'claude')]).toEqual([title, saysClaude(account)])
  }
}

/** Gives up a line by Ctrl-C, and waits for the prompt after it. */
export async function interrupt(terminal: ShellTerminal): Promise<void> {
  await terminal.clearScreen()
  // Once this is there, the shell reads keys; a Ctrl-C that comes before it waits for the next one is lost in zsh.
  terminal.type('given up')
  await terminal.waitFor(/> given up$/)
  const prompt = new RegExp(`given up[^]*\\n(?:\\^C)?${terminal.shell}>$`)
  for (let tries = 0; tries < 10 && !prompt.test(terminal.screen()); tries++) {
    terminal.press('CtrlC')
    await terminal.waitFor(prompt, 1_000).catch(() => {})
  }
  await terminal.waitFor(prompt)
}

export const IN = { line: 'cd "$IN"', says: 'ccs: This shell uses work.', account: 'instances/work work' }
export const OUT = { line: 'cd "$OUT"', says: saysOff('work'), account: 'none' }
