# Completion of ccs for PowerShell; it works with and without the integration. It reads the candidates that the core
# publishes, lines of context, candidate and description. It evaluates nothing that was typed, and starts no process.
# Where it offers nothing, PowerShell completes files.
function global:__ccs_complete($wordToComplete, $commandAst, $cursorPosition) {
    if ($ExecutionContext.InvokeCommand.GetCommand('__ccs_renew', 'Function') -and (__ccs_freshness) -in 'other', 'older') { $null = __ccs_renew }
    $folder = if ("$env:CCS_DIR") { $env:CCS_DIR } elseif ("$env:CCS_HOME") { "$env:CCS_HOME/.ccs" } else { "$HOME/.ccs" }
    $file = [IO.FileInfo]::new("$folder/shell/candidates")
    if (-not $file.Exists -or $file.Length -eq 0) { return }
    $contexts = [Collections.Generic.Dictionary[string, object]]::new()
    foreach ($line in [IO.File]::ReadAllLines($file.FullName)) {
        $fields = $line.Split("`t")
        if (-not $contexts.ContainsKey($fields[0])) { $contexts[$fields[0]] = [Collections.Generic.List[object]]::new() }
        $contexts[$fields[0]].Add($fields)
    }
    $namesOf = { param($context) if ($contexts.ContainsKey($context)) { foreach ($fields in $contexts[$context]) { $fields[1] } } }
    $profiles = @(& $namesOf '@accounts') + @(& $namesOf '@others')

    # Whose the line is: a command's of ccs, or Claude's, after a profile or what could not be a name.
    $words = @(foreach ($element in $commandAst.CommandElements) { if ($element.Extent.EndOffset -lt $cursorPosition) { $element.Extent.Text } })
    $name = if ($words.Count) { [IO.Path]::GetFileName($words[0]) } else { 'ccs' }
    $context = '@claude'
    $start = 1
    $value = ''
    if ($name.StartsWith('ccs-', 'Ordinal')) {
        if ($profiles -cnotcontains $name.Substring(4)) { return }
    } elseif ($words.Count -lt 2) {
        if ($wordToComplete -cmatch '^(?:[A-Za-z0-9_][A-Za-z0-9_-]*)?\z') { $context = '' }
    } elseif ($words[1] -ceq 'run' -and $words.Count -gt 2) {
        $start = 3
    } elseif ($words[1] -cmatch '^[a-z]' -and @(& $namesOf '') -ccontains $words[1]) {
        $context = $words[1]
        $start = 2
    } elseif ($profiles -ccontains $words[1]) {
        $start = 2
    }

    # What the words up to the cursor make of it. After `--`, and after two words of a command of Claude's, there are files.
    for ($index = $start; $index -lt $words.Count; $index++) {
        $word = $words[$index]
        if ($value) {
            $value = ''
        } elseif (-not $context.StartsWith('@') -and $word.StartsWith('-')) {
            # An option whose value comes next, of the command or of one that it is a member of.
            for ($parent = $context; $parent -and -not $value; $parent = $parent -creplace ' ?[^ ]*\z', '') {
                if ($contexts.ContainsKey("$parent $word")) { $value = "$parent $word" }
            }
        } elseif (-not $context.StartsWith('@')) {
            $context += " $word"
        } elseif ($word -ceq '--' -or $context -cmatch '^@claude [^-]') {
            return
        } elseif (($index -eq $start -or $word.StartsWith('-')) -and $contexts.ContainsKey("@claude $word")) {
            $context = "@claude $word"
        } else {
            $context = '@claude'
        }
    }
    if ($value) { $context = $value }

    # The candidates there; after a word too many the options of the command that stands before it. Options are for a
    # `-`, or where there is nothing else.
    $options = @()
    $found = @(
        foreach ($fields in $(if ($contexts.ContainsKey($context)) { $contexts[$context] })) {
            if ($fields[1].StartsWith('@')) { if ($contexts.ContainsKey($fields[1])) { $contexts[$fields[1]] } }
            elseif ($fields[1].StartsWith('-')) { $options += , $fields }
            else { , $fields }
        }
    )
    $files = @(& $namesOf $context) -ccontains '@files'
    foreach ($parent in $contexts.Keys) {
        if ($parent -and $context.StartsWith("$parent ", 'Ordinal') -and -not $parent.StartsWith('@')) {
            if (@(& $namesOf "$parent +") -ccontains '@files') { $files = $true }
            foreach ($fields in $contexts[$parent]) { if ($fields[1].StartsWith('-')) { $options += , $fields } }
        }
    }
    if ($wordToComplete.StartsWith('-')) { $found = $options }
    elseif ($files) { return }
    elseif ($wordToComplete -eq '' -and ($context -eq '@claude' -or $found.Count -eq 0)) { $found += $options }

    $isAny = $false
    foreach ($fields in $found) {
        if ($fields[1].StartsWith($wordToComplete, 'OrdinalIgnoreCase')) {
            $isAny = $true
            $told = if ($fields[2]) { $fields[2] } else { $fields[1] }
            [Management.Automation.CompletionResult]::new($fields[1], $fields[1], 'ParameterValue', $told)
        }
    }
    if ($isAny -and $context -eq '@claude' -and -not $wordToComplete.StartsWith('-')) {
        [Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
    }
}

# The integration has done this already.
if (-not $ExecutionContext.InvokeCommand.GetCommand('__ccs_plan', 'Function')) {
    Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -ScriptBlock { __ccs_complete @args } -CommandName @(
        'ccs'
        foreach ($command in $ExecutionContext.InvokeCommand.GetCommands('ccs-*', 'Function', $true)) { $command.Name }
    )
}
