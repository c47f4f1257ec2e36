import * as v from 'valibot'
import type { Folders } from '../context.ts'
import { attempt } from '../errors/ccs-error.ts'
import { readTextFile } from '../store/json-file.ts'
import { leftLoginsFile } from '../store/layout.ts'

/** Folders, as CLAUDE_CONFIG_DIR spelled them. */
const LeftLoginsSchema = v.array(v.string())

/**
 * The folders of removed accounts whose login may still be there. On macOS it lies in the Keychain, under a hash of the
 * folder's spelling, and outlives the folder when logging out fails: an account in the same place would have it again.
 *
 * @returns none where the file is damaged: who logs in is told anyway
 */
export function readLeftLogins(folders: Folders): string[] {
  const text = attempt(() => readTextFile(leftLoginsFile(folders))).done
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), LeftLoginsSchema), text)
  return result.success ? result.output : []
}
