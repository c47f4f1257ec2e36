import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLoggedOut } from '../support/accounts.ts'
import { openCore } from '../support/terminal.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = new World()
  delete world.env.NO_COLOR
  await createLoggedOut(world, 'work')
})
afterEach(() => world[Symbol.dispose]())

type Variables = Record<string, string>

const IN_A_PIPE: [variables: Variables, isColoured: boolean][] = [
  [{}, false],
  [{ FORCE_COLOR: '' }, false],
  [{ FORCE_COLOR: '0' }, false],
  [{ FORCE_COLOR: 'false' }, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '' }, true],
  [{ FORCE_COLOR: 'true' }, true],
  [{ FORCE_COLOR: 'yes', TERM: 'dumb' }, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '0' }, false],
]
describe('in a pipe', () => {
  test.each(IN_A_PIPE)('%j', async (variables, isColoured) => {
    const env = { TERM: 'xterm-256color', ...variables }
    const { status, stdout, stderr } = await world.ccs(['auth', 'default', 'work'], { env })
    expect([status, stdout, stderr.includes('\x1b[')]).toEqual([0, '', isColoured])
    expect(stderr).toContain('The default is "work" now.')
    expect(stderr).not.toContain('Warning')
  })

  test.each([[['auth', 'list']], [['help']], [['auth', 'list', '--json']]])(
    'data has none, so that programs can read it: %j',
    async (words) => {
      const plain = await world.ccs(words)
      expect(plain.stdout).not.toContain('\x1b')
      expect(await world.ccs(words, { env: { FORCE_COLOR: '1' } })).toEqual(plain)
    },
  )
})

const ON_A_TERMINAL: [variables: Variables, isColoured: boolean][] = [
  [{}, true],
  [{ NO_COLOR: '' }, true],
  [{ FORCE_COLOR: '0' }, false],
  [{ FORCE_COLOR: 'false' }, false],
  [{ NO_COLOR: '1' }, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  [{ TERM: 'dumb' }, false],
]
describe('on a terminal', () => {
  test.each(ON_A_TERMINAL)('%j', async (variables, isColoured) => {
    const env = { TERM: 'xterm-256color', ...variables }
    await using terminal = openCore(world, ['auth', 'default', 'work'], env)
    const screen = await terminal.waitFor(/^\S+ The default is "work" now\.$/m)
    expect(screen).toMatch(/^✔ /)
    const cell = terminal.buffer.getLine(0)?.getCell(0)
    expect(cell?.isFgDefault()).toBe(!isColoured)
  })
})
