import { isRenderable } from '../accounts/names.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { promptCall } from './prompt-call.ts'

/**
 * Words that people bring from other tools, and the command of ccs that does the same; `<…>` stands for an argument.
 * None of them may become a prompt, which would be billed.
 */
export const FOREIGN_WORDS: Readonly<Record<string, string>> = {
  list: 'ccs auth list',
  ls: 'ccs auth list',
  accounts: 'ccs auth list',
  profiles: 'ccs auth list',
  login: 'ccs auth login <name>',
  logout: 'ccs auth logout <name>',
  create: 'ccs auth create <name>',
  add: 'ccs auth create <name>',
  new: 'ccs auth create <name>',
  remove: 'ccs auth remove <name>',
  rm: 'ccs auth remove <name>',
  delete: 'ccs auth remove <name>',
  rename: 'ccs auth rename <old> <new>',
  switch: 'ccs use <profile>',
  select: 'ccs use <profile>',
  status: 'ccs use',
  whoami: 'ccs use',
  current: 'ccs use',
  show: 'ccs auth show <name>',
  config: 'ccs settings list',
}

/**
 * What to type instead of such a word. Names that follow it take the places of the arguments, and nothing else does.
 *
 * @param word a key of `FOREIGN_WORDS`
 * @param args what follows it
 */
export function foreignWordError(word: string, args: readonly string[]): CcsError {
  const names = args.every((name) => isRenderable(name)) ? [...args] : []
  const call = (FOREIGN_WORDS[word] ?? '').replace(/<\w+>/g, (argument) => names.shift() ?? argument)
  return new CcsError('foreign-word', { word, call, prompt: promptCall([word, ...args]) })
}
