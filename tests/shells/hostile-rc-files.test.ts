import { describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { isWhole, leaveOut } from '../support/whole.ts'
import { bash } from './drivers/bash.ts'
import { fish } from './drivers/fish.ts'
import { powershell } from './drivers/powershell.ts'
import type { Shell } from './drivers/shell.ts'
import { zsh } from './drivers/zsh.ts'
import { bashDialect } from './matrix/bash.ts'
import { fishDialect } from './matrix/fish.ts'
import type { Dialect } from './matrix/hostility.ts'
import { powershellDialect } from './matrix/powershell.ts'
import { runMatrix } from './matrix/run-matrix.ts'
import { zshDialect } from './matrix/zsh.ts'

interface Row {
  name: string
  shell: Shell
  dialect: Dialect
  atLeast: number
}

const DIALECTS: Row[] = [
  { name: 'bash', shell: bash, dialect: bashDialect, atLeast: 60 },
  { name: 'zsh', shell: zsh, dialect: zshDialect, atLeast: 80 },
  { name: 'fish', shell: fish, dialect: fishDialect, atLeast: 35 },
  { name: 'powershell', shell: powershell, dialect: powershellDialect, atLeast: 40 },
]

leaveOut('3 of 4 hostile rc files, and all but one place in each of the others')

describe('a launch is as by hand, whatever the rc file does', () => {
  test.for(DIALECTS)('in $name', { timeout: 300_000 }, async ({ shell, dialect, atLeast }, context) => {
    skipWhen(shell.missing, context)
    const { count, failures } = await runMatrix(shell, dialect, isWhole)
    expect(failures).toEqual([])
    // Where a shell does not tell its options any more, nothing is tried.
    expect(count).toBeGreaterThan(atLeast)
  })
})
