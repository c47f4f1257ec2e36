import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { differences, pictureOf } from '../support/picture.ts'
import { World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = new World()
  mkdirSync(world.ccsDir, { mode: 0o700 })
  write('profiles.json', '{"version":"2.0.0","profiles":{"work":{"type":"account"}},"default":"work"}')
})
afterEach(() => world[Symbol.dispose]())

const inCcsDir = (name: string) => join(world.ccsDir, name)
const write = (name: string, text: string) => {
  mkdirSync(dirname(inCcsDir(name)), { recursive: true, mode: 0o700 })
  writeFileSync(inCcsDir(name), text, { mode: 0o600 })
}
const json = (name: string) => JSON.parse(readFileSync(inCcsDir(name), 'utf8'))
const remove = (...words: string[]) => world.ccs(['settings', 'remove', ...words])
const KEY = '{"env":{"ANTHROPIC_AUTH_TOKEN":"sk-made-up"}}'
const settings = (profiles: Record<string, string>) => write('config.json', JSON.stringify({ profiles, kept: 1 }))

describe('settings remove', () => {
  test('takes out the entry, the pins and the default, and keeps the file', async () => {
    settings({ kimi: '~/k.json', glm: '~/.ccs/glm.settings.json' })
    write('glm.settings.json', KEY)
    for (const words of [
      ['auth', 'default', 'glm'],
      ['pin', 'glm'],
      ['pin', 'work', '/'],
    ]) {
      expect((await world.ccs(words)).status).toBe(0)
    }
    await world.ccs(['glm', 'x'])
    expect(existsSync(inCcsDir('shell/used/glm'))).toBe(true)
    const result = await remove('glm', '--force')
    expect({ ...result, stderr: result.stderr.replaceAll(world.root, '') }).toEqual({
      status: 0,
      stdout: '',
      stderr: `[success] Settings profile "glm" removed.
ccs: Its settings file was kept: ${world.ccsDir.replace(world.root, '')}/glm.settings.json
ccs: /folder is not pinned any more.
[info] It was the default; there is none now. Set one: ccs auth default <name>
`,
    })
    expect(json('config.json')).toEqual({ profiles: { kimi: '~/k.json' }, kept: 1 })
    expect(json('pins.json')).toEqual({ '/': 'work' })
    expect(json('profiles.json')).toEqual({ version: '2.0.0', profiles: { work: { type: 'account' } } })
    expect(readFileSync(inCcsDir('glm.settings.json'), 'utf8')).toBe(KEY)
    const left = [...pictureOf(inCcsDir('shell')).keys()].filter((path) => /(?:used|times)\/glm/.test(path))
    expect(left).toEqual([])
    expect(existsSync(inCcsDir('journal/remove-settings-glm.json'))).toBe(false)
    expect((await world.ccs(['run', 'glm'])).status).toBe(3)
    expect((await remove('glm', '--force')).status).toBe(3)
  })

  test('leaves what is of an account that has the name', async () => {
    settings({ work: '~/w.json' })
    await world.ccs(['pin', 'work'])
    expect(await remove('work', '--force')).toMatchObject({ status: 0, stdout: '' })
    expect(json('profiles.json').default).toBe('work')
    expect(json('pins.json')).toEqual({ [world.folder]: 'work' })
  })

  test('a name as only an older registry has it', async () => {
    const names = ['My $(touch pwned)', '', '__proto__', 'a\nb', 'default']
    write('config.json', `{"profiles":{${names.map((name) => `${JSON.stringify(name)}:"/x"`).join()}}}`)
    for (const name of names) expect([name, (await remove('--force', '--', name)).status]).toEqual([name, 0])
    expect(json('config.json')).toEqual({ profiles: {} })
  })

  test('without a terminal it needs --force', async () => {
    settings({ glm: '~/x.json' })
    const before = pictureOf(world.home)
    expect(await remove('glm')).toMatchObject({ status: 2, stdout: '' })
    expect(differences(before, pictureOf(world.home))).toEqual([])
  })

  test('ends what a process began that was killed after config.json was written', async () => {
    settings({ glm: '~/.ccs/glm.settings.json' })
    write('glm.settings.json', KEY)
    for (const words of [
      ['auth', 'default', 'glm'],
      ['pin', 'glm', '/'],
    ]) {
      await world.ccs(words)
    }
    write(
      'journal/remove-settings-glm.json',
      JSON.stringify({ kind: 'remove-settings', name: 'glm', config: inCcsDir('config.json') }),
    )
    settings({})
    const result = await world.ccs(['x y'])
    expect(result).toEqual({ status: 0, stdout: '', stderr: 'ccs: The interrupted removal of "glm" was finished.\n' })
    expect(world.calls()).toMatchObject([{ args: ['x y'] }])
    expect(json('profiles.json').default).toBeUndefined()
    expect(json('pins.json')).toEqual({})
    expect(existsSync(inCcsDir('journal/remove-settings-glm.json'))).toBe(false)
  })

  test('a removal that had only been noted had not happened', async () => {
    settings({ glm: '~/.ccs/glm.settings.json' })
    write('glm.settings.json', KEY)
    await world.ccs(['auth', 'default', 'glm'])
    const note = (config: string) =>
      write('journal/remove-settings-glm.json', JSON.stringify({ kind: 'remove-settings', name: 'glm', config }))
    note(inCcsDir('config.json'))
    expect((await world.ccs(['auth', 'default', 'glm'])).stderr).not.toContain('interrupted')
    expect(existsSync(inCcsDir('journal/remove-settings-glm.json'))).toBe(false)
    // Where that cannot be told, it waits, and stops nothing.
    write('other.json', '{')
    note(inCcsDir('other.json'))
    expect(await world.ccs(['pin', 'glm'])).toMatchObject({ status: 0, stdout: '' })
    expect(existsSync(inCcsDir('journal/remove-settings-glm.json'))).toBe(true)
    expect(json('profiles.json').default).toBe('glm')
  })
})

describe('settings remove --delete', () => {
  test('deletes the file, even where no other process has it any more', async () => {
    settings({ glm: '~/.ccs/glm.settings.json' })
    write('glm.settings.json', KEY)
    const result = await remove('glm', '--force', '--delete')
    expect(result).toMatchObject({ status: 0, stdout: '' })
    expect(result.stderr).toContain('Its settings file was deleted: ')
    expect(existsSync(inCcsDir('glm.settings.json'))).toBe(false)
  })

  test('a file that is gone is no hindrance', async () => {
    settings({ glm: '~/.ccs/glm.settings.json' })
    expect((await remove('glm', '--force', '--delete')).status).toBe(0)
  })

  test.each<[reason: string, path: string, prepare: () => void]>([
    ['does not lie directly', '~/glm.settings.json', () => writeFileSync(join(world.home, 'glm.settings.json'), KEY)],
    [
      'does not lie directly',
      '~/.ccs/deep/glm.settings.json',
      () => {
        mkdirSync(inCcsDir('deep'))
        write('deep/glm.settings.json', KEY)
      },
    ],
    [
      'it is a link',
      '~/.ccs/glm.settings.json',
      () => {
        writeFileSync(join(world.home, 'mine'), KEY)
        symlinkSync(join(world.home, 'mine'), inCcsDir('glm.settings.json'))
      },
    ],
    ['it is no regular file', '~/.ccs/glm.settings.json', () => mkdirSync(inCcsDir('glm.settings.json'))],
    ['its name does not end in', '~/.ccs/profiles.json', () => {}],
    ['its name does not end in', '~/.ccs/config.json', () => {}],
    [
      'the profile "twin" has it too',
      '~/.ccs/glm.settings.json',
      () => {
        write('glm.settings.json', KEY)
        linkSync(inCcsDir('glm.settings.json'), inCcsDir('twin.json'))
      },
    ],
  ])('is refused where %s: %s', async (reason, path, prepare) => {
    settings({ glm: path, twin: '~/.ccs/twin.json', gone: '/dev/null/x' })
    prepare()
    const before = pictureOf(world.home)
    const result = await remove('glm', '--force', '--delete')
    expect(result).toMatchObject({ status: 2, stdout: '' })
    expect(result.stderr).toContain(reason)
    expect(differences(before, pictureOf(world.home))).toEqual([])
  })

  test('an interrupted one deletes only the file that it was about', async () => {
    settings({})
    write('glm.settings.json', KEY)
    const file = { path: inCcsDir('glm.settings.json'), identity: '1:1' }
    write(
      'journal/remove-settings-glm.json',
      JSON.stringify({ kind: 'remove-settings', name: 'glm', config: inCcsDir('config.json'), file }),
    )
    expect((await world.ccs(['auth', 'default', '--unset'])).stderr).toContain('was finished')
    expect(existsSync(file.path)).toBe(true)
  })
})

describe('settings list', () => {
  test('tells names, files and whether there is a key, and nothing of what they hold', async () => {
    settings({
      glm: '~/.ccs/glm.settings.json',
      kimi: '~/.ccs/kimi.settings.json',
      work: '~/nowhere.json',
      'My One': '~/.ccs/broken.json',
      default: '~/.claude/settings.json',
    })
    write('glm.settings.json', KEY)
    write('kimi.settings.json', '{"env":{"ANTHROPIC_AUTH_TOKEN":"YOUR_SECRET_HERE","X":"sk-made-up"}}')
    write('broken.json', 'sk-made-up')
    await world.ccs(['auth', 'default', 'glm'])
    const { status, stdout, stderr } = await world.ccs(['settings', 'list'])
    const shown = (text: string) => text.replaceAll(world.ccsDir, '<ccs dir>').replaceAll(world.home, '<home>')
    expect({ status, stdout: shown(stdout), stderr: shown(stderr) }).toEqual({
      status: 0,
      stdout: `glm     <ccs dir>/glm.settings.json
kimi    <ccs dir>/kimi.settings.json
work    <home>/nowhere.json
My One  <ccs dir>/broken.json
`,
      stderr: `ccs: No API key for "kimi" in <ccs dir>/kimi.settings.json. To add it: ccs settings add kimi
ccs: The file of "work" is not there: <home>/nowhere.json
ccs: "work" is also an account, which is the one that is launched.
ccs: The file of "My One" cannot be read, or is no JSON object: <ccs dir>/broken.json
ccs: "My One" has no function of its own. Launch: ccs run "My One"
`,
    })
    const listed = await world.ccs(['settings', 'list', '--json'])
    expect(listed.stderr).toBe('')
    expect(listed.stdout).not.toMatch(/made-up|SECRET/)
    expect(JSON.parse(listed.stdout).settings[1]).toEqual({
      name: 'kimi',
      default: false,
      file: inCcsDir('kimi.settings.json'),
      file_exists: true,
      file_readable: true,
      key_is_placeholder: true,
      account_has_name: false,
      has_function: true,
    })
    const states = JSON.parse(listed.stdout).settings.map((each: Record<string, unknown>) =>
      ['default', 'file_exists', 'file_readable', 'key_is_placeholder'].map((key) => each[key]).join(),
    )
    expect(states).toEqual(['true,true,true,false', 'false,true,true,true', 'false,false,false,', 'false,true,false,'])
  })

  test('a relative path is told, and what it leads to here is not looked at', async () => {
    settings({ glm: 'glm.settings.json' })
    write('glm.settings.json', KEY)
    const result = await world.ccs(['settings', 'list'], { cwd: world.ccsDir })
    expect(result).toEqual({
      status: 0,
      stdout: 'glm  glm.settings.json\n',
      stderr: 'ccs: The path of "glm" is relative, so it cannot be launched: glm.settings.json\n',
    })
    const removed = await world.ccs(['settings', 'remove', 'glm', '--force', '--delete'], { cwd: world.ccsDir })
    expect(removed).toMatchObject({ status: 2, stderr: expect.stringContaining('its path is relative') })
    expect(existsSync(inCcsDir('glm.settings.json'))).toBe(true)
  })

  test('none', async () => {
    expect(await world.ccs(['settings', 'list'])).toEqual({
      status: 0,
      stdout: '',
      stderr: 'ccs: No settings profiles yet. Add one: ccs settings add glm\n',
    })
    rmSync(world.ccsDir, { recursive: true })
    const { status, stdout } = await world.ccs(['settings', 'list', '--json'])
    expect([status, JSON.parse(stdout)]).toEqual([0, { version: '1', settings: [] }])
  })
})
