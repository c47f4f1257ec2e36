import type { ErrorId } from '../errors/catalogue.ts'
import { CcsError, describeError } from '../errors/ccs-error.ts'

/** Slots of the templates, and the errors of the catalogue that stand in them. */
const MESSAGES = {
  sayCoreMissing: 'core-missing',
  sayNoAccountBefore: 'no-account-before',
  sayVariableReadonly: 'variable-readonly',
  sayVariableLocal: 'variable-local',
  sayVariableUniversal: 'variable-universal',
  sayFunctionCopied: 'function-copied',
  sayCallUnclear: 'call-unclear',
} as const satisfies Record<string, ErrorId>

export type ShellMessages = Readonly<Record<keyof typeof MESSAGES, string>>

/** @returns what the shells say by themselves, in the words of the core; each ends in a newline */
export function shellMessages(): ShellMessages {
  const texts = Object.entries(MESSAGES).map(([slot, id]) => [slot, describeError(new CcsError(id, {})).text])
  return Object.fromEntries(texts)
}
