import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMMANDS, commandsOf, isBuilt } from '../../src/command-table.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
})
afterEach(() => world[Symbol.dispose]())

describe('help', () => {
  test('lists every command that is built, and no other', async () => {
    const { status, stdout, stderr } = await world.ccs(['help'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const command of COMMANDS.filter((each) => commandsOf(each).length === 0)) {
      const isListed = new RegExp(`^  ccs ${command.name}(?: |$)`, 'm').test(stdout)
      expect([command.name, isListed]).toEqual([command.name, isBuilt(command)])
    }
    for (const words of [['--help'], ['-h']]) expect((await world.ccs(words)).stdout).toBe(stdout)
  })

  test.each([
    [
      ['help', 'auth', 'remove'],
      /^ccs auth remove <name> \[--delete\] \[--force\]\n\nLog out and remove.*\n\n {2}<name> .*\n {2}--delete .*\n {2}--force /,
    ],
    [['auth', 'remove', '--help'], /^ccs auth remove <name> \[--delete\] \[--force\]\n/],
    [['help', 'auth'], /^ccs auth <command> …\n.*\n {2}ccs auth create <name> \[--no-login\] /s],
    [['auth', '--help'], /^ccs auth <command> …\n/],
    [['auth', '-h'], /^ccs auth <command> …\n/],
    [['help', 'doctor'], /^ccs doctor\n\n.* \(not built yet\)\.\n$/],
    [['init', '--help'], /^ccs init <shell>\n/],
    [['help', 'setup'], /^ccs setup \[--shell <shell>\] .*\n {2}--hook <pwd\|none> .*\n {2}--dry-run /s],
    [['run', '--help'], /^ccs run <profile> \[arguments…\]\n/],
  ] as const)('%j', async (words, text) => {
    const { status, stdout, stderr } = await world.ccs([...words])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(text)
  })
})

test.each([
  [['help', 'bogus'], 'There is no command "bogus".'],
  [['auth'], 'ccs auth needs a second word.'],
  [['auth', 'crate'], 'There is no command ccs auth crate.'],
  [['auth', 'list', '--jsn'], 'the option "--jsn" is unknown.'],
  [['auth', 'list', 'x'], '"x" is one argument too many.'],
  [['auth', 'show'], '<name> is missing.'],
  [['auth', 'save', 'work'], 'ccs auth save is gone'],
  [['settings'], 'ccs settings needs a second word.'],
  [['settings', 'add', 'mine', '--from'], '--from needs a value.'],
  [['init'], '<shell> is missing.'],
  [['init', 'ksh'], 'There is no integration for "ksh".'],
  [['init', 'bash', 'zsh'], '"zsh" is one argument too many.'],
  [['run'], '<profile> is missing.'],
  [['setup', '--shell'], '--shell needs a value.'],
  [['setup', '--shell', 'zsh', '--shell', 'bash'], '--shell is given more than once.'],
  [['setup', '--shell=zsh', '--force', '--shell=zsh'], '--shell is given more than once.'],
  [['settings', 'add', 'mine', '--file', "it's $(touch pwned)\n", '--file', 'b'], '--file is given more than once.'],
  [['settings', 'add', 'glm', '--from', 'glm', '--from=kimi'], '--from is given more than once.'],
  [['setup', '--shell', '--force'], '--shell needs a value.'],
  [['setup', '--shell', 'ksh'], 'There is no integration for "ksh".'],
  [['setup', '--shell='], 'There is no integration for "".'],
  [['setup', '--no-shell'], 'the option "--no-shell" is unknown.'],
  [['setup', '--hook=cd'], 'There is no directory hook "cd".'],
  [['setup', 'bash'], '"bash" is one argument too many.'],
  [['--version', 'x'], '"x" is one argument too many.'],
] as const)('%j is a mistake', async (words, said) => {
  const { status, stdout, stderr } = await world.ccs([...words])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain(said)
  expect(world.calls()).toEqual([])
})
