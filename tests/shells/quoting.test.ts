import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quoteFish } from '../../src/shell/fish.ts'
import { quotePosix } from '../../src/shell/posix.ts'
import { quotePowershell } from '../../src/shell/powershell.ts'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { isWhole, leaveOut } from '../support/whole.ts'
import { World } from '../support/world.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'
import type { Shell } from './drivers/shell.ts'
import { account } from './scenarios/scenario.ts'

const QUOTERS = { bash: quotePosix, zsh: quotePosix, fish: quoteFish, powershell: quotePowershell }

/** Characters that mean something to some shell turn up more often than chance would have them. */
const character = fc.oneof(
  fc.constantFrom(
    ...'\'"`$(){}[]<>|&;!*?~#%^\\\n\r\t -=:,@\u2018\u2019\u201A\u201B\u00A0\u0085\u2028\u0001\u001B\u007F',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((text) => !/[\0\uD800-\uDFFF]/.test(text)),
)
const text = fc.array(character, { maxLength: 24 }).map((characters) => characters.join(''))
const attack = fc.constantFrom(
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  '"; touch pwned #',
  '\n touch pwned\n',
  '%{touch pwned}',
  '’; touch pwned; ‘',
)
const value = fc.tuple(text, fc.oneof(attack, fc.constant('')), text).map((parts) => parts.join(''))

const sample = (count: number) => fc.sample(value, { numRuns: count, seed: 20_251_109 })
const folderName = (name: string) => `x${name.replaceAll('/', '_')}`.slice(0, 60)

/** A home in which every name that a person or another program chooses is hostile. */
async function hostileWorld(
  index: number,
  values: string[],
): Promise<{ world: World; env: Record<string, string>; names: string[] }> {
  const world = new World(folderName(values[0] ?? ''))
  const ccsDir = join(world.home, folderName(values[1] ?? ''))
  const env = { CCS_DIR: ccsDir }
  const instance = join(ccsDir, folderName(values[2] ?? ''))
  mkdirSync(instance, { recursive: true, mode: 0o700 })
  const names = values.slice(3).map((name, number) => `${name}${index}${number}`)
  const profiles = [['work', { ...account, instance }], ...names.map((name) => [name, { ...account, instance }])]
  const settings = join(ccsDir, `${folderName(values[1] ?? '')}.json`)
  writeFileSync(settings, '{}')
  writeFileSync(join(ccsDir, 'profiles.json'), JSON.stringify({ profiles: Object.fromEntries(profiles) }))
  writeFileSync(join(ccsDir, 'config.json'), JSON.stringify({ profiles: { glm: settings } }))
  expect(await world.ccs(['init', 'bash'], { env })).toMatchObject({ status: 0, stderr: '' })
  return { world, env, names }
}

leaveOut('250 of 400 random texts to quote, and 3 of 4 homes with hostile names')

describe.for(SHELLS)('$name', (shell: Shell) => {
  test('the quoter gives back every text', async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    const values = sample(isWhole ? 400 : 150)
    const quote = QUOTERS[shell.name]
    const lines = values.map((item) => `${shell.name === 'powershell' ? '& ' : ''}printf '%s\\0' ${quote(item)}`)
    const result = await shell.run(world, lines)
    expect(result).toMatchObject({ status: 0, stderr: '' })
    expect(result.stdout.split('\0').slice(0, -1)).toEqual(values)
  })

  test('hostile folders, names, settings paths and arguments come through, and nothing is executed', async (context) => {
    skipWhen(shell.missing, context)
    const all = sample(200)
    for (let index = 0; index < (isWhole ? 4 : 1); index++) {
      const { world, env, names } = await hostileWorld(index, all.slice(index * 8, index * 8 + 8))
      using _ = world
      const args = all.slice(60 + index * 30, 90 + index * 30)
      const lines = [['ccs-work', ...args], ['ccs', 'glm', ...args], ...names.map((name) => ['ccs', name, 'x'])]
      const published = { CCS_TEXT: join(env.CCS_DIR ?? '', 'shell', publishedName(shell)) }
      const script = [shell.source('CCS_TEXT'), ...lines.map((words, call) => shell.call(call, words))]
      const result = await shell.run(world, script, { env: { ...env, ...wordsOf(lines), ...published } })
      expect(result).toEqual({ status: 0, stdout: '', stderr: '' })
      const calls = world.calls()
      const of = (profile: string) => calls.filter((call) => call.env.CCS_PROFILE === profile).map((call) => call.args)
      expect(of('work')).toEqual([args])
      expect(of('glm')).toEqual([['--settings', expect.any(String), ...args]])
      for (const name of names) expect([name, of(name)]).toEqual([name, [['x']]])
      expect([world.home, world.folder, world.root].some((folder) => existsSync(join(folder, 'pwned')))).toBe(false)
    }
  })
})

// PowerShell has text, not bytes.
describe.for(SHELLS.filter(({ name }) => name !== 'powershell'))('$name', (shell) => {
  test('any bytes come through a native launch', async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    mkdirSync(join(world.ccsDir, 'instances', 'work'), { recursive: true, mode: 0o700 })
    writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify({ profiles: { work: account } }))
    publish(world)
    world.program('claude', '#!/bin/sh\nprintf "%s\\0" "$@" | od -An -v -tx1 | tr -d " \\n"\n')
    const bytes = fc.sample(fc.uint8Array({ min: 1, minLength: 1, maxLength: 40 }), { numRuns: 25, seed: 1 })
    const hex = bytes.map((item) => Buffer.from(item).toString('hex'))
    const escaped = hex.map((item) => item.replace(/../g, (pair) => `\\x${pair}`))
    const words = escaped.map((item) => (shell.name === 'fish' ? item.replaceAll('\\x', '\\X') : `$'${item}'`))
    const env = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const result = await shell.run(world, [shell.source('CCS_TEXT'), `ccs-work ${words.join(' ')}`], { env })
    expect(result).toEqual({ status: 0, stdout: hex.map((item) => `${item}00`).join(''), stderr: '' })
  })
})
