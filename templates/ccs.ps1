# ccs for PowerShell 5.1 and 7, rendered by `ccs init powershell` from the registry of profiles. It launches the profiles
# that it knows by itself; whatever it is not sure of, it hands to the core unchanged.
#
# Each new shell reads this file. What only a launch or Tab needs is a string in it, because PowerShell takes longer to parse
# it than to do everything else here.

# === Preparation =====================================================================================================

# Each of these gives way to the one by its name in that string.
function global:__ccs_read { & ([scriptblock]::Create('{{launch}}')) }
function global:__ccs_plan { __ccs_read; __ccs_plan @args }
function global:__ccs_complete { __ccs_read; __ccs_complete @args }
# '{{#hook}}'
function global:__ccs_hook { __ccs_read; __ccs_hook }
# '{{/hook}}'

# === Profile functions ===============================================================================================

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
            $pipe, $before = $null, @{}
            $plan = __ccs_plan $MyInvocation $args
            try {
                $before = __ccs_set $plan.Variables
                $pipe = [scriptblock]::Create("param(`$p, `$v) $($plan.Command)").GetSteppablePipeline("Internal", $plan.Given)
                $pipe.Begin($MyInvocation.ExpectingInput, $ExecutionContext)
            } finally { $null = __ccs_set $before }
        }
        process { if ($MyInvocation.ExpectingInput) { $pipe.Process($_) } }
        end {
            $pipe.End()
            if ($plan["Follow"]) { __ccs_follow $plan.Follow }
        }
        clean { if ($pipe) { $pipe.Dispose() } }
    ')
} catch {
    $global:Error.RemoveAt(0)
    # Earlier ones start a program when all that is piped to it is there.
    {
        $before = @{}
        $plan = __ccs_plan $MyInvocation $args
        $program, $values = $plan.Given
        try {
            $before = __ccs_set $plan.Variables
            $from = if ($MyInvocation.ExpectingInput) { '$in | ' }
            & ([scriptblock]::Create("param(`$p, `$v, `$in) $from$($plan.Command)")) $program $values $input
        } finally { $null = __ccs_set $before }
        if ($plan['Follow']) { __ccs_follow $plan.Follow }
    }
}

# === Completion ======================================================================================================

# The completion's text is read at the first Tab.
Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -ScriptBlock { __ccs_complete @args } -CommandName @(
    'ccs'; '{{#functions}}''ccs-__name__'; '{{/functions}}'
)

# === Start ===========================================================================================================

& {
    $variables, $commands = $ExecutionContext.SessionState.PSVariable, $ExecutionContext.InvokeCommand
    # '{{#hook}}'
    if (-not [Console]::IsInputRedirected) {
        # Windows PowerShell 5.1 does not tell of a change of folder.
        if ($commands.PSObject.Properties['LocationChangedAction']) {
            $others = [Delegate]::Remove($commands.LocationChangedAction, $variables.GetValue('global:__ccs_hook'))
            $global:__ccs_hook = [EventHandler[Management.Automation.LocationChangedEventArgs]] { __ccs_hook }
            $commands.LocationChangedAction = [Delegate]::Combine($others, $global:__ccs_hook)
        }
        # '{{#hasPins}}'
        __ccs_hook
        # '{{/hasPins}}'
    }
    # '{{/hook}}'
    # '{{^hook}}'
    # The hook has been turned off: what it chose is undone, and after that it does nothing.
    if ($variables.GetValue('global:__ccs_hook')) {
        function global:__ccs_hook { }
        function global:__ccs_enter { }
        if ("$env:CCS_HOOK" -cne '' -and $env:CCS_PROFILE -ceq $env:CCS_HOOK) { __ccs_read; __ccs_choose '--off' '' '' 'hook' }
    }
    # '{{/hook}}'

    # An alias by one of these names would win, with whatever account it names. One that is made later is the person's choice.
    if ($variables.GetValue('ccs_reloading')) { return }
    $names = @('ccs'; '{{#functions}}''ccs-__name__'; '{{/functions}}')
    foreach ($alias in $commands.GetCommands('ccs*', 'Alias', $true)) {
        if ($names -contains $alias.Name) { $ExecutionContext.InvokeProvider.Item.Remove(@("alias:$($alias.Name)"), $false, $true, $true) }
    }
}
