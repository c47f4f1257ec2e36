import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { applyEdits, modify } from 'jsonc-parser'
import { lookAtSettingsFile } from '../claude/settings-file.ts'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { readTextFile, realFile } from '../store/json-file.ts'
import type { Lock } from '../store/lock.ts'
import { ownIdentity } from '../store/process-identity.ts'

/**
 * Puts a key into a settings file that has none, and leaves all else of its text as it is. Nobody but the person may read
 * the file from then on.
 *
 * @param file the one behind it is written where it is a link
 * @throws CcsError `busy` where the file has a key by now
 */
export function writeKey({ ccsDir }: Context, file: string, key: string, lock: Lock): void {
  const text = readTextFile(file)
  const { placeholder } = lookAtSettingsFile(file)
  if (text === undefined || !placeholder) throw new CcsError('file-changed', { file })
  const formattingOptions = { insertSpaces: true, tabSize: 2 }
  const edits = modify(text, ['env', placeholder], key, { formattingOptions })
  const real = realFile(file)
  const { gid } = statSync(real)
  writeAtomically(real, applyEdits(text, edits), lock, {
    // Elsewhere the usual name could be somebody else's.
    ...(dirname(real) === ccsDir ? {} : { temporary: `${real}.ccs-${ownIdentity().nonce}` }),
    owner: { mode: 0o600, gid },
  })
}
