import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '../../support/installed.ts'
import type { Result, World } from '../../support/world.ts'
import { bash } from '../drivers/bash.ts'
import { fish } from '../drivers/fish.ts'
import { ENVIRONMENT, powershell, powershellCommand } from '../drivers/powershell.ts'
import type { Shell, ShellName } from '../drivers/shell.ts'
import { zsh } from '../drivers/zsh.ts'

/** Said by an interactive bash that has no terminal. */
const NO_TERMINAL = /^(?:.*: cannot set terminal process group \(-?\d+\): .*\n)?(?:.*: no job control in this shell\n)?/

/** A new shell as a person opens it, which reads the rc file. */
export interface NewShell {
  name: string
  shell: Shell
  /** How the line is given to it. */
  command: readonly string[]
}

const program = (shell: ShellName, name: string) => process.env[`CCS_TEST_${shell.toUpperCase()}`] || name
const [pwsh = ''] = powershellCommand

export const NEW_SHELLS: readonly NewShell[] = [
  { name: 'bash', shell: bash, command: [program('bash', 'bash'), '-i', '-c'] },
  { name: 'bash, login', shell: bash, command: [program('bash', 'bash'), '-l', '-c'] },
  { name: 'bash, login and interactive', shell: bash, command: [program('bash', 'bash'), '-l', '-i', '-c'] },
  { name: 'zsh', shell: zsh, command: [program('zsh', 'zsh'), '-o', 'noglobalrcs', '-i', '-c'] },
  { name: 'fish', shell: fish, command: [program('fish', 'fish'), '--interactive', '--command'] },
  { name: 'fish, not interactive', shell: fish, command: [program('fish', 'fish'), '--command'] },
  { name: 'powershell', shell: powershell, command: [pwsh, '-NoLogo', '-Command'] },
]

/** Opens it, and lets it run a line. */
export async function openAndRun(world: World, { command }: NewShell, line: string): Promise<Result> {
  // Where this folder is missing, fish starts to read all manual pages.
  mkdirSync(join(world.home, '.local/share/fish/generated_completions'), { recursive: true })
  const [name = '', ...options] = command
  const result = await world.run(findProgram(name) ?? name, [...options, line], { env: ENVIRONMENT })
  return { ...result, stderr: result.stderr.replace(NO_TERMINAL, '') }
}
