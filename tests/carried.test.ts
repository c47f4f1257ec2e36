import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { skipWhen } from './installed.ts'
import { furnish } from './scenarios/scenario.ts'
import { bash } from './shells/bash.ts'
import { publishedName, wordsOf } from './shells/index.ts'
import { zsh } from './shells/zsh.ts'
import { World } from './world.ts'

/** Prints the source of every function whose name does not begin with `_`: what Claude Code carries into its shells. */
const CARRIED = {
  bash: 'for name in $(compgen -A function); do case $name in _*) ;; *) declare -f "$name" ;; esac; done',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: zsh's own
  zsh: 'for name in ${(k)functions}; do case $name in _*) ;; *) print -r -- "$name () {"; print -r -- "$functions[$name]"; print -r -- "}" ;; esac; done',
}

const LINES = [
  ['ccs', 'work', 'a b', ''],
  ['ccs-personal', '--', 'x'],
  ['ccs', 'a task'],
]

describe.each([
  { shell: bash, carried: CARRIED.bash },
  { shell: zsh, carried: CARRIED.zsh },
])('$shell.name', ({ shell, carried }) => {
  test.for(['', 'set -euo pipefail'])(
    'functions that are carried into a new shell launch: %j',
    async (options, context) => {
      skipWhen(shell.missing, context)
      using world = new World()
      furnish(world, { name: '', line: [], expect: { status: 0 } })
      await world.ccs(['init', 'bash'])
      const text = join(world.ccsDir, 'shell', publishedName(shell))
      const snapshot = await shell.run(world, [shell.source('CCS_TEXT'), carried], { env: { CCS_TEXT: text } })
      expect(snapshot).toMatchObject({ status: 0, stderr: '' })
      expect(snapshot.stdout).not.toContain('__ccs_complete ()')
      world.program('ccs', '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n')
      const calls = LINES.map((words, index) => shell.call(index, words.length))
      const result = await shell.run(world, [options, snapshot.stdout, ...calls, shell.status], { env: wordsOf(LINES) })
      expect(result).toEqual({ status: 0, stdout: 'status 0\n', stderr: '' })
      const got = world.calls().map(({ args, env }) => [env.CCS_PROFILE, ...args].join('|'))
      expect(got.sort()).toEqual(['personal|--|x', 'work|a b|', 'work|a task'])
    },
  )
})
