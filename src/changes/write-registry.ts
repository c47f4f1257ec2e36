import { type Registry, serializeRegistry } from '../accounts/registry.ts'
import type { Context } from '../context.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { realFile } from '../store/json-file.ts'
import { registryFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'
import { ownIdentity } from '../store/process-identity.ts'

/**
 * Writes it where it is not as before. A folder that a link leads to holds what is somebody else's.
 *
 * @param before what `serializeRegistry` made of it as it was read
 */
export function writeRegistry(context: Context, registry: Registry, before: string, lock: Lock): void {
  const text = serializeRegistry(registry)
  if (text === before) return
  const file = realFile(registryFile(context))
  const isLinked = file !== registryFile(context)
  writeAtomically(file, text, lock, isLinked ? { temporary: `${file}.ccs-${ownIdentity().nonce}` } : {})
}
