import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { edit } from '../../src/cli/ask-secret.ts'
import { skipWhen } from '../support/installed.ts'
import { missingShell, ShellTerminal } from '../support/shell-terminal.ts'
import { World } from '../support/world.ts'

const SECRET = 'sk-made-up-ü$(touch pwned)"\\'

test.each([
  ['abc\r', 'abc', 'entered'],
  ['abc\n rest', 'abc', 'entered'],
  ['\r', '', 'entered'],
  ['abx\x7fc\r', 'abc', 'entered'],
  ['\x7f\x7fa\bb\r', 'b', 'entered'],
  ['wrong\x15right\x04', 'right', 'entered'],
  ['a\x03b\r', '', 'interrupted'],
  ['😀\x7fü', 'ü', 'open'],
  // Around what is pasted, arrows, Alt with a letter, Tab and other keys.
  ['\x1b[200~a\tb\x1b[201~\r', 'ab', 'entered'],
  ['a\x1b[D\x1bOP\x1b[1;5C\x1bfb\0\x01\r', 'ab', 'entered'],
  ['a\x1b', 'a', 'open'],
  ['a\x1b[', 'a[', 'open'],
])('the keys %j', (keys, line, end) => {
  expect(edit(keys)).toEqual({ line, end })
})

const QUESTION = /API key for "glm" \(not shown; .*\):$/

/** A terminal in which a line has been typed and the question is there. */
async function asked(world: World, line: string): Promise<ShellTerminal> {
  mkdirSync(world.ccsDir, { recursive: true, mode: 0o700 })
  const rc = ['HISTFILE=$HOME/history', 'eval "$(ccs init bash)"']
  const terminal = await ShellTerminal.open('bash', world, { rc })
  terminal.enter(line)
  await terminal.waitFor(QUESTION)
  return terminal
}

describe('settings add in a terminal', () => {
  const file = (world: World) => join(world.ccsDir, 'glm.settings.json')

  test('a question that nobody would see is not asked', async (context) => {
    skipWhen(missingShell('bash'), context)
    using world = new World()
    await using terminal = await ShellTerminal.open('bash', world)
    expect(await terminal.ask('ccs settings add glm 2>&1 | cat')).toContain('Put your key into')
  })

  test('takes the key, which is shown nowhere', async (context) => {
    skipWhen(missingShell('bash'), context)
    using world = new World()
    await using terminal = await asked(world, 'ccs settings add glm >"$HOME/said"')
    terminal.type(`\x1b[200~  ${SECRET}x\x1b[201~`)
    terminal.type('\x7f')
    terminal.press('Enter')
    const screen = await terminal.waitForPrompt('added\\.[^]*')
    expect(JSON.parse(readFileSync(file(world), 'utf8')).env.ANTHROPIC_AUTH_TOKEN).toBe(SECRET)
    expect(statSync(file(world)).mode & 0o777).toBe(0o600)
    expect(screen).not.toContain('made-up')
    expect(readFileSync(join(world.home, 'said'), 'utf8')).toBe('')
    expect(await terminal.ask('ccs glm x')).toBe('')
    expect(world.calls()).toMatchObject([{ args: ['--settings', file(world), 'x'] }])
    expect(await terminal.ask('history')).not.toContain('made-up')
    // The terminal is as it was: what is typed is shown.
    expect(await terminal.ask('stty -a | grep -o " echo "')).toContain('echo')
    expect(existsSync(join(world.home, 'pwned'))).toBe(false)
  })

  test('Enter alone leaves the placeholder and says which file to edit', async (context) => {
    skipWhen(missingShell('bash'), context)
    using world = new World()
    await using terminal = await asked(world, 'ccs settings add glm')
    terminal.press('Enter')
    await terminal.waitForPrompt(
      'Put your key into .*/\\.ccs/glm\\.settings\\.json, as the value of ANTHROPIC_AUTH_TOKEN[^]*',
    )
    expect(readFileSync(file(world), 'utf8')).toContain('YOUR_GLM_API_KEY_HERE')
    expect(await terminal.status()).toBe(0)
  })

  test('asks again while there is none: for the profile that is there, and for the file of a removed one', async (context) => {
    skipWhen(missingShell('bash'), context)
    using world = new World()
    await using terminal = await asked(world, 'ccs settings add glm')
    terminal.press('Enter')
    await terminal.waitForPrompt('Put your key into[^]*')
    await terminal.clearScreen()
    terminal.enter('ccs settings add glm')
    await terminal.waitFor(QUESTION)
    terminal.press('Enter')
    await terminal.waitForPrompt('Put your key into[^]*')
    await terminal.ask('ccs settings remove glm --force')
    await terminal.clearScreen()
    terminal.enter('ccs settings add glm')
    await terminal.waitFor(QUESTION)
    terminal.type(SECRET)
    terminal.press('Enter')
    await terminal.waitForPrompt('Use it: ccs glm[^]*')
    expect(JSON.parse(readFileSync(file(world), 'utf8')).env.ANTHROPIC_AUTH_TOKEN).toBe(SECRET)
    expect(await terminal.ask('history')).not.toContain('made-up')
    expect(await terminal.ask('ccs settings add glm')).toContain('There is a settings profile')
  })

  test('--with-key asks too where standard input is the terminal, and shows nothing', async (context) => {
    skipWhen(missingShell('bash'), context)
    using world = new World()
    await using terminal = await asked(world, 'ccs settings add glm --with-key')
    terminal.type(SECRET)
    terminal.press('Enter')
    expect(await terminal.waitForPrompt('added\\.[^]*')).not.toContain('made-up')
    expect(JSON.parse(readFileSync(file(world), 'utf8')).env.ANTHROPIC_AUTH_TOKEN).toBe(SECRET)
  })

  test('Ctrl-C leaves nothing', async (context) => {
    skipWhen(missingShell('bash'), context)
    using world = new World()
    await using terminal = await asked(world, 'ccs settings add glm')
    terminal.type('sk-')
    terminal.press('CtrlC')
    await terminal.waitForPrompt('ccs: Interrupted\\.')
    expect(await terminal.status()).toBe(130)
    expect([file(world), join(world.ccsDir, 'config.json')].map((path) => existsSync(path))).toEqual([false, false])
  })
})

test('settings remove asks in a terminal', async (context) => {
  skipWhen(missingShell('bash'), context)
  using world = new World()
  await world.ccs(['settings', 'add', 'glm'])
  await using terminal = await ShellTerminal.open('bash', world)
  for (const [answer, status] of [
    ['n', true],
    ['y', false],
  ] as const) {
    await terminal.clearScreen()
    terminal.enter('ccs settings remove glm --delete')
    await terminal.waitFor(/Remove the settings profile "glm"\?/)
    terminal.type(answer)
    await terminal.waitForPrompt('(?:Nothing was|removed|deleted)[^]*')
    expect(existsSync(join(world.ccsDir, 'glm.settings.json'))).toBe(status)
  }
})
