import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { NOBODY, onlyRoot, skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { needsStrace, traced } from '../support/strace.ts'
import { World } from '../support/world.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'
import type { Shell } from './drivers/shell.ts'
import { furnish } from './scenarios/scenario.ts'

const fileOf = (world: World) => join(world.ccsDir, 'glm.settings.json')
const write = (world: World, token: string) =>
  writeFileSync(fileOf(world), JSON.stringify({ env: { ANTHROPIC_AUTH_TOKEN: token } }))
const PLACEHOLDER = 'YOUR_GLM_API_KEY_HERE'
const FAILING_CORE = '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n'

/** Two accounts and a settings profile, published. */
function published(token: string): World {
  const world = new World()
  furnish(world, {
    name: '',
    config: { profiles: { glm: '~/.ccs/glm.settings.json' } },
    prepare: () => write(world, token),
    line: [],
    expect: { status: 0 },
  })
  publish(world)
  return world
}

/** Runs lines in a shell that has the published text, interactive or not; the core fails from the second to last on. */
function typeIn(shell: Shell, world: World, lines: string[][], interactive = false) {
  writeFileSync(join(world.root, 'failing'), FAILING_CORE, { mode: 0o755 })
  const calls = [
    ...lines.slice(0, -1),
    ['/bin/cp', join(world.root, 'failing'), join(world.bin, 'ccs')],
    ...lines.slice(-1),
  ]
  const env = { ...wordsOf(calls), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
  const typed = calls.map((words, index) => shell.call(index, words))
  return shell.run(world, [shell.source('CCS_TEXT'), ...typed, shell.status], { env, interactive })
}

describe.each(SHELLS)('$name', (shell) => {
  test('launches by itself again when the core has looked at a file that was saved', async (context) => {
    skipWhen(shell.missing, context)
    using world = published('sk-made-up')
    const lines = [
      ['/bin/touch', fileOf(world)],
      ['ccs-glm', 'a'],
      ['ccs', 'glm', 'b'],
    ]
    expect(await typeIn(shell, world, lines)).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    expect(world.calls().map(({ args }) => args[2])).toHaveLength(2)
  })

  test('the core is asked while it has not', async (context) => {
    skipWhen(shell.missing, context)
    using world = published('sk-made-up')
    const result = await typeIn(shell, world, [
      ['/bin/touch', fileOf(world)],
      ['ccs', 'glm', 'b'],
    ])
    expect(result).toEqual({
      status: 0,
      stdout: 'status 99\n',
      stderr: expect.stringMatching(/^the core was asked: (?:run )?glm b\n$/),
    })
  })

  test('a launch starts as much as by hand', async (context) => {
    skipWhen(shell.missing ?? needsStrace(), context)
    using world = published('sk-made-up')
    world.program('claude', '#!/bin/sh\n')
    const { world: tracedWorld, log } = traced(world, 'execve,clone,clone3,fork,vfork')
    const counts = []
    for (const line of [
      ['claude', 'x'],
      ['ccs-glm', 'x'],
    ]) {
      const env = { ...wordsOf([line]), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
      await shell.run(tracedWorld, [shell.source('CCS_TEXT'), shell.call(0, line), shell.status], { env })
      const calls = readFileSync(log, 'utf8').split('\n')
      counts.push(
        calls.filter((call) => !/CLONE_THREAD|ENOENT/.test(call) && /(execve|fork|clone3?)\(/.test(call)).length,
      )
    }
    expect(counts[1]).toBe(counts[0])
    expect(counts[0]).toBeGreaterThan(2)
  })
})

// PowerShell asks the core for the text, because .NET does not tell whose a file is.
describe.each(SHELLS.filter(({ name }) => name !== 'powershell'))('an interactive $name', (shell) => {
  test('takes the text in which a profile has its key, and needs the core no more', async (context) => {
    skipWhen(shell.missing, context)
    using world = published(PLACEHOLDER)
    const put = ['/bin/sh', '-c', 'echo {} >"$0"', fileOf(world)]
    const result = await typeIn(shell, world, [put, ['ccs', 'glm', 'a'], ['ccs-glm', 'b']], true)
    expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    expect(world.calls()).toHaveLength(2)
  })

  test("an account's launch looks at no settings file", async (context) => {
    skipWhen(shell.missing ?? needsStrace(), context)
    using world = published('sk-made-up')
    world.program('claude', '#!/bin/sh\n')
    const { world: tracedWorld, log } = traced(world, '%file')
    const lookedAt = async (line: string[]) => {
      const env = { ...wordsOf([line]), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
      await shell.run(tracedWorld, [shell.source('CCS_TEXT'), shell.call(0, line), shell.status], { env })
      return readFileSync(log, 'utf8').match(/[^"]*glm\.settings\.json|times\/glm\.\w+/g) ?? []
    }
    expect(await lookedAt(['ccs-work', 'x'])).toEqual([])
    expect((await lookedAt(['ccs-glm', 'x'])).length).toBeGreaterThan(2)
  })
})

describe('the core', () => {
  test('publishes once after a file was edited', async () => {
    using world = published(PLACEHOLDER)
    const index = () => statSync(join(world.ccsDir, 'shell/index.json')).ino
    const inode = async (status: number) => {
      expect((await world.ccs(['glm', 'x'])).status).toBe(status)
      return index()
    }
    const first = index()
    expect([await inode(6), await inode(6)]).toEqual([first, first])
    write(world, 'sk-made-up')
    const second = await inode(0)
    expect(second).not.toBe(first)
    expect([await inode(0), await inode(0)]).toEqual([second, second])
    write(world, PLACEHOLDER)
    const third = await inode(6)
    expect(third).not.toBe(second)
    expect(await inode(6)).toBe(third)
  })

  test.each([
    ['a folder', 'rm "$0" && mkdir "$0"'],
    ['a FIFO', 'rm "$0" && mkfifo "$0"'],
    ['a link to nowhere', 'rm "$0" && ln -s nowhere "$0"'],
    ['gone', 'rm "$0"'],
  ])('publishes once where it is %s', async (_, text) => {
    using world = published('sk-made-up')
    await world.run('/bin/sh', ['-c', text, fileOf(world)])
    const inodes = []
    for (let count = 0; count < 3; count++) {
      expect((await world.ccs(['glm', 'x'])).status).toBe(6)
      inodes.push(statSync(join(world.ccsDir, 'shell/index.json')).ino)
    }
    expect(inodes[2]).toBe(inodes[1])
  })

  test("one that may not be read is the core's, and looked at each time", async (context) => {
    skipWhen(onlyRoot(), context)
    using world = published(PLACEHOLDER)
    chmodSync(fileOf(world), 0)
    world.belongTo(NOBODY)
    expect(await world.ccs(['glm', 'x'])).toEqual({ status: 0, stdout: '', stderr: '' })
    const shell = SHELLS.find(({ name }) => name === 'bash') as Shell
    const words = ['ccs-glm', 'x']
    const env = { ...wordsOf([words]), CCS_TEXT: join(world.ccsDir, 'shell/ccs.bash') }
    const launch = () => shell.run(world, [shell.source('CCS_TEXT'), shell.call(0, words), shell.status], { env })
    expect(await launch()).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
    // That leaves the file's time as it was.
    chmodSync(fileOf(world), 0o600)
    expect(await launch()).toMatchObject({
      stdout: 'status 6\n',
      stderr: expect.stringMatching(/^ccs: No API key for "glm"/),
    })
  })

  test('nothing of a key is in what is published', async () => {
    using world = published('sk-made-up')
    const stamp = () => readFileSync(join(world.ccsDir, 'shell/stamp'), 'utf8')
    const before = stamp()
    write(world, 'sk-other')
    await world.ccs(['glm', 'x'])
    expect(stamp()).toBe(before)
    const { stdout } = await world.run('grep', ['-rlE', 'sk-(made-up|other)', join(world.ccsDir, 'shell')])
    expect(stdout).toBe('')
  })

  test.for([['init', 'bash'], ['work', 'x'], ['x y']])('%j looks at no settings file', async (words, context) => {
    skipWhen(needsStrace(), context)
    using world = published('sk-made-up')
    const { world: tracedWorld, log } = traced(world, '%file')
    expect((await tracedWorld.ccs(words)).status).toBe(0)
    expect(readFileSync(log, 'utf8')).not.toMatch(/glm\.settings\.json|times\/glm/)
  })
})
