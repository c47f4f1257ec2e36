import type { Context } from '../context.ts'
import { stepsHere } from '../newcomer/look.ts'
import { findCommand } from './find-command.ts'
import { describeAll, describeCommand } from './usage.ts'

/** `ccs help [command]`, `--help`, `-h`. */
export function run(context: Context, { _: words }: Record<string, unknown>): undefined {
  const asked = (words as string[]).filter((word) => !word.startsWith('-'))
  const text =
    asked.length > 0 ? describeCommand(findCommand(asked).command) : describeAll(stepsHere(context, { isForAll: true }))
  process.stdout.write(`${text}\n`)
}
