import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ShellName } from '../shells/drivers/shell.ts'
import { furnish } from '../shells/scenarios/scenario.ts'
import { findProgram, isInstalled, skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { INTERACTIVE, missingShell, ShellTerminal } from '../support/shell-terminal.ts'
import { World } from '../support/world.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The lines of a recipe as they stand in the README. */
function recipe(name: string): string[] {
  const found = readme.match(new RegExp(`\`\`\`\\w+\n# ${name}: .*\n([^]*?)\`\`\``))
  if (!found?.[1]) throw new Error(`no recipe for ${name}`)
  return found[1].trimEnd().split('\n')
}

function worldWithAccounts(): World {
  const world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  publish(world)
  return world
}

const PROMPTS: { shell: ShellName; shown: RegExp }[] = [
  { shell: 'bash', shown: /\n\(work\) bash>$/ },
  { shell: 'zsh', shown: /\n\(work\) zsh>$/ },
  { shell: 'fish', shown: /\nfish> +\(work\)$/ },
  { shell: 'powershell', shown: /\n\(work\) PS>$/ },
]

test.for(PROMPTS)('the account stands in the prompt of $shell', async ({ shell, shown }, context) => {
  skipWhen(missingShell(shell), context)
  using world = worldWithAccounts()
  const rc = [...INTERACTIVE[shell].rc, ...recipe(shell === 'powershell' ? 'PowerShell' : shell)]
  await using terminal = await ShellTerminal.open(shell, world, { rc })
  terminal.enter('ccs use work')
  await terminal.waitFor(shown)
  terminal.clear()
  terminal.enter('ccs use --off')
  await terminal.waitForPrompt('\\(work\\)[^]*')
})

// These are tried where they are installed; Debian 12 has neither starship nor powerlevel10k, and of the latter the program
// that it grew from.
const starship = findProgram(process.env.CCS_TEST_STARSHIP || 'starship')
test('the account stands in the prompt of starship', async ({ skip }) => {
  if (starship === undefined) skip('starship is not installed')
  using world = worldWithAccounts()
  const config = join(world.home, 'starship.toml')
  writeFileSync(config, recipe('starship').join('\n'))
  const shown = (env: Record<string, string>) =>
    world.run(starship ?? '', ['module', 'env_var.CCS_PROFILE'], { env: { STARSHIP_CONFIG: config, ...env } })
  const { status, stdout, stderr } = await shown({ CCS_PROFILE: 'work' })
  expect({ status, stderr, shown: stdout.includes('work') }).toEqual({ status: 0, stderr: '', shown: true })
  expect((await shown({})).stdout.trim()).toBe('')
})

const powerlevel9k = process.env.CCS_TEST_POWERLEVEL9K || '/usr/share/powerlevel9k/powerlevel9k.zsh-theme'
test('the account stands in the prompt of powerlevel9k', async ({ skip }) => {
  if (!isInstalled('zsh') || !readable(powerlevel9k)) skip('powerlevel9k is not installed')
  using world = worldWithAccounts()
  const rc = [
    ...INTERACTIVE.zsh.rc,
    'POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=() POWERLEVEL9K_RIGHT_PROMPT_ELEMENTS=()',
    ...recipe('powerlevel10k'),
    // Loaded by a line that is typed: its prompt is not the one that is waited for.
    `theme() { . '${powerlevel9k}' }`,
  ]
  await using terminal = await ShellTerminal.open('zsh', world, { rc })
  terminal.enter('theme; ccs use work')
  await terminal.waitFor(/This shell uses work\.\s.* work *$/s)
})

function readable(file: string): boolean {
  try {
    return readFileSync(file).length > 0
  } catch {
    return false
  }
}
