import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { withLock } from '../../src/store/lock.ts'
import { run, World } from '../support/world.ts'

const jiti = join(dirname(createRequire(import.meta.url).resolve('jiti/package.json')), 'lib/jiti-cli.mjs')
const lockModule = fileURLToPath(new URL('../../src/store/lock.ts', import.meta.url))

/** A program that takes the lock in a world and does something under it. */
const program = (section: string, patience: string) => `
import { withLock } from ${JSON.stringify(lockModule)}
import { readFileSync, writeFileSync } from 'node:fs'
const [folder = '', count = '1'] = process.argv.slice(2)
const wait = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
for (let turn = 0; turn < Number(count); turn++) withLock({ ccsDir: folder } as never, (lock) => { ${section} }, ${patience})
`
const ADD_ONE = `
  const file = folder + '/number'
  const number = Number(readFileSync(file, 'utf8'))
  lock.checkHeld()
  writeFileSync(file, String(number + 1))
`

describe.runIf(process.platform !== 'win32')('the lock', () => {
  let world: World
  let context: Context
  beforeEach(() => {
    world = new World()
    mkdirSync(world.ccsDir)
    context = { ccsDir: world.ccsDir } as Context
  })
  afterEach(() => world[Symbol.dispose]())

  const lockFile = () => join(world.ccsDir, 'lock')
  const waitUntilHeld = async () => {
    while (!existsSync(lockFile())) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const write = (section: string, name = 'program.ts', patience = '60_000') => {
    const file = join(world.root, name)
    writeFileSync(file, program(section, patience))
    return file
  }
  const start = (file: string, count = 1) =>
    run(process.execPath, [jiti, file, world.ccsDir, String(count)], { env: process.env })

  test('no change is lost with eight processes at once, and nothing is left behind', async () => {
    writeFileSync(join(world.ccsDir, 'number'), '0')
    const file = write(ADD_ONE)
    const results = await Promise.all(Array.from({ length: 8 }, () => start(file, 25)))
    for (const result of results) expect(result).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(readFileSync(join(world.ccsDir, 'number'), 'utf8')).toBe('200')
    expect(readdirSync(world.ccsDir)).toEqual(['number'])
  })

  /** Starts a program that holds the lock for good, and waits until it does. */
  async function startHolder() {
    const child = spawn(process.execPath, [jiti, write('wait(600_000)'), world.ccsDir], { stdio: 'ignore' })
    await waitUntilHeld()
    return child
  }

  test('a holder that was killed is followed at once', async () => {
    const holder = await startHolder()
    holder.kill('SIGKILL')
    await new Promise((resolve) => holder.once('close', resolve))
    expect(withLock(context, () => 'done', 0)).toBe('done')
    expect(readdirSync(world.ccsDir)).toEqual([])
  })

  test('a stopped holder keeps it, however long it sleeps; the error names it', async () => {
    const holder = await startHolder()
    holder.kill('SIGSTOP')
    try {
      expect(() => withLock(context, () => 'done', 50)).toThrow(`the lock is held by process ${holder.pid} on `)
    } finally {
      holder.kill('SIGKILL')
    }
  })

  test('a holder that sleeps in the middle of a change ends it when it wakes; meanwhile nobody else changes anything', async () => {
    writeFileSync(join(world.ccsDir, 'number'), '0')
    const args = [jiti, write(`wait(300); ${ADD_ONE}`), world.ccsDir]
    const holder = spawn(process.execPath, args, { stdio: 'ignore' })
    await waitUntilHeld()
    holder.kill('SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(() => withLock(context, () => 'done', 50)).toThrow(`process ${holder.pid} on `)
    holder.kill('SIGCONT')
    expect(await new Promise((resolve) => holder.once('close', resolve))).toBe(0)
    expect(readFileSync(join(world.ccsDir, 'number'), 'utf8')).toBe('1')
    expect(withLock(context, () => 'done', 0)).toBe('done')
  })

  test('who waits behind many is patient with each of them', async () => {
    const file = write('wait(100)')
    const others = Array.from({ length: 8 }, () => start(file, 6))
    await waitUntilHeld()
    expect(await start(write('', 'waiter.ts', '1000, 60_000'))).toEqual({ status: 0, stdout: '', stderr: '' })
    await Promise.all(others)
  })
})
