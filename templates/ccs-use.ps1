# The part of ccs.ps1 that is read at the first `ccs use`, or by the directory hook.

# `ccs use`: what its argument means. Gives the exit status, and lines to print; nothing where the core is to tell what is
# wrong.
function global:__ccs_use([object[]] $words) {
    if ($words.Count -lt 1) {
        $names = @(
            # '{{#accounts}}'
            '{{name}}'
            # '{{/accounts}}'
            # '{{#plain}}'
            '{{name}}'
            # '{{/plain}}'
        )
        if ("$env:CCS_PROFILE" -ceq '') { [Console]::Error.WriteLine('ccs: No account is chosen in this shell. Choose one: ccs use <profile>') }
        # The one that is chosen comes first.
        return @{
            Status = 0
            Output = @(
                if ("$env:CCS_PROFILE" -cne '') { "* $($env:CCS_PROFILE -replace '\p{Cc}', '?')" }
                foreach ($name in $names) { if ($name -cne $env:CCS_PROFILE) { "  $name" } }
            )
        }
    }
    $name = "$($words[0])"
    if ($name -ceq '-') {
        $name = $ExecutionContext.SessionState.PSVariable.GetValue('global:__ccs_before')
        if ($null -eq $name) {
            [Console]::Error.Write('{{sayNoAccountBefore}}')
            return @{ Status = 2 }
        }
        if ($name -ceq '') { $name = '--off' }
    }
    $kind, $place = $null, $null
    if ($name -cmatch '^[^-]') {
        $kind, $place, $null = __ccs_profile $name
        if ($kind -notin 'account', 'plain' -or ($kind -eq 'account' -and -not [IO.Directory]::Exists($place))) {
            # This makes a folder that is missing, or tells why there is none.
            if ($null -eq ($core = __ccs_core)) { return }
            $null = & $core env $name
            if ($LASTEXITCODE -ne 0) { return @{ Status = $LASTEXITCODE } }
            $kind, $place, $null = __ccs_profile $name
        }
    }
    if ($name -cne '--off' -and $kind -notin 'account', 'plain') { return }
    __ccs_choose $name $place ''
    @{ Status = 0 }
}

# Makes a profile of that name and place this shell's account, or none for `--off`. What was there before stands aside in a
# variable of this shell, until then; an override that the person has set since stays. The third word says who chooses if the
# person does not: `hook`, or `follow`, which says why in the fourth.
function global:__ccs_choose([string] $name, [string] $place, [string] $by, [string] $news) {
    $own = 'CLAUDE_CONFIG_DIR', 'CCS_PROFILE'
    $overrides = @(
        # '{{#overrides}}'
        '{{name}}'
        # '{{/overrides}}'
    )
    $before = "$env:CCS_PROFILE"
    $aside = $ExecutionContext.SessionState.PSVariable.GetValue('global:__ccs_aside')
    # An account that the hook of another shell chose, from which this one was started, is not to come back.
    if ($null -ne $aside -or $by -ceq 'follow' -or ($before -cne '' -and ($name -ceq '--off' -or $before -ceq $env:CCS_HOOK))) {
        $variables = @{ CLAUDE_CONFIG_DIR = $null; CCS_PROFILE = $null }
        if (__ccs_drops_sign_ins '') { $variables['ANTHROPIC_CONFIG_DIR'] = $null }
        if ($null -ne $aside) {
            foreach ($variable in $aside.Keys) {
                if ($variables.ContainsKey($variable) -or $null -eq [Environment]::GetEnvironmentVariable($variable)) { $variables[$variable] = $aside[$variable] }
            }
        }
        $null = __ccs_set $variables
        $global:__ccs_aside = $null
    }
    $variables = @{ CCS_HOOK = $null }
    if ($name -cne '--off') {
        $aside = @{}
        if ($env:CCS_KEEP_ENV -ceq '1') { $overrides = @() }
        if (__ccs_drops_sign_ins $(if ($place -cne '') { 'account' })) { $own += 'ANTHROPIC_CONFIG_DIR' }
        foreach ($variable in $own + $overrides) {
            $value = [Environment]::GetEnvironmentVariable($variable)
            if ($null -ne $value) { $aside[$variable] = $value }
            $variables[$variable] = $null
        }
        $global:__ccs_aside = $aside
        $variables['CCS_PROFILE'] = $name
        if ($place -cne '') {
            $variables['CLAUDE_CONFIG_DIR'] = $place
            if ($env:CCS_KEEP_ENV -cne '1') { $variables['ANTHROPIC_CONFIG_DIR'] = __ccs_sign_ins $place }
        }
        if ($by -ceq 'hook') { $variables['CCS_HOOK'] = $name }
    }
    $null = __ccs_set $variables
    if ($by -ceq '') { $global:__ccs_before = $before }
    if (-not [Console]::IsInputRedirected) {
        $now = "This shell uses $env:CCS_PROFILE."
        if ("$env:CCS_PROFILE" -ceq '') {
            $default = ''
            # '{{#hasPins}}'
            $default = "$(__ccs_pin)"
            # '{{/hasPins}}'
            # '{{^defaultByCore}}'
            if ($default -ceq '') { $default = '{{defaultName}}' }
            # '{{/defaultByCore}}'
            $default = if ($default -cne '') { 'ccs means "' + $default + '"; ' }
            $now = "No account chosen here: ${default}plain claude is as before."
        }
        $dim, $bright = if ($by -ceq 'hook' -and "$env:NO_COLOR" -ceq '') { "$([char] 27)[2m", "$([char] 27)[0m" } else { '', '' }
        [Console]::Error.WriteLine("${dim}ccs: $("$news$now" -replace '\p{Cc}', '?')$bright")
    }
}

# If the account of this shell has another name now, follows it; if it is gone, lets go.
function global:__ccs_settle([object[]] $words) {
    $known = @(
        # '{{#functions}}'
        '{{name}}'
        # '{{/functions}}'
        # '{{#coreNames}}'
        '{{name}}'
        # '{{/coreNames}}'
    )
    if ((__ccs_freshness) -ne 'fresh' -or $known -ccontains $env:CCS_PROFILE) { return }
    $name, $place = '--off', ''
    # A renamed account keeps its folder.
    # '{{#accounts}}'
    if ($env:CLAUDE_CONFIG_DIR -ceq '{{instance}}') { $name, $place = '{{name}}', '{{instance}}' }
    # '{{/accounts}}'
    # '{{#plain}}'
    if ("$env:CLAUDE_CONFIG_DIR" -ceq '' -and $words.Count -gt 1 -and $words[0] -ceq 'auth' -and $words[1] -ceq 'rename') { $name = '{{name}}' }
    # '{{/plain}}'
    $what = if ($name -ceq '--off') { 'removed' } else { 'renamed' }
    __ccs_choose $name $place 'follow' """$env:CCS_PROFILE"" was $what. "
}
# '{{#hook}}'

# Entering a folder that is pinned to an account is like `ccs use` of it, and leaving undoes it. What the person chose stays:
# CCS_HOOK names the account that this chose, also to the shells that are started here.
function global:__ccs_enter {
    $variables = $ExecutionContext.SessionState.PSVariable
    if ((__ccs_freshness) -in 'other', 'older' -and $variables.GetValue('global:__ccs_asked') -cne '{{stamp}}') {
        # What is published by now, or where something has changed since, what the core makes of it, once.
        $global:__ccs_asked = '{{stamp}}'
        $null = __ccs_renew
        # By its name, because another text may have been taken over, also one without the hook.
        if ($variables.GetValue('global:__ccs_hook')) { __ccs_enter }
        return
    }
    if ("$env:CCS_PROFILE" -cne '' -and $env:CCS_PROFILE -cne $env:CCS_HOOK) { return }
    $name = ''
    # '{{#hasPins}}'
    $name = __ccs_pin
    # Only the core can tell.
    if ($null -eq $name) { return }
    # '{{/hasPins}}'
    $kind, $place, $null = __ccs_profile $name
    if ($kind -notin 'account', 'plain' -or ($kind -eq 'account' -and -not [IO.Directory]::Exists($place))) { $name = '' }
    if ($name -ceq "$env:CCS_PROFILE") { return }
    if ($name -ceq '') { __ccs_choose '--off' '' 'hook' } else { __ccs_choose $name $place 'hook' }
}
# '{{/hook}}'
