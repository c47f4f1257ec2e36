import { parseRegistry } from '../../accounts/registry.ts'
import type { Context } from '../../context.ts'
import { attempt } from '../../errors/ccs-error.ts'
import { readTextFile } from '../../store/json-file.ts'
import { registryFile } from '../../store/layout.ts'

export const V2_NOTICE = 'These are accounts of ccs v2. To bring them over: ccs migrate'

/** @returns what is to be said beside a v2 registry; a damaged one is for others to tell of */
export function noticeOfV2(context: Context): string | undefined {
  const file = registryFile(context)
  const isV2 = attempt(() => {
    const text = readTextFile(file)
    // Nearly every registry is none: nothing more is asked of it.
    return text?.includes('"vault"') && parseRegistry(text, file).isV2
  }).done
  return isV2 ? V2_NOTICE : undefined
}
