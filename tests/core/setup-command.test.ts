import { chmodSync, existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parentProgram } from '../../src/shell/parent-program.ts'
import { powershell } from '../shells/drivers/powershell.ts'
import { furnishRc, RC_MAKES, write } from '../shells/setup/rc-makes.ts'
import { REFUSED } from '../shells/setup/refused-files.ts'
import { createLoggedOut } from '../support/accounts.ts'
import { onlyRoot, skipWhen } from '../support/installed.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { openCore } from '../support/terminal.ts'
import { sampleOfRun } from '../support/whole.ts'
import { World } from '../support/world.ts'

/** All in the home but what is ccs's own; with owners. */
function outside(world: World): Map<string, string> {
  const picture = [...pictureOf(world.home)].filter(([path]) => !/^\.ccs(?:\/|$)/.test(path))
  return new Map(
    picture.map(([path, what]) => {
      const { uid, gid } = lstatSync(join(world.home, path))
      return [path, `${uid}:${gid} ${what}`]
    }),
  )
}

const setup = (world: World, ...args: string[]) => world.ccs(['setup', ...args])

describe.concurrent('setup and its removal leave what was there', () => {
  test.for(sampleOfRun('makes of an rc file', RC_MAKES, 20))('$shell: $name', async (make) => {
    using world = new World()
    Object.assign(world.env, make.env?.(world))
    furnishRc(world, make)
    const before = outside(world)
    const args = ['--shell', make.shell, '--force']
    const dry = await setup(world, '--shell', make.shell, '--dry-run')
    expect(dry).toMatchObject({ status: 0, stderr: expect.stringMatching(make.says ?? /^$/) })
    expect(differences(before, outside(world))).toEqual([])

    const done = await setup(world, ...args)
    expect(done).toMatchObject({ status: 0, stdout: dry.stdout, stderr: expect.stringMatching(/loads ccs now/) })
    expect(done.stderr).toMatch(make.says ?? /./)
    const added = outside(world)
    const text = readFileSync(join(world.home, make.file), make.name === 'UTF-16' ? 'utf16le' : 'utf8')
    expect(text).toMatch(/^# >>> ccs setup.* >>>\r?\n(?:[^\n]*\n)+# <<< ccs setup <<<\r?\n$/m)
    for (const [path, was] of before) {
      // Owner, kind and mode stay.
      const [owner, kind, mode] = was.split(' ', 3)
      if (kind === 'file') expect(added.get(path)?.split(' ', 3)).toEqual([owner, kind, mode])
    }

    expect(await setup(world, ...args)).toMatchObject({ status: 0, stdout: '' })
    expect(differences(added, outside(world))).toEqual([])

    const removed = await setup(world, '--remove', '--force')
    expect(removed).toMatchObject({ status: 0 })
    expect(differences(before, outside(world))).toEqual([])
    expect(await setup(world, '--remove', '--force')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '[info] There is nothing of ccs setup to remove.\n',
    })
  })
})

describe.concurrent('an rc file is left as it is, and so are all others', () => {
  test.for(REFUSED)('%s', async ([, prepare, status, says, missing], context) => {
    skipWhen(missing?.(), context)
    using world = new World()
    write(world, '.zshrc', 'a=1\n')
    prepare(world)
    const before = outside(world)
    for (const args of [[], ['--dry-run'], ['--force'], ['--shell', 'bash', '--force']]) {
      const result = await setup(world, ...args)
      expect(result).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(says) })
      expect(result.stderr).toContain(join(world.home, '.bashrc'))
    }
    expect(differences(before, outside(world))).toEqual([])
    expect(pictureOf(world.ccsDir)).toEqual(new Map())
  })

  test('in a folder that may not be written in', async (context) => {
    skipWhen(onlyRoot(), context)
    using world = new World()
    write(world, 'z/.zshrc', 'a=1\n')
    world.belongTo(54_321)
    chmodSync(join(world.home, 'z'), 0o555)
    const before = outside(world)
    world.env.ZDOTDIR = join(world.home, 'z')
    const result = await setup(world, '--shell', 'zsh', '--force')
    expect(result).toMatchObject({
      status: 8,
      stdout: '',
      stderr: expect.stringMatching(/its folder may not be written in/),
    })
    expect(differences(before, outside(world))).toEqual([])
  })
})

describe.concurrent('what is there already', () => {
  const BY_HAND: [shell: string, file: string, text: string, line: number, changed?: string][] = [
    ['bash', '.bashrc', '\neval "$(ccs init bash)"\n', 2, '.profile'],
    ['bash', '.bashrc', '  [ -f ~/.ccs/shell/ccs.bash ] && . ~/.ccs/shell/ccs.bash\n', 1, '.profile'],
    ['zsh', '.zshrc', 'command -v ccs && eval "$(ccs init zsh)"\n', 1],
    ['fish', '.config/fish/config.fish', 'if true\n    ccs init fish | source\nend\n', 2],
    [
      'powershell',
      '.config/powershell/Microsoft.PowerShell_profile.ps1',
      'Invoke-Expression (& ccs init powershell | Out-String)',
      1,
    ],
    ['powershell', '.config/powershell/Microsoft.PowerShell_profile.ps1', '& ccs init pwsh | Out-String | iex', 1],
  ]
  test.for(BY_HAND)('a line of ones own is told and left: %s %s', async ([shell, file, text, line, changed]) => {
    using world = new World()
    write(world, file, text)
    const before = outside(world)
    const { status, stderr } = await setup(world, '--shell', shell, '--force')
    expect(status).toBe(0)
    expect(stderr).toContain(`${join(world.home, file)} loads ccs by a line of your own (line ${line})`)
    expect(differences(before, outside(world))).toEqual(changed ? [`${changed} is there, and should not be`] : [])
  })

  test.each(['# eval "$(ccs init bash)"\n', "alias x='ccs initial bash'\n", 'echo # ccs init bash\n'])(
    'no such line: %j',
    async (text) => {
      using world = new World()
      write(world, '.bashrc', text)
      await setup(world, '--shell', 'bash', '--force')
      expect(readFileSync(join(world.home, '.bashrc'), 'utf8')).toMatch(/# >>> ccs setup >>>\n/)
    },
  )

  test('a block for another ccs dir is changed where it is', async () => {
    using world = new World()
    write(world, '.zshrc', 'first=1\n')
    const other = { env: { CCS_DIR: join(world.home, 'other') } }
    expect(await world.ccs(['setup', '--shell', 'zsh', '--force'], other)).toMatchObject({ status: 0 })
    const file = join(world.home, '.zshrc')
    writeFileSync(file, `${readFileSync(file, 'utf8')}last=1\n`)
    const { status, stdout } = await setup(world, '--shell', 'zsh', '--force')
    expect(status).toBe(0)
    expect(
      stdout
        .split('\n')
        .filter((line) => /^[-+][^-+]/.test(line))
        .map((line) => line[0]),
    ).toEqual(['-', '+'])
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^first=1\n\n# >>> ccs setup >>>\n(?:.*\n){1}# <<< ccs setup <<<\nlast=1\n$/)
    expect(text).not.toContain('other/shell')
    await setup(world, '--remove', '--force')
    expect(readFileSync(file, 'utf8')).toBe('first=1\nlast=1\n')
  })

  test('removing works when the ccs dir is gone, and makes none', async () => {
    using world = new World()
    write(world, '.zshrc', 'a=1\n')
    await setup(world, '--shell', 'zsh', '--force')
    rmSync(world.ccsDir, { recursive: true })
    expect(await setup(world, '--remove', '--force')).toMatchObject({ status: 0 })
    expect([...pictureOf(world.home).keys()]).toEqual(['.zshrc'])
    expect(readFileSync(join(world.home, '.zshrc'), 'utf8')).toBe('a=1\n')
  })
})

test('without a terminal it asks nothing and changes nothing', async () => {
  using world = new World()
  write(world, '.zshrc', 'a=1\n')
  const before = outside(world)
  expect(await setup(world, '--shell', 'zsh')).toMatchObject({ status: 2, stdout: '' })
  expect(differences(before, outside(world))).toEqual([])
  await setup(world, '--shell', 'zsh', '--force')
  expect(await setup(world, '--remove')).toMatchObject({ status: 2, stdout: '' })
})

test.each([
  ['y', true],
  ['n', false],
  ['\r', false],
  ['\x03', false],
])('on a terminal it shows the change and asks: %j', async (key, isDone) => {
  using world = new World('home')
  write(world, '.zshrc', 'secret=1\n')
  await using terminal = openCore(world, ['setup', '--shell', 'zsh'])
  const screen = await terminal.waitFor(/Change this file\?/)
  expect(screen).toMatch(/\+# >>> ccs setup >>>/)
  expect(screen).not.toMatch(/secret/)
  terminal.type(key)
  await terminal.waitFor(isDone ? /loads ccs now/ : /Nothing was changed|Interrupted/)
  expect(readFileSync(join(world.home, '.zshrc'), 'utf8') !== 'secret=1\n').toBe(isDone)
})

describe('the directory hook', () => {
  test('the choice is kept, with what else is in the file', async () => {
    using world = new World()
    const file = join(world.ccsDir, 'shell.json')
    const hook = () => JSON.parse(readFileSync(file, 'utf8'))
    write(world, '.zshrc', '')
    const stamp = () => readFileSync(join(world.ccsDir, 'shell/stamp'), 'utf8')
    await setup(world, '--shell', 'zsh', '--force')
    const before = stamp()
    expect(await setup(world, '--shell=zsh', '--hook', 'pwd')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining(
        'The directory hook is on. Other open shells have it after their next ccs or Tab.\n',
      ),
    })
    expect(hook()).toEqual({ hook: 'pwd' })
    expect(await setup(world, '--shell=zsh', '--hook=none', '--dry-run')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('The directory hook would be off.\n'),
    })
    expect(hook()).toEqual({ hook: 'pwd' })
    expect(lstatSync(file).mode & 0o777).toBe(0o600)
    const withHook = stamp()
    expect(withHook).not.toBe(before)
    writeFileSync(file, '{"theme":"x","hook":"pwd"}')
    expect(await setup(world, '--shell=zsh', '--hook=none')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('The directory hook is off, also in shells that are open.\n'),
    })
    expect(hook()).toEqual({ theme: 'x', hook: 'none' })
    expect(stamp()).not.toBe(withHook)
  })

  test('a registry that is damaged stops the choice too', async () => {
    using world = new World()
    write(world, '.zshrc', '')
    write(world, '.ccs/profiles.json', '{')
    chmodSync(world.ccsDir, 0o700)
    const result = await setup(world, '--shell', 'zsh', '--hook', 'pwd', '--force')
    expect(result).toMatchObject({ status: 6, stdout: '', stderr: expect.stringContaining('Nothing was changed.') })
    expect(existsSync(join(world.ccsDir, 'shell.json'))).toBe(false)
  })

  test('a file that is damaged is left, and counts as none', async () => {
    using world = new World()
    write(world, '.zshrc', '')
    write(world, '.ccs/shell.json', '{"hook":1}')
    expect(await world.ccs(['init', 'bash'])).toMatchObject({ status: 0 })
    expect(await setup(world, '--shell', 'zsh', '--hook', 'pwd', '--force')).toMatchObject({ status: 6 })
    expect(readFileSync(join(world.ccsDir, 'shell.json'), 'utf8')).toBe('{"hook":1}')
    expect(readFileSync(join(world.home, '.zshrc'), 'utf8')).toBe('')
  })
})

test('pwsh is another name of PowerShell, and no candidate', async () => {
  using world = new World()
  const [byName, byProgram] = [
    await setup(world, '--shell', 'powershell', '--dry-run'),
    await setup(world, '--shell=pwsh', '--dry-run'),
  ]
  expect(byProgram).toEqual(byName)
  expect(byProgram).toMatchObject({ status: 0, stdout: expect.stringContaining('profile.ps1') })
  expect(await world.ccs(['init', 'pwsh'])).toEqual(await world.ccs(['init', 'powershell']))
  await createLoggedOut(world, 'work')
  const env = await world.ccs(['env', 'work', '--shell', 'pwsh'])
  expect(env).toEqual(await world.ccs(['env', 'work', '--shell', 'powershell']))
  expect((await world.ccs(['env', 'nobody', '--shell', 'pwsh'])).stdout).toBe("throw 'ccs env failed'\n")
  expect(readFileSync(join(world.ccsDir, 'shell/candidates'), 'utf8')).not.toContain('pwsh')
})

describe('the shell that asks', () => {
  test('PowerShell is set up where setup is typed in it', async (context) => {
    skipWhen(powershell.missing, context)
    using world = new World()
    write(world, '.bashrc', '')
    const { stdout } = await powershell.run(world, ['ccs setup --dry-run 2>&1'], { env: { SHELL: '/bin/bash' } })
    expect(stdout).toContain('.config/powershell/profile.ps1')
    expect(stdout).toContain('.bashrc')
  })

  test('a bash within it is not taken for it', async (context) => {
    skipWhen(powershell.missing, context)
    using world = new World()
    write(world, '.bashrc', '')
    const { stdout } = await powershell.run(world, ["bash -c 'ccs setup --dry-run 2>&1; :'"], {
      env: { SHELL: '/bin/bash' },
    })
    expect(stdout).not.toContain('profile.ps1')
    expect(stdout).toContain('.bashrc')
  })
})

test('the program of a process is told, or that there is none', () => {
  expect(parentProgram(process.pid)).toMatch(/node/)
  expect(parentProgram(2 ** 30)).toBeUndefined()
})
