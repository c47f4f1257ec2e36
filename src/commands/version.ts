import type { Context } from '../context.ts'

/** `ccs version`, `--version`, `-v`. */
export function run({ version }: Context): undefined {
  process.stdout.write(`ccs ${version}\n`)
}
