/** True where a person can be asked: a question is written to stdout. */
export function isAtTerminal(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY && process.stderr.isTTY)
}
