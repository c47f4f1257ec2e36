import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'pathe'
import { SHELLS } from '../../tests/shells/drivers/index.ts'
import type { Shell } from '../../tests/shells/drivers/shell.ts'
import { createAccount, missingClaude, useRealClaude } from '../../tests/support/real-claude.ts'
import { INTERACTIVE, LINE_EDITORS, missingShell, ShellTerminal } from '../../tests/support/shell-terminal.ts'
import { World } from '../../tests/support/world.ts'

// Shows what ccs does: real shells in real terminals, in a home of its own that is deleted at the end, with a stand-in
// for Claude unless `--claude` asks for the installed one. Ends with status 1 when something does not come out as said.

const withClaude = process.argv.includes('--claude')
const world = new World('home')
let steps = 0
for (const [signal, status] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    world[Symbol.dispose]()
    process.exit(status)
  })
}
try {
  await introduce()
  await createAccounts()
  title('What ccs wrote down: names, never a login')
  say('  ~/.ccs/profiles.json', indent(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')))
  for (const shell of SHELLS) await runBoth(shell)
  await pressTab()
  await removeElsewhere()
  say('', 'Everything was as promised. The home is deleted now, and nothing else was touched.')
} catch (error) {
  say('', `The demo failed: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  world[Symbol.dispose]()
}

async function introduce(): Promise<void> {
  say('ccs: several Claude accounts, many terminals, the right account in each', '')
  if (withClaude) {
    if (missingClaude) throw new Error(missingClaude)
    useRealClaude(world)
    say('The installed Claude runs here, with made-up logins that work nowhere.')
  } else {
    useStandIn()
    say(
      'Shells, terminals and ccs are real here. Claude is not needed: a small stand-in takes its place, which says',
      'whose account it was started with. (npm run demo -- --claude takes the installed Claude.)',
    )
  }
  say(`All of it happens in a home folder made for this demo, ~ from here on: ${world.home}`)
}

/** The stub of the tests, which here stays until Enter, as a session does. */
function useStandIn(): void {
  world.env.CCS_STUB_SAY = '1'
  world.env.CCS_DEMO_STAND_IN = fileURLToPath(new URL('../../tests/support/stub/claude', import.meta.url))
  world.program(
    'claude',
    '#!/bin/sh\n"$CCS_DEMO_STAND_IN" "$@" || exit\n[ "$1" = auth ] || { echo "It runs until Enter is pressed."; read -r _; }\n',
  )
}

async function createAccounts(): Promise<void> {
  title('Two accounts, each with a folder of its own, so that their logins never meet')
  for (const name of ['work', 'personal']) {
    if (withClaude) {
      await createAccount(world, name)
      say(`  $ ccs auth create ${name} --no-login`, '    (then a made-up login is written into its folder)')
    } else await runCore(['auth', 'create', name], new RegExp(`"${name}" created`))
  }
  await runCore(['auth', 'list'], /work \(default\)[\s\S]*personal/)
}

/** Both accounts at once, in two terminals of this shell. */
async function runBoth({ name: shell, missing }: Shell): Promise<void> {
  title(`${shell}: both accounts at once, in two terminals`)
  if (missing) return say(`  Not shown here: ${missing}.`)
  const { rcFile, rc } = INTERACTIVE[shell]
  say('  What a person has to put into a file, once:', `    ~/${rcFile}: ${rc.at(-1)}`)
  await using first = await ShellTerminal.open(shell, world)
  await using second = await ShellTerminal.open(shell, world)
  first.enter(withClaude ? 'ccs work' : 'ccs work "review the change"')
  second.enter(withClaude ? 'ccs-personal' : 'ccs-personal "plan the holiday"')
  // Neither is ended before both were seen running.
  const screens = [await seeRunning(first, 'work'), await seeRunning(second, 'personal')]
  for (const [index, screen] of screens.entries()) {
    say(`  The ${index === 0 ? 'first' : 'second'} terminal:`, indent(screen, '  | '))
  }
}

/** Waits until claude runs in a terminal as this account. */
async function seeRunning(terminal: ShellTerminal, account: string): Promise<string> {
  const email = `${account}@example\\.com`
  if (!withClaude) return terminal.waitFor(new RegExp(`account ${email}[^]*until Enter`))
  await terminal.waitFor(/\? for shortcuts/)
  terminal.type('/status')
  await terminal.waitFor(/^ *\/status /m)
  terminal.press('Enter')
  const screen = await terminal.waitFor(new RegExp(`Email: +${email}`))
  return screen
    .split('\n')
    .filter((line) => /> ccs|\/status|Version:|Login|Organization:|Email:/.test(line))
    .join('\n')
}

async function pressTab(): Promise<void> {
  title('Tab knows the accounts and the commands')
  const shells = LINE_EDITORS.filter((shell) => !missingShell(shell))
  for (const shell of shells) {
    await using terminal = await ShellTerminal.open(shell, world)
    terminal.type('ccs ')
    terminal.press('Tab')
    // bash lists at the second one.
    if (shell === 'bash') terminal.press('Tab')
    await terminal.waitFor(/\bpersonal\b/)
    const screen = await terminal.waitFor(/\bversion\b/)
    say(`  ${shell}, after "ccs " and Tab:`, indent(screen, '  | '))
  }
  if (shells.length === 0) say(`  Not shown here: none of ${LINE_EDITORS.join(', ')} is installed.`)
}

async function removeElsewhere(): Promise<void> {
  title('An account is removed, and a shell that was open before knows it')
  const shell = SHELLS.find(({ missing }) => missing === undefined)?.name
  if (shell === undefined) return say('  Not shown here: there is no shell that ccs knows.')
  await using terminal = await ShellTerminal.open(shell, world)
  say('  While a terminal is open, in another one:')
  await runCore(['auth', 'remove', 'personal', '--force'], /removed/)
  terminal.clear()
  terminal.enter('ccs-personal "plan the holiday"')
  const screen = await terminal.waitForPrompt('not found: "personal"[^]*')
  say('  In the terminal that was open, where nothing is launched:', indent(screen, '  | '))
  const status = await terminal.status()
  if (status !== 3) throw new Error(`the exit status was ${status}, not 3`)
  if (existsSync(join(world.ccsDir, 'instances', 'personal'))) throw new Error('the folder is still there')
}

/** Runs a command of the core and shows what it says. */
async function runCore(args: string[], expected: RegExp): Promise<void> {
  const { status, stdout, stderr } = await world.ccs(args)
  say(`  $ ccs ${args.join(' ')}`, indent(stdout + stderr))
  if (status !== 0 || !expected.test(stdout + stderr)) throw new Error(`ccs ${args.join(' ')} ended with ${status}`)
}

function title(text: string): void {
  const heading = `${++steps}. ${text}`
  say('', heading, '-'.repeat(heading.length))
}

function indent(text: string, margin = '    '): string {
  return text.trimEnd().replaceAll(world.home, '~').replace(/^/gm, margin)
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
