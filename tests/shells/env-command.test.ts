import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OVERRIDES } from '../../src/claude/environment.ts'
import { findShell } from '../../src/shell/shells.ts'
import { skipWhen } from '../support/installed.ts'
import { World } from '../support/world.ts'
import { SHELLS, wordsOf } from './drivers/index.ts'
import type { Shell } from './drivers/shell.ts'
import { account } from './scenarios/scenario.ts'

const ODD_NAME = '-it\'s "$(touch pwned)" `q` \\ \n ‘’ ü 😀'
const settings = { glm: '~/glm.json' }

/** Accounts with folders as nobody has them, the plain profile, and a settings profile. */
function furnished(name?: string): World {
  const world = new World(name)
  const instance = join(world.home, 'adopted \'$(touch pwned)\' "q" \\ ‘ü’ %~')
  mkdirSync(instance)
  mkdirSync(join(world.ccsDir, 'instances'), { recursive: true, mode: 0o700 })
  const profiles = { work: account, adopted: { ...account, instance }, [ODD_NAME]: account, mine: { plain: true } }
  writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify({ profiles }))
  writeFileSync(join(world.ccsDir, 'config.json'), JSON.stringify({ profiles: settings }))
  return world
}

const folderOf = async (world: World, profile: string) =>
  (await world.ccs(['path', '--', profile])).stdout.replace(/\n$/, '')
const SET = Object.fromEntries([...OVERRIDES, 'CLAUDE_CONFIG_DIR', 'CCS_PROFILE', 'KEPT'].map((name) => [name, 'old']))

/** As strict as the shell can be made. */
const STRICT: Record<Shell['name'], string> = {
  bash: 'set -eu; set -o pipefail',
  zsh: 'set -eu; setopt csh_junkie_quotes',
  fish: '',
  powershell: "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'",
}

/** What claude finds in its environment, typed by hand before and after a line. */
async function environments(world: World, shell: Shell, line: string, env: Record<string, string>) {
  const result = await shell.run(world, [STRICT[shell.name], 'claude before', line, 'claude after'], { env })
  expect(result).toEqual({ status: 0, stdout: '', stderr: '' })
  const calls = new Map(world.calls().map((call) => [call.args.join(), call.env]))
  return { before: calls.get('before') ?? {}, after: calls.get('after') ?? {} }
}

describe.for(SHELLS)('the text for $name', (shell) => {
  const { quote, evaluate } = findShell(shell.name)
  const lineFor = (profile: string) => evaluate(`ccs env --shell ${shell.name} -- ${quote(profile)}`)

  test.for(['adopted', ODD_NAME])('makes the environment of %j, byte for byte', async (profile, context) => {
    skipWhen(shell.missing, context)
    using world = furnished(`new\nline's $(touch pwned) "\`home\`"`)
    const { before, after } = await environments(world, shell, lineFor(profile), SET)
    expect(before).toMatchObject(SET)
    const folder = await folderOf(world, profile)
    for (const name of OVERRIDES) delete before[name]
    const ANTHROPIC_CONFIG_DIR = `${folder}/.anthropic`
    expect(after).toEqual({ ...before, CLAUDE_CONFIG_DIR: folder, ANTHROPIC_CONFIG_DIR, CCS_PROFILE: profile })
    expect(statSync(folder).isDirectory()).toBe(true)
    expect([world.home, world.folder].some((place) => existsSync(join(place, 'pwned')))).toBe(false)
  })

  test('makes that of the plain profile, with or without CCS_KEEP_ENV=1, and needs nothing to be set', async (context) => {
    skipWhen(shell.missing, context)
    using world = furnished()
    const kept = await environments(world, shell, lineFor('mine'), { ...SET, CCS_KEEP_ENV: '1' })
    delete kept.before.CLAUDE_CONFIG_DIR
    expect(kept.after).toEqual({ ...kept.before, CCS_PROFILE: 'mine' })
    const { before, after } = await environments(world, shell, lineFor('mine'), {})
    expect(after).toEqual({ ...before, CCS_PROFILE: 'mine' })
  })
})

/** Evaluates a line of `ccs env`, and starts claude only where that succeeded. */
const GUARDED: Record<Shell['name'], (line: string) => string[]> = {
  bash: (line) => [`${line} && claude x`, 'echo "went on"'],
  zsh: (line) => [`${line} && claude x`, 'echo "went on"'],
  fish: (line) => [`${line}; and claude x`, 'echo "went on"'],
  powershell: (line) => [`try { ${line}; claude x } catch { [Console]::Out.WriteLine("$_") }`, '"went on"'],
}

test.for(SHELLS)('where it fails, no claude is started after it in $name', async (shell, context) => {
  skipWhen(shell.missing, context)
  using world = furnished()
  const { evaluate } = findShell(shell.name)
  const mistakes = ['wrok', 'glm', '', 'work extra', 'work --unknown'].map(
    (words) => `ccs env --shell ${shell.name} ${words}`,
  )
  const { status, stdout, stderr } = await shell.run(
    world,
    mistakes.flatMap((line) => GUARDED[shell.name](evaluate(line))),
  )
  expect(status).toBe(0)
  const answer = shell.name === 'powershell' ? 'ccs env failed\nwent on\n' : 'went on\n'
  expect(stdout).toBe(answer.repeat(mistakes.length))
  expect(stderr.match(/^ccs: .*\[(?:usage|profile-not-found)\]\n/gm)).toHaveLength(mistakes.length)
  expect(world.calls()).toEqual([])
})

test('fish: an exported universal variable, which cannot be hidden, is told of', async (context) => {
  skipWhen(SHELLS.find(({ name }) => name === 'fish')?.missing, context)
  using world = furnished()
  // Without --no-config, which takes universal variables for global ones.
  const fish = async (...lines: string[]) => {
    const { status, stdout, stderr } = await world.run('fish', ['--command', [...lines, 'claude x'].join('\n')])
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    return { stderr, env: world.calls()[0]?.env }
  }
  const names = ['ANTHROPIC_API_KEY', 'CLAUDE_CONFIG_DIR', 'KEPT']
  await fish(...names.map((name) => `set --universal --export ${name} universal`))
  const after = await fish('ccs env work --shell fish | source')
  expect(after.env).toMatchObject({
    CCS_PROFILE: 'work',
    CLAUDE_CONFIG_DIR: await folderOf(world, 'work'),
    ANTHROPIC_API_KEY: 'universal',
  })
  expect(after.stderr).toBe(
    'ccs: ANTHROPIC_API_KEY is a universal variable, which stays exported. To erase it: set --erase --universal ANTHROPIC_API_KEY\n',
  )
  await fish('set --erase --universal ANTHROPIC_API_KEY')
  expect((await fish('ccs env work --shell fish | source')).stderr).toBe('')
})

test('without a shell it is that for bash, zsh and any POSIX shell', async () => {
  using world = furnished()
  const [own, bash, zsh] = await Promise.all(
    [[], ['--shell', 'bash'], ['--shell=zsh']].map((option) => world.ccs(['env', 'work', ...option])),
  )
  expect(own).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/\n$/) })
  expect([bash, zsh]).toEqual([own, own])
  const script = 'set -eu; eval "$(ccs env adopted)"; claude x'
  expect(await world.run('/bin/sh', ['-c', script], { env: SET })).toEqual({ status: 0, stdout: '', stderr: '' })
  const [call] = world.calls()
  expect(call?.env).toMatchObject({
    CLAUDE_CONFIG_DIR: await folderOf(world, 'adopted'),
    CCS_PROFILE: 'adopted',
    KEPT: 'old',
  })
  for (const name of OVERRIDES) expect(call?.env).not.toHaveProperty(name)
})

test('JSON says the same', async () => {
  using world = furnished()
  const json = async (...args: string[]) => {
    const { status, stdout, stderr } = await world.ccs(['env', '--json', '--', ...args])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return JSON.parse(stdout)
  }
  const folder = await folderOf(world, ODD_NAME)
  expect(await json(ODD_NAME)).toEqual({
    version: '1',
    profile: ODD_NAME,
    set: { CLAUDE_CONFIG_DIR: folder, ANTHROPIC_CONFIG_DIR: `${folder}/.anthropic`, CCS_PROFILE: ODD_NAME },
    unset: OVERRIDES,
  })
  expect(await json('mine')).toEqual({
    version: '1',
    profile: 'mine',
    set: { CCS_PROFILE: 'mine' },
    unset: ['CLAUDE_CONFIG_DIR', ...OVERRIDES],
  })
})

test('the folder is made when it is missing, and path only names it', async () => {
  using world = furnished()
  const folder = join(world.ccsDir, 'instances', 'work')
  expect(await world.ccs(['path', 'work'])).toEqual({ status: 0, stdout: `${folder}\n`, stderr: '' })
  expect(existsSync(folder)).toBe(false)
  expect(await world.ccs(['env', 'work'])).toMatchObject({ status: 0, stderr: '' })
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, '')
  expect(await world.ccs(['env', 'work'])).toMatchObject({ status: 8, stdout: 'false\n' })
})

const MISTAKES: [args: string[], status: number, said: string][] = [
  [['env'], 2, '<profile> is missing'],
  [['env', 'work', '--shell'], 2, '--shell needs a value'],
  [['env', 'work', '--shell', '--json'], 2, '--shell needs a value'],
  [['env', 'work', '--shell', ''], 2, 'There is no integration for ""'],
  [['env', 'work', '--shell', 'csh'], 2, 'bash, zsh, fish, powershell'],
  [['env', 'work', '-xshell', 'zsh'], 2, 'the option "-xshell" is unknown'],
  [['env', 'work', '--shell', 'zsh', '--json'], 2, 'exclude each other'],
  [['env', 'work', 'zsh'], 2, 'one argument too many'],
  [['env', 'work', '--', '--json'], 2, '"--json" is one argument too many'],
  [['env', 'glm'], 2, '"glm" is a settings profile'],
  [['env', 'wrok'], 3, 'Did you mean "work"?'],
  [['path', 'glm'], 2, '"glm" is a settings profile'],
  [['path', 'mine'], 2, 'is the plain profile'],
  [['path', 'wrok'], 3, 'Did you mean "work"?'],
  [['path', 'work', '--json'], 2, 'the option "--json" is unknown'],
  [['use'], 2, 'Only the shell integration can'],
  [['use', '-'], 2, 'ccs setup'],
  [['use', '--off'], 2, 'ccs setup'],
  [['use', 'work', 'personal'], 2, 'one argument too many'],
  [['use', 'glm'], 2, '"glm" is a settings profile'],
  [['use', 'wrok'], 3, 'Did you mean "work"?'],
]

test('mistakes are told, and on stdout there is only what fails where it is evaluated', async () => {
  using world = furnished()
  for (const [args, status, said] of MISTAKES) {
    const result = await world.ccs(args)
    const options = args.join(' ').split(' -- ')[0]?.split(' ') ?? []
    const stdout = args[0] === 'env' && !options.includes('--json') ? 'false\n' : ''
    expect(result, args.join(' ')).toMatchObject({ status, stdout })
    expect(result.stderr, args.join(' ')).toContain(said)
  }
})

test('use tells the line that does it, for the shell that SHELL names', async () => {
  using world = furnished()
  const lines: Record<string, string> = {
    '/bin/bash': 'eval "$(ccs env work)"',
    '/usr/bin/zsh': 'eval "$(ccs env work)"',
    '/usr/bin/fish': 'ccs env work --shell fish | source',
    pwsh: 'Invoke-Expression (& ccs env work --shell powershell | Out-String)',
    '': 'eval "$(ccs env work)"',
  }
  for (const [SHELL, line] of Object.entries(lines)) {
    const { status, stderr } = await world.ccs(['use', 'work'], { env: { SHELL } })
    expect([status, stderr.split('\n').at(-2)]).toEqual([2, `     For this shell alone: ${line}`])
  }
  const odd = await world.ccs(['use', '--', ODD_NAME])
  expect(odd.stderr).toContain(`ccs env '-it'\\''s "$(touch pwned)" \`q\` \\ '$'\\n'' ‘’ ü 😀'`)
})

const FOR_THIS_SHELL = {
  bash: 'eval "$(ccs env work)"',
  zsh: 'eval "$(ccs env work)"',
  fish: 'ccs env work --shell fish | source',
  powershell: 'Invoke-Expression (& ccs env work --shell powershell | Out-String)',
}

test.for(SHELLS)('use typed in $name tells the line for it, whatever SHELL names', async (shell, context) => {
  skipWhen(shell.missing, context)
  using world = furnished()
  const words = [join(world.bin, 'ccs'), 'use', 'work']
  const env = { ...wordsOf([words]), SHELL: shell.name === 'fish' ? '/bin/bash' : '/usr/bin/fish' }
  const { stdout, stderr } = await shell.run(world, [shell.call(0, words), shell.status], { env })
  expect(stdout).toBe('status 2\n')
  expect(stderr).toMatch(/^ccs: Only the shell integration can change the account of this shell\. \[usage\]\n/)
  expect(stderr).toContain(`     For this shell alone: ${FOR_THIS_SHELL[shell.name]}\n`)
})
