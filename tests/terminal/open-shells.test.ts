import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { SHELLS } from '../shells/drivers/index.ts'
import { createAccounts } from '../support/accounts.ts'
import { skipWhen } from '../support/installed.ts'
import { LINE_EDITORS, missingShell, ShellTerminal } from '../support/shell-terminal.ts'
import { World } from '../support/world.ts'

/** A world with the accounts work (the default) and personal, whose claude says which account it is. */
async function makeWorld(): Promise<World> {
  const world = new World()
  world.env.CCS_STUB_SAY = '1'
  await createAccounts(world, 'work', 'personal')
  return world
}

/** What somebody does in another terminal. */
async function change(world: World, ...words: string[]): Promise<void> {
  const { status, stderr } = await world.ccs(['auth', ...words])
  if (status !== 0) throw new Error(stderr)
}

/** What the stub prints. */
function said(account: string, ...args: string[]): string {
  return `claude (stand-in): account ${account}@example.com, arguments:${args.map((arg) => ` [${arg}]`).join('')}`
}

describe.each(SHELLS)('an open $name', ({ name: shell, missing }) => {
  beforeEach((context) => skipWhen(missing, context))

  test('launches a profile created elsewhere', async () => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open(shell, world)
    await change(world, 'create', 'newest')
    expect(await terminal.ask('ccs newest hi')).toBe(said('newest', 'hi'))
    expect(await terminal.ask('ccs-newest hi')).toBe(said('newest', 'hi'))
  })

  test('launches nothing for a profile removed elsewhere', async () => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open(shell, world)
    expect(await terminal.ask('ccs-personal hi')).toBe(said('personal', 'hi'))
    await change(world, 'remove', 'personal', '--force')
    world.calls()
    for (const line of ['ccs-personal hi', 'ccs personal hi']) {
      expect(await terminal.ask(line)).toContain('Profile not found: "personal"')
      expect(await terminal.status()).toBe(3)
    }
    expect(world.calls()).toEqual([])
  })

  test('uses a default that was set elsewhere', async () => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open(shell, world)
    expect(await terminal.ask('ccs "a task"')).toBe(said('work', 'a task'))
    await change(world, 'default', 'personal')
    expect(await terminal.ask('ccs "a task"')).toBe(said('personal', 'a task'))
  })
})

test('a question that nobody would see is not asked', async (context) => {
  skipWhen(missingShell('bash'), context)
  using world = await makeWorld()
  await using terminal = await ShellTerminal.open('bash', world)
  expect(await terminal.ask('ccs auth remove work >answer')).toContain('[usage]')
  expect(await terminal.status()).toBe(2)
  expect(existsSync(join(world.ccsDir, 'instances', 'work'))).toBe(true)
})

/** Runs until it reads a line, and says when it was stopped and goes on. */
const STOPPABLE_CLAUDE = `#!${process.execPath}
process.on('SIGCONT', () => console.log('continued'))
process.stdin.once('data', (answer) => {
  process.stdout.write('heard ' + answer)
  process.exit()
})
console.log('running')
`

// In PowerShell the same key also stops its own pipeline, and which of the two is first is chance.
describe.each(LINE_EDITORS)('the keys for signals in %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))
  const lines = ['ccs work', 'ccs-work', 'command ccs work']

  test.for(lines)('interrupt "%s" as claude by hand', async (line) => {
    using world = await makeWorld()
    world.program('claude', '#!/bin/sh\necho running\nexec sleep 60\n')
    await using terminal = await ShellTerminal.open(shell, world)
    for (const typed of ['claude', line]) {
      terminal.clear()
      terminal.enter(typed)
      await terminal.waitFor(/^running$/m)
      terminal.press('CtrlC')
      await terminal.waitForPrompt()
      expect(await terminal.status()).toBe(130)
    }
  })

  test.for(lines)('stop "%s", which can go on', async (line) => {
    using world = await makeWorld()
    world.program('claude', STOPPABLE_CLAUDE)
    await using terminal = await ShellTerminal.open(shell, world)
    terminal.enter(line)
    await terminal.waitFor(/^running$/m)
    terminal.press('CtrlZ')
    await terminal.waitForPrompt()
    terminal.enter('fg')
    await terminal.waitFor(/^continued$/m)
    terminal.enter('yes')
    await terminal.waitForPrompt('\nheard yes')
  })
})
