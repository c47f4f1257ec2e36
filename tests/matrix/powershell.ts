import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OVERRIDES } from '../scenarios/world.ts'
import { ENVIRONMENT, powershellCommand } from '../shells/powershell.ts'
import type { Result, World } from '../world.ts'
import { askingCore, type Dialect, type Hostility, lines } from './hostility.ts'

const NAMES = (
  'ccs ccs-work claude env cd echo ls cat select where foreach sort set % ? iex ForEach-Object Where-Object Get-Command ' +
  'Get-Item Set-Item Test-Path Write-Error Write-Output Out-String Out-Null Out-Default Out-Host New-Object Get-Content ' +
  'Invoke-Expression Set-Variable Get-Variable Register-ArgumentCompleter Import-Module Set-StrictMode prompt'
).split(' ')
const PREFERENCES = 'ErrorAction Debug Verbose Warning Information Progress'.split(' ')

const LINES = lines(
  ...['1.0', '2.0', '3.0', 'Latest'].map((version) => `Set-StrictMode -Version ${version}`),
  ...PREFERENCES.flatMap((name) =>
    ['Stop', 'Continue', 'SilentlyContinue', 'Ignore'].map((value) => `$global:${name}Preference = '${value}'`),
  ),
  "$global:ConfirmPreference = 'Low'",
  '$global:WhatIfPreference = $true',
  '$global:PSNativeCommandUseErrorActionPreference = $true',
  ...['Legacy', 'Standard', 'Windows'].map((value) => `$global:PSNativeCommandArgumentPassing = '${value}'`),
  "$global:OFS = ''",
  "$global:OFS = 'x'",
  "$global:PSDefaultParameterValues = @{ '*:Name' = 'x'; '*:ErrorAction' = 'Stop' }",
  "$global:PSModuleAutoLoadingPreference = 'None'",
  '$global:OutputEncoding = [Text.Encoding]::ASCII',
  '[Console]::OutputEncoding = [Text.Encoding]::ASCII',
  '$global:FormatEnumerationLimit = 0',
  '$global:MaximumHistoryCount = 1',
  '[Globalization.CultureInfo]::CurrentCulture = "tr-TR"',
  'trap { continue }',
  "Set-StrictMode -Version Latest; $global:ErrorActionPreference = 'Stop'; $global:PSNativeCommandUseErrorActionPreference = $true",
  'function global:prompt { "x" }',
  'class ccs { [string] $work }',
  '$null = New-Item -Path function:x -Value { } 2> $null',
  '$env:PSModulePath = ""',
)

const LOCALS =
  'profile name values words texts kind place program variables before launch freshness in core stamp time line v p block index ' +
  'plan pipe function errors tree offset call from start statement overrides'
const VARIABLES: Hostility[] = [
  ...LOCALS.split(' ').flatMap((name) => [
    { name: `$${name}`, text: `$global:${name} = 'other'` },
    {
      name: `read-only $${name}`,
      text: `$ExecutionContext.SessionState.PSVariable.Set([Management.Automation.PSVariable]::new('${name}', 'other', 'ReadOnly'))`,
    },
  ]),
  ...lines(...['CLAUDE_CONFIG_DIR', 'CCS_KEEP_ENV', ...OVERRIDES].map((name) => `$env:${name} = '0'`)),
]

const alias = (name: string): Hostility => ({
  name: `alias ${name}`,
  text: `$null = $ExecutionContext.InvokeProvider.Item.Set('alias:${name.replace('?', '`?')}', 'hijacked'); function global:hijacked { 'hijacked' }`,
})
const functionNamed = (name: string): Hostility => ({
  name: `function ${name}`,
  text: `\${function:global:${name}} = { 'hijacked' }`,
  ...onlyWhere(name),
})

/** An alias beats a function in PowerShell, so on our own names it is the person's choice before and after. */
function onlyWhere(name: string): Pick<Hostility, 'only'> {
  return name.startsWith('ccs') ? { only: ['before source'] } : {}
}

export const powershellDialect: Dialect = {
  get hostilities() {
    return [
      ...NAMES.filter((name) => !name.startsWith('ccs')).map(alias),
      ...NAMES.map(functionNamed),
      ...LINES,
      ...VARIABLES,
      ...askingCore('$env:PATH += ":"'),
    ]
  },
  evaluate: undefined,
  start: "$global:REPLY = 'reply'",
  probe:
    "[Console]::Out.WriteLine('status ' + $LASTEXITCODE + ' ' + $?); foreach ($one in $ExecutionContext.InvokeProvider.ChildItem.Get('variable:', $false)) { [Console]::Out.WriteLine('' + $one.Name + '=' + $one.Value) }; $one = $null",
  volatile:
    /^(?:\$|\^|\?|_|__ccs_\w+|args|one|foreach|input|MyInvocation|StackTrace|Error|ExecutionContext|PSCommandPath|PSScriptRoot|this)=/,
  runAll,
}

const SEPARATOR = '\u001e'
/** So many scripts take a process some seconds. */
const BATCH = 60

async function runAll(
  world: World,
  scripts: string[][],
  env: Record<string, string>,
  records: string,
): Promise<Result[]> {
  const results: Result[] = []
  while (results.length < scripts.length) {
    const first = results.length
    results.push(...(await runBatch(world, scripts.slice(first, first + BATCH), env, records, first)))
  }
  return results
}

/** Each in a runspace of its own in one process; its environment is put back as it was. */
async function runBatch(
  world: World,
  scripts: string[][],
  env: Record<string, string>,
  records: string,
  first: number,
): Promise<Result[]> {
  const [program = '', ...options] = powershellCommand
  const [json, file] = [join(world.root, 'scripts.json'), join(world.root, 'matrix.ps1')]
  writeFileSync(json, JSON.stringify(scripts.map((lines) => lines.join('\n'))))
  writeFileSync(file, BATCH_SCRIPT)
  const { stdout, stderr } = await world.run(program, [...options, file], {
    env: { ...ENVIRONMENT, ...env, SCRIPTS: json, RECORDS: records, FIRST: String(first) },
  })
  const [outputs, errors] = [stdout.split(SEPARATOR), stderr.split(SEPARATOR)]
  return scripts.map((_, index) => ({
    status: Number(outputs[2 * index + 1]),
    stdout: outputs[2 * index] ?? '',
    stderr: errors[index] ?? '',
  }))
}

const BATCH_SCRIPT = `
$scripts = [Text.Json.JsonDocument]::Parse([IO.File]::ReadAllText($env:SCRIPTS)).RootElement
$own = [Environment]::GetEnvironmentVariables()
for ($index = 0; $index -lt $scripts.GetArrayLength(); $index++) {
  foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) {
    if (-not $own.ContainsKey($name)) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
  }
  foreach ($name in $own.Keys) { [Environment]::SetEnvironmentVariable($name, $own[$name]) }
  [Environment]::SetEnvironmentVariable('RECORD', $own['RECORDS'] + ([int] $own['FIRST'] + $index))
  [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
  $space = [runspacefactory]::CreateRunspace($Host, [initialsessionstate]::CreateDefault2())
  $space.Open()
  $shell = [powershell]::Create()
  $shell.Runspace = $space
  $null = $shell.AddScript($scripts[$index].GetString()).AddCommand('Out-Default')
  $shell.Commands.Commands[0].MergeMyResults('Error', 'Output')
  $status = 0
  try { $null = $shell.Invoke() } catch { [Console]::Error.WriteLine($_); $status = 1 }
  [Console]::Out.Write("\`u{1e}$status\`u{1e}")
  [Console]::Error.Write("\`u{1e}")
  $shell.Dispose()
  $space.Dispose()
}
`
