import type { Folders } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { readTextFile } from '../store/json-file.ts'
import { registryFile } from '../store/layout.ts'
import { emptyRegistry, parseRegistry, type Registry } from './registry.ts'

/**
 * @returns the registry; an empty one where there is no file
 * @throws CcsError `damaged`; the file is left as it is
 */
export function readRegistry(folders: Folders): Registry {
  const file = registryFile(folders)
  const text = readTextFile(file)
  return text === undefined ? emptyRegistry() : parseRegistry(text, file)
}

/** Throws `damaged` for a registry of v2, which only a migration rewrites. */
export function refuseV2(folders: Folders, registry: Registry): void {
  if (!registry.isV2) return
  throw new CcsError('registry-of-v2', { file: registryFile(folders) })
}
