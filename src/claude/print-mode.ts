/** Options of Claude that take no value, so that what follows is an option again. */
const SWITCHES = new Set([
  '-c',
  '--continue',
  '--dangerously-skip-permissions',
  '--fork-session',
  '--no-session-persistence',
  '--strict-mcp-config',
  '--verbose',
])

/**
 * True where arguments for claude certainly ask for one printed answer (`-p`), in which Claude asks no questions. A `-p`
 * that could be the value of another option does not count.
 */
export function printsOneAnswer(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  const options = end === -1 ? args : args.slice(0, end)
  return options.some((word, index) => {
    const before = options[index - 1] ?? ''
    return (word === '-p' || word === '--print') && (!before.startsWith('-') || SWITCHES.has(before))
  })
}
