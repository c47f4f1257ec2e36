import { makePrivateFolder } from '../ccs-dir.ts'
import type { Context } from '../context.ts'
import { below } from '../paths.ts'
import { copyTree } from './copy.ts'

const FOLDERS = ['session-env', 'todos', 'logs', 'file-history', 'shell-snapshots', 'debug', '.anthropic']
/** What people keep in `~/.claude` and want in every account. */
const COPIED = ['commands', 'skills']

/**
 * Makes an account's folder with the nine folders in it, 0700 whatever the umask; commands and skills are copied from
 * `~/.claude`. What is there already stays.
 *
 * @param instance absolute path
 * @returns sentences about what could not be copied
 */
export function createInstance(context: Context, instance: string): string[] {
  makePrivateFolder(instance)
  for (const name of FOLDERS) makePrivateFolder(below(instance, name))
  return COPIED.flatMap((name) => copyTree(below(context.home, '.claude', name), below(instance, name)))
}
