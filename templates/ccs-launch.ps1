# The part of ccs.ps1 that is read at the first launch or Tab: its functions take the place of those by the same names there.

# === Freshness =======================================================================================================

# Gives 'fresh' when this text is the published one, and all that it was rendered from is unchanged; 'other' when another
# text is published, 'older' when something has changed since, 'unsure' when only the core can tell.
function global:__ccs_freshness {
    if ("$env:HOME" -cne '{{home}}' -or '' -ceq $env:CCS_DIR -or "$env:CCS_DIR" -cne '{{envCcsDir}}' -or
        "$env:CCS_HOME" -cne '{{envCcsHome}}' -or "$env:CCS_CONFIG" -cne '{{envCcsConfig}}') { return 'unsure' }
    $stamp = [IO.FileInfo]::new('{{ccsDir}}' + '/shell/stamp')
    # A FIFO has no length; reading it would hang.
    if (-not $stamp.Exists -or $stamp.Length -eq 0) { return 'unsure' }
    # '{{#sources}}'
    $source = [IO.FileInfo]::new('{{file}}')
    # Calling the function each time would take as long as all the rest.
    if (($source.LastWriteTimeUtc -lt [IO.File]::GetLastWriteTimeUtc('{{ccsDir}}' + '/shell/times/' + '{{name}}' + '.from') -or
            $source.LastWriteTimeUtc -gt [IO.File]::GetLastWriteTimeUtc('{{ccsDir}}' + '/shell/times/' + '{{name}}' + '.to') -or
            ($source.Exists -and $source.Attributes -band [IO.FileAttributes]::ReparsePoint)) -and
        -not (__ccs_unchanged '{{file}}' '{{name}}')) { return 'older' }
    # '{{/sources}}'
    try { $line = [IO.File]::ReadAllText($stamp.FullName) } catch { return 'unsure' }
    if ($line.TrimEnd() -ceq '{{stamp}}') { 'fresh' } else { 'other' }
}

# Gives whether a file is the one that the core read when it set the marks of that name. A missing one is as old as a
# missing mark. The time of a link says nothing, and before PowerShell 7.2 .NET does not tell what a link leads to.
function global:__ccs_unchanged([string] $file, [string] $name) {
    $source = [IO.FileInfo]::new($file)
    if ($source.Exists -and $source.Attributes -band [IO.FileAttributes]::ReparsePoint) {
        $follow = $source.PSObject.Methods['ResolveLinkTarget']
        if (-not $follow) { return $false }
        try { $target = $follow.Invoke($true) } catch { return $false }
        if ($target) { $source = $target }
    }
    $source.LastWriteTimeUtc -ge [IO.File]::GetLastWriteTimeUtc('{{ccsDir}}' + "/shell/times/$name.from") -and
        $source.LastWriteTimeUtc -le [IO.File]::GetLastWriteTimeUtc('{{ccsDir}}' + "/shell/times/$name.to")
}

# Replaces this text by the one that the core publishes, and gives whether it could. The core is asked for it, and the file
# not read, because .NET does not tell whose a file is.
function global:__ccs_reload {
    if ($null -eq ($core = __ccs_core)) { return $false }
    $status = $ExecutionContext.SessionState.PSVariable.GetValue('global:LASTEXITCODE')
    $text = (& $core init powershell 2> $null) -join "`n"
    $isWhole = $LASTEXITCODE -eq 0
    $global:LASTEXITCODE = $status
    if ($isWhole) {
        $ccs_reloading = $true
        & ([scriptblock]::Create($text))
        __ccs_read
    }
    $isWhole
}

# Takes over what is published by now, for the completion and the hook; each text asks the core only once.
function global:__ccs_renew {
    if ($ExecutionContext.SessionState.PSVariable.GetValue('global:__ccs_asked') -ceq '{{stamp}}' -or
        (__ccs_freshness) -notin 'other', 'older') { return }
    $global:__ccs_asked = '{{stamp}}'
    $null = __ccs_reload
}

# === What a line means ===============================================================================================

# Gives the profile's name, which is empty for claude as typed by hand, and the number of words that are not for claude.
# Gives nothing where the core decides.
function global:__ccs_meaning([object[]] $words) {
    $first = $null
    if ($words.Count -gt 0) {
        $first = $words[0]
        if ($first -isnot [string] -or $first -cin @('{{#coreNames}}''{{name}}'; '{{/coreNames}}''--help'; '-h'; '--version'; '-v')) { return }
        if ($first -ceq 'run') {
            if ($words.Count -gt 1 -and $words[1] -is [string] -and $words[1] -cne '') { return $words[1], 2 }
            return
        }
        if ($first -cmatch '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z') { return $first, 1 }
    }
    $name = "$env:CCS_PROFILE"
    # '{{#hasPins}}'
    if ($name -ceq '' -and $null -eq ($name = __ccs_pin)) { return }
    # '{{/hasPins}}'
    # '{{#defaultByCore}}'
    if ($name -ceq '') { return }
    # '{{/defaultByCore}}'
    # '{{^defaultByCore}}'
    if ($name -ceq '') { $name = '{{defaultName}}' }
    # '{{/defaultByCore}}'
    $name, [int] ($first -ceq '--')
}
# '{{#hasPins}}'

# Gives the profile of the deepest pinned folder that holds the working folder, '' where there is none. Folders are compared
# by their spelling, with links looked through. Gives nothing where other capitals could be another spelling, or .NET does
# not tell of links, so that only the core knows.
function global:__ccs_pin {
    $working = [IO.DirectoryInfo]::new($ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath)
    if (-not $working.Exists -or -not ($real = __ccs_real $working.FullName)) { return }
    $pins = @(
        # '{{#pins}}'
        , ((__ccs_real '{{folder}}'), '{{name}}')
        # '{{/pins}}'
    )
    foreach ($pin in $pins) { if (-not $pin[0]) { return } }
    for ($at = [IO.DirectoryInfo]::new($real); $at; $at = $at.Parent) {
        foreach ($pin in $pins) {
            if ($at.FullName -ceq $pin[0]) { return $pin[1] }
            if ($at.FullName -eq $pin[0]) { return }
        }
    }
    ''
}
# '{{/hasPins}}'

# Gives a full path with all links looked through, from its root on, so that `..` in one is what it is on the disk. Gives
# nothing where .NET does not tell what a link leads to, as before PowerShell 7.2.
function global:__ccs_real([string] $path) {
    # Most often there is none, which is found out sooner than a path is made.
    for ($at = [IO.DirectoryInfo]::new($path); $at; $at = $at.Parent) {
        if ($at.Exists -and $at.Attributes -band [IO.FileAttributes]::ReparsePoint) { break }
    }
    if ($null -eq $at -and [IO.DirectoryInfo]::new($path).FullName -ceq $path) { return $path }
    $separators = [char[]] ([IO.Path]::DirectorySeparatorChar, [IO.Path]::AltDirectorySeparatorChar)
    $real = [IO.Path]::GetPathRoot($path)
    $parts = [Collections.Generic.List[string]]::new($path.Substring($real.Length).Split($separators))
    for ($links = 0; $parts.Count; ) {
        $part = $parts[0]
        $parts.RemoveAt(0)
        $at = [IO.DirectoryInfo]::new($real)
        if ($part -cin '', '.') { continue }
        if ($part -ceq '..') { if ($at.Parent) { $real = $at.Parent.FullName }; continue }
        $at = [IO.DirectoryInfo]::new([IO.Path]::Combine($real, $part))
        if (-not $at.Exists -or -not ($at.Attributes -band [IO.FileAttributes]::ReparsePoint)) { $real = $at.FullName; continue }
        $target = $at.PSObject.Properties['LinkTarget']
        # The system's own limit.
        if ($null -eq $target -or -not $target.Value -or ++$links -gt 40) { return }
        $root = [IO.Path]::GetPathRoot($target.Value)
        if ($root) { $real = $root }
        $parts.InsertRange(0, [string[]] $target.Value.Substring($root.Length).Split($separators))
    }
    $real
}

# === Which profile ===================================================================================================

# Gives what a profile is (account, plain or settings), its folder or file, and its token. Gives nothing where the core must
# see to it.
function global:__ccs_profile([string] $name) {
    $kind, $place, $token = switch -CaseSensitive -Exact ($name) {
        # '{{#accounts}}'
        '{{name}}' { 'account', '{{instance}}'; break }
        # '{{/accounts}}'
        # '{{#plain}}'
        '{{name}}' { 'plain'; break }
        # '{{/plain}}'
        # '{{#settings}}'
        '{{name}}' { 'settings', '{{file}}', '{{token}}'; break }
        # '{{/settings}}'
        default { return }
    }
    # In another file than the one that was read, the key may be a placeholder.
    if ($kind -ceq 'plain' -or ($kind -ceq 'account' -and [IO.Directory]::Exists($place)) -or
        ($kind -ceq 'settings' -and [IO.File]::Exists($place) -and (__ccs_unchanged $place $name))) { $kind, $place, $token }
}

# Gives the same where that profile is an account, or plain claude.
function global:__ccs_account([string] $name) {
    $kind, $place, $null = __ccs_profile $name
    if ($kind -cin 'account', 'plain') { $kind, $place }
}

# Gives whether settings of plain claude may set another login for the profile: Claude reads them with a settings profile
# everywhere, with an account where it takes them for the project's, as in the home folder. Marks say that they set none.
function global:__ccs_overridden([string] $kind) {
    if ($kind -ceq 'account') {
        $working = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
        # '{{#homeSettings}}'
        $here = [IO.FileInfo]::new([IO.Path]::Combine($working, '{{here}}'))
        if ($here.Exists -and -not (__ccs_unchanged '{{file}}' '{{name}}')) {
            # It may be the same file by a link, or in other capitals.
            $real = if (-not ($here.Attributes -band [IO.FileAttributes]::ReparsePoint)) { __ccs_real $here.FullName }
            if (-not $real -or $real -eq (__ccs_real '{{file}}')) { return $true }
        }
        # '{{/homeSettings}}'
    } elseif ($kind -ceq 'settings') {
        # '{{#plainSettings}}'
        if ([IO.File]::Exists('{{file}}') -and -not (__ccs_unchanged '{{file}}' '{{name}}')) { return $true }
        # '{{/plainSettings}}'
    }
    $false
}

# === The words of a call =============================================================================================

# Gives the call as it stands in the source: its syntax tree. Gives nothing where it cannot be found.
function global:__ccs_call($invocation) {
    $errors = $null
    if ($invocation.PSObject.Properties['Statement']) {
        $tree = [Management.Automation.Language.Parser]::ParseInput($invocation.Statement, [ref] $null, [ref] $errors)
        # Not by `Find`, which takes a millisecond to make something of its script block.
        $statement = $tree.EndBlock.Statements[0]
        if ($errors.Count -eq 0 -and $statement -is [Management.Automation.Language.PipelineAst]) { return $statement.PipelineElements[0] }
        return
    }
    # Before 7.4 there is only the line on which it begins, on which others may stand, and which may not be all of it.
    $offset = $invocation.OffsetInLine - 1
    $line = $invocation.Line.TrimEnd("`r", "`n")
    $tree = [Management.Automation.Language.Parser]::ParseInput($line, [ref] $null, [ref] $errors)
    foreach ($one in $errors) { if ($one.Extent.StartOffset -ge $offset) { return } }
    if ($line.EndsWith('`')) { return }
    $tree.Find({ param($node) $node -is [Management.Automation.Language.CommandAst] -and $node.Extent.StartOffset -eq $offset }, $true)
}

# Gives how a word of a call is to be repeated: as 'source' (a 'number' in quotes) when it holds nothing that is evaluated,
# else by what it became.
function global:__ccs_form($word) {
    if ($word -is [Management.Automation.Language.StringConstantExpressionAst]) { return 'source' }
    # A program gets it as it was typed.
    if ($word -is [Management.Automation.Language.ConstantExpressionAst]) { return 'number' }
    if ($word -is [Management.Automation.Language.CommandParameterAst]) {
        if ($null -eq $word.Argument) { return 'source' }
        $form = __ccs_form $word.Argument
        if ($form -in 'source', 'number', 'unsure') { return $form }
        return 'parameter'
    }
    if ($word -is [Management.Automation.Language.ArrayLiteralAst]) {
        foreach ($element in $word.Elements) { if ($element -isnot [Management.Automation.Language.ConstantExpressionAst]) { return 'unsure' } }
        return 'source'
    }
    if ($word -is [Management.Automation.Language.VariableExpressionAst] -and $word.Splatted) { return 'splat' }
    if ($word -is [Management.Automation.Language.ExpandableStringExpressionAst] -and $word.StringConstantType -ne 'BareWord') { return 'text' }
    'value'
}

# Gives how many values a function gets for a word of a call: none for the first `--`, two for `-a:b`.
function global:__ccs_count($word) {
    if ($word -isnot [Management.Automation.Language.CommandParameterAst]) { return 1 }
    if ($word.Argument) { 2 } else { [int] ($word.Extent.Text -cne '--') }
}

# Gives the words of a call, as source in which `$v` is the list of the function's values. PowerShell gives a function other
# words than a program: the first `--` is gone, `-a:b` is two, `a,b` a list, and quotes no longer protect a `*` or `~`. So
# a word without an expression is repeated as it stands, and any other by the value that it became: nothing is evaluated
# twice. Gives nothing where the words of a call are not certain.
function global:__ccs_words($call, [object[]] $values) {
    # A program gets a script block in another form, and then its other words too.
    foreach ($value in $values) { if ($value -is [scriptblock]) { return } }
    $words = [Collections.Generic.List[string]]::new()
    $elements = $call.CommandElements
    $forms = @(foreach ($element in $elements) { __ccs_form $element })
    $counts = @(foreach ($element in $elements) { __ccs_count $element })
    # What a splatted list held is what the other words leave over; of two lists, none could tell.
    $splatted, $lists = $values.Count, 0
    for ($index = 1; $index -lt $elements.Count; $index++) { if ($forms[$index] -eq 'splat') { $lists++ } else { $splatted -= $counts[$index] } }
    if ($lists -gt 1) { return }
    $next = 0
    for ($index = 1; $index -lt $elements.Count; $index++) {
        $source = $elements[$index].Extent.Text
        $name = ''
        if ($forms[$index] -in 'number', 'parameter' -and $counts[$index] -eq 2) {
            $start = $elements[$index].Argument.Extent.StartOffset - $elements[$index].Extent.StartOffset
            $name = $source.Substring(0, $elements[$index].ParameterName.Length + 2)
            if ($start -gt $name.Length) {
                # What stands behind a space is a word by itself; the name is there once for each of a list.
                $value = $values[$next + 1]
                if ($null -eq $value -or ($value -is [Collections.IEnumerable] -and $value -isnot [string])) { return }
                $words.Add((__ccs_quote $name))
                $name = ''
                $source = $source.Substring($start)
            }
        }
        switch ($forms[$index]) {
            'unsure' { return }
            'number' { $words.Add((__ccs_quote $source)) }
            'source' { $words.Add($source) }
            'value' { $words.Add("(`$v[$next])") }
            'text' { $words.Add((__ccs_quote $values[$next])) }
            'parameter' { $words.Add("$name(`$v[$($next + 1)])") }
            'splat' {
                $counts[$index] = $splatted
                for ($offset = $next; $offset -lt $next + $splatted; $offset++) {
                    # A table of parameters, which a program gets in another form.
                    if ($values[$offset] -is [string] -and $values[$offset] -cmatch '^-.*:\z') { return }
                    $words.Add("(`$v[$offset])")
                }
                $splatted = 0
            }
        }
        $next += $counts[$index]
    }
    if ($next -eq $values.Count) { , $words }
}

# Gives the first three words as text, for finding out what a line means, and $null for one that is no text.
function global:__ccs_texts($call, [object[]] $values) {
    $next = 0
    for ($index = 1; $index -le 3 -and $index -lt $call.CommandElements.Count; $index++) {
        $element = $call.CommandElements[$index]
        if ($element -is [Management.Automation.Language.CommandParameterAst]) { , $element.Extent.Text }
        elseif ($next -lt $values.Count -and $values[$next] -is [string]) { , $values[$next] }
        else { , $null }
        $next += __ccs_count $element
    }
}

# Gives a string as source.
function global:__ccs_quote([string] $text) {
    "'" + [Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($text) + "'"
}

# === Launch ==========================================================================================================

# Gives what a call comes to: a command's source with two variables, `$p` and `$v`, what they are, and its environment.
function global:__ccs_plan($invocation, [object[]] $values) {
    $function = $invocation.MyCommand.Name
    if ($function -notmatch '^ccs(?:-|\z)') { return __ccs_answer 2 '{{sayFunctionCopied}}' }
    if ("$($invocation.Line)" -eq '') {
        # A program made this call, and gave its words as they are.
        $words = @(foreach ($value in $values) { __ccs_quote $value })
        $texts = $values
    } else {
        $call = __ccs_call $invocation
        $words = if ($call) { __ccs_words $call $values }
        if ($null -eq $words) { return __ccs_answer 2 '{{sayCallUnclear}}' }
        $texts = @(__ccs_texts $call $values)
    }
    if ($function.Length -gt 4) {
        $texts = @('run', $function.Substring(4))
        $words = $texts + $words
    }
    $first = if ($texts.Count -gt 0) { $texts[0] }

    # Another text is published: an interactive shell takes it.
    $freshness = __ccs_freshness
    if ($freshness -eq 'other' -and -not [Console]::IsInputRedirected -and (__ccs_reload)) { $freshness = __ccs_freshness }

    # `use` changes this shell, so it needs a text that is certain.
    if ($first -ceq 'use') {
        $given = @(for ($index = 1; $index -lt $texts.Count; $index++) { if ($index -gt 1 -or $texts[$index] -cne '--') { $texts[$index] } })
        if ($given.Count -le 1 -and $words.Count -le 3 -and ($freshness -eq 'fresh' -or (__ccs_reload)) -and ($plan = __ccs_use $given)) { return $plan }
    }
    $plan = __ccs_launch $words $texts $values ($freshness -eq 'fresh')

    # A command of the core may change what this text was rendered from, so an interactive shell looks again.
    if ($first -cne 'run' -and -not [Console]::IsInputRedirected -and
        @('{{#commands}}''{{name}}'; '{{/commands}}') -ccontains $first) { $plan['Follow'] = $texts }
    $plan
}

# Gives the same for a call that says an error, and prints lines.
function global:__ccs_answer([int] $status, [string] $says, [object[]] $lines) {
    [Console]::Error.Write($says)
    $answer = { foreach ($line in $args[1]) { $line }; $global:LASTEXITCODE = $args[0] }
    @{ Command = '& $p $v[0] $v[1]'; Given = $answer, ($status, $lines); Variables = @{} }
}

# Gives the same for claude, or for the core where this text is not sure of something.
function global:__ccs_launch([object[]] $words, [object[]] $texts, [object[]] $values, [bool] $isFresh) {
    $program, $kind, $variables = $null, $null, @{}
    $name, $dropped = if ($isFresh) { __ccs_meaning $texts }
    if ($name) { $kind, $place, $token = __ccs_profile $name }
    if ('' -ceq $name -or ($kind -and -not (__ccs_overridden $kind))) { $program = __ccs_program }
    if ($program) {
        $words = @(for ($index = $dropped; $index -lt $words.Count; $index++) { $words[$index] })
        if ($kind -ceq 'settings') { $words = @('--settings', (__ccs_quote $place)) + $words }
    } elseif (-not ($program = __ccs_core)) {
        return __ccs_answer 127 '{{sayCoreMissing}}'
    } else { $kind = $null }
    if ($kind) {
        $variables = __ccs_environment $name $kind $place $token
        $used = [IO.FileInfo]::new('{{ccsDir}}' + "/shell/used/$name")
        try {
            if ($used.Exists -and -not ($used.Attributes -band [IO.FileAttributes]::ReparsePoint)) { $used.LastWriteTimeUtc = [DateTime]::UtcNow }
        } catch { $null = $_ }
    }
    # Nothing is passed through a splat, in which a quoted `~` would be expanded.
    @{ Command = "& `$p $($words -join ' ')"; Given = $program, $values; Variables = $variables }
}

# Finds claude on PATH, where a relative entry is the core's to refuse.
function global:__ccs_program {
    if ("$env:CCS_CLAUDE_PATH" -ceq '') { return __ccs_which 'claude' }
    if ([IO.Path]::IsPathRooted($env:CCS_CLAUDE_PATH) -and [IO.File]::Exists($env:CCS_CLAUDE_PATH)) { $env:CCS_CLAUDE_PATH }
}

# Gives the path of a program, because by its name PowerShell would take a function. Gives none where a relative entry of
# PATH could lead to a program in the working folder.
function global:__ccs_which([string] $name) {
    foreach ($folder in "$env:PATH".Split([IO.Path]::PathSeparator)) { if (-not [IO.Path]::IsPathRooted($folder)) { return } }
    $command = $ExecutionContext.InvokeCommand.GetCommand($name, 'Application')
    if ($command) { $command.Path }
}

# Gives the environment of claude, `$null` for a variable that goes.
function global:__ccs_environment([string] $name, [string] $kind, [string] $place, [string] $token) {
    $isKept = $env:CCS_KEEP_ENV -ceq '1'
    $variables = @{ CLAUDE_CONFIG_DIR = $null; CCS_PROFILE = $name }
    foreach ($variable in $(if (-not $isKept) { '{{#overrides}}''{{name}}'; '{{/overrides}}' })) {
        if ($null -ne [Environment]::GetEnvironmentVariable($variable)) { $variables[$variable] = $null }
    }
    if (__ccs_drops_sign_ins $kind) { $variables['ANTHROPIC_CONFIG_DIR'] = $null }
    if ($kind -ceq 'account') {
        $variables['CLAUDE_CONFIG_DIR'] = $place
        if (-not $isKept) { $variables['ANTHROPIC_CONFIG_DIR'] = __ccs_sign_ins $place }
    }
    # Claude takes this before the login of plain claude, which must not go to another provider where its key fails.
    if ($token -and -not ($isKept -and $env:CLAUDE_CODE_OAUTH_TOKEN)) { $variables['CLAUDE_CODE_OAUTH_TOKEN'] = $token }
    $variables
}

# Sets variables of the environment, and gives what they were before.
function global:__ccs_set([Collections.IDictionary] $variables) {
    $before = @{}
    foreach ($name in @($variables.Keys)) {
        $old = [Environment]::GetEnvironmentVariable($name)
        if ($old -ceq $variables[$name]) { continue }
        $before[$name] = $old
        if ($null -eq $variables[$name]) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
        else { [Environment]::SetEnvironmentVariable($name, $variables[$name]) }
    }
    $before
}

# Gives whether ANTHROPIC_CONFIG_DIR must go before a profile of that kind is chosen: an account brings its own, and the
# one that ccs set for another account goes with its CLAUDE_CONFIG_DIR. Otherwise the person's own value stays.
function global:__ccs_drops_sign_ins([string] $kind) {
    ($kind -ceq 'account' -and $env:CCS_KEEP_ENV -cne '1') -or
        ("$env:CLAUDE_CONFIG_DIR" -cne '' -and $env:ANTHROPIC_CONFIG_DIR -ceq (__ccs_sign_ins $env:CLAUDE_CONFIG_DIR))
}

# The value of ANTHROPIC_CONFIG_DIR for an account, by that of CLAUDE_CONFIG_DIR.
function global:__ccs_sign_ins([string] $instance) { $instance + [IO.Path]::DirectorySeparatorChar + '.anthropic' }

# Finds the core: the one on PATH, unless a relative entry of PATH could lead to a program in the working folder.
function global:__ccs_core {
    $core = __ccs_which 'ccs'
    if ($core) { $core } elseif ([IO.File]::Exists('{{core}}')) { '{{core}}' }
}

# === use =============================================================================================================

# These give way to those of the same names in a text that only they need.
function global:__ccs_read_use { & ([scriptblock]::Create('{{use}}')) }
function global:__ccs_use { __ccs_read_use; __ccs_use @args }
function global:__ccs_choose { __ccs_read_use; __ccs_choose @args }
function global:__ccs_settle { __ccs_read_use; __ccs_settle @args }

# After a command of the core: takes over what it has published. The hook takes care of the account that it chose.
function global:__ccs_follow([object[]] $words) {
    if ((__ccs_freshness) -eq 'other') { $null = __ccs_reload }
    if ("$env:CCS_PROFILE" -ceq '' -or $env:CCS_PROFILE -ceq $env:CCS_HOOK) { return }
    # By its name, because another text may have been taken over.
    __ccs_settle $words
}
# '{{#hook}}'

# === Directory hook ==================================================================================================

# Called when the working folder changes: entering a folder that is pinned to an account is like `ccs use` of it, and leaving
# undoes it. What the person chose stays: CCS_HOOK names the account that the hook chose, also to the shells that are
# started here.
function global:__ccs_hook {
    __ccs_renew
    # By its name, because another text may have been taken over.
    __ccs_enter
}

function global:__ccs_enter {
    if ("$env:CCS_PROFILE" -cne '' -and $env:CCS_PROFILE -cne $env:CCS_HOOK) { return }
    $name = ''
    # '{{#hasPins}}'
    if ($null -eq ($name = __ccs_pin)) { return }
    # '{{/hasPins}}'
    $kind, $place = __ccs_account $name
    if (-not $kind) { $name = '' }
    if ($name -ceq "$env:CCS_PROFILE") { return }
    if ($name -ceq '') { $name = '--off' }
    __ccs_choose $name $kind $place 'hook'
}
# '{{/hook}}'

# === Completion ======================================================================================================

# '{{>completion}}'
