import type { Context } from '../context.ts'
import { readTextFile } from '../store/json-file.ts'
import { below } from '../store/paths.ts'
import type { ConfigYaml } from './config-yaml.ts'

/**
 * The profiles in the `config.yaml` of the older program, which ccs only reads. What understands YAML is loaded only
 * where there is such a file.
 *
 * @returns undefined where there is none
 * @throws CcsError `damaged`; `file-system` when it cannot be read
 */
export async function readConfigYaml(context: Context): Promise<ConfigYaml | undefined> {
  const file = below(context.ccsDir, 'config.yaml')
  const text = readTextFile(file)
  return text === undefined ? undefined : (await import('./config-yaml.ts')).parseConfigYaml(text, file)
}
