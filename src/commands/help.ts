import { findCommand } from '../cli/find-command.ts'
import { describeAll, describeCommand } from '../cli/help-text.ts'
import { stepsHere } from '../cli/newcomer.ts'
import type { Context } from '../context.ts'

/** `ccs help [command]`, `--help`, `-h`. */
export function run(context: Context, { _: words }: Record<string, unknown>): undefined {
  const asked = (words as string[]).filter((word) => !word.startsWith('-'))
  const text =
    asked.length > 0 ? describeCommand(findCommand(asked).command) : describeAll(stepsHere(context, { isForAll: true }))
  process.stdout.write(`${text}\n`)
}
