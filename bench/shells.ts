import { writeFileSync } from 'node:fs'
import { join } from 'pathe'
import { publishedName, SHELLS } from '../tests/shells/drivers/index.ts'
import { ENVIRONMENT, powershellCommand } from '../tests/shells/drivers/powershell.ts'
import type { ShellName } from '../tests/shells/drivers/shell.ts'
import { isInstalled } from '../tests/support/installed.ts'
import type { World } from '../tests/support/world.ts'
import type { Candidate } from './measure.ts'

/** How often a line is repeated in one process, so that what it costs stands out from the shell's own start. */
export const REPEATS = 100

interface Bench {
  name: ShellName
  missing: string | undefined
  command: (script: string, file: string) => string[]
  source: (file: string) => string
  /** The line of a rival in an rc file. */
  zoxide: string
  /** A launch typed by hand. */
  byHand: string
  repeat: (line: string) => string
  /** One press of Tab after `ccs `, where it can be made without a terminal. */
  tab?: string
  /** What is asked before each prompt, and the definition of a function that does nothing. */
  hook?: string
  nothing?: string
}

const posix = {
  source: (file: string) => `. '${file}'`,
  byHand: 'CLAUDE_CONFIG_DIR=/x claude x',
  repeat: (line: string) => `for ((i = 0; i < ${REPEATS}; i++)); do ${line}; done`,
  hook: '__ccs_hook',
  nothing: 'function nothing { :; }',
}

export const BENCHES: readonly Bench[] = [
  {
    name: 'bash',
    missing: isInstalled('bash') ? undefined : 'not installed',
    command: (script) => ['bash', '--norc', '--noprofile', '-c', script],
    ...posix,
    zoxide: 'eval "$(zoxide init bash)"',
    tab: "COMP_WORDS=(ccs ''); COMP_CWORD=1; __ccs_complete ccs ''",
  },
  {
    name: 'zsh',
    missing: isInstalled('zsh') ? undefined : 'not installed',
    command: (script) => ['zsh', '-f', '-c', script],
    ...posix,
    zoxide: 'eval "$(zoxide init zsh)"',
  },
  {
    name: 'fish',
    missing: isInstalled('fish') ? undefined : 'not installed',
    command: (script) => ['fish', '--no-config', '-c', script],
    source: (file) => `source '${file}'`,
    zoxide: 'zoxide init fish | source',
    byHand: 'CLAUDE_CONFIG_DIR=/x claude x',
    repeat: (line) => `for i in (seq ${REPEATS}); ${line}; end`,
    tab: '__ccs_find',
    hook: '__ccs_hook',
    nothing: 'function nothing; end',
  },
  {
    name: 'powershell',
    missing: SHELLS.find(({ name }) => name === 'powershell')?.missing,
    command: (script, file) => {
      writeFileSync(file, script)
      return [...powershellCommand, file]
    },
    source: (file) => `. ([scriptblock]::Create([IO.File]::ReadAllText('${file}')))`,
    zoxide: 'Invoke-Expression (& zoxide init powershell | Out-String)',
    byHand: "$env:CLAUDE_CONFIG_DIR = '/x'; claude x",
    repeat: (line) => `for ($i = 0; $i -lt ${REPEATS}; $i++) { ${line} }`,
    // Asked when the folder changes, not before each prompt. What is read at its first call is read before.
    hook: '__ccs_hook',
    nothing: 'function nothing { }; __ccs_hook',
    tab: "[Management.Automation.CommandCompletion]::CompleteInput('ccs ', 4, $null)",
  },
]

/** A shell running a script, with the published text loaded if wanted. */
export function candidate(world: World, bench: Bench, script: string, withText: boolean): Candidate {
  const text = join(world.ccsDir, 'shell', publishedName(bench))
  const file = join(world.root, `${Math.random()}.ps1`)
  const [program = '', ...args] = bench.command(withText ? `${bench.source(text)}\n${script}` : script, file)
  const { CCS_STUB_LOG: _, ...env }: Record<string, string> = { ...ENVIRONMENT, ...world.env }
  return { program, args, env }
}
