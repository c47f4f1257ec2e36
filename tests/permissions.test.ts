import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { World } from './world.ts'

let world: World
beforeEach(() => {
  world = new World()
  mkdirSync(world.ccsDir, { mode: 0o755 })
})
afterEach(() => world[Symbol.dispose]())

const inCcsDir = (name: string) => join(world.ccsDir, name)
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** Writes a file that everybody may read. */
function writeOpen(path: string, text = '{}'): string {
  writeFileSync(path, text)
  chmodSync(path, 0o644)
  return path
}

describe('files with keys that everybody may read', () => {
  const commands = [
    ['settings', 'add', 'kimi'],
    ['auth', 'create', 'work', '--no-login'],
    ['setup', '--shell', 'bash', '--force'],
  ]
  test.each(commands.map((args) => [args.slice(0, 2).join(' '), args] as const))(
    '%s makes them private, and says so once',
    async (_, args) => {
      const odd = "it's $(touch pwned)\n.settings.json"
      mkdirSync(inCcsDir('sub'))
      const profiles = { glm: '~/.ccs/glm.settings.json', odd: inCcsDir(odd), sub: '$HOME/.ccs/sub/-f.json' }
      writeOpen(inCcsDir('config.json'), JSON.stringify({ profiles }))
      const files = ['glm.settings.json', odd, 'old.settings.json', 'sub/-f.json', 'config.json.backup'].map(inCcsDir)
      for (const file of files) writeOpen(file, '{"env":{"ANTHROPIC_AUTH_TOKEN":"made-up"}}')
      const first = await world.ccs(args)
      expect([first.status, files.map(modeOf)]).toEqual([0, files.map(() => '600')])
      expect(first.stderr.match(/^ccs: Other users could read .*; that right was taken away\.$/gm)).toHaveLength(1)
      expect(first.stderr).toContain("it's $(touch pwned)\\u{a}.settings.json")
      expect(first.stderr).not.toContain('made-up')
      expect((await world.ccs(['auth', 'create', 'next', '--no-login'])).stderr).not.toContain('Other users')
      expect(modeOf(inCcsDir('config.json'))).toBe('644')
    },
  )

  test('links are not followed, and nothing outside the ccs dir is changed', async () => {
    const outside = writeOpen(join(world.home, 'outside.json'))
    const linked = writeOpen(join(world.home, 'linked.json'))
    const behind = writeOpen(join(world.folder, 'behind.settings.json'))
    symlinkSync(linked, inCcsDir('a.settings.json'))
    symlinkSync(world.folder, inCcsDir('sub'))
    mkdirSync(inCcsDir('folder.settings.json'))
    const profiles = { outside, behind: '~/.ccs/sub/behind.settings.json', up: '~/.ccs/../outside.json' }
    writeFileSync(inCcsDir('config.json'), JSON.stringify({ profiles }))
    expect((await world.ccs(['auth', 'create', 'work', '--no-login'])).status).toBe(0)
    expect([outside, linked, behind].map(modeOf)).toEqual(['644', '644', '644'])
    expect(modeOf(inCcsDir('folder.settings.json'))).toBe('755')
  })
})
