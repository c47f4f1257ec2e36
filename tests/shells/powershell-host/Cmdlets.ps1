# The few cmdlets of pwsh that live outside of the engine and that an rc line or a test needs.
function global:Out-String { param([switch] $Stream) begin { $l = [Collections.Generic.List[string]]::new() } process { foreach ($i in $input) { $l.Add("$i") } } end { if ($Stream) { $l } else { ($l -join [Environment]::NewLine) + [Environment]::NewLine } } }
function global:Invoke-Expression { param([Parameter(Mandatory, ValueFromPipeline)] [string] $Command) process { . ([scriptblock]::Create($Command)) } }
function global:Write-Output { param([Parameter(ValueFromPipeline)] $InputObject) process { $InputObject } }
