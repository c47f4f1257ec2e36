import { realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pwsh } from '../../support/install-powershell.ts'
import { findProgram, isInstalled } from '../../support/installed.ts'
import type { World } from '../../support/world.ts'
import { PowershellServer } from './powershell-server.ts'
import { isFunctionOfCcs, type Shell, typedWords } from './shell.ts'

/** Runs a script file. */
export const powershellCommand: readonly string[] = [pwsh, '-NoProfile', '-File']
const [program = '', ...options] = powershellCommand

/** What .NET needs in a home of our own; and PowerShell asks nobody whether there is a newer one. */
export const ENVIRONMENT = {
  DOTNET_ROOT: process.env.DOTNET_ROOT ?? dirname(realpathSync(findProgram('dotnet') ?? '/')),
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
}

export const powershell: Shell = {
  name: 'powershell',
  missing: isInstalled(pwsh) ? undefined : 'pwsh is not installed (npm test installs it where dotnet is)',
  load: 'Invoke-Expression (& ccs init powershell | Out-String)',
  source: (variable) => `. ([scriptblock]::Create([IO.File]::ReadAllText($env:${variable})))`,
  call: (call, words) => {
    const line = typedWords(call, words, (variable) => `"$env:${variable}"`).join(' ')
    return isFunctionOfCcs(words[0] ?? '') ? line : `& ${line}`
  },
  status: "[Console]::Out.WriteLine('status ' + $LASTEXITCODE)",
  setFrom: (variable, source) => `$env:${variable} = $env:${source}`,
  run(world, lines, { interactive: _, ...rest } = {}) {
    const file = join(world.root, 'script.ps1')
    writeFileSync(file, lines.join('\n'))
    return world.run(program, [...options, file], { ...rest, env: { ...ENVIRONMENT, ...rest.env } })
  },
  runShared(world, lines, { env = {}, cwd = world.folder } = {}) {
    server ??= new PowershellServer(powershellCommand, ENVIRONMENT)
    return server.run({ script: lines.join('\n'), env: { ...world.env, ...ENVIRONMENT, ...env }, cwd })
  },
}

let server: PowershellServer | undefined

/** What Tab offers at the end of each line, after a script was run. */
export async function completions(world: World, script: string, lines: readonly string[]): Promise<string[][]> {
  const [file, json] = [join(world.root, 'script.ps1'), join(world.root, 'lines.json')]
  writeFileSync(json, JSON.stringify(lines))
  writeFileSync(file, `${script}\n${COMPLETE}`)
  const { stdout } = await world.run(program, [...options, file], { env: { ...ENVIRONMENT, CCS_LINES: json } })
  return JSON.parse(stdout)
}

const COMPLETE = `
$offered = foreach ($line in ConvertFrom-Json ([IO.File]::ReadAllText($env:CCS_LINES))) {
  $found = [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches
  , @($found | & { process { $_.CompletionText } })
}
ConvertTo-Json -Compress -InputObject @($offered)
`
