import { describe, expect, test } from 'vitest'
import { isInstalled, skipWhen } from './installed.ts'
import { createAccount, makeRealWorld, missingClaude } from './real-claude.ts'
import { bash } from './shells/bash.ts'
import { fish } from './shells/fish.ts'
import { powershell } from './shells/powershell.ts'
import { zsh } from './shells/zsh.ts'
import { INTERACTIVE, openShell, type Terminal } from './terminal.ts'
import type { World } from './world.ts'

const accounts = ['work', 'personal'] as const

async function makeWorldWithAccounts(): Promise<World> {
  const world = makeRealWorld()
  for (const name of accounts) await createAccount(world, name)
  return world
}

describe.each([bash, zsh, fish, powershell])('the real Claude CLI in $name', (shell) => {
  /** Runs one command line of these words in a new shell. */
  function runLine(world: World, words: string[]) {
    const env = Object.fromEntries(words.map((word, index) => [`CCS_WORD_0_${index}`, word]))
    return shell.run(world, [shell.load, shell.call(0, words.length), shell.status], { env })
  }

  test('two accounts at once, each with its own e-mail', async (context) => {
    skipWhen(shell.missing ?? missingClaude, context)
    using world = await makeWorldWithAccounts()
    const results = await Promise.all(accounts.map((name) => runLine(world, [`ccs-${name}`, 'auth', 'status'])))
    results.forEach(({ stdout, stderr }, index) => {
      expect(stderr).toBe('')
      expect(stdout).toContain(`"email": "${accounts[index]}@example.com"`)
      expect(stdout).toMatch(/^status 0$/m)
    })
  })

  test('logged out, the answer and the status are those of Claude by hand', async (context) => {
    skipWhen(shell.missing ?? missingClaude, context)
    using world = makeRealWorld()
    await world.ccs(['auth', 'create', 'work', '--no-login'])
    const env = { CLAUDE_CONFIG_DIR: `${world.ccsDir}/instances/work` }
    const byHand = await world.run(`${world.bin}/claude`, ['-p', 'hi'], { env })
    expect(byHand.status).not.toBe(0)
    const line = await runLine(world, ['ccs', 'work', '-p', 'hi'])
    expect(line).toEqual({ ...byHand, status: 0, stdout: `${byHand.stdout}status ${byHand.status}\n` })
    expect(await world.ccs(['work', '-p', 'hi'])).toEqual(byHand)
  })
})

describe.each(Object.keys(INTERACTIVE) as (keyof typeof INTERACTIVE)[])('full-screen sessions from %s', (shell) => {
  const missing = missingClaude ?? (isInstalled(shell) ? undefined : `${shell} is not installed`)

  test('two side by side, each with its own e-mail', async (context) => {
    skipWhen(missing, context)
    using world = await makeWorldWithAccounts()
    const sessions = await Promise.all(accounts.map((name) => openSession(world, name)))
    const screens = await Promise.all(sessions.map((session) => askStatus(session)))
    await Promise.all(sessions.map((session) => session.close()))
    screens.forEach((screen, index) => {
      expect(screen).toMatch(new RegExp(`Email: +${accounts[index]}@example\\.com$`, 'm'))
    })
  })

  test.skipIf(shell === 'fish')('a command line in a session reaches the other account', async (context) => {
    skipWhen(missing, context)
    using world = await makeWorldWithAccounts()
    await using session = await openSession(world, 'work')
    session.type('!')
    await session.waitFor(/! for shell mode|! for bash mode|^!/m)
    session.type('ccs-personal auth status')
    await session.waitFor(/ccs-personal auth status/)
    session.press('Enter')
    await session.waitFor(/"personal@example\.com"/)
  })

  /** Types `ccs <name>` and waits until Claude waits for a prompt. */
  async function openSession(world: World, name: string): Promise<Terminal> {
    const { stdout: program } = await world.run('/bin/sh', ['-c', 'command -v "$0"', shell])
    // Claude Code runs the lines that begin with `!` in this one.
    const session = await openShell(shell, world, { env: { SHELL: program.trim() } })
    session.enter(`ccs ${name}`)
    await session.waitFor(/\? for shortcuts/)
    return session
  }
})

async function askStatus(session: Terminal): Promise<string> {
  session.type('/status')
  // Until the command is offered, Enter would send it as a prompt.
  await session.waitFor(/^ *\/status /m)
  session.press('Enter')
  return session.waitFor(/Email:/)
}
