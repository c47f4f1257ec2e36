import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { printable } from '../../src/errors/printable.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(world.ccsDir, { mode: 0o700 })
})
afterEach(() => world[Symbol.dispose]())

const registry = () => JSON.parse(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8'))
const write = (...names: string[]) => {
  const profiles = Object.fromEntries(['work', ...names].map((name) => [name, { type: 'account' }]))
  writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify({ version: '2.0.0', profiles }))
}
/** Runs commands one after another, each of which must succeed. */
const succeed = async (...commands: string[][]) => {
  for (const words of commands) {
    const { status, stderr } = await world.ccs(words)
    expect([words, status, stderr]).toEqual([words, 0, stderr])
  }
}
/** The folders in which claude was launched for a name. */
const foldersOf = (name: string) =>
  world.calls().flatMap(({ env }) => (env.CCS_PROFILE === name ? [env.CLAUDE_CONFIG_DIR ?? ''] : []))

/** An older registry may hold any string; no file system holds a file of more than 255 bytes in its name. */
describe.each([
  ['letters', 'a'.repeat(256)],
  ['letters and capitals', 'Aa'.repeat(500)],
  ['hostile text', `-it's $(touch pwned) "\`ü\`\n`.repeat(20)],
])('a name of more than 255 bytes: %s', (_, name) => {
  const twin = `${name}b`

  test('breaks no command', async () => {
    write(name, twin)
    await succeed(
      ['auth', 'create', '--no-login', '--', 'new'],
      ['auth', 'rename', 'work', 'other'],
      ['auth', 'default', 'new'],
      ['pin', '--', twin],
      ['pins'],
      ['auth', 'list', '--json'],
      ['auth', 'show', '--', name],
      ['init', 'zsh'],
      ['new', 'x'],
    )
    expect(Object.keys(registry().profiles)).toEqual(['other', name, twin, 'new'])
    expect((await world.ccs(['auth', 'list'])).stdout).toContain(`] ${printable(name)}\n`)
  })

  test('is launched by exactly that name, in a folder of its own, which goes with it', async () => {
    write(name, twin)
    await succeed(['run', name, 'x'])
    const [folder = ''] = foldersOf(name)
    await succeed(['run', twin, 'x'], ['run', name, 'again'])
    expect(foldersOf(name)).toEqual([folder])
    const json = JSON.parse((await world.ccs(['auth', 'list', '--json'])).stdout)
    const [one, other] = [name, twin].map((each) =>
      json.profiles.find((profile: { name: string }) => profile.name === each),
    )
    expect(one.instance).toBe(folder)
    expect(other.instance).not.toBe(folder)
    expect(readdirSync(join(world.ccsDir, 'instances'))).toHaveLength(2)
    await world.ccs(['auth', 'remove', '--force', '--', name])
    expect([existsSync(folder), existsSync(other.instance), Object.keys(registry().profiles)]).toEqual([
      false,
      true,
      ['work', twin],
    ])
    expect(await world.ccs(['auth', 'rename', '--', twin, 'short'])).toMatchObject({ status: 0, stdout: '' })
    await succeed(['short', 'x'])
    expect(foldersOf('short')).toEqual([other.instance])
    expect(existsSync(join(world.folder, 'pwned'))).toBe(false)
  })
})
