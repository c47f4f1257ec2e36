import { OVERRIDES } from '../scenarios/expectations.ts'
import { type Dialect, type Hostility, lines } from './hostility.ts'

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
  'plan pipe function errors tree offset call from start statement overrides names alias given default now known'
const VARIABLES: Hostility[] = [
  ...LOCALS.split(' ').flatMap((name) => [
    { name: `$${name}`, text: `$global:${name} = 'other'` },
    {
      name: `read-only $${name}`,
      text: `$ExecutionContext.SessionState.PSVariable.Set([Management.Automation.PSVariable]::new('${name}', 'other', 'ReadOnly'))`,
    },
  ]),
  ...lines(
    ...['CLAUDE_CONFIG_DIR', 'ANTHROPIC_CONFIG_DIR', 'CCS_KEEP_ENV', ...OVERRIDES].map((name) => `$env:${name} = '0'`),
  ),
]

const alias = (name: string): Hostility => ({
  name: `alias ${name}`,
  text: `$null = $ExecutionContext.InvokeProvider.Item.Set('alias:${name.replace('?', '`?')}', 'hijacked'); function global:hijacked { 'hijacked' }`,
  ...onlyWhere(name),
})
const functionNamed = (name: string): Hostility => ({
  name: `function ${name}`,
  text: `\${function:global:${name}} = { 'hijacked' }`,
  ...onlyWhere(name),
})

/** Who makes something else of our names afterwards gets that. */
function onlyWhere(name: string): Pick<Hostility, 'only'> {
  return name.startsWith('ccs') ? { only: ['before source'] } : {}
}

export const powershellDialect: Dialect = {
  get hostilities() {
    return [...NAMES.map(alias), ...NAMES.map(functionNamed), ...LINES, ...VARIABLES]
  },
  evaluate: undefined,
  start: "$global:REPLY = 'reply'",
  probe:
    "[Console]::Out.WriteLine('status ' + $LASTEXITCODE + ' ' + $?); foreach ($one in $ExecutionContext.InvokeProvider.ChildItem.Get('variable:', $false)) { [Console]::Out.WriteLine('' + $one.Name + '=' + $one.Value) }; $one = $null",
  volatile:
    /^(?:\$|\^|\?|_|__ccs_\w+|args|one|foreach|input|MyInvocation|StackTrace|Error|ExecutionContext|PSCommandPath|PSScriptRoot|this)=/,
}
