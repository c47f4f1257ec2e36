# Completion of ccs for fish; it works with and without the integration. It reads the candidates that the core publishes,
# lines of context, candidate and description. It evaluates nothing that was typed.

# Finds what fits at the cursor; status 1 where files fit as well.
function __ccs_find
    set --global __ccs_found
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

    # The words from ccs, which may be called by a path or stand behind `command`, to the one at the cursor.
    set --local words (builtin commandline --tokenize --current-process --cut-at-cursor)
    set --local current (builtin commandline --current-token --cut-at-cursor)
    while set --query words[2]
        and not string match --quiet --regex '^(.*/)?ccs(-.*)?\z' -- $words[1]
        set --erase words[1]
    end
    set --local name (string replace --regex '^(.*/)?' '' -- $words[1])
    set --erase words[1]
    set --local profiles (string replace --filter --regex '^@(accounts|others)\t(.*?)\t.*' '$2' <$file)

    # Whose the line is: a command's of ccs, or Claude's, after a profile or what could not be a name.
    set --local context @claude
    if string match --quiet 'ccs-*' -- $name
        contains -- (string sub --start 5 -- $name) $profiles
        or return
    else if not set --query words[1]
        string match --quiet --regex '^$|^[A-Za-z0-9_][A-Za-z0-9_-]*\z' -- "$current"
        and set context ''
    else if test "$words[1]" = run
        and set --query words[2]
        set --erase words[1..2]
    else if string match --quiet --regex '^[a-z]' -- $words[1]
        and string match --quiet --regex '^\t'(string escape --style=regex -- $words[1])'\t' <$file
        set context $words[1]
        set --erase words[1]
    else if contains -- $words[1] $profiles
        set --erase words[1]
    end

    # What the words up to the cursor make of it. After `--`, and after two words of a command of Claude's, there are files.
    set --local is_first yes
    set --local value
    for word in $words
        if test -n "$value"
            set value
        else if not string match --quiet '@claude*' -- $context
            and string match --quiet -- '-*' $word
            # An option whose value comes next, of the command or of one that it is a member of.
            set --local parent $context
            while test -n "$parent" -a -z "$value"
                string match --quiet --regex '^'(string escape --style=regex -- "$parent $word")'\t' <$file
                and set value "$parent $word"
                set parent (string replace --filter --regex ' [^ ]*\z' '' -- $parent)
            end
        else if not string match --quiet '@claude*' -- $context
            set context "$context $word"
        else if test "$word" = --
            or string match --quiet --regex '^@claude [^-]' -- $context
            return 1
        else
            set context @claude
            begin
                set --query is_first[1]
                or string match --quiet -- '-*' $word
            end
            and string match --quiet --regex '^@claude '(string escape --style=regex -- $word)'\t' <$file
            and set context "@claude $word"
        end
        set --erase is_first[1]
    end
    test -n "$value"
    and set context $value

    # The candidates there; after a word too many the options of the command that stands before it.
    set --local found (string replace --filter --regex '^'(string escape --style=regex -- $context)'\t' '' <$file)
    set --local options (string match -- '-*' $found)
    for group in (string match --regex '^@\w+' -- $found)
        set --append __ccs_found (string replace --filter --regex "^$group\t" '' <$file)
    end
    set --append __ccs_found (string match --invert --regex '^[@-]' -- $found)
    set --local files
    string match --quiet '@files*' -- $found
    and set files offered
    while string match --quiet --regex '^[^@].* ' -- $context
        set context (string replace --regex ' [^ ]*\z' '' -- $context)
        set --append options (string replace --filter --regex '^'(string escape --style=regex -- $context)'\t-' - <$file)
        string match --quiet --regex '^'(string escape --style=regex -- $context)' \+\t@files' <$file
        and set files offered
    end
    set --query files[1]
    and not string match --quiet -- '-*' "$current"
    and return 1

    set --query __ccs_found[1]
    or set --query options[1]
    or return

    # Options are for a `-`, or where there is nothing else.
    switch "$current"
        case '-*'
            set __ccs_found $options
        case ''
            test "$context" = @claude
            or not set --query __ccs_found[1]
            and set --append __ccs_found $options
        case '@*'
            string match --quiet --regex '^@[\w./-]*\z' -- $current
            and set __ccs_found @(builtin complete --do-complete "'' "(string sub --start 2 -- $current))
        case '*'
            # fish would look into the descriptions as well.
            set __ccs_found (string match --ignore-case --regex '^[^\t]*'(string escape --style=regex -- $current)'.*' -- $__ccs_found)
    end
    test "$context" != @claude
end

# fish asks twice at each Tab, in an order of its own: whether there is nothing but candidates, and whether files fit as well.
# Who is asked second takes what the first has found; the same question again is another Tab.
function __ccs_find_once --argument-names question
    if set --query __ccs_answer[2]
        and test $__ccs_answer[1] != $question
        set --local answer $__ccs_answer[2]
        set --erase __ccs_answer
        return $answer
    end
    __ccs_find
    set --global __ccs_answer $question $status
    return $__ccs_answer[2]
end

if status is-interactive
    # One pattern stands for all functions.
    for command in ccs 'ccs-*'
        complete --erase --command $command
        complete --command $command --keep-order --no-files --condition '__ccs_find_once no-files' --arguments '$__ccs_found'
        complete --command $command --condition 'not __ccs_find_once files' --arguments '$__ccs_found'
    end
end
