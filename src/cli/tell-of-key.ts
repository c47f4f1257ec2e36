import { lookAtSettingsFile } from '../claude/settings-file.ts'
import type { Context } from '../context.ts'
import { printable, quoted } from '../errors/printable.ts'
import { Profiles } from '../launch/profiles.ts'
import { wordFor } from '../shell/name-word.ts'
import { workingFolder } from '../store/working-folder.ts'
import { say } from './stderr.ts'

/** What is said of a settings profile whose file has no key, with the command to type. */
export function sentenceOnKey(name: string, file: string): string {
  return `No API key for ${quoted(name)} in ${printable(file)}. To add it: ccs settings add ${wordFor(name)}`
}

/** Says at once what the next launch would: that there is no key yet. An account of that name needs none. */
export function tellOfMissingKey(context: Context, name: string): void {
  const profile = new Profiles(context, workingFolder).find(name)
  if (profile?.kind !== 'settings' || !lookAtSettingsFile(profile.file).placeholder) return
  say(`ccs: ${sentenceOnKey(name, profile.file)}\n`)
}
