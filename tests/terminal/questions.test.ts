import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLoggedOut } from '../support/accounts.ts'
import { exactPicture } from '../support/exact-picture.ts'
import { Terminal } from '../support/terminal.ts'
import { writeV25 } from '../support/v2-home.ts'
import { World } from '../support/world.ts'

/** A command that asks, in a home with an account, a settings profile, an rc file and what the installer of v2 left. */
const QUESTIONS: [words: string[], question: RegExp, refused: string][] = [
  [['auth', 'remove', 'work'], /Remove "work"\?/, 'Nothing was removed.'],
  [['settings', 'remove', 'mine', '--delete'], /Remove the settings profile "mine"\?/, 'Nothing was removed.'],
  [['setup', '--shell', 'zsh'], /Change this file\?/, 'Nothing was changed.'],
  [['migrate', '--clean'], /Move these files into a backup\?/, 'Nothing was changed.'],
]

/** What is no, whatever else was pressed before; and Ctrl-C, which ends the command. */
const NO: [name: string, keys: string, status: number][] = [
  ['n', 'n', 1],
  ['N', 'N', 1],
  ['Enter', '\r', 1],
  ['Escape', '\x1b', 1],
  ['Ctrl-D', '\x04', 1],
  ['arrows and letters that mean nothing, and Enter', '\x1b[D\x1b[Cx\t\x1bOA\r', 1],
  ['Ctrl-C', '\x03', 130],
]

async function asking(world: World, words: string[], question: RegExp, env = {}): Promise<Terminal> {
  await createLoggedOut(world, 'work')
  writeV25(world)
  mkdirSync(world.ccsDir, { recursive: true, mode: 0o700 })
  writeFileSync(join(world.ccsDir, 'mine.settings.json'), '{}')
  writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"mine":"~/.ccs/mine.settings.json"}}')
  writeFileSync(join(world.home, '.zshrc'), 'x=1\n')
  await world.ccs(['init', 'bash'])
  const line = '"$@"; echo "status $?"; stty -a | grep -o " echo "; read line; echo "[$line]"; read line'
  const program = ['/bin/sh', '-c', line, 'sh', join(world.bin, 'ccs'), ...words]
  const terminal = new Terminal(program, { ...world.env, TERM: 'xterm-256color', ...env }, world.folder)
  await terminal.waitFor(question)
  return terminal
}

describe.each(QUESTIONS)('%j', (words, question, refused) => {
  test.each(words[0] === 'auth' ? NO : NO.slice(3, 5))('%s is no', async (_, keys, status) => {
    using world = new World('home')
    await using terminal = await asking(world, words, question)
    const before = exactPicture(world.home)
    terminal.type(keys)
    const screen = await terminal.waitFor(/^status (\d+)\n echo/m)
    expect(screen).toContain(`status ${status}\n`)
    expect(screen).toContain(status === 1 ? refused : 'ccs: Interrupted.')
    expect(screen).not.toMatch(/yes/i)
    expect(exactPicture(world.home)).toBe(before)
    // The terminal is as it was, and the next line is read whole.
    terminal.enter('next')
    await terminal.waitFor(/\[next\]/)
  })
})

test.each(['y', 'Y', '\x1b[Dy'])('%j is yes', async (keys) => {
  using world = new World('home')
  await using terminal = await asking(world, ['auth', 'remove', 'work'], /Remove "work"\?/)
  terminal.type(keys)
  expect(await terminal.waitFor(/^status \d+$/m)).toMatch(/Remove "work"\? .*yes\n[\s\S]*removed\.[\s\S]*status 0/)
})

test('a question has colours only where messages have', async () => {
  using world = new World('home')
  await using terminal = await asking(world, ['auth', 'remove', 'work'], /Remove "work"\?/, {
    NO_COLOR: '',
    FORCE_COLOR: '0',
  })
  const { buffer } = terminal
  const row = Array.from({ length: buffer.length }, (_, index) => buffer.getLine(index)).find((line) =>
    line?.translateToString().includes('Remove "work"?'),
  )
  expect(Array.from({ length: 60 }, (_, index) => row?.getCell(index)?.isFgDefault())).not.toContain(false)
})
