import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { sampleByName } from '../support/sampling.ts'
import { isWhole, leaveOut } from '../support/whole.ts'
import { World } from '../support/world.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'
import type { Shell } from './drivers/shell.ts'
import { CHANGES, type Change } from './scenarios/changes-elsewhere.ts'
import { check, splitStatus } from './scenarios/check.ts'
import { KEY_CHANGES } from './scenarios/keys.ts'
import { furnish } from './scenarios/scenario.ts'

/** Loads the text, lets the change happen, and types the line. */
async function typeAfter(change: Change, shell: Shell, world: World, interactive: boolean, between: string[] = []) {
  const calls = [...change.change(world), change.line]
  const set = change.set?.(world) ?? {}
  const values = Object.entries(set).map(([name, value]) => [`CCS_NEW_${name}`, value])
  const env = {
    ...wordsOf(calls),
    ...Object.fromEntries(values),
    CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)),
  }
  const lines = calls.map((words, index) => shell.call(index, words))
  const script = [
    shell.source('CCS_TEXT'),
    // What the core says of the change is not the line's.
    ...lines.slice(0, -1).map((line) => (shell.name === 'powershell' ? `${line} 2> $null` : `${line} 2>/dev/null`)),
    ...Object.keys(set).map((name) => shell.setFrom(name, `CCS_NEW_${name}`)),
    ...between,
    ...lines.slice(-1),
    shell.status,
  ]
  return splitStatus(await (shell.runShared ?? shell.run)(world, script, { env, interactive }))
}

function published({ home }: Change): World {
  const world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 }, ...home })
  publish(world)
  return world
}

const ALL = [...CHANGES, ...KEY_CHANGES]
/** Each change is tried in two shells, which its name decides, and few in one that is not interactive. */
const shellsFor = ({ name }: Change, shells = SHELLS, count = 2) =>
  isWhole ? shells : sampleByName(shells, count, name)
leaveOut(`2 of 4 shells for each of ${ALL.length} changes elsewhere`)
/** A non-interactive shell only hands to the core what it is not sure of: a sixth of the changes is enough to see that. */
const ALSO_IN_SCRIPTS = new Set(
  sampleByName(
    ALL.filter(({ home }) => !home),
    Math.ceil(ALL.length / 6),
  ),
)

describe.each(ALL)('$name', (change) => {
  describe.each(ALSO_IN_SCRIPTS.has(change) ? [false, true] : [true])('interactive: %s', (interactive) => {
    test.for(shellsFor(change, SHELLS, interactive ? 2 : 1))('$name', async (shell, context) => {
      skipWhen(shell.missing ?? change.missing?.(), context)
      using world = published(change)
      const result = await typeAfter(change, shell, world, interactive)
      check(world, result, change.expect)
    })
  })
})

// PowerShell asks the core for the text, because .NET does not tell whose a file is.
const READERS = SHELLS.filter(({ name }) => name !== 'powershell')

describe.each(CHANGES.filter(({ isPublished }) => isPublished))(
  'an interactive shell takes the text: $name',
  (change) => {
    test.for(shellsFor(change, READERS, 1))('$name', async (shell, context) => {
      skipWhen(shell.missing, context)
      using world = published(change)
      writeFileSync(join(world.root, 'fails'), '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n', {
        mode: 0o755,
      })
      const replace = ['/bin/cp', join(world.root, 'fails'), join(world.bin, 'ccs')]
      const withoutCore = { ...change, change: (world: World) => [...change.change(world), replace] }
      check(world, await typeAfter(withoutCore, shell, world, true), change.expect)
    })
  },
)
