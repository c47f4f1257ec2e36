import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { isInstalled, skipWhen } from './installed.ts'
import { INTERACTIVE, LINE_EDITORS, missingShell, ShellTerminal } from './shell-terminal.ts'
import { SHELLS } from './shells/index.ts'
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

/** What the stub prints. */
function said(account: string, ...args: string[]): string {
  return `claude (stand-in): account ${account}@example.com, arguments:${args.map((arg) => ` [${arg}]`).join('')}`
}

describe.each(LINE_EDITORS)('Tab in %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

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

  test('completes a profile created elsewhere', async () => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open(shell, world)
    await change(world, 'create', 'newest')
    terminal.type('ccs new')
    terminal.press('Tab')
    terminal.type('"a task"')
    await terminal.waitFor(/ccs newest "a task"/)
    terminal.press('Enter')
    await terminal.waitForPrompt('account newest@.*, arguments: \\[a task\\]')
    expect(await terminal.ask('ccs-newest again')).toBe(said('newest', 'again'))
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
    // The first time, compinit starts a thousand.
    await (await ShellTerminal.open(shell, world)).close()
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
      expect(await terminal.ask(line)).toContain('Profile "personal" not found')
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

describe('zsh completes', () => {
  beforeEach((context) => skipWhen(missingShell('zsh'), context))
  const [load = ''] = INTERACTIVE.zsh.rc.slice(-1)
  const compinit = 'autoload -U compinit && compinit'
  const later = `later() { ((++prompts != 3)) || { ${compinit} } }`

  test.for([
    ['before', [compinit, load]],
    ['after', [load, compinit]],
    ['some prompts after', [load, later, 'precmd_functions+=(later)']],
  ] as const)('with compinit %s it', async ([, rc]) => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open('zsh', world, { rc })
    for (const line of ['true', 'true 2', 'true 3']) expect(await terminal.ask(line)).toBe('')
    terminal.type('ccs wo')
    terminal.press('Tab')
    await terminal.waitFor(/ccs work/)
  })

  test('nothing without compinit, and works', async () => {
    using world = await makeWorld()
    await using terminal = await ShellTerminal.open('zsh', world, { rc: [load] })
    expect(terminal.screen()).toBe('zsh>')
    expect(await terminal.ask('ccs work hi')).toBe(said('work', 'hi'))
  })
})
