import { basename } from 'node:path'
import type { EnvironmentChange } from '../claude/environment.ts'
import type { ShellName } from '../command-table.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { bash } from './bash.ts'
import { fish } from './fish.ts'
import { powershell } from './powershell.ts'
import type { Shell } from './shell.ts'
import { zsh } from './zsh.ts'

/** By the names that `ccs init` takes. */
export const SHELL: Readonly<Record<ShellName, Shell>> = { bash, zsh, fish, powershell }
export const SHELLS: readonly Shell[] = Object.values(SHELL)

/** @returns the shell of that name, or with a program of that name */
export function shellNamed(name: string | undefined): Shell | undefined {
  return SHELLS.find((shell) => name !== undefined && [shell.name, ...shell.programs].includes(name))
}

/**
 * @param name as given to `ccs init`
 * @throws CcsError `usage` for any other
 */
export function findShell(name: string): Shell {
  const shell = shellNamed(name)
  if (shell) return shell
  throw new CcsError('shell-unknown', { shell: name, shells: SHELLS.map((each) => each.name).join(', ') })
}

/** @returns the shell that SHELL names, else the one that comes with the system, as far as quoting goes */
export function shellOfPerson({ env, platform }: Pick<Context, 'env' | 'platform'>): Shell {
  return shellNamed(basename(env.SHELL ?? '')) ?? (platform === 'win32' ? powershell : bash)
}

/**
 * The text that changes the environment of a shell that evaluates it. What is set comes last, so that the status is that
 * of an assignment.
 */
export function environmentText({ unset, set }: EnvironmentChange, shell: Shell): string {
  const lines = [
    ...(unset.length > 0 ? shell.unset(unset) : []),
    ...Object.entries(set).map(([name, value]) => shell.set(name, shell.quote(value))),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** The text of a shell's files. */
export interface Parts {
  template: string
  /** For the slot of that name, as it is. */
  completion: string
  /** By the names of their slots, in order. */
  deferred: Record<string, string>
}

/** @returns the files of the package that a shell's text is made of, below its root */
export function filesOf({ file, deferred }: Shell): string[] {
  return [...new Set([`templates/${file}`, `completions/${file}`, ...Object.values(deferred)])]
}

/** @param read gives the text of a file of the package */
export function readParts({ file, deferred }: Shell, read: (file: string) => string): Parts {
  const texts = Object.entries(deferred).map(([slot, name]) => [slot, read(name)])
  return {
    template: read(`templates/${file}`),
    completion: read(`completions/${file}`),
    deferred: Object.fromEntries(texts),
  }
}
