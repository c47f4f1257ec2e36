import { bash } from './bash.ts'
import { fish } from './fish.ts'
import { powershell } from './powershell.ts'
import type { Shell } from './shell.ts'
import { zsh } from './zsh.ts'

/** Every shell that is supported, whether it is here or not. */
export const SHELLS: readonly Shell[] = [bash, zsh, fish, powershell]

/** The file of its integration in the published folder. */
export function publishedName({ name }: Pick<Shell, 'name'>): string {
  return name === 'powershell' ? 'ccs.ps1' : `ccs.${name}`
}

/** The environment that carries the words of calls, as the drivers read them. */
export function wordsOf(calls: readonly (readonly string[])[]): Record<string, string> {
  return Object.fromEntries(
    calls.flatMap((words, call) => words.map((word, index) => [`CCS_WORD_${call}_${index}`, word])),
  )
}
