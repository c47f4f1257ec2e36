import { readdirSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { createAccounts } from '../support/accounts.ts'
import { skipWhen } from '../support/installed.ts'
import { INTERACTIVE, missingShell, ShellTerminal } from '../support/shell-terminal.ts'
import { needsStrace, tracedStarts } from '../support/strace.ts'
import { World } from '../support/world.ts'

async function makeWorld(): Promise<World> {
  const world = new World()
  world.env.CCS_STUB_SAY = '1'
  await createAccounts(world, 'work', 'personal')
  world.calls()
  return world
}

/** Empties the line that is being typed. */
async function startOver(terminal: ShellTerminal): Promise<void> {
  terminal.press('CtrlU')
  await terminal.clearScreen()
}

/** The menu, by Ctrl-T: the key that has it, Ctrl-Space, comes through not every terminal. */
const MENU = 'Set-PSReadLineKeyHandler -Chord Ctrl+t -Function MenuComplete'

const COMPLETED = [
  ['ccs wo', 'ccs work'],
  ['ccs auth rem', 'ccs auth remove'],
  ['ccs auth remove pers', 'ccs auth remove personal'],
  ['ccs run wo', 'ccs run work'],
  ['ccs-pers', 'ccs-personal'],
  ['CCS-PERS', 'ccs-personal'],
] as const

describe('a PowerShell with its line editor', () => {
  beforeEach((context) => skipWhen(missingShell('powershell'), context))

  test('completes and lists by Tab, also in a menu, and starts no process for it', async (context) => {
    skipWhen(needsStrace(), context)
    using world = await makeWorld()
    const { under, starts } = tracedStarts(world)
    await using terminal = await ShellTerminal.open('powershell', world, {
      under,
      rc: [...INTERACTIVE.powershell.rc, MENU],
    })
    const before = starts()
    for (const [typed, completed] of COMPLETED) {
      terminal.type(typed)
      terminal.press('Tab')
      terminal.type('-end')
      await terminal.waitFor(new RegExp(`^PS> ${completed}-end$`))
      await startOver(terminal)
    }
    for (const [typed, offered] of [
      ['ccs ', ['work', 'personal', 'auth', 'init', 'run']],
      ['ccs auth remove ', ['work', 'personal']],
    ] as const) {
      terminal.type(`${typed}\t`)
      for (const word of offered) await terminal.waitFor(new RegExp(`\\n[^]*(?<![\\w-])${word}(?![\\w-])`))
      await startOver(terminal)
    }
    terminal.type('ccs $(touch pwned) "$(touch pwned)" wo\t\t-end')
    await terminal.waitFor(/-end$/)
    await startOver(terminal)
    // The menu shows what the chosen one is.
    terminal.type('ccs \x14')
    await terminal.waitFor(/^PS> ccs work\n(?:.*\n)+account, default$/)
    expect(starts()).toEqual(before)
    expect(readdirSync(world.folder)).toEqual([])
  })

  test('knows a profile that was created elsewhere, and has claude in its terminal', async () => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open('powershell', world)
    await world.ccs(['auth', 'create', 'newest'])
    terminal.type('ccs new\t "a task"')
    await terminal.waitFor(/ccs newest "a task"$/)
    terminal.press('Enter')
    await terminal.waitForPrompt('account newest@.*, arguments: \\[a task\\]')
    expect(await terminal.ask('ccs-newest again -- a,b')).toContain(
      'account newest@example.com, arguments: [again] [--] [a,b]',
    )
    const streams = 'for fd in 0 1 2; do test -t $fd && echo terminal || echo other; done'
    world.program('claude', `#!/bin/sh\n${streams}\nread -r line\necho "heard $line"\n`)
    for (const call of ['claude', 'ccs-work']) {
      await terminal.clearScreen()
      terminal.enter(call)
      await terminal.waitFor(/^terminal\nterminal\nterminal$/m)
      terminal.enter('hello')
      await terminal.waitForPrompt('heard hello')
      expect(await terminal.ask(`'piped' | ${call} `)).toMatch(/^other\nterminal\nterminal\nheard piped$/)
    }
  })
})
