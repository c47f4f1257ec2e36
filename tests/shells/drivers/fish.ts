import { isInstalled } from '../../support/installed.ts'
import { type Shell, typedWords } from './shell.ts'

const program = process.env.CCS_TEST_FISH || 'fish'

/** fish; CCS_TEST_FISH names another one than that on PATH. */
export const fish: Shell = {
  name: 'fish',
  missing: isInstalled(program) ? undefined : `${program} is not installed`,
  load: 'ccs init fish | builtin source',
  source: (variable) => `builtin source "$${variable}"`,
  call: (call, words) => typedWords(call, words, (variable) => `"$${variable}"`).join(' '),
  status: "builtin printf 'status %s\\n' $status",
  setFrom: (variable, source) => `set --global --export ${variable} "$${source}"`,
  run: (world, lines, { interactive = false, ...options } = {}) =>
    world.run(
      program,
      ['--no-config', ...(interactive ? ['--interactive'] : []), '--command', lines.join('\n')],
      options,
    ),
}
