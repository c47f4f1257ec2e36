import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../../../src/context.ts'
import { withLock } from '../../../src/store/lock.ts'
import { ownIdentity } from '../../../src/store/process-identity.ts'
import { World } from '../../support/world.ts'

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

  test('names its holder while the section runs, privately, and is gone after it', () => {
    const holder = withLock(context, (lock) => {
      lock.checkHeld()
      return { ...JSON.parse(readFileSync(lockFile(), 'utf8')), mode: statSync(lockFile()).mode & 0o777 }
    })
    expect(holder).toMatchObject({ pid: process.pid, mode: 0o600 })
    expect(readdirSync(world.ccsDir)).toEqual([])
  })

  test('who is passed over for too long gives up, however patient with one holder', () => {
    writeFileSync(lockFile(), JSON.stringify({ ...ownIdentity(), nonce: 'other' }))
    expect(() => withLock(context, () => 'done', 60_000, 0)).toThrow('Another ccs is changing things')
    expect(readdirSync(world.ccsDir)).toEqual(['lock'])
  })

  test('who cannot have it is told who holds it, or that nobody can tell', () => {
    const holder = { ...ownIdentity(), nonce: 'other' }
    writeFileSync(lockFile(), JSON.stringify(holder))
    expect(() => withLock(context, () => 'done', 0)).toThrow(`process ${holder.pid} on ${holder.host}`)
    writeFileSync(lockFile(), 'nonsense')
    expect(() => withLock(context, () => 'done', 0)).toThrow('something that ccs cannot read')
  })

  test('clears what killed processes left beside it, and nothing else', () => {
    const dead = JSON.stringify({ ...ownIdentity(), boot: 'before' })
    const living = JSON.stringify(ownIdentity())
    const kept = ['lock.claim.1-2-alive', 'lock.1-2-half', 'lock.mine', 'locks', 'other.1-2-a']
    for (const name of ['lock.claim.1-2-dead', 'lock.1-2-dead', 'lock.mine', 'locks', 'other.1-2-a'])
      writeFileSync(join(world.ccsDir, name), dead)
    writeFileSync(join(world.ccsDir, 'lock.claim.1-2-alive'), living)
    // Still being written, as far as anybody can tell.
    writeFileSync(join(world.ccsDir, 'lock.1-2-half'), '{')
    writeFileSync(join(world.ccsDir, 'lock.claim.1-2-old'), '{')
    utimesSync(join(world.ccsDir, 'lock.claim.1-2-old'), 1, 1)
    withLock(context, () => {})
    expect(readdirSync(world.ccsDir).sort()).toEqual(kept.sort())
  })

  test('of a holder that is gone is waited for while somebody alive takes it away, and no longer than for a holder', () => {
    writeFileSync(lockFile(), JSON.stringify({ ...ownIdentity(), boot: 'before', nonce: '1-2-gone' }))
    writeFileSync(`${lockFile()}.1-2-gone`, JSON.stringify({ ...ownIdentity(), nonce: 'stopped' }))
    expect(() => withLock(context, () => 'done', 50)).toThrow('Another ccs is changing things')
  })

  const gone: [string, () => object][] = [
    ['its number was given to another process', () => ({ ...ownIdentity(), start: '1', nonce: 'gone' })],
    ['the machine was started anew', () => ({ ...ownIdentity(), boot: 'before', nonce: 'gone' })],
    ['its number is nobody’s', () => ({ ...ownIdentity(), pid: 2 ** 22 + 1, nonce: 'gone' })],
  ]
  test.runIf(process.platform === 'linux').each(gone)('a holder is gone when %s', (_, identity) => {
    writeFileSync(lockFile(), JSON.stringify(identity()))
    expect(withLock(context, () => 'done', 0)).toBe('done')
    expect(readdirSync(world.ccsDir)).toEqual([])
  })

  test('one that died while it took the lock over is followed too', () => {
    const dead = { ...ownIdentity(), boot: 'before' }
    writeFileSync(lockFile(), JSON.stringify({ ...dead, nonce: 'first' }))
    writeFileSync(`${lockFile()}.first`, JSON.stringify({ ...dead, nonce: 'second' }))
    expect(withLock(context, () => 'done', 1000)).toBe('done')
    expect(readdirSync(world.ccsDir)).toEqual([])
  })

  test('a holder on another machine, or something else in its place, is never taken over', () => {
    const away = { ...ownIdentity(), boot: 'x' }
    const contents = [
      { ...away, host: 'elsewhere' },
      { ...away, nonce: '../../x' },
    ].map((holder) => JSON.stringify(holder))
    for (const content of [...contents, '', 'nonsense']) {
      writeFileSync(lockFile(), content)
      expect(() => withLock(context, () => 'done', 0)).toThrow('Another ccs is changing things')
      expect(readFileSync(lockFile(), 'utf8')).toBe(content)
    }
  })

  test('who lost it does not write, and does not take away the lock of another', () => {
    const other = JSON.stringify({ ...ownIdentity(), nonce: 'other' })
    const section = () =>
      withLock(context, (lock) => {
        writeFileSync(lockFile(), other)
        lock.checkHeld()
      })
    expect(section).toThrow('was taken away meanwhile')
    expect(readFileSync(lockFile(), 'utf8')).toBe(other)
  })

  test('what the section throws is thrown on, and the lock given back', () => {
    expect(() =>
      withLock(context, () => {
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(readdirSync(world.ccsDir)).toEqual([])
  })
})
