import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { isInstalled, skipWhen } from './installed.ts'
import { INTERACTIVE, INTERACTIVE_NAMES, missingShell, ShellTerminal } from './terminal.ts'
import { World } from './world.ts'

/** A world with the accounts work (the default) and personal, whose claude says which account it is. */
async function makeWorld(): Promise<World> {
  const world = new World()
  world.env.CCS_STUB_SAY = '1'
  for (const name of ['work', 'personal']) await change(world, 'create', name)
  world.calls()
  return world
}

/** What somebody does in another terminal. */
async function change(world: World, ...words: string[]): Promise<void> {
  const { status, stderr } = await world.ccs(['auth', ...words])
  if (status !== 0) throw new Error(stderr)
}

describe.each(INTERACTIVE_NAMES)('a terminal with %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

  describe('Tab', () => {
    test.for([
      ['ccs ', [/\bwork\b/, /\bpersonal\b/, /\bauth\b/, /\binit\b/, /\brun\b/]],
      ['ccs auth remove ', [/\bwork\b/, /\bpersonal\b/]],
    ] as const)('after "%s" lists', async ([typed, candidates]) => {
      using world = await makeWorld()
      await using terminal = await ShellTerminal.open(shell, world)
      terminal.type(typed)
      terminal.press('Tab')
      // bash lists at the second one.
      if (shell === 'bash') terminal.press('Tab')
      for (const candidate of candidates) await terminal.waitFor(new RegExp(`\\n[^]*${candidate.source}`))
    })

    test.for([
      ['ccs wo', 'ccs work'],
      ['ccs auth rem', 'ccs auth remove'],
      ['ccs auth remove pers', 'ccs auth remove personal'],
      ['ccs run wo', 'ccs run work'],
      ['ccs-pers', 'ccs-personal'],
    ] as const)('completes "%s"', async ([typed, completed]) => {
      using world = await makeWorld()
      await using terminal = await ShellTerminal.open(shell, world)
      terminal.type(typed)
      terminal.press('Tab')
      terminal.type('end')
      await terminal.waitFor(new RegExp(`> ${completed} end$`, 'm'))
    })

    // Never in the word at the cursor, which zsh itself expands.
    test.for([
      'ccs $(touch pwned) wo',
      'ccs `touch pwned` wo',
      'ccs auth "$(touch pwned)" wo',
      'ccs auth "`touch pwned`" rem',
      "ccs ';touch pwned;' wo",
      'ccs ~/$(touch pwned)/a[$(touch pwned)] wo',
    ])('runs nothing of "%s"', async (typed) => {
      using world = await makeWorld()
      await using terminal = await ShellTerminal.open(shell, world)
      terminal.type(typed)
      terminal.press('Tab')
      terminal.press('Tab')
      terminal.type('end')
      await terminal.waitFor(/end/)
      expect(existsSync(join(world.folder, 'pwned'))).toBe(false)
    })

    test('starts no process', async (context) => {
      skipWhen(isInstalled('strace') ? undefined : 'strace is not installed', context)
      using world = await makeWorld()
      const log = join(world.root, 'strace')
      const under = ['strace', '-f', '-qq', '-e', 'trace=execve,fork,vfork,clone,clone3', '-o', log]
      await using terminal = await ShellTerminal.open(shell, world, { under })
      // Threads are no processes.
      const starts = () =>
        readFileSync(log, 'utf8')
          .split('\n')
          .filter((line) => /(execve|fork|clone3?)\(/.test(line) && !line.includes('CLONE_THREAD'))
      const before = starts()
      expect(before.length).toBeGreaterThan(0)
      terminal.type('ccs auth rem')
      terminal.press('Tab')
      terminal.type('pers')
      terminal.press('Tab')
      await terminal.waitFor(/ccs auth remove personal/)
      expect(starts()).toEqual(before)
    })
  })

  describe('an open shell', () => {
    test('completes a profile created elsewhere', async () => {
      using world = await makeWorld()
      await using terminal = await ShellTerminal.open(shell, world)
      await change(world, 'create', 'newest')
      terminal.type('ccs new')
      terminal.press('Tab')
      terminal.type('"a task"')
      await terminal.waitFor(/ccs newest "a task"/)
      terminal.press('Enter')
      await terminal.waitFor(/account newest@example\.com, arguments: \[a task\]/)
      expect(await terminal.ask('ccs-newest again')).toContain('account newest@example.com, arguments: [again]')
    })

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
        expect(await terminal.ask(line)).toContain('"personal"')
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

  describe('a running claude', () => {
    const lines = ['ccs work', 'ccs-work', 'command ccs work']

    test.for(lines)('is interrupted in "%s" as by hand', async (line) => {
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

    test.for(lines)('is stopped and continued in "%s"', async (line) => {
      using world = await makeWorld()
      world.program('claude', '#!/bin/sh\necho running\nread -r answer\necho "heard $answer"\nexit 7\n')
      await using terminal = await ShellTerminal.open(shell, world)
      terminal.enter(line)
      await terminal.waitFor(/^running$/m)
      terminal.press('CtrlZ')
      await terminal.waitForPrompt()
      terminal.enter('fg')
      await terminal.waitFor(/> fg\n/)
      terminal.enter('yes')
      await terminal.waitForPrompt('\nheard yes')
      expect(await terminal.status()).toBe(7)
    })
  })
})

describe('zsh', () => {
  beforeEach((context) => skipWhen(missingShell('zsh'), context))
  const [load = ''] = INTERACTIVE.zsh.rc.slice(-1)
  const compinit = 'autoload -U compinit && compinit'

  test.for([
    ['before', [compinit, load]],
    ['after', [load, compinit]],
    [
      'some prompts later',
      [load, `later() { (( \${#history} > 1 )) || return; ${compinit} }`, 'precmd_functions+=(later)'],
    ],
  ] as const)('completes where compinit comes %s', async ([, rc]) => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open('zsh', world, { rc })
    for (const line of ['true', 'true 2', 'true 3', 'true 4']) expect(await terminal.ask(line)).toBe('')
    terminal.type('ccs wo')
    terminal.press('Tab')
    await terminal.waitFor(/ccs work/)
  })

  test('works without compinit', async () => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open('zsh', world, { rc: [load] })
    expect(terminal.screen()).toBe('zsh>')
    expect(await terminal.ask('ccs work hi')).toBe(said('work', 'hi'))
  })
})

/** What the stub prints. */
function said(account: string, ...args: string[]): string {
  return `claude (stand-in): account ${account}@example.com, arguments:${args.map((arg) => ` [${arg}]`).join('')}`
}
