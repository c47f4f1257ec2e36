# The part of ccs.ps1 that is read at the first launch or Tab: its functions take the place of those by the same names there.

# Freshness: 'fresh' when this text is the registry's, 'other' when another one is published, 'older' when something has
# changed since it was published, 'unsure' when only the core can tell.
function global:__ccs_freshness {
    if ("$env:HOME" -cne '{{home}}' -or '' -ceq $env:CCS_DIR -or "$env:CCS_DIR" -cne '{{envCcsDir}}' -or
        "$env:CCS_HOME" -cne '{{envCcsHome}}' -or "$env:CCS_CONFIG" -cne '{{envCcsConfig}}') { return 'unsure' }
    $stamp = [IO.FileInfo]::new('{{ccsDir}}' + '/shell/stamp')
    # A FIFO has no length; reading it would hang.
    if (-not $stamp.Exists -or $stamp.Length -eq 0) { return 'unsure' }
    # '{{#sources}}'
    $source = [IO.FileInfo]::new('{{file}}')
    if ($source.Exists -and $source.Attributes -band [IO.FileAttributes]::ReparsePoint) { $source = __ccs_target $source }
    if ($null -eq $source -or
        $source.LastWriteTimeUtc -lt [IO.File]::GetLastWriteTimeUtc('{{ccsDir}}' + '/shell/times/' + '{{name}}' + '.from') -or
        $source.LastWriteTimeUtc -gt [IO.File]::GetLastWriteTimeUtc('{{ccsDir}}' + '/shell/times/' + '{{name}}' + '.to')) { return 'older' }
    # '{{/sources}}'
    try { $line = [IO.File]::ReadAllText($stamp.FullName) } catch { return 'unsure' }
    if ($line.TrimEnd() -ceq '{{stamp}}') { 'fresh' } else { 'other' }
}

# What a link leads to, whose own time says nothing; nothing where .NET cannot tell, as before PowerShell 7.2.
function global:__ccs_target([IO.FileInfo] $link) {
    $follow = $link.PSObject.Methods['ResolveLinkTarget']
    if ($null -eq $follow) { return }
    try { $target = $follow.Invoke($true) } catch { return }
    if ($null -eq $target) { $link } else { $target }
}

# Whether the file of a settings profile is the one that was looked at: in another, the key may be a placeholder again.
function global:__ccs_unchanged([string] $file, [string] $name) {
    $source = [IO.FileInfo]::new($file)
    if ($source.Exists -and $source.Attributes -band [IO.FileAttributes]::ReparsePoint) { $source = __ccs_target $source }
    $null -ne $source -and $source.Exists -and
        $source.LastWriteTimeUtc -ge [IO.File]::GetLastWriteTimeUtc('{{ccsDir}}' + "/shell/times/$name.from") -and
        $source.LastWriteTimeUtc -le [IO.File]::GetLastWriteTimeUtc('{{ccsDir}}' + "/shell/times/$name.to")
}

# Replaces this text by the one that the core publishes, and gives whether it could. The core is asked for it, and the file
# not read, because .NET does not tell whose a file is.
function global:__ccs_renew {
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

# After a command of the core: takes over what it has published, and looks whether the account of this shell is still there.
# The directory hook takes care of the account that it chose.
function global:__ccs_follow([object[]] $words) {
    if ((__ccs_freshness) -eq 'other') { $null = __ccs_renew }
    if ("$env:CCS_PROFILE" -ceq '' -or $env:CCS_PROFILE -ceq $env:CCS_HOOK) { return }
    # By their names, because another text may have been taken over.
    __ccs_read_use
    __ccs_settle $words
}

# The profile of that name: what it is, and its folder or file; nothing for what the shell does not launch.
function global:__ccs_profile([string] $name) {
    switch -CaseSensitive -Exact ($name) {
        # '{{#accounts}}'
        '{{name}}' { return 'account', '{{instance}}' }
        # '{{/accounts}}'
        # '{{#plain}}'
        '{{name}}' { return 'plain', '' }
        # '{{/plain}}'
        # '{{#settings}}'
        '{{name}}' { return 'settings', '{{file}}', '{{token}}' }
        # '{{/settings}}'
        default { return }
    }
}

# What a line means, from its words (as far as they are known): the profile's name, '' for claude as by hand, or nothing
# for the core; and how many words are not for claude.
function global:__ccs_meaning([object[]] $words) {
    $first = $null
    if ($words.Count -gt 0) {
        $first = $words[0]
        if ($first -isnot [string]) { return }
        if ($first -ceq 'run') {
            if ($words.Count -gt 1 -and $words[1] -is [string]) { return $words[1], 2 }
            return
        }
        switch -CaseSensitive -Exact ($first) {
            { $_ -cin '--help', '-h', '--version', '-v' } { return }
            # '{{#coreNames}}'
            '{{name}}' { return }
            # '{{/coreNames}}'
        }
        if ($first -cmatch '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z') { return $first, 1 }
    }
    $dropped = if ($first -ceq '--') { 1 } else { 0 }
    if ("$env:CCS_PROFILE" -cne '') { return "$env:CCS_PROFILE", $dropped }
    # '{{#hasPins}}'
    $pinned = __ccs_pin
    if ($null -eq $pinned) { return }
    if ($pinned -cne '') { return $pinned, $dropped }
    # '{{/hasPins}}'
    # '{{^defaultByCore}}'
    return '{{defaultName}}', $dropped
    # '{{/defaultByCore}}'
}
# '{{#hasPins}}'

# The profile of the deepest pinned folder that holds the working folder, '' where there is none. Folders are compared by
# their spelling, with links looked through: nothing is given where other capitals could be another spelling, or .NET
# does not tell of links, so that only the core knows.
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

# A full path with all links looked through, from its root on, so that `..` in one is what it is on the disk. Nothing where
# .NET does not tell what a link leads to, as before PowerShell 7.2.
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

# Settings of plain claude count for a launch too: for a settings profile everywhere, for an account where Claude takes them
# for the project's, as in the home folder. False where there are none, or where their marks say that no login is set in them.
function global:__ccs_meets_other_settings([string] $kind) {
    if ($kind -ceq 'account') {
        $working = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
        # '{{#homeSettings}}'
        if ([IO.File]::Exists([IO.Path]::Combine($working, '{{here}}'))) {
            # It may be the same file by a link, or in other capitals.
            $here = [IO.FileInfo]::new([IO.Path]::Combine($working, '{{here}}'))
            $real = if (-not ($here.Attributes -band [IO.FileAttributes]::ReparsePoint)) { __ccs_real $here.FullName }
            if ((-not $real -or $real -eq (__ccs_real '{{file}}')) -and -not (__ccs_unchanged '{{file}}' '{{name}}')) { return $true }
        }
        # '{{/homeSettings}}'
    } elseif ($kind -ceq 'settings') {
        # '{{#plainSettings}}'
        if ([IO.File]::Exists('{{file}}') -and -not (__ccs_unchanged '{{file}}' '{{name}}')) { return $true }
        # '{{/plainSettings}}'
    }
    $false
}

# The call as it stands in the source: its syntax tree. Nothing when it cannot be found.
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

# How a word of a call is to be repeated: as 'source' (a 'number' in quotes) when it holds nothing that is evaluated, else by
# what it became.
function global:__ccs_kind($word) {
    if ($word -is [Management.Automation.Language.StringConstantExpressionAst]) { return 'source' }
    # A program gets it as it was typed.
    if ($word -is [Management.Automation.Language.ConstantExpressionAst]) { return 'number' }
    if ($word -is [Management.Automation.Language.CommandParameterAst]) {
        if ($null -eq $word.Argument) { return 'source' }
        $kind = __ccs_kind $word.Argument
        if ($kind -in 'source', 'number', 'unsure') { return $kind }
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

# How many values a function gets for a word of a call: none for the first `--`, two for `-a:b`.
function global:__ccs_count($word) {
    if ($word -isnot [Management.Automation.Language.CommandParameterAst]) { 1 }
    elseif ($word.Argument) { 2 }
    elseif ($word.Extent.Text -ceq '--') { 0 }
    else { 1 }
}

# The words of a call, as source in which `$v` is the list of the function's values. PowerShell gives a function other
# words than a program: the first `--` is gone, `-a:b` is two, `a,b` a list, and quotes no longer protect a `*` or `~`. So
# a word without an expression is repeated as it stands, and for all others the value that they became: nothing is
# evaluated twice. Nothing is given back where a call cannot be told for certain.
function global:__ccs_words($call, [object[]] $values) {
    # A program gets a script block in another form, and then its other words too.
    foreach ($value in $values) { if ($value -is [scriptblock]) { return } }
    $words = [Collections.Generic.List[string]]::new()
    $elements = $call.CommandElements
    $kinds = @(foreach ($element in $elements) { __ccs_kind $element })
    $counts = @(foreach ($element in $elements) { __ccs_count $element })
    $last = $elements.Count - 1
    # What a splatted list held is what the other words leave over; of two lists, none could tell.
    $splatted = $values.Count
    $lists = 0
    for ($index = 1; $index -le $last; $index++) { if ($kinds[$index] -eq 'splat') { $lists++ } else { $splatted -= $counts[$index] } }
    if ($lists -gt 1) { return }
    $next = 0
    for ($index = 1; $index -le $last; $index++) {
        $source = $elements[$index].Extent.Text
        $name = ''
        if ($kinds[$index] -in 'number', 'parameter' -and $counts[$index] -eq 2) {
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
        switch ($kinds[$index]) {
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

# The first three words as text, for finding out what a line means; $null for one that is no text.
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

# A string as source.
function global:__ccs_quote([string] $text) {
    "'" + [Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($text) + "'"
}

# The core: a program on PATH, or where it was when this text was made. A relative entry of PATH could lead to a program in
# the current directory.
function global:__ccs_core {
    $isRelative = $false
    foreach ($folder in "$env:PATH".Split([IO.Path]::PathSeparator)) { if (-not [IO.Path]::IsPathRooted($folder)) { $isRelative = $true } }
    $command = if (-not $isRelative) { $ExecutionContext.InvokeCommand.GetCommand('ccs', 'Application') }
    if ($command) { $command.Path } elseif ([IO.File]::Exists('{{core}}')) { '{{core}}' }
}

# The Claude CLI; nothing where the core must look for it, or refuse what it finds.
function global:__ccs_claude {
    if ("$env:CCS_CLAUDE_PATH" -ne '') {
        if ([IO.Path]::IsPathRooted($env:CCS_CLAUDE_PATH) -and [IO.File]::Exists($env:CCS_CLAUDE_PATH)) { $env:CCS_CLAUDE_PATH }
        return
    }
    foreach ($folder in "$env:PATH".Split([IO.Path]::PathSeparator)) { if (-not [IO.Path]::IsPathRooted($folder)) { return } }
    $command = $ExecutionContext.InvokeCommand.GetCommand('claude', 'Application')
    if ($command) { $command.Path }
}

# Sets variables of the environment (`$null` takes one away), and gives what they were before.
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

# The value of ANTHROPIC_CONFIG_DIR for an account, by that of CLAUDE_CONFIG_DIR.
function global:__ccs_sign_ins([string] $instance) { $instance + [IO.Path]::DirectorySeparatorChar + '.anthropic' }

# Whether ANTHROPIC_CONFIG_DIR must go before a profile of that kind is chosen: an account brings its own, and the one that
# ccs set for another account goes with its CLAUDE_CONFIG_DIR. Otherwise the person's own value stays.
function global:__ccs_drops_sign_ins([string] $kind) {
    ($kind -ceq 'account' -and $env:CCS_KEEP_ENV -cne '1') -or
        ("$env:CLAUDE_CONFIG_DIR" -cne '' -and $env:ANTHROPIC_CONFIG_DIR -ceq (__ccs_sign_ins $env:CLAUDE_CONFIG_DIR))
}

# What a call comes to: the source of a command with two variables, `$p` and `$v`, what they are, and the environment for it;
# or the exit status of a call that was refused.
function global:__ccs_plan($invocation, [object[]] $values) {
    $function = $invocation.MyCommand.Name
    if ($function -notmatch '^ccs(?:-|\z)') {
        [Console]::Error.Write('{{sayFunctionCopied}}')
        return @{ Status = 2 }
    }
    if ("$($invocation.Line)" -eq '') {
        # A program made this call, and gave its words as they are.
        $words = @(foreach ($value in $values) { __ccs_quote $value })
        $texts = $values
    } else {
        $call = __ccs_call $invocation
        $words = if ($call) { __ccs_words $call $values }
        if ($null -eq $words) {
            [Console]::Error.Write('{{sayCallUnclear}}')
            return @{ Status = 2 }
        }
        $texts = @(__ccs_texts $call $values)
    }
    if ($function.Length -gt 4) {
        $name = $function.Substring(4)
        $words = @('run', $name) + $words
        $texts = @('run', $name)
    }

    $freshness = __ccs_freshness
    if ($freshness -eq 'other' -and -not [Console]::IsInputRedirected) {
        $null = __ccs_renew
        $freshness = __ccs_freshness
    }
    $isCommand = @(
        # '{{#commands}}'
        '{{name}}'
        # '{{/commands}}'
    ) -ccontains $(if ($texts.Count -gt 0) { $texts[0] }) -and $texts[0] -cne 'run'
    if ($isCommand -and $texts[0] -ceq 'use') {
        $given = @(for ($index = 1; $index -lt $texts.Count; $index++) { if ($index -gt 1 -or $texts[$index] -cne '--') { $texts[$index] } })
        # This changes this shell, so it must know for certain.
        if ($given.Count -le 1 -and $words.Count -le 3 -and ($freshness -eq 'fresh' -or (__ccs_renew)) -and ($plan = __ccs_use $given)) { return $plan }
    }
    $profile, $dropped = if ($freshness -eq 'fresh') { __ccs_meaning $texts }
    $kind, $place, $token = if ($profile) { __ccs_profile $profile } elseif ($profile -is [string]) { 'hand' }
    if (($kind -eq 'account' -and -not [IO.Directory]::Exists($place)) -or
        ($kind -eq 'settings' -and -not (__ccs_unchanged $place $profile)) -or
        (__ccs_meets_other_settings $kind)) { $kind = $null }
    $program = if ($kind) { __ccs_claude }
    $variables = @{}
    if (-not $program) {
        $program = __ccs_core
        if (-not $program) {
            [Console]::Error.Write('{{sayCoreMissing}}')
            return @{ Status = 127 }
        }
    } else {
        $words = @(for ($index = $dropped; $index -lt $words.Count; $index++) { $words[$index] })
        if ($kind -eq 'settings') { $words = @('--settings', (__ccs_quote $place)) + $words }
        if ($kind -ne 'hand') {
            if ($env:CCS_KEEP_ENV -cne '1') {
                $overrides = @(
                    # '{{#overrides}}'
                    '{{name}}'
                    # '{{/overrides}}'
                )
                foreach ($name in $overrides) { if ($null -ne [Environment]::GetEnvironmentVariable($name)) { $variables[$name] = $null } }
            }
            if (__ccs_drops_sign_ins $kind) { $variables['ANTHROPIC_CONFIG_DIR'] = $null }
            if ($kind -eq 'account' -and $env:CCS_KEEP_ENV -cne '1') { $variables['ANTHROPIC_CONFIG_DIR'] = __ccs_sign_ins $place }
            $variables['CLAUDE_CONFIG_DIR'] = if ($kind -eq 'account') { $place }
            $variables['CCS_PROFILE'] = $profile
            # Claude takes this before the login of plain claude, which must not go to another provider where its key fails.
            if ($token -and -not ($env:CCS_KEEP_ENV -ceq '1' -and $env:CLAUDE_CODE_OAUTH_TOKEN)) { $variables['CLAUDE_CODE_OAUTH_TOKEN'] = $token }
            $used = [IO.FileInfo]::new('{{ccsDir}}' + "/shell/used/$profile")
            try {
                if ($used.Exists -and -not ($used.Attributes -band [IO.FileAttributes]::ReparsePoint)) { $used.LastWriteTimeUtc = [DateTime]::UtcNow }
            } catch { $null = $_ }
        }
    }

    # Nothing is passed through a splat, in which a quoted `~` would be expanded.
    $plan = @{ Command = "& `$p $($words -join ' ')"; Given = $program, $values; Variables = $variables }
    # A command of the core may change what this text was made from.
    if ($isCommand -and -not [Console]::IsInputRedirected) { $plan['Follow'] = $texts }
    $plan
}

# These give way to those of the same names in a text that only they need.
function global:__ccs_read_use { & ([scriptblock]::Create('{{use}}')) }
function global:__ccs_use { __ccs_read_use; __ccs_use @args }
# '{{#hook}}'
function global:__ccs_enter { __ccs_read_use; __ccs_enter }
# '{{/hook}}'

# '{{>completion}}'
