import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publishedName, SHELLS, wordsOf } from '../shells/drivers/index.ts'
import { splitStatus } from '../shells/scenarios/check.ts'
import { account } from '../shells/scenarios/scenario.ts'
import { skipWhen } from '../support/installed.ts'
import { PinsWorld } from '../support/pins-world.ts'
import { needsStrace } from '../support/strace.ts'
import { openCore } from '../support/terminal.ts'

let world: PinsWorld
beforeEach(() => {
  world = new PinsWorld()
})
afterEach(() => world[Symbol.dispose]())

const kept = () => ({ ...account, instance: join(world.ccsDir, 'instances/work') })

/** As a process leaves it that was killed when the registry was written, and the pins were not yet. */
async function killedBeforeThePins(name = 'work'): Promise<void> {
  const { profiles } = world.registry()
  world.write('profiles.json', { profiles: { [name]: account, ...profiles }, default: name })
  world.write('pins.json', { [world.folder]: name, [world.home]: 'personal' })
  await world.done(['auth', 'default', name])
  const { [name]: _, ...others } = world.registry().profiles
  world.leave({ kind: 'rename', name, entry: account, newName: 'office' })
  world.write('profiles.json', { profiles: { office: kept(), ...others }, default: 'office' })
}

describe('a renaming that was killed', () => {
  test('after the registry was written: launches go by it, and the next change finishes it', async () => {
    await killedBeforeThePins()
    expect(await world.launchedIn(world.folder)).toBe('office')
    expect(await world.launchedIn(world.home)).toBe('personal')
    expect((await world.ccs(['pins'])).stdout).toContain('  office\n')
    expect(world.pins()).toEqual({ [world.folder]: 'work', [world.home]: 'personal' })
    const said = 'ccs: The interrupted renaming of "work" to "office" was finished.\n'
    expect(await world.done(['pin', 'mine', '/'])).toContain(said)
    expect(world.pins()).toEqual({ [world.folder]: 'office', [world.home]: 'personal', '/': 'mine' })
    expect(world.journal()).toEqual([])
  })

  test('also where the next change is refused, such as the same once more', async () => {
    await killedBeforeThePins()
    await world.ccs(['auth', 'rename', 'work', 'office'])
    expect([world.pins()[world.folder], world.journal()]).toEqual(['office', []])
  })

  // A settings profile of the old name would be launched by the pin.
  test.for(SHELLS)('a pinned folder goes to no other account in $name', async (shell, context) => {
    skipWhen(shell.missing, context)
    await killedBeforeThePins('glm')
    const calls = [
      ['ccs', 'a b'],
      ['ccs', 'init', 'bash'],
      ['ccs', 'a b'],
    ]
    const env = { ...wordsOf(calls), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const lines = calls.map((words, index) => shell.call(index, words))
    for (const interactive of [true, false]) {
      const result = await shell.run(world, [shell.source('CCS_TEXT'), ...lines, shell.status], { env, interactive })
      const { status, stderr } = splitStatus(result)
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(world.calls().map(({ env }) => env.CCS_PROFILE)).toEqual(['office', 'office'])
    }
    expect(world.journal()).toHaveLength(1)
  })

  test.each([
    ['before the registry was written', { work: account }, 'work'],
    ['and another program has made a profile of the new name', { work: account, office: account }, 'work'],
    [
      'and another program has made a profile of the old name since',
      { work: { created: 'x' }, office: account },
      'office',
    ],
    ['and another program has removed it since', {}, 'work'],
  ])('%s', async (_, profiles, pinned) => {
    world.leave({ kind: 'rename', name: 'work', entry: account, newName: 'office' })
    world.write('profiles.json', { profiles: { ...profiles, other: account } })
    world.write('pins.json', { [world.folder]: 'work' })
    await world.done(['auth', 'default', 'other'])
    expect([world.pins()[world.folder], world.journal()]).toEqual([pinned, []])
    expect(world.registry().profiles).toEqual({ ...profiles, other: account })
  })

  test("a text in the journal that is no change is in nobody's way", async () => {
    mkdirSync(join(world.ccsDir, 'journal'))
    writeFileSync(join(world.ccsDir, 'journal/rename-work.json'), '{"kind":"rename","name":"work"')
    await world.done(['pin', 'work'])
    expect(await world.launchedIn(world.folder)).toBe('work')
    await world.done(['auth', 'rename', 'work', 'office'])
    expect(await world.launchedIn(world.folder)).toBe('office')
  })
})

const CHANGED = /profiles\.json was changed by another program meanwhile/
const MEANWHILE: [what: string, happens: () => unknown, says: RegExp][] = [
  ['it is renamed', () => world.done(['auth', 'rename', 'work', 'office']), /Profile not found: "work"/],
  [
    'another one has its name',
    async () => {
      await world.done(['auth', 'rename', 'work', 'office'])
      await world.done(['auth', 'create', 'work', '--no-login'])
    },
    CHANGED,
  ],
  [
    'another one has its folder too',
    () => world.write('profiles.json', { profiles: { ...world.registry().profiles, other: kept() } }),
    CHANGED,
  ],
]
test.for(MEANWHILE)('a removal that waits for its answer while %s logs nothing out', async ([, happens, says]) => {
  await world.done(['auth', 'login', 'work'])
  await using terminal = openCore(world, ['auth', 'remove', 'work'], { TERM: 'xterm-256color' })
  await terminal.waitFor(/Remove "work"\?/)
  await happens()
  world.calls()
  terminal.type('y')
  await terminal.waitFor(says)
  expect(world.calls()).toEqual([])
  expect(existsSync(join(world.ccsDir, 'instances/work/.credentials.json'))).toBe(true)
})

test('a launch that has read the registry, but not the pins, looks again', async (context) => {
  skipWhen(needsStrace(), context)
  await world.done(['work', 'x'])
  await world.done(['pin', 'work'])
  mkdirSync(join(world.ccsDir, 'journal'))
  world.calls()
  const trace = join(world.root, 'trace')
  const file = (name: string) => ['-P', join(world.ccsDir, name)]
  const slow = [...file('journal'), ...file('pins.json'), '-e', 'inject=openat:delay_enter=1500000:when=2']
  const core = [process.execPath, fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url)), 'a b']
  const launch = world.run('strace', ['-qq', '-o', trace, '-e', 'trace=openat', ...slow, ...core])
  while (!existsSync(trace) || !readFileSync(trace, 'utf8').includes('journal')) await setTimeout(10)
  await world.done(['auth', 'rename', 'work', 'office'])
  expect(await launch).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(world.calls().map(({ env }) => env.CCS_PROFILE)).toEqual(['office'])
})

test('renamed to and fro beside launches by its pin, each goes to it', async () => {
  mkdirSync(join(world.ccsDir, 'instances/work'))
  await world.done(['pin', 'work'])
  let isDone = false
  const renaming = (async () => {
    for (let turn = 0; turn < 4; turn++) {
      await world.done(['auth', 'rename', 'work', 'office'])
      await world.done(['auth', 'rename', 'office', 'work'])
    }
    isDone = true
  })()
  const launching = async () => {
    while (!isDone) await world.done(['a b'])
  }
  await Promise.all([renaming, launching(), launching()])
  const folders = new Set(world.calls().map(({ env }) => env.CLAUDE_CONFIG_DIR))
  expect([...folders]).toEqual([join(world.ccsDir, 'instances/work')])
})

test('twelve at once, of which one gets the name; nothing is lost', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `p${index}`)
  world.write('profiles.json', { profiles: Object.fromEntries(names.map((name) => [name, account])) })
  world.write('pins.json', Object.fromEntries(names.map((name) => [world.make(name), name])))
  const renamed = (name: string, newName: string) => world.ccs(['auth', 'rename', name, newName])
  const same = await Promise.all(names.map((name) => renamed(name, 'office')))
  expect(same.map(({ status }) => status).sort()).toEqual([0, ...Array(11).fill(4)])
  const winner = names[same.findIndex(({ status }) => status === 0)]
  const others = names.filter((name) => name !== winner)
  const results = await Promise.all(others.map((name) => renamed(name, `${name}-new`)))
  expect(results.map(({ status }) => status)).toEqual(others.map(() => 0))
  const expected = names.map((name) => (name === winner ? 'office' : `${name}-new`))
  expect(Object.keys(world.registry().profiles)).toEqual(expected)
  expect(Object.values(world.pins())).toEqual(expected)
  const published = readFileSync(join(world.ccsDir, 'shell/ccs.bash'), 'utf8')
  for (const name of expected) expect(published).toContain(`function ccs-${name} {`)
})
