import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { needsStrace, traced } from '../support/strace.ts'
import { World } from '../support/world.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'
import type { Shell } from './drivers/shell.ts'
import { furnish } from './scenarios/scenario.ts'

interface Counts {
  processes: number
  programs: number
}

/** Counts what a shell starts for the last of two lines, by the system calls of its whole tree. */
async function count(world: World, shell: Shell, line: string[], env: Record<string, string>): Promise<Counts> {
  const { world: tracedWorld, log } = traced(world, 'execve,clone,clone3,fork,vfork')
  const text = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
  const lines = [shell.source('CCS_TEXT'), shell.call(0, line), shell.status]
  const result = await shell.run(tracedWorld, lines, { env: { ...env, ...wordsOf([line]), ...text } })
  // PowerShell knows no status before a program has ended.
  expect(result).toMatchObject({ status: 0, stdout: expect.stringMatching(/^status 0?\n$/), stderr: '' })
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .filter((call) => !call.includes('CLONE_THREAD') && !call.includes('ENOENT'))
  const number = (pattern: RegExp) => calls.filter((call) => pattern.test(call)).length
  return { processes: number(/^\d+ +(?:clone3?|v?fork)\(/), programs: number(/^\d+ +execve\(/) }
}

test.for(SHELLS)('a launch starts as much as by hand: $name', async (shell, context) => {
  skipWhen(shell.missing ?? needsStrace(), context)
  using world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  publish(world)
  world.program('claude', '#!/bin/sh\n')
  const hand = await count(world, shell, ['claude', 'x'], { CLAUDE_CONFIG_DIR: '/x' })
  expect(hand.programs).toBeGreaterThan(1)
  expect(await count(world, shell, ['ccs-work', 'x'], {})).toEqual(hand)
  expect(await count(world, shell, ['ccs', 'personal', 'x'], {})).toEqual(hand)
  expect(await count(world, shell, ['ccs', 'a b'], {})).toEqual(hand)
})

test.for(SHELLS)('ccs use starts nothing, and a pin adds nothing to a launch: $name', async (shell, context) => {
  skipWhen(shell.missing ?? needsStrace(), context)
  using world = new World()
  furnish(world, { name: '', pins: { '../other': 'work', '..': 'personal' }, line: [], expect: { status: 0 } })
  publish(world)
  world.program('claude', '#!/bin/sh\n')
  const nothing = await count(world, shell, ['cd', '.'], {})
  expect(await count(world, shell, ['ccs', 'use', 'work'], { ANTHROPIC_API_KEY: 'made-up' })).toEqual(nothing)
  const hand = await count(world, shell, ['claude', 'x'], { CLAUDE_CONFIG_DIR: '/x' })
  expect(await count(world, shell, ['ccs', 'a b'], {})).toEqual(hand)
})
