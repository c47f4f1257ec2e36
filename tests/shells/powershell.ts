import { existsSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram, isInstalled } from '../installed.ts'
import type { World } from '../world.ts'
import { powershellHost } from './build-powershell-host.ts'
import type { Shell } from './shell.ts'

const pwsh = process.env.CCS_TEST_PWSH || 'pwsh'
const hasPwsh = isInstalled(pwsh)

/** The engine runs in pwsh where there is one (CCS_TEST_PWSH names another), else in a host of our own. */
export const powershellCommand: readonly string[] = hasPwsh ? [pwsh, '-NoProfile', '-File'] : [powershellHost]
const [program = '', ...options] = powershellCommand

/** What .NET needs, in a home of our own, and says nothing of. */
export const ENVIRONMENT = {
  DOTNET_ROOT: process.env.DOTNET_ROOT ?? dirname(realpathSync(findProgram('dotnet') ?? '/')),
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
}

export const powershell: Shell = {
  name: 'powershell',
  missing:
    hasPwsh || existsSync(powershellHost)
      ? undefined
      : 'there is no pwsh, and no host for its engine (npm test builds one by dotnet)',
  load: 'Invoke-Expression (& ccs init powershell | Out-String)',
  source: (variable) => `. ([scriptblock]::Create([IO.File]::ReadAllText($env:${variable})))`,
  call: (call, count) =>
    `& ${Array.from({ length: count }, (_, index) => `"$env:CCS_WORD_${call}_${index}"`).join(' ')}`,
  status: "[Console]::Out.WriteLine('status ' + $LASTEXITCODE)",
  setFrom: (variable, source) => `$env:${variable} = $env:${source}`,
  run(world, lines, { interactive: _, ...rest } = {}) {
    const file = join(world.root, 'script.ps1')
    writeFileSync(file, lines.join('\n'))
    return world.run(program, [...options, file], { ...rest, env: { ...ENVIRONMENT, ...rest.env } })
  },
}

/** What Tab offers at the end of a line, after a script was run. */
export async function completions(world: World, script: string, line: string): Promise<string[]> {
  const file = join(world.root, 'script.ps1')
  const complete =
    '[Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches'
  writeFileSync(file, `${script}\n$line = $env:CCS_LINE\n${complete} | & { process { $_.CompletionText } }\n`)
  const { stdout } = await world.run(program, [...options, file], { env: { ...ENVIRONMENT, CCS_LINE: line } })
  return stdout.split(/\r?\n/).filter(Boolean)
}
