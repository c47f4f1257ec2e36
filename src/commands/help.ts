import type { Context } from '../context.ts'
import { COMMANDS, isBuilt } from './definition.ts'
import { findCommand, usageOf } from './run-command.ts'

/** `ccs help [command]`, `--help`, `-h`. */
export async function run(_context: Context, { _: words }: Record<string, unknown>): Promise<undefined> {
  const asked = (words as string[]).filter((word) => !word.startsWith('-'))
  const text = asked.length > 0 ? await usageOf(findCommand(asked).command) : overview()
  process.stdout.write(`${text}\n`)
}

function overview(): string {
  const lines = COMMANDS.filter((command) => isBuilt(command)).map(({ name, summary, usage }) => [
    `ccs ${name}${usage ? ` ${usage}` : ''}`,
    summary,
  ])
  const width = Math.max(...lines.map(([call = '']) => call.length)) + 2
  return `ccs: several Claude accounts in many terminals

  ccs [<profile>] [arguments for claude…]
  ccs-<profile> [arguments for claude…]      (with the shell integration)
  ccs "a prompt"                             to the default profile
  ccs -- <word>                              a prompt of one word that looks like a name

Commands
${lines.map(([call = '', summary]) => `  ${call.padEnd(width)}${summary}`).join('\n')}

Shell integration, in the rc file
  bash, zsh     eval "$(ccs init bash)"
  fish          ccs init fish | source
  PowerShell    Invoke-Expression (& ccs init powershell | Out-String)`
}
