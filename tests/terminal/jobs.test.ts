import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { bash } from '../shells/drivers/bash.ts'
import { publishedName } from '../shells/drivers/index.ts'
import { zsh } from '../shells/drivers/zsh.ts'
import { skipWhen } from '../support/installed.ts'
import { Desk, gone, LINES, stopped } from '../support/job-world.ts'
import { LINE_EDITORS, missingShell, type ShellTerminal } from '../support/shell-terminal.ts'

/** Waits until the shell says that its job is stopped. */
async function toldAsStopped(terminal: ShellTerminal): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (/stopped|suspended/i.test(await terminal.ask('jobs'))) return
    await sleep(20)
  }
  throw new Error(`no job is stopped:\n${terminal.screen()}`)
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

describe.each(LINE_EDITORS)('in %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

  /** Does the same with each line in one terminal; all must come to what comes by hand. */
  async function compare(act: (terminal: ShellTerminal, line: string, desk: Desk) => Promise<unknown>): Promise<void> {
    using desk = Desk.make()
    await using terminal = await desk.open(shell)
    const outcomes: Record<string, unknown> = {}
    for (const line of LINES) {
      terminal.clear()
      outcomes[line] = await act(terminal, line, desk)
    }
    expect(outcomes).toEqual(Object.fromEntries(LINES.map((line) => [line, outcomes.claude])))
  }

  test('claude ends by a signal as by hand', () =>
    compare(async (terminal, line, desk) => {
      const results: unknown[] = []
      for (const [signal, how] of [
        ['SIGTERM', 'handles'],
        ['SIGHUP', 'plain'],
        ['SIGINT', 'plain'],
      ] as const) {
        terminal.clear()
        terminal.enter(`${line} deaf ${how}`)
        process.kill(Number(await desk.pid()), signal)
        await terminal.waitForPrompt(`${shell}> .*deaf[^]*`)
        results.push(`${signal} ${how} ${await terminal.status()}`)
      }
      return results
    }))

  test('a changed window reaches it, and the keyboard', () =>
    compare(async (terminal, line, desk) => {
      terminal.enter(line)
      await desk.pid()
      terminal.resize({ columns: 90, rows: 30 })
      await desk.noted(/^90x30$/m)
      terminal.resize({ columns: 120, rows: 40 })
      await desk.noted(/^120x40$/m)
      terminal.enter('hello')
      await terminal.waitForPrompt('\nheard hello')
      return terminal.status()
    }))

  test('closing the window hangs it up and leaves nothing behind', async () => {
    using desk = Desk.make()
    const hangups: Record<string, number> = {}
    for (const line of LINES) {
      const terminal = await desk.open(shell)
      terminal.enter(`${line} deaf handles counts`)
      const pid = await desk.pid()
      terminal.hangUp()
      await gone(pid)
      await gone(String(terminal.pid))
      hangups[line] = readFileSync(desk.log, 'utf8').split('got SIGHUP').length - 1
    }
    // One is the kernel's and one the shell's; two that come at once count as one.
    for (const [line, count] of Object.entries(hangups)) expect([line, [1, 2].includes(count)]).toEqual([line, true])
  })

  test('stopped, it reads nothing in the background and hears the rest in the foreground', () =>
    compare(async (terminal, line, desk) => {
      terminal.enter(`${line} blocks`)
      const pid = await desk.pid()
      terminal.press('CtrlZ')
      await terminal.waitForPrompt(`${shell}> .*blocks[^]*`)
      await stopped(pid)
      expect(await terminal.ask('jobs')).toMatch(/stopped|suspended/i)
      await terminal.ask('bg')
      await stopped(pid)
      // A shell that has not yet heard of it lets it be, because it counts as running.
      await toldAsStopped(terminal)
      terminal.clear()
      terminal.enter('fg')
      await stopped(pid, false)
      terminal.enter('hello')
      await terminal.waitForPrompt('\nheard hello')
      return [await terminal.status(), (await terminal.ask('jobs')).replace('jobs: There are no jobs', '')]
    }))
})

describe.each(['bash', 'zsh'] as const)('in the background of %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

  // With a function the job is two processes, the shell that waits and claude: a signal to the job ends the first too.
  test('it ends by a signal to the job, with the status of the shell that waits for it', async () => {
    using desk = Desk.make()
    await using terminal = await desk.open(shell)
    const outcomes: unknown[] = []
    for (const line of LINES) {
      await terminal.ask(`${line} deaf handles &`)
      const pid = await desk.pid()
      const screen = await terminal.ask('kill -TERM %1; wait $!; echo "=$?"')
      await desk.noted(/^got SIGTERM$/m)
      await gone(pid)
      outcomes.push([line, /^=\d+$/m.exec(screen)?.[0]])
    }
    expect(outcomes).toEqual([
      ['claude', '=5'],
      ['ccs-work', '=143'],
      ['ccs work', '=143'],
      ['command ccs work', '=5'],
    ])
  })
})

describe.each([bash, zsh])('a script of $name', (shell) => {
  /** `CMD` is the command; what the shell prints of a process that died names the process and its text. */
  const SCRIPTS = [
    'CMD exit 7 & wait $!; echo $?',
    'CMD exit 0 & wait; echo $?',
    'CMD die TERM; echo $?',
    'CMD die HUP; echo $?',
    'CMD die KILL; echo $?',
    'v=$(CMD exit 3); echo "$v $?"',
    'v=$(CMD die TERM); echo "$v $?"',
    'CMD pour | head -n 1',
    'set -o pipefail; CMD pour | head -n 1; echo $?',
    'set -e; CMD exit 0; CMD exit 4; echo not reached',
    'set -e; CMD die TERM; echo not reached',
    'trap "echo term" TERM; trap "echo hup" HUP; CMD exit 3; echo $?; kill -TERM $$; kill -HUP $$; trap',
    'trap "echo bye" EXIT; CMD exit 2',
    'f() { trap "echo in" TERM; CMD exit 1; kill -TERM $$; }; f; echo on',
    'CMD exit 9',
    '(CMD exit 9; echo $?; exit 8); echo $?',
  ]
  test('ends, waits and traps as by hand', async (context) => {
    skipWhen(shell.missing, context)
    using desk = Desk.make()
    desk.world.program(
      'claude',
      '#!/bin/sh\necho says\ncase $1 in exit) exit "$2" ;; die) kill -"$2" $$ ;; pour) exec yes ;; esac\necho survived\n',
    )
    const env = { CCS_TEXT: join(desk.world.ccsDir, 'shell', publishedName(shell)) }
    for (const script of SCRIPTS) {
      const outcomes = await Promise.all(
        LINES.map(async (line) => {
          const { stderr, ...rest } = await shell.run(
            desk.world,
            [shell.source('CCS_TEXT'), script.replaceAll('CMD', line)],
            { env },
          )
          // bash names the process and its text there.
          return { ...rest, stderr: stderr.replace(/^.*\b(Terminated|Hangup|Killed)\b.*$/gim, '$1') }
        }),
      )
      expect([script, ...outcomes]).toEqual([script, ...LINES.map(() => outcomes[0])])
    }
  })
})

test.for(SIGNALS)('%s to the core alone reaches claude', async (signal) => {
  using desk = Desk.make()
  writeFileSync(desk.log, '')
  for (const how of ['handles', 'plain']) {
    const core = spawn(join(desk.world.bin, 'ccs'), ['work', 'deaf', how], { env: desk.world.env, stdio: 'ignore' })
    const ended = new Promise((resolve) => core.on('close', (code, by) => resolve(by ?? code)))
    const pid = await desk.pid()
    core.kill(signal)
    // Where the core cannot become claude, it cannot tell this one from Ctrl-C, which claude gets by itself.
    if (signal === 'SIGINT' && String(core.pid) !== pid) process.kill(Number(pid), signal)
    expect(await ended).toBe(how === 'handles' ? 5 : signal)
    await gone(pid)
  }
})
