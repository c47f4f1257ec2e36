# Completion of ccs for PowerShell; it works with and without the integration. It reads the candidates that the core
# publishes, lines of context, candidate and description. It evaluates nothing that was typed, and starts no process.
function global:__ccs_complete($wordToComplete, $commandAst, $cursorPosition) {
    if ($ExecutionContext.InvokeCommand.GetCommand('__ccs_renew', 'Function') -and (__ccs_freshness) -in 'other', 'older') { __ccs_renew }
    $folder = if ("$env:CCS_DIR") { $env:CCS_DIR } elseif ("$env:CCS_HOME") { "$env:CCS_HOME/.ccs" } else { "$HOME/.ccs" }
    $file = [IO.FileInfo]::new("$folder/shell/candidates")
    if (-not $file.Exists -or $file.Length -eq 0) { return }

    # The words between ccs and the cursor, without options; after a first one that is an option all is claude's.
    $words = @(foreach ($element in $commandAst.CommandElements) { if ($element.Extent.EndOffset -lt $cursorPosition) { $element.Extent.Text } })
    if ($words.Count -gt 1 -and $words[1].StartsWith('-')) { return }
    $context = @(for ($index = 1; $index -lt $words.Count; $index++) { if (-not $words[$index].StartsWith('-')) { $words[$index] } }) -join ' '

    # The candidates of these words, profiles first; after a word too many only the options of what stands before it.
    $groups = @{ '@names' = @(); '@profiles' = @() }
    $found = @()
    foreach ($line in [IO.File]::ReadAllLines($file.FullName)) {
        $fields = $line.Split("`t")
        if ($groups.ContainsKey($fields[0])) { $groups[$fields[0]] += , $fields }
        elseif ($fields[0] -ceq $context -and $groups.ContainsKey($fields[1])) { $found += $groups[$fields[1]] }
        elseif ($fields[0] -ceq $context) { $found += , $fields }
        elseif ($fields[0] -and $context.StartsWith($fields[0] + ' ', 'Ordinal') -and $fields[1].StartsWith('-')) { $found += , $fields }
    }
    if ($context -eq '') { $found = $groups['@names'] + $found }
    foreach ($fields in $found) {
        if ($fields[1].StartsWith($wordToComplete, 'OrdinalIgnoreCase')) {
            [Management.Automation.CompletionResult]::new($fields[1], $fields[1], 'ParameterValue', $fields[2])
        }
    }
}
Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -CommandName ccs -ScriptBlock { __ccs_complete @args }
