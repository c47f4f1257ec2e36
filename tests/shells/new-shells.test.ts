import { chmodSync, chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { ShellName } from '../../src/command-table.ts'
import { createLoggedOut } from '../support/accounts.ts'
import { isInstalled, onlyRoot, skipWhen } from '../support/installed.ts'
import { needsStrace, traced } from '../support/strace.ts'
import { World } from '../support/world.ts'
import { publishedName } from './drivers/index.ts'
import { write } from './setup/rc-makes.ts'
import { NEW_SHELLS, type NewShell, openAndRun } from './setup/shells.ts'

/** A core that must not be asked: opening a shell and launching start nothing but claude. */
const NO_CORE = '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n'
const CORE = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
const LAUNCHED = { status: 0, stdout: '', stderr: '' }
/** Does nothing, with status 0. */
const NONE = { bash: 'nothing=1', zsh: 'nothing=1', fish: 'set nothing 1', powershell: '$null' }

/** The real core, where its place on PATH is taken. */
const core = (world: World, ...args: string[]) => world.run(process.execPath, [CORE, ...args])

async function setUp(world: World, shell: ShellName, ...args: string[]): Promise<void> {
  await createLoggedOut(world, 'work')
  expect(await world.ccs(['setup', '--shell', shell, '--force', ...args])).toMatchObject({ status: 0 })
  world.program('ccs', NO_CORE)
  world.calls()
}

/** What a login shell reads for all users may set PATH anew. */
const keepPath = (world: World) => write(world, '.profile', `PATH='${world.env.PATH}'\n`)

/** Leaves nothing behind that one shell would find of another. */
const launchesIn = async (world: World, opened: NewShell) => {
  expect(await openAndRun(world, opened, 'ccs-work "a b"')).toEqual(LAUNCHED)
  expect(world.calls().map(({ args, env }) => [args, env.CLAUDE_CONFIG_DIR])).toEqual([
    [['a b'], join(world.ccsDir, 'instances/work')],
  ])
}

describe.concurrent.each(NEW_SHELLS)('a new $name', (opened) => {
  const { shell } = opened

  test('has the functions after setup, and is silent when they are gone', async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    keepPath(world)
    await setUp(world, shell.name)
    await launchesIn(world, opened)
    rmSync(join(world.ccsDir, 'shell'), { recursive: true })
    expect(await openAndRun(world, opened, NONE[shell.name])).toEqual(LAUNCHED)
    rmSync(world.ccsDir, { recursive: true })
    expect(await openAndRun(world, opened, NONE[shell.name])).toEqual(LAUNCHED)
  })

  test('has them no more when setup is taken back', async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    keepPath(world)
    await setUp(world, shell.name)
    expect(await core(world, 'setup', '--remove', '--force')).toMatchObject({ status: 0 })
    const { status, stderr } = await openAndRun(world, opened, 'ccs-work')
    expect(status).not.toBe(0)
    expect(stderr).toMatch(/ccs-work/)
    expect(world.calls()).toEqual([])
  })

  // In PowerShell it is enough that the core must not be asked.
  test('starts no program that it did not start before', async (context) => {
    if (shell.name === 'powershell') context.skip('opening PowerShell under strace takes half a minute')
    skipWhen(shell.missing ?? needsStrace(), context)
    using world = new World()
    const started = async () => {
      const { world: tracedWorld, log } = traced(world, 'execve')
      // What it keeps for itself on its first start.
      await openAndRun(world, opened, NONE[shell.name])
      await openAndRun(tracedWorld, opened, NONE[shell.name])
      return readFileSync(log, 'utf8').match(/execve\("[^"]*"/g)
    }
    const before = await started()
    await setUp(world, shell.name)
    expect(await started()).toEqual(before)
  })
})

/** Other rc files, in each of which the block must work as it does alone. */
const RC_FILES: [shell: string, rc: string][] = [
  ['bash', 'set -euo pipefail\n'],
  ['bash', 'set -o posix\nset -eu\n'],
  ['bash', 'shopt -s expand_aliases failglob nullglob\nalias declare=x builtin=x :=x\n'],
  ['bash', 'function builtin { echo hijacked; }\n'],
  ['bash', 'function declare { return 1; }\nfunction : { return 1; }\n'],
  ['bash', 'a=1 \\'],
  ['bash', 'a=1 #\r\nb=2 #\r\n'],
  ['bash', 'trap "echo error" ERR\nset -E\n'],
  ['zsh', 'set -euo pipefail\n'],
  ['zsh', 'emulate sh\n'],
  ['zsh', 'emulate csh\n'],
  ['zsh', 'setopt err_return no_unset ksh_arrays\nalias functions=x builtin=x :=x\n'],
  ['zsh', 'a=1 #\r\nb=2 #\r\n'],
  ['zsh', 'trap "echo error" ZERR\n'],
  ['fish', 'set a 1 #\r\nset b 2 #\r\n'],
  ['powershell', "\uFEFFSet-StrictMode -Version Latest\r\n$ErrorActionPreference = 'Stop'\r\n"],
]
const RC_NAME: Record<ShellName, string> = {
  bash: '.bashrc',
  zsh: '.zshrc',
  fish: '.config/fish/conf.d/ccs.fish',
  powershell: '.config/powershell/profile.ps1',
}

describe.concurrent('the block', () => {
  test.for(RC_FILES)('works at the end, and at the top, of an rc file of %s: %j', async ([name, rc], context) => {
    const opened = NEW_SHELLS.find(({ shell }) => shell.name === name) as NewShell
    skipWhen(opened.shell.missing, context)
    using world = new World()
    const file = RC_NAME[opened.shell.name]
    if (name === 'bash') write(world, '.bash_profile', '. ~/.bashrc\n')
    write(world, file, rc)
    await setUp(world, opened.shell.name)
    const text = readFileSync(join(world.home, file), 'utf8')
    await launchesIn(world, opened)
    // Where somebody has moved it.
    if (rc.endsWith('\n')) {
      const own = rc.replace('\uFEFF', '')
      writeFileSync(join(world.home, file), `${text.slice(text.indexOf('# >>>'))}${own}`)
      await launchesIn(world, opened)
    }
    rmSync(join(world.ccsDir, 'shell'), { recursive: true })
    expect(await openAndRun(world, opened, NONE[opened.shell.name])).toEqual(LAUNCHED)
  })

  test('in a profile says nothing to sh, also under `set -eu`', async () => {
    using world = new World()
    write(world, '.profile', 'set -eu\n')
    await setUp(world, 'bash')
    const profile = join(world.home, '.profile')
    for (const sh of ['sh', 'dash', 'bash'].filter((name) => isInstalled(name))) {
      const result = await world.run(sh, ['-c', `. "$0" && echo "status $?"`, profile])
      expect([sh, result]).toEqual([sh, { status: 0, stdout: 'status 0\n', stderr: '' }])
    }
  })

  test.for(NEW_SHELLS.filter(({ name }) => /^(?:bash|zsh|fish)$/.test(name)))(
    'does not load what is not the person’s own, in $name',
    async (opened, context) => {
      skipWhen(onlyRoot() ?? opened.shell.missing, context)
      using world = new World()
      await setUp(world, opened.shell.name)
      const text = join(world.ccsDir, 'shell', publishedName(opened.shell))
      writeFileSync(text, 'echo hijacked\n')
      chownSync(text, 54_321, 54_321)
      expect(await openAndRun(world, opened, NONE[opened.shell.name])).toEqual(LAUNCHED)
    },
  )

  test.for(NEW_SHELLS.filter(({ name }) => /^(?:bash|zsh|fish|powershell)$/.test(name)))(
    'holds a ccs dir of any name, in $name',
    async (opened, context) => {
      skipWhen(opened.shell.missing, context)
      using world = new World('home')
      const ccsDir = join(world.root, `a\n'b' $(touch pwned) "c" \\ é’ {{x}} # <<< * \t\r d`)
      world.env.CCS_DIR = ccsDir
      await setUp(world, opened.shell.name)
      expect(await openAndRun(world, opened, 'ccs-work "a b"')).toEqual(LAUNCHED)
      expect(world.calls().map(({ env }) => env.CLAUDE_CONFIG_DIR)).toEqual([join(ccsDir, 'instances/work')])
    },
  )
})

test('a file that setup made is as an editor makes one', async () => {
  using world = new World()
  chmodSync(world.home, 0o755)
  const umask = await world.run('/bin/sh', ['-c', 'umask 077 && exec ccs setup --shell zsh --force'])
  expect(umask.status).toBe(0)
  const plain = await world.run('/bin/sh', ['-c', 'umask 022 && ccs setup --shell fish --force'])
  expect(plain.status).toBe(0)
  const mode = async (name: string) => (await world.run('stat', ['-c', '%a', join(world.home, name)])).stdout.trim()
  expect(await mode('.zshrc')).toBe('600')
  expect(await mode('.config/fish/conf.d/ccs.fish')).toBe('644')
  expect(await mode('.config/fish')).toBe('755')
})
