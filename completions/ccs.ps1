# Completion of ccs for PowerShell, with or without the integration. It walks the table that the core publishes (its form is
# described in src/shell/candidates.ts), evaluates nothing that was typed, and starts no process. Where it offers nothing,
# PowerShell completes files.
function global:__ccs_complete($wordToComplete, $commandAst, $cursorPosition) {
    if ($ExecutionContext.InvokeCommand.GetCommand('__ccs_renew', 'Function') -and (__ccs_freshness) -in 'other', 'older') { $null = __ccs_renew }

    # Read the table; line 1 is at index 0.
    $folder = if ("$env:CCS_DIR") { $env:CCS_DIR } elseif ("$env:CCS_HOME") { "$env:CCS_HOME/.ccs" } else { "$HOME/.ccs" }
    $file = [IO.FileInfo]::new("$folder/shell/candidates")
    if (-not $file.Exists -or $file.Length -eq 0) { return }
    $lines = [IO.File]::ReadAllLines($file.FullName)
    $linesOf = {
        param($state)
        for ($at = [int]$state; $at -lt $lines.Count -and -not $lines[$at].StartsWith('#'); $at++) { , $lines[$at].Split("`t") }
    }

    # Walk it by the words before the cursor.
    $words = @(
        foreach ($element in $commandAst.CommandElements) {
            if ($element.Extent.EndOffset -ge $cursorPosition) { break }
            $text = $element.Extent.Text
            if ($element -ne $commandAst.CommandElements[0]) { $text }
            elseif ([IO.Path]::GetFileName($text) -cmatch '^ccs-(.*)') { 'run'; $Matches[1] }
        }
    )
    $state = 1
    foreach ($word in $words) {
        $next = 0
        foreach ($line in & $linesOf $state) { if ($word -clike $line[0]) { $next = $line[2]; break } }
        $state = $next
    }

    # List what begins with the typed word; a group stands for the lines of its state.
    $options = @()
    $files = $false
    $found = @(
        foreach ($line in & $linesOf $state) {
            switch -CaseSensitive -Wildcard ($line[0]) {
                '@files' { $files = $true; break }
                '@*' { & $linesOf $line[2]; break }
                '*`*' { break }
                '-*' { $options += , $line; break }
                default { , $line }
            }
        }
    )
    # Options are for a `-`, or where there is nothing else, or beside files.
    if ($wordToComplete.StartsWith('-') -or $files -or -not $found) { $found += $options }
    $results = @(
        foreach ($line in $found) {
            if ($line[0].StartsWith($wordToComplete, 'OrdinalIgnoreCase')) {
                $description = if ($line[1]) { $line[1] } else { $line[0] }
                [Management.Automation.CompletionResult]::new($line[0], $line[0], 'ParameterValue', $description)
            }
        }
    )
    $results
    # PowerShell completes files by itself only where there are no words.
    if ($results -and $files) { [Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete) }
}

# Register it, if the integration has not done so.
if (-not $ExecutionContext.InvokeCommand.GetCommand('__ccs_plan', 'Function')) {
    Microsoft.PowerShell.Core\Register-ArgumentCompleter -Native -ScriptBlock { __ccs_complete @args } -CommandName @(
        'ccs'
        foreach ($command in $ExecutionContext.InvokeCommand.GetCommands('ccs-*', 'Function', $true)) { $command.Name }
    )
}
