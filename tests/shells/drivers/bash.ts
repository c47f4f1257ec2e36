import { isInstalled } from '../../support/installed.ts'
import { NOT_LAST, type Shell, typedWords } from './shell.ts'

const program = process.env.CCS_TEST_BASH || 'bash'

/** Said by an interactive bash that has no terminal, on stderr, before anything else. */
const NO_TERMINAL = /^(?:.*: cannot set terminal process group \(-?\d+\): .*\n)?(?:.*: no job control in this shell\n)?/

/** bash; CCS_TEST_BASH names another one than that on PATH. */
export const bash: Shell = {
  name: 'bash',
  missing: isInstalled(program) ? undefined : 'bash is not installed',
  load: 'eval "$(ccs init bash)"',
  source: (variable) => `. "$${variable}"`,
  call: (call, words) => typedWords(call, words, (variable) => `"$${variable}"`).join(' '),
  status: 'printf "status %s\\n" "$?"',
  setFrom: (variable, source) => `export ${variable}="$${source}"`,
  async run(world, lines, { interactive = false, ...options } = {}) {
    const result = await world.run(
      program,
      ['--norc', '--noprofile', ...(interactive ? ['-i'] : []), '-c', [...lines, NOT_LAST].join('\n')],
      options,
    )
    return interactive ? { ...result, stderr: result.stderr.replace(NO_TERMINAL, '') } : result
  },
}
