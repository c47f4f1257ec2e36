import { isInstalled } from '../../support/installed.ts'
import { NOT_LAST, type Shell, typedWords } from './shell.ts'

const program = process.env.CCS_TEST_ZSH || 'zsh'

/** zsh; CCS_TEST_ZSH names another one than that on PATH. */
export const zsh: Shell = {
  name: 'zsh',
  missing: isInstalled(program) ? undefined : `${program} is not installed`,
  load: 'eval "$(ccs init zsh)"',
  source: (variable) => `. "$${variable}"`,
  call: (call, words) => typedWords(call, words, (variable) => `"$${variable}"`).join(' '),
  status: "printf 'status %s\\n' $?",
  setFrom: (variable, source) => `export ${variable}="$${source}"`,
  run: (world, lines, { interactive = false, ...options } = {}) =>
    world.run(program, ['-f', ...(interactive ? ['-i'] : []), '-c', [...lines, NOT_LAST].join('\n')], options),
}
