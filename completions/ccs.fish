# Completion of ccs for fish, with or without the integration. It walks the table that the core publishes (its form is
# described in src/shell/candidates.ts), and evaluates nothing that was typed.

# Prints what fits at the cursor, words with their descriptions and files.
function __ccs_find
    builtin functions --query __ccs_renew
    and __ccs_renew

    # Read the table.
    set --local folder $HOME/.ccs
    test -n "$CCS_HOME"
    and set folder $CCS_HOME/.ccs
    test -n "$CCS_DIR"
    and set folder $CCS_DIR
    set --local file $folder/shell/candidates
    set --local table ''
    test -f $file
    and test -r $file
    and builtin read --null table <$file

    # Walk it by the words before the cursor, from ccs on, which may be called by a path or stand behind `command`.
    set --local words (builtin commandline --tokenize --current-process --cut-at-cursor)
    set --local current (builtin commandline --current-token --cut-at-cursor)
    while set --query words[2]
        and not string match --quiet --regex '^(.*/)?ccs(-.*)?\z' -- $words[1]
        set --erase words[1]
    end
    set --local profile (string match --regex '^(?:.*/)?ccs-(.*)' -- $words[1])
    set --erase words[1]
    set --query profile[2]
    and set words run $profile[2] $words
    set --local state 1
    for word in $words
        set --local literal (string escape --style=regex -- $word (string sub --length 1 -- $word))
        set state (string match --regex "(?m)^# $state .*\n(?:[^#].*+\n)*?(?:$literal[1]|$literal[2]\*|\*)\t.*\t\K\d+" -- $table)
        or set state 0
    end

    # List its words; a group stands for the lines of its state.
    set --local here (string match --regex "(?m)^# $state .*\n\K(?:[^#].*+\n)*+" -- $table)
    set --local found
    for group in (string replace --filter --regex '^@(?!files).*\t' '' -- $here)
        set --append found (string match --regex "(?m)^# $group .*\n\K(?:[^#].*+\n)*+" -- $table)
    end
    set --append found (string match --regex '^[^@*-].*' -- $here)
    set --local options (string match --regex '^-[^*].*' -- $here)
    set --local files (string match -- '@files*' $here)
    # Options are for a `-`, or where there is nothing else, or beside files.
    if string match --quiet -- '-*' "$current"
        or set --query files[1]
        or not set --query found[1]
        set --append found $options
    end
    # fish would look for the typed word in the descriptions as well.
    string replace --filter --ignore-case --regex '^([^\t]*'(string escape --style=regex -- "$current")'[^\t]*\t.*)\t.*' '$1' -- $found
    set --local is_any $status
    # Files, also behind Claude's `@`.
    set --query files[1]
    or test $is_any -ne 0
    and printf '%s\n' (string match --regex '^@?' -- "$current")(builtin complete --do-complete "'' "(string replace --regex '^@' '' -- "$current"))
end

# Register it; one pattern stands for all functions.
if status is-interactive
    for command in ccs 'ccs-*'
        complete --erase --command $command
        complete --command $command --keep-order --no-files --arguments '(__ccs_find)'
    end
end
