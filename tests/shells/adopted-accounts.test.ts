import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLoggedOut } from '../support/accounts.ts'
import { AdoptWorld } from '../support/adopt-world.ts'
import { skipWhen } from '../support/installed.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'

/** As people may have it, and as each shell must hand it on. */
const FOLDER = `it's "a" $(touch pwned) \`x\` \\ ü‘’ 😀/../it's "a" $(touch pwned) \`x\` \\ ü‘’ 😀//`

describe.each(SHELLS)('what was adopted, in $name', (shell) => {
  async function adopted(): Promise<{ world: AdoptWorld; folder: string }> {
    const world = new AdoptWorld()
    const folder = `${world.home}/${FOLDER}`
    world.claudeFolder(folder, 'work@example.com')
    world.plainLogin('plain@example.com')
    world.env.CCS_STUB_SAY = '1'
    await world.done('auth', 'adopt', 'work', folder)
    await world.done('auth', 'adopt', 'mine', '--plain')
    await world.done('pin', 'mine')
    return { world, folder }
  }

  const runLines = (world: AdoptWorld, lines: string[][], env: Record<string, string> = {}) => {
    const calls = lines.map((words, index) => shell.call(index, words))
    const text = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const script = [shell.source('CCS_TEXT'), ...calls, shell.status]
    return (shell.runShared ?? shell.run)(world, script, { env: { ...env, ...wordsOf(lines), ...text } })
  }

  test('is launched, chosen and pinned, without the core', async (context) => {
    skipWhen(shell.missing, context)
    const made = await adopted()
    using world = made.world
    writeFileSync(join(world.bin, 'ccs'), '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n')
    const lines = [
      ['ccs-work', 'a b'],
      ['ccs', 'work', 'a b'],
      ['ccs-mine', 'a b'],
      ['ccs', 'mine', 'a b'],
      ['ccs', 'a b'],
      ['ccs', 'use', 'work'],
      ['claude', 'a b'],
      ['ccs', 'use', 'mine'],
      ['claude', 'a b'],
    ]
    const env = { CLAUDE_CONFIG_DIR: '/elsewhere', ANTHROPIC_API_KEY: 'made-up' }
    const { status, stdout, stderr } = await runLines(world, lines, env)
    const said = (name: string) => `claude (stand-in): account ${name}@example.com, arguments: [a b]\n`
    const launches = ['work', 'work', 'plain', 'plain', 'plain', 'work', 'plain']
    expect({ status, stdout: stdout.replaceAll('\r', ''), stderr }).toEqual({
      status: 0,
      stdout: `${launches.map(said).join('')}status 0\n`,
      stderr: '',
    })
    const seen = world.calls().map(({ env }) => [env.CLAUDE_CONFIG_DIR, env.CCS_PROFILE, env.ANTHROPIC_API_KEY])
    const wanted = launches.map((name) => (name === 'work' ? [made.folder, 'work'] : [undefined, 'mine']))
    expect(seen.sort()).toEqual(wanted.map((values) => [...values, undefined]).sort())
  })

  test('an open shell hears of it, and that it is forgotten', async (context) => {
    skipWhen(shell.missing, context)
    using world = new AdoptWorld()
    const folder = world.claudeFolder(join(world.home, '.claude-work'), 'work@example.com')
    world.env.CCS_STUB_SAY = '1'
    await createLoggedOut(world, 'own')
    const core = (...words: string[]) => ['/usr/bin/env', 'CCS_STUB_LOG=', 'ccs', 'auth', ...words]
    const lines = [
      core('adopt', 'work', folder),
      ['ccs', 'work', 'x'],
      core('remove', 'work', '--force'),
      ['ccs', 'work', 'x'],
    ]
    const { stdout, stderr } = await runLines(world, lines)
    expect(stdout.replaceAll('\r', '')).toBe('claude (stand-in): account work@example.com, arguments: [x]\nstatus 3\n')
    expect(stderr).toContain('Profile not found: "work"')
  })
})
