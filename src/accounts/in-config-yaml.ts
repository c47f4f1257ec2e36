import type { Folders } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { isFolder } from '../store/folders.ts'
import { readTextFile } from '../store/json-file.ts'
import { below } from '../store/paths.ts'
import { instanceOf, renamedFrom } from './location.ts'
import type { Registry } from './registry.ts'

/** Names that later versions of the older program keep in `config.yaml` instead of in the registry and `config.json`. */
export interface NamesInConfigYaml {
  accounts: string[]
  /** Settings profiles, and what else that program lists beside them. */
  profiles: string[]
}

/**
 * The names as that program writes them, two spaces before each; nothing of YAML beyond that. For hints only: what is
 * imported is read by a parser (`migrate/config-yaml/parse.ts`). A file that cannot be read has none.
 */
export function namesInConfigYaml(folders: Folders): NamesInConfigYaml {
  const names: NamesInConfigYaml = { accounts: [], profiles: [] }
  let section: string | undefined
  for (const line of textOrNone(below(folders.ccsDir, 'config.yaml')).split(/\r?\n/)) {
    const [, key] = /^(\w+):/.exec(line) ?? []
    if (key !== undefined) section = key
    const [, quote = '', name] = /^ {2}(["']?)([^\s"'#][^"'#]*)\1:(?:\s|$)/.exec(line) ?? []
    if (name === undefined || (quote === '' && name.includes(': '))) continue
    if (section === 'accounts' || section === 'profiles') names[section].push(name)
  }
  return names
}

function textOrNone(file: string): string {
  try {
    return readTextFile(file) ?? ''
  } catch (error) {
    if (error instanceof CcsError) return ''
    throw error
  }
}

/** True for an account that ccs has under another name, and for one without a folder, such as one that was removed. */
export function isLeftOut(folders: Folders, registry: Registry, name: string): boolean {
  return renamedFrom(folders, registry, name) !== undefined || !isFolder(instanceOf(folders, name, {}))
}
