import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'pathe'
import { INTERACTIVE, missingShell, ShellTerminal } from '../../tests/support/shell-terminal.ts'
import { World } from '../../tests/support/world.ts'
import { drawFrame, drawWindow } from './svg.ts'

// Draws docs/demo/terminal.svg: a real shell in a real terminal, with a stand-in for Claude and accounts of nobody.
const size = { columns: 84, rows: 32 }
const shell = missingShell('zsh') === undefined ? 'zsh' : 'bash'
const colouredPrompt = { zsh: "PROMPT='%F{green}zsh>%f '", bash: String.raw`PS1='\[\e[32m\]bash>\[\e[m\] '` }[shell]

using world = new World('home')
delete world.env.NO_COLOR
for (const name of ['work', 'personal']) await world.ccs(['auth', 'create', name])
// The same picture on every day.
const registry = join(world.ccsDir, 'profiles.json')
const times = ['2026-11-24T10:30:00.000Z', '2026-11-24T10:42:00.000Z']
writeFileSync(
  registry,
  readFileSync(registry, 'utf8').replace(/("created": *)"[^"]+"/g, (_, key) => `${key}"${times.shift()}"`),
)

await using terminal = await ShellTerminal.open(shell, world, { rc: [...INTERACTIVE[shell].rc, colouredPrompt], size })
for (const [line, answer] of [
  ['ccs auth list', 'personal\n.*\n.*'],
  ['ccs work auth status', '"work@example.com"}'],
  ['ccs-personal auth status', '"personal@example.com"}'],
] as const) {
  terminal.enter(line)
  await terminal.waitForPrompt(answer)
}
terminal.type('ccs ')
terminal.press('Tab')
if (shell === 'bash') terminal.press('Tab')
const screen = await terminal.waitFor(/\bversion\b/)
const title = `${shell}: two Claude accounts listed and asked for their logins, and what Tab offers after ccs`
const lines = screen.split('\n').length
const file = fileURLToPath(new URL('terminal.svg', import.meta.url))
writeFileSync(file, drawWindow(drawFrame(terminal.buffer, size.columns, lines), size.columns, lines, title))
console.log(`${file}\n\n${screen}`)
