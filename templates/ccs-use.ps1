# The part of ccs.ps1 that is read when the account of this shell is chosen.

# === use =============================================================================================================

# `ccs use`: what its words mean. Gives what the call comes to; nothing where the core is to tell what is wrong.
function global:__ccs_use([object[]] $words) {
    if ($words.Count -eq 0) { return __ccs_answer 0 '' (__ccs_list) }
    $name = "$($words[0])"
    if ($name -ceq '-') {
        $name = $ExecutionContext.SessionState.PSVariable.GetValue('global:__ccs_before')
        if ($null -eq $name) { return __ccs_answer 2 '{{sayNoAccountBefore}}' }
        if ($name -ceq '') { $name = '--off' }
    }
    $kind, $place = if ($name -ceq '--off') { 'off' }
    if ($name -cmatch '^[^-]') {
        $kind, $place = __ccs_account $name
        if (-not $kind) {
            # The core creates a missing folder, or says why there is none.
            if ($null -eq ($core = __ccs_core)) { return }
            $null = & $core env $name
            if ($LASTEXITCODE -ne 0) { return __ccs_answer $LASTEXITCODE }
            $kind, $place = __ccs_account $name
        }
    }
    if (-not $kind) { return }
    __ccs_choose $name $kind $place
    __ccs_answer 0
}

# Gives the accounts, the chosen one first.
function global:__ccs_list {
    if ("$env:CCS_PROFILE" -cne '') { "* $($env:CCS_PROFILE -replace '\p{Cc}', '?')" }
    else { [Console]::Error.WriteLine('ccs: No account is chosen in this shell. Choose one: ccs use <profile>') }
    foreach ($name in @('{{#accounts}}''{{name}}'; '{{/accounts}}''{{#plain}}''{{name}}'; '{{/plain}}')) {
        if ($name -cne $env:CCS_PROFILE) { "  $name" }
    }
}

# Makes a profile this shell's account, or none for `--off`. What was there before stands aside in a variable of this shell,
# until then; an override that the person has set since stays. The fourth word says who chooses if the person does not:
# `hook`, or `follow`, which says why in the fifth.
function global:__ccs_choose([string] $name, [string] $kind, [string] $place, [string] $by, [string] $news) {
    $before = "$env:CCS_PROFILE"
    $aside = $ExecutionContext.SessionState.PSVariable.GetValue('global:__ccs_aside')
    # An account that the hook of another shell chose, from which this one was started, is not to come back.
    if ($null -ne $aside -or $by -ceq 'follow' -or ($before -cne '' -and ($name -ceq '--off' -or $before -ceq $env:CCS_HOOK))) {
        $variables = @{ CLAUDE_CONFIG_DIR = $null; CCS_PROFILE = $null }
        if (__ccs_drops_sign_ins '') { $variables['ANTHROPIC_CONFIG_DIR'] = $null }
        foreach ($variable in $(if ($null -ne $aside) { $aside.Keys })) {
            if ($variables.ContainsKey($variable) -or $null -eq [Environment]::GetEnvironmentVariable($variable)) { $variables[$variable] = $aside[$variable] }
        }
        $null = __ccs_set $variables
        $global:__ccs_aside = $null
    }
    $variables = @{}
    if ($name -cne '--off') {
        $variables = __ccs_environment $name $kind $place
        $global:__ccs_aside = @{}
        foreach ($variable in $variables.Keys) {
            $value = [Environment]::GetEnvironmentVariable($variable)
            if ($null -ne $value) { $global:__ccs_aside[$variable] = $value }
        }
    }
    $variables['CCS_HOOK'] = if ($by -ceq 'hook' -and $name -cne '--off') { $name }
    $null = __ccs_set $variables
    if ($by -ceq '') { $global:__ccs_before = $before }
    if ([Console]::IsInputRedirected) { return }
    $now = "This shell uses $env:CCS_PROFILE."
    if ("$env:CCS_PROFILE" -ceq '') {
        $name = ''
        # '{{#hasPins}}'
        $name = "$(__ccs_pin)"
        # '{{/hasPins}}'
        # '{{^defaultByCore}}'
        if ($name -ceq '') { $name = '{{defaultName}}' }
        # '{{/defaultByCore}}'
        if ($name -cne '') { $name = "ccs means ""$name""; " }
        $now = "No account chosen here: ${name}plain claude is as before."
    }
    $dim, $bright = if ($by -ceq 'hook' -and "$env:NO_COLOR" -ceq '') { "$([char] 27)[2m", "$([char] 27)[0m" }
    [Console]::Error.WriteLine("${dim}ccs: $("$news$now" -replace '\p{Cc}', '?')$bright")
}

# Follows this shell's account to its new name; where it was removed, lets go of it.
function global:__ccs_settle([object[]] $words) {
    $known = @('{{#functions}}''{{name}}'; '{{/functions}}''{{#coreNames}}''{{name}}'; '{{/coreNames}}')
    if ($known -ccontains $env:CCS_PROFILE -or (__ccs_freshness) -ne 'fresh') { return }
    $name, $news = '', 'was renamed'
    # A renamed account keeps its folder.
    # '{{#accounts}}'
    if ($env:CLAUDE_CONFIG_DIR -ceq '{{instance}}') { $name = '{{name}}' }
    # '{{/accounts}}'
    # '{{#plain}}'
    if ("$env:CLAUDE_CONFIG_DIR" -ceq '' -and $words.Count -gt 1 -and $words[0] -ceq 'auth' -and $words[1] -ceq 'rename') { $name = '{{name}}' }
    # '{{/plain}}'
    $kind, $place = __ccs_account $name
    if (-not $kind) { $name, $news = '--off', 'was removed' }
    __ccs_choose $name $kind $place 'follow' """$env:CCS_PROFILE"" $news. "
}
