import * as v from 'valibot'
import type { Context } from '../context.ts'
import { CcsError } from '../errors/ccs-error.ts'
import { writeAtomically } from '../store/atomic-write.ts'
import { parseJson, readTextFile } from '../store/json-file.ts'
import { jsonObject } from '../store/json-object.ts'
import { choicesFile } from '../store/layout.ts'
import type { Lock } from '../store/lock.ts'

/** What a shell may do on entering a folder: choose the account that is pinned there, or nothing. */
export const HOOKS = ['pwd', 'none'] as const
export type Hook = (typeof HOOKS)[number]

const ChoicesSchema = jsonObject({ hook: v.optional(v.picklist(HOOKS)) })

/** @throws CcsError `damaged` */
function readChoices(context: Context): { hook?: Hook } {
  const file = choicesFile(context)
  const text = readTextFile(file)
  if (text === undefined) return {}
  const parsed = parseJson(text, file)
  if (v.is(ChoicesSchema, parsed)) return parsed as { hook?: Hook }
  throw new CcsError('choices-wrong', { file })
}

/** True when the person asked for the directory hook; a damaged file counts as none. */
export function hasHook(context: Context): boolean {
  try {
    return readChoices(context).hook === 'pwd'
  } catch {
    return false
  }
}

/**
 * Keeps the choice of the hook, and all keys that are not known.
 *
 * @param lock held by this process
 * @throws CcsError `damaged`; the file is left as it is
 */
export function chooseHook(context: Context, hook: Hook, lock: Lock): void {
  const choices = readChoices(context)
  if (choices.hook === hook) return
  writeAtomically(choicesFile(context), `${JSON.stringify({ ...choices, hook })}\n`, lock)
}
