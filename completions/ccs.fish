# Completion of ccs for fish; it works with and without the integration. It reads the candidates that the core publishes,
# lines of context, candidate and description. It evaluates nothing that was typed.

# Prints what fits at the cursor; status 1 when that is nothing of ccs's own.
function __ccs_candidates
    builtin functions --query __ccs_renew
    and __ccs_renew

    set --local folder $HOME/.ccs
    test -n "$CCS_HOME"
    and set folder $CCS_HOME/.ccs
    test -n "$CCS_DIR"
    and set folder $CCS_DIR
    set --local file $folder/shell/candidates
    test -f $file
    and test -r $file
    or return

    # The words between ccs and the one at the cursor; ccs may be called by a path, or stand behind `command`.
    set --local words (builtin commandline --tokenize --current-process --cut-at-cursor)
    while set --query words[1]
        and not string match --quiet --regex '^(.*/)?ccs\z' -- $words[1]
        set --erase words[1]
    end
    set --erase words[1]
    if not set --query words[1]
        string replace --filter --regex '^@names\t' '' <$file
        string replace --filter --regex '^\t' '' <$file
        return
    end
    string match --quiet -- '-*' $words[1]
    and return 1

    # The longest context that the words begin with; after a word more than that only options are left.
    set --local context (string match --invert --regex -- '^(-|\z)' $words)
    set --local lines
    set --local wanted .
    while set --query context[1]
        set --local pattern '^'(string escape --style=regex -- "$context")'\t('$wanted'.*)'
        set lines (string replace --filter --regex -- $pattern '$1' <$file)
        and break
        set --erase context[-1]
        set wanted -
    end
    set --query lines[1]
    or return

    for group in (string match --regex '^@\w+' -- $lines)
        string replace --filter --regex "^$group\t" '' <$file
    end
    string match --invert --regex '^@' -- $lines
    return 0
end

if status is-interactive
    complete --erase --command ccs
    complete --command ccs --keep-order --no-files --condition '__ccs_candidates >/dev/null' --arguments '(__ccs_candidates)'
end
