import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { World } from '../support/world.ts'
import { bash } from './drivers/bash.ts'
import { publishedName, wordsOf } from './drivers/index.ts'
import { zsh } from './drivers/zsh.ts'
import { furnish } from './scenarios/scenario.ts'

/** Which functions Claude Code carries into its shells: older ones none that begins with `_`; newer ones `__x` too. */
const CARRYING = ['_*', '_[!_]*']

/** Prints the source of every function whose name does not match a pattern. */
const CARRIED = {
  bash: (left: string) =>
    `for name in $(compgen -A function); do case $name in ${left}) ;; *) declare -f "$name" ;; esac; done`,
  zsh: (left: string) =>
    `for name in \${(k)functions}; do case $name in ${left}) ;; *) print -r -- "$name () {"; print -r -- "$functions[$name]"; print -r -- "}" ;; esac; done`,
}

const LINES = [
  ['ccs', 'work', 'a b', ''],
  ['ccs-personal', '--', 'x'],
  ['ccs', 'a task'],
  ['ccs', 'run', 'personal', '*'],
]

describe.each([
  { shell: bash, carried: CARRIED.bash },
  { shell: zsh, carried: CARRIED.zsh },
])('$shell.name', ({ shell, carried }) => {
  test.for(CARRYING.flatMap((left) => ['', 'set -euo pipefail'].map((options) => [left, options] as const)))(
    'functions that are carried into a new shell launch: without %s, after %j',
    async ([left, options], context) => {
      skipWhen(shell.missing, context)
      using world = new World()
      furnish(world, { name: '', line: [], expect: { status: 0 } })
      publish(world)
      const text = join(world.ccsDir, 'shell', publishedName(shell))
      const snapshot = await shell.run(world, [shell.source('CCS_TEXT'), carried(left)], { env: { CCS_TEXT: text } })
      expect(snapshot).toMatchObject({ status: 0, stderr: '' })
      expect(snapshot.stdout.includes('\n__ccs_renew ()')).toBe(left !== '_*')
      world.program('ccs', '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n')
      const calls = LINES.map((words, index) => shell.call(index, words))
      const result = await shell.run(world, [options, snapshot.stdout, ...calls, shell.status], { env: wordsOf(LINES) })
      expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
      const got = world.calls().map(({ args, env }) => [env.CCS_PROFILE, ...args].join('|'))
      expect(got.sort()).toEqual(['personal|*', 'personal|--|x', 'work|a b|', 'work|a task'])

      // Of what they are not sure they ask the core.
      for (const words of [
        ['ccs', 'office'],
        ['ccs', 'auth', 'list'],
      ]) {
        const asked = await shell.run(world, [options, snapshot.stdout, shell.call(0, words)], {
          env: wordsOf([words]),
        })
        expect(asked).toEqual({ status: 99, stdout: '', stderr: `the core was asked: ${words.slice(1).join(' ')}\n` })
      }
      expect(world.calls()).toEqual([])
    },
  )
})
