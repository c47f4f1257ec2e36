import type { EnvironmentChange } from '../claude/environment.ts'
import type { ShellKind } from './shells.ts'

/**
 * The text that makes a change of the environment in a shell that evaluates it. What is set comes last, so that the
 * status is that of an assignment.
 */
export function environmentText({ unset, set }: EnvironmentChange, shell: ShellKind): string {
  const lines = [
    ...(unset.length > 0 ? shell.unset(unset) : []),
    ...Object.entries(set).map(([name, value]) => shell.set(name, shell.quote(value))),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
