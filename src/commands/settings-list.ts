import { isAbsolute } from 'node:path'
import { isRenderable } from '../accounts/names.ts'
import { readRegistry } from '../accounts/read-registry.ts'
import type { Registry } from '../accounts/registry.ts'
import { lookAtSettingsFile, type SettingsFile } from '../claude/settings-file.ts'
import { say } from '../cli/stderr.ts'
import { sentenceOnKey } from '../cli/tell-of-key.ts'
import type { ArgumentsOf } from '../command-table.ts'
import type { Context } from '../context.ts'
import { printable, quoted } from '../errors/printable.ts'
import { expandSettingsPath, readSettingsProfiles } from '../settings/settings-profiles.ts'

/** A settings profile, as `settings list` tells it; the keys are those of its JSON. Nothing of what its file holds. */
interface SettingsSummary {
  name: string
  default: boolean
  file: string
  file_exists: boolean
  /** It could be read, and holds a JSON object. */
  file_readable: boolean
  /** Null where the file does not tell. */
  key_is_placeholder: boolean | null
  /** True where an account of the same name is launched instead. */
  account_has_name: boolean
  has_function: boolean
}

/** `ccs settings list [--json]`; v2's `default`, which is plain claude, is none. */
export function run(context: Context, args: ArgumentsOf<'settings list'>): undefined {
  const registry = readRegistry(context)
  const { profiles } = readSettingsProfiles(context)
  const settings = [...profiles].map(([name, path]) => summarize(context, registry, name, path))
  if (args.json) {
    process.stdout.write(`${JSON.stringify({ version: '1', settings }, undefined, 2)}\n`)
    return
  }
  const width = Math.max(...settings.map(({ name }) => printable(name).length))
  for (const { name, file } of settings) process.stdout.write(`${printable(name).padEnd(width)}  ${printable(file)}\n`)
  for (const summary of settings) for (const sentence of sentencesOn(summary)) say(`ccs: ${sentence}\n`)
  if (settings.length === 0) say('ccs: No settings profiles yet. Add one: ccs settings add glm\n')
}

function summarize(context: Context, registry: Registry, name: string, path: string): SettingsSummary {
  const file = expandSettingsPath(path, context)
  // A relative path is not used, and what it leads to here is not looked at.
  const { state, placeholder }: SettingsFile = isAbsolute(file) ? lookAtSettingsFile(file) : { state: 'missing' }
  const isAccount = registry.profiles.has(name)
  return {
    name,
    default: !isAccount && registry.defaultName === name,
    file,
    file_exists: state !== 'missing',
    file_readable: state === 'fine',
    key_is_placeholder: state === 'fine' ? placeholder !== undefined : null,
    account_has_name: isAccount,
    has_function: isRenderable(name),
  }
}

function sentencesOn({ name, ...summary }: SettingsSummary): string[] {
  const file = printable(summary.file)
  const sentences = []
  if (!isAbsolute(summary.file))
    sentences.push(`The path of ${quoted(name)} is relative, so it cannot be launched: ${file}`)
  else if (!summary.file_exists) sentences.push(`The file of ${quoted(name)} is not there: ${file}`)
  else if (!summary.file_readable)
    sentences.push(`The file of ${quoted(name)} cannot be read, or is no JSON object: ${file}`)
  if (summary.key_is_placeholder) sentences.push(sentenceOnKey(name, summary.file))
  if (summary.account_has_name) sentences.push(`${quoted(name)} is also an account, which is the one that is launched.`)
  if (!summary.has_function)
    sentences.push(`${quoted(name)} has no function of its own. Launch: ccs run ${quoted(name)}`)
  return sentences
}
