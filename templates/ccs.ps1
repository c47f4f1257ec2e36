# ccs for PowerShell 5.1 and 7, made by `ccs init powershell` from the registry of profiles. The profiles that it knows it
# launches by itself; whatever it is not sure of, it hands to the core unchanged.
#
# This file is read by each new shell. What only a launch or Tab needs is a string in it, because PowerShell takes longer to
# parse it than to do everything else here.

# Each of these gives way to the one by its name in that string.
function global:__ccs_read { & ([scriptblock]::Create('{{launch}}')) }
function global:__ccs_plan { __ccs_read; __ccs_plan @args }
function global:__ccs_complete { __ccs_read; __ccs_complete @args }

# All functions are of one block, which knows its profile by its name: parsing one for each would take longer.
${function:global:ccs} =
# '{{#functions}}'
${function:global:ccs-__name__} =
# '{{/functions}}'
try {
    # Claude gets what is piped as it comes. It has been started when `Begin` is done, and so it is alone with its
    # environment. A string, because only 7.3 and later know `clean`.
    [scriptblock]::Create('
        begin {
            $pipe = $null
            $plan = __ccs_plan $MyInvocation $args
            if ($plan["Command"]) {
                $before = @{}
                try {
                    $before = __ccs_set $plan.Variables
                    $launch = [scriptblock]::Create("param(`$p, `$v) $($plan.Command)")
                    $pipe = $launch.GetSteppablePipeline("Internal", $plan.Given)
                    $pipe.Begin($MyInvocation.ExpectingInput, $ExecutionContext)
                } finally { $null = __ccs_set $before }
            }
        }
        process { if ($pipe -and $MyInvocation.ExpectingInput) { $pipe.Process($_) } }
        end {
            if ($pipe) { $pipe.End() } else { foreach ($line in $plan["Output"]) { $line }; $global:LASTEXITCODE = $plan.Status }
            if ($plan["Follow"]) { __ccs_follow $plan.Follow }
        }
        clean { if ($pipe) { $pipe.Dispose() } }
    ')
} catch {
    $global:Error.RemoveAt(0)
    # Earlier ones start a program when all that is piped to it is there.
    {
        $plan = __ccs_plan $MyInvocation $args
        if ($plan['Command']) {
            $program, $values = $plan.Given
            $before = @{}
            try {
                $before = __ccs_set $plan.Variables
                $from = if ($MyInvocation.ExpectingInput) { '$in | ' }
                & ([scriptblock]::Create("param(`$p, `$v, `$in) $from$($plan.Command)")) $program $values $input
            } finally { $null = __ccs_set $before }
        } else {
            foreach ($line in $plan['Output']) { $line }
            $global:LASTEXITCODE = $plan.Status
        }
        if ($plan['Follow']) { __ccs_follow $plan.Follow }
    }
}

& {
    $names = @(
        'ccs'
        # '{{#functions}}'
        'ccs-__name__'
        # '{{/functions}}'
    )
    Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -ScriptBlock { __ccs_complete @args } -CommandName $names
    # An alias by one of these names would win, with whatever account it names. One that is made later is the person's choice.
    if ($ExecutionContext.SessionState.PSVariable.GetValue('ccs_reloading')) { return }
    foreach ($alias in $ExecutionContext.InvokeCommand.GetCommands('ccs*', 'Alias', $true)) {
        if ($names -contains $alias.Name) { $ExecutionContext.InvokeProvider.Item.Remove(@("alias:$($alias.Name)"), $false, $true, $true) }
    }
}
# '{{#hook}}'

# The directory hook: asked when the working folder changes, and now. Windows PowerShell 5.1 does not tell of that.
function global:__ccs_enter { __ccs_read; __ccs_enter }
if (-not [Console]::IsInputRedirected) {
    if ($ExecutionContext.InvokeCommand.PSObject.Properties['LocationChangedAction']) {
        $before = [Delegate]::Remove($ExecutionContext.InvokeCommand.LocationChangedAction, $ExecutionContext.SessionState.PSVariable.GetValue('global:__ccs_hook'))
        $global:__ccs_hook = [EventHandler[Management.Automation.LocationChangedEventArgs]] { __ccs_enter }
        $ExecutionContext.InvokeCommand.LocationChangedAction = [Delegate]::Combine($before, $global:__ccs_hook)
    }
    # '{{#hasPins}}'
    __ccs_enter
    # '{{/hasPins}}'
}
# '{{/hook}}'
# '{{^hook}}'
# It was there, and has been turned off: it goes, and what it chose is undone.
if ($ExecutionContext.SessionState.PSVariable.GetValue('global:__ccs_hook')) {
    $ExecutionContext.InvokeCommand.LocationChangedAction = [Delegate]::Remove($ExecutionContext.InvokeCommand.LocationChangedAction, $global:__ccs_hook)
    $global:__ccs_hook = $null
    if ("$env:CCS_HOOK" -cne '' -and $env:CCS_PROFILE -ceq $env:CCS_HOOK) {
        __ccs_read
        __ccs_read_use
        __ccs_choose '--off' '' 'hook'
    }
}
# '{{/hook}}'
