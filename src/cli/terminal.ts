/** True where a person sits who sees all that ccs says: in a script even a question on stderr would wait for nobody. */
export function isAtTerminal(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY && process.stderr.isTTY)
}
