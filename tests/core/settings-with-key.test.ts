import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { differences, pictureOf } from '../support/picture.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(world.ccsDir, { mode: 0o700 })
})
afterEach(() => world[Symbol.dispose]())

const SECRET = 'sk-made-up "ü" $(touch pwned) \\ \''
const file = () => join(world.ccsDir, 'glm.settings.json')
const token = (path = file()) => JSON.parse(readFileSync(path, 'utf8')).env.ANTHROPIC_AUTH_TOKEN
const withKey = (input: string, ...words: string[]) => world.ccs(['settings', 'add', ...words, '--with-key'], { input })
const placeholder = { env: { ANTHROPIC_AUTH_TOKEN: 'YOUR_GLM_API_KEY_HERE', X: 'y' }, mine: [1] }
/** What a command changed besides the published texts. */
const changes = (before: ReturnType<typeof pictureOf>) =>
  differences(before, pictureOf(world.home)).filter((line) => !line.startsWith('.ccs/shell'))

describe('settings add --with-key takes the key from standard input', () => {
  test.each([SECRET, `${SECRET}\n`, `  ${SECRET}\r\n`])('%j', async (input) => {
    const { status, stdout, stderr } = await withKey(input, 'glm')
    expect([status, stdout, token()]).toEqual([0, '', SECRET])
    expect(stderr).toMatch(/added\.\n.*Use it: ccs glm "a task"\n$/)
    expect(stderr).not.toContain('made-up')
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(existsSync(join(world.folder, 'pwned'))).toBe(false)
    expect(await world.ccs(['glm', 'x'])).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test('into the file that a removed profile left', async () => {
    await world.ccs(['settings', 'add', 'glm'])
    await world.ccs(['settings', 'remove', 'glm', '--force'])
    expect((await withKey(SECRET, 'glm')).status).toBe(0)
    expect(token()).toBe(SECRET)
  })

  test('into the file of a profile that is there, of which all else stays', async () => {
    const text = `{\n    "env" : {"X":"y",  "ANTHROPIC_AUTH_TOKEN":"YOUR_GLM_API_KEY_HERE"},\n\t"mine": [ 1 ]\n}\n`
    const own = join(world.home, "my 'settings' ü.json")
    writeFileSync(own, text, { mode: 0o644 })
    symlinkSync(own, join(world.root, 'link.json'))
    writeFileSync(
      join(world.ccsDir, 'config.json'),
      JSON.stringify({ profiles: { mine: join(world.root, 'link.json') }, other: 1 }),
    )
    const config = readFileSync(join(world.ccsDir, 'config.json'), 'utf8')
    const { status, stdout, stderr } = await withKey(`${SECRET}\n`, 'mine')
    expect([status, stdout]).toEqual([0, ''])
    expect(stderr).not.toContain('made-up')
    expect(readFileSync(own, 'utf8')).toBe(text.replace('"YOUR_GLM_API_KEY_HERE"', JSON.stringify(SECRET)))
    // It holds a secret now.
    expect(statSync(own).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(world.ccsDir, 'config.json'), 'utf8')).toBe(config)
    expect((await world.ccs(['mine', 'x'])).status).toBe(0)
  })

  test('into a file of the person', async () => {
    writeFileSync(join(world.folder, '-x.json'), JSON.stringify(placeholder))
    expect((await withKey(SECRET, 'mine', '--file=./-x.json')).status).toBe(0)
    expect(JSON.parse(readFileSync(join(world.folder, '-x.json'), 'utf8'))).toEqual({
      ...placeholder,
      env: { ...placeholder.env, ANTHROPIC_AUTH_TOKEN: SECRET },
    })
  })

  const useless: [what: string, input: string, said: string][] = [
    ['nothing', '', 'There is no API key on standard input.'],
    ['an empty line', ' \n\n', 'There is no API key on standard input.'],
    ['two lines', 'sk-made-up\nsk-made-up-too\n', 'What standard input holds is no API key'],
    ['a control character', 'sk-made\x1bup', 'What standard input holds is no API key'],
    ['too much', 'made-up'.repeat(20_000), 'What standard input holds is no API key'],
  ]
  test.each(useless)('%s is refused, and nothing is changed', async (_, input, said) => {
    const before = pictureOf(world.home)
    const { status, stdout, stderr } = await withKey(input, 'glm')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(said)
    expect(stderr).not.toContain('made')
    expect(changes(before)).toEqual([])
  })

  test('a key that is there is never replaced', async () => {
    writeFileSync(file(), '{"env":{"ANTHROPIC_AUTH_TOKEN":"sk-mine"}}')
    for (const profiles of [{}, { glm: '~/.ccs/glm.settings.json' }]) {
      writeFileSync(join(world.ccsDir, 'config.json'), JSON.stringify({ profiles }))
      const before = pictureOf(world.home)
      const { status, stderr } = await withKey(SECRET, 'glm')
      expect([status, stderr.includes('holds a key already')]).toEqual([4, true])
      expect(stderr).not.toContain('sk-')
      expect(changes(before)).toEqual([])
    }
  })
})

test('without a terminal and the flag, a profile without a key says how to give it one', async () => {
  await world.ccs(['settings', 'add', 'glm'])
  const { status, stdout, stderr } = await world.ccs(['settings', 'add', 'glm'])
  expect([status, stdout]).toEqual([4, ''])
  expect(stderr).toContain('ccs settings add --with-key glm <FILE')
})

describe('a settings profile without a key is told of at once by', () => {
  const warning = (path: string, word = 'glm') =>
    `ccs: No API key for "${word}" in ${path}. To add it: ccs settings add ${word}\n`

  test.each([
    ['auth', 'default', 'glm'],
    ['pin', 'glm'],
    ['settings', 'list'],
  ])('%s %s', async (...words) => {
    await world.ccs(['settings', 'add', 'glm'])
    const { status, stderr } = await world.ccs(words)
    expect([status, stderr.endsWith(warning(file()))]).toEqual([0, true])
    await withKey(SECRET, 'glm')
    expect((await world.ccs(words)).stderr).not.toContain('No API key')
  })

  test('but not an account of that name', async () => {
    await world.ccs(['settings', 'add', 'glm'])
    writeFileSync(join(world.ccsDir, 'profiles.json'), '{"profiles":{"glm":{"type":"account"}}}')
    expect((await world.ccs(['pin', 'glm'])).stderr).not.toContain('No API key')
  })
})
