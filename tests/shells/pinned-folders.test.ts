import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { quotePosix } from '../../src/shell/posix.ts'
import { skipWhen } from '../support/installed.ts'
import { PinsWorld } from '../support/pins-world.ts'
import { needsStrace } from '../support/strace.ts'
import type { RunOptions } from '../support/world.ts'
import { bash } from './drivers/bash.ts'
import { fish } from './drivers/fish.ts'
import { publishedName, wordsOf } from './drivers/index.ts'
import { zsh } from './drivers/zsh.ts'
import { account } from './scenarios/scenario.ts'

let world: PinsWorld
beforeEach(() => {
  world = new PinsWorld()
})
afterEach(() => world[Symbol.dispose]())

describe('launching by default', () => {
  test('pins that lead nowhere stop nothing elsewhere', async () => {
    writeFileSync(world.at('file'), '')
    symlinkSync('loop', world.at('loop'))
    const odd = [world.at('file', 'x'), world.at('loop'), `/${'x'.repeat(300)}`, world.at('gone')]
    world.write('pins.json', Object.fromEntries([...odd, world.folder].map((name) => [name, 'personal'])))
    expect(await world.launchedIn(world.folder)).toBe('personal')
    expect(await world.ccs(['pins'])).toMatchObject({ status: 0 })
  })

  test('a pin to nobody tells what to do', async () => {
    world.make("it's")
    world.write('pins.json', { [world.at("it's")]: 'gone' })
    const said = await world.refused(3, ['a b'], { cwd: world.at("it's") })
    expect(said).toContain(`${world.at("it's")} is pinned to the profile "gone", which does not exist.`)
    expect(said).toContain(`ccs unpin ${quotePosix(world.at("it's"))}\n`)
    expect(world.calls()).toEqual([])
  })

  test('a working folder that is gone is told of, where a pin is to be looked up', async () => {
    await world.done(['pin', 'personal', world.home])
    const tried = async (command: string) => {
      const line = `mkdir here; cd here; rmdir ../here; ${command} 2>&1; echo "$?"`
      const { stdout } = await world.run('/bin/sh', ['-c', line])
      // What the shell and the stand-in, which is one too, say of it themselves.
      return stdout.replace(/^(?!ccs: ).*getcwd.*\n/gm, '')
    }
    for (const command of ["ccs 'a b'", 'ccs', 'ccs explain', 'ccs pin work', 'ccs unpin', 'ccs unpin x']) {
      expect(await tried(command), command).toMatch(
        /^ccs: The working folder is not there any more\. \[file-system\]\n.*\n8\n$/,
      )
    }
    expect(await tried('ccs pins')).toMatch(/personal\n0\n$/)
    expect(await tried('ccs work x')).toBe('0\n')
    expect(await tried(`ccs unpin ${quotePosix(world.home)}`)).toMatch(/is not pinned to "personal" any more\.\n0\n$/)
    expect(await tried("ccs 'a b'")).toBe('0\n')
  })
})

describe('a pinned folder in which files come and go', () => {
  test.for([bash, zsh, fish])('is found by $name, without the core', async (shell, context) => {
    skipWhen(shell.missing ?? needsStrace(), context)
    const busy = world.make('busy')
    await world.done(['pin', 'personal', busy])
    expect(await world.launchedIn(world.folder)).toBe('work')
    expect(await world.launchedIn(busy)).toBe('personal')
    expect(await world.ccs(['init', shell.name])).toMatchObject({ status: 0 })
    world.program('ccs', '#!/bin/sh\necho the core was asked >&2\n')
    // Each time the shell looks at the folder, the folder changes before and after.
    const calls = 'newfstatat,stat,statx'
    const slow = ['-e', `trace=${calls}`, '-e', `inject=${calls}:delay_enter=30000:delay_exit=30000`, '-P', busy]
    const run = (program: string, args: string[], options: RunOptions) =>
      world.run('strace', ['-f', '-qq', '-o', '/dev/null', ...slow, program, ...args], options)
    const writer = setInterval(() => {
      writeFileSync(join(busy, 'file'), '')
      rmSync(join(busy, 'file'))
    }, 5)
    const words = ['ccs', 'a b']
    const env = { ...wordsOf([words]), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const slowly = Object.create(world, { run: { value: run } })
    const result = await shell.run(slowly, [shell.source('CCS_TEXT'), shell.call(0, words)], { env, cwd: busy })
    clearInterval(writer)
    expect(result).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(world.calls().map(({ env }) => env.CCS_PROFILE)).toEqual(['personal'])
  })
})

describe('auth remove', () => {
  test('takes the pins of the profile with it, and says so', async () => {
    for (const name of ['a', 'b\u001b', 'c']) world.make(name)
    world.write('pins.json', { [world.at('a')]: 'work', [world.at('c')]: 'personal', [world.at('b\u001b')]: 'work' })
    const said = await world.done(['auth', 'remove', 'work', '--force'])
    expect(said).toContain(`ccs: ${world.at('a')} is not pinned any more.\n`)
    expect(said).toContain(`ccs: ${world.at('b')}\\u{1b} is not pinned any more.\n`)
    expect(said).not.toContain(world.at('c'))
    expect(world.pins()).toEqual({ [world.at('c')]: 'personal' })
    expect(await world.launchedIn(world.at('c'))).toBe('personal')
    expect(await world.launchedIn(world.at('a'))).toBeUndefined()
  })

  test('does nothing where the pins are damaged', async () => {
    await world.done(['auth', 'login', 'work'])
    world.calls()
    writeFileSync(join(world.ccsDir, 'pins.json'), '{')
    expect(await world.refused(6, ['auth', 'remove', 'work', '--force'])).toContain('pins.json is damaged')
    expect(world.calls()).toEqual([])
    expect(Object.keys(world.registry().profiles)).toContain('work')
  })

  /** As a process leaves it that was killed when the registry was written, and the pins were not yet. */
  function killedBeforeThePins(): void {
    const { profiles, ...rest } = world.registry()
    const { work, ...others } = profiles
    world.leave({ kind: 'remove', name: 'work', entry: work, takesFolder: false })
    world.write('profiles.json', { ...rest, profiles: others, default: 'personal' })
    world.write('pins.json', { [world.folder]: 'work', [world.home]: 'personal' })
  }

  test('an interrupted one has no pins any more, for a launch and for the published text', async () => {
    killedBeforeThePins()
    expect(await world.launchedIn(world.folder)).toBe('personal')
    expect(JSON.parse((await world.ccs(['pins', '--json'])).stdout).pins).toHaveLength(1)
    expect(readFileSync(join(world.ccsDir, 'shell', 'ccs.bash'), 'utf8')).not.toContain(`'${world.folder}'`)
    expect(Object.keys(world.pins())).toEqual([world.folder, world.home])
  })

  test.each([
    ['any change', ['auth', 'default', 'mine']],
    ['a pin elsewhere', ['pin', 'mine', '/']],
  ])('an interrupted one is finished by %s', async (_, args) => {
    killedBeforeThePins()
    expect(await world.done(args)).toContain('The interrupted removal of "work" was finished.')
    expect(world.pins()).toMatchObject({ [world.home]: 'personal' })
    expect(world.pins()).not.toHaveProperty([world.folder])
    expect(world.journal()).toEqual([])
    world.calls()
    expect(await world.launchedIn(world.folder, '-p')).toBe('mine')
  })

  test('one that had not begun leaves the pins', async () => {
    world.leave({ kind: 'remove', name: 'work', entry: account, takesFolder: false })
    world.write('pins.json', { [world.folder]: 'work' })
    await world.done(['auth', 'default', 'personal'])
    expect(world.pins()).toEqual({ [world.folder]: 'work' })
    expect(await world.launchedIn(world.folder)).toBe('work')
  })
})
