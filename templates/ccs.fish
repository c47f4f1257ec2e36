# ccs for fish, rendered by `ccs init fish` from the registry of profiles. It launches the profiles that it knows by itself;
# whatever it is not sure of, it hands to the core unchanged. A local variable that lives while claude runs has a name that
# nobody exports: a local `name` would hide an exported `name` from claude.

# === Freshness =======================================================================================================

# Succeeds when this text is the published one, and all that it was rendered from is unchanged. Fails with 1 when another
# text is published, with 2 when something has changed since, with 3 when only the core can tell.
function __ccs_freshness
    # Few commands, because the hook runs them before each prompt. The x keeps a value from being a word of `test`.
    test -f '{{ccsDir}}'/shell/stamp -a -r '{{ccsDir}}'/shell/stamp -a x"$HOME" = x'{{home}}' -a x"$CCS_DIR" = x'{{envCcsDir}}' \
        -a x"$CCS_HOME" = x'{{envCcsHome}}' -a x"$CCS_CONFIG" = x'{{envCcsConfig}}' &&
        ! builtin contains -- '' $CCS_DIR || return 3
    test -n '' \
        # '{{#sources}}'
        -o '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from -o '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to \
        # '{{/sources}}'
        -o -n '' && return 2
    # A third of what `read` and a comparison cost.
    string match --quiet -- '{{stamp}}' <'{{ccsDir}}'/shell/stamp
end

# Succeeds when a settings file is the one that the core read when it set the marks of that name.
function __ccs_unchanged --argument-names file name
    ! test "$file" -ot '{{ccsDir}}'/shell/times/"$name".from -o "$file" -nt '{{ccsDir}}'/shell/times/"$name".to
end

# Replaces this text by the published one.
function __ccs_reload
    test -f '{{ccsDir}}'/shell/ccs.fish -a -r '{{ccsDir}}'/shell/ccs.fish -a -O '{{ccsDir}}'/shell/ccs.fish &&
        builtin source '{{ccsDir}}'/shell/ccs.fish
end

# Takes over what is published by now, for the completion and the hook. Where something has changed since, the core
# publishes first; each text asks it only once.
function __ccs_renew
    __ccs_freshness
    switch $status
        case 1
            __ccs_reload
        case 2
            test "$__ccs_asked" = '{{stamp}}' && return
            set --global --unexport __ccs_asked '{{stamp}}'
            __ccs_core init fish </dev/null >/dev/null 2>/dev/null && __ccs_reload
    end
end

# === What a line means ===============================================================================================

# Puts the profile's name into `__ccs_name`, which is empty for claude as typed by hand, and takes the words that are not for
# claude from `__ccs_arguments`. Fails where the core decides.
function __ccs_meaning --no-scope-shadowing
    if set --query argv[1]
        builtin contains -- $argv[1]'{{#coreNames}}' '{{name}}''{{/coreNames}}' --help -h --version -v && return 1
        if test "$argv[1]" = run
            set --function __ccs_name $argv[2]
            set --erase __ccs_arguments[1..2]
            test -n "$__ccs_name"
            return
        else if string match --quiet --regex -- '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z' "$argv[1]"
            set --function __ccs_name $argv[1]
            set --erase __ccs_arguments[1]
            return 0
        else if test "$argv[1]" = --
            set --erase __ccs_arguments[1]
        end
    end
    set --function __ccs_name "$CCS_PROFILE"
    # '{{#hasPins}}'
    test -n "$__ccs_name" || __ccs_pin || return
    # '{{/hasPins}}'
    # '{{#defaultByCore}}'
    test -n "$__ccs_name"
    # '{{/defaultByCore}}'
    # '{{^defaultByCore}}'
    test -z "$__ccs_name" && set __ccs_name '{{defaultName}}'
    return 0
    # '{{/defaultByCore}}'
end
# '{{#hasPins}}'

# Puts the profile of the deepest pinned folder that holds the working folder into `__ccs_name`, nothing where there is none.
# Folders are compared by what they are on the disk. Fails where the working folder is gone.
function __ccs_pin --no-scope-shadowing
    set --local folders .
    while ! test $folders[-1] -ef $folders[-1]/..
        test -d $folders[-1] || return 1
        set --append folders $folders[-1]/..
    end
    # fish's `-ef` compares sizes and times too: for a folder that changes at this moment it is false. Then the paths tell.
    set --local names'{{#pins}}' '{{name}}''{{/pins}}'
    set --local pinned (builtin path resolve --'{{#pins}}' '{{folder}}''{{/pins}}')
    for path in (builtin path resolve -- $folders)
        set --local found (builtin contains --index -- $path $pinned) && set --function __ccs_name $names[$found] && return 0
        # '{{#pins}}'
        test $folders[1] -ef '{{folder}}' && set --function __ccs_name '{{name}}' && return 0
        # '{{/pins}}'
        set --erase folders[1]
    end
    return 0
end
# '{{/hasPins}}'

# === Which profile ===================================================================================================

# Puts what the profile `__ccs_name` is into `__ccs_kind` (account, plain or settings), its folder or file into `__ccs_place`,
# and its token into `__ccs_token`. Fails where the core must see to it.
function __ccs_profile --no-scope-shadowing
    set --function __ccs_kind
    set --function __ccs_place
    set --function __ccs_token
    switch "$__ccs_name"
        # '{{#accounts}}'
        case '{{name}}'
            set __ccs_kind account
            set __ccs_place '{{instance}}'
            # '{{/accounts}}'
            # '{{#plain}}'
        case '{{name}}'
            set __ccs_kind plain
            # '{{/plain}}'
            # '{{#settings}}'
        case '{{name}}'
            set __ccs_kind settings
            set __ccs_place '{{file}}'
            set __ccs_token '{{token}}'
            # '{{/settings}}'
    end
    switch "$__ccs_kind"
        case account
            test -d "$__ccs_place" -a -O "$__ccs_place"
        case settings
            # In another file than the one that was read, the key may be a placeholder.
            test -f "$__ccs_place" && __ccs_unchanged $__ccs_place $__ccs_name
        case '*'
            test "$__ccs_kind" = plain
    end
end

# Succeeds when that profile is an account, or plain claude.
function __ccs_account --no-scope-shadowing
    __ccs_profile && test $__ccs_kind != settings
end

# Succeeds where settings of plain claude may set another login for the profile: Claude reads them with a settings profile
# everywhere, with an account where it takes them for the project's, as in the home folder. Marks say that they set none.
function __ccs_overridden --no-scope-shadowing
    switch $__ccs_kind
        case account
            # '{{#homeSettings}}'
            test '{{here}}' -ef '{{file}}' && ! __ccs_unchanged '{{file}}' '{{name}}' && return
            # '{{/homeSettings}}'
        case settings
            # '{{#plainSettings}}'
            __ccs_unchanged '{{file}}' '{{name}}' || return 0
            # '{{/plainSettings}}'
    end
    return 1
end

# === Launch ==========================================================================================================

# Claude with the right account.
function ccs --description 'Claude with the right account'
    __ccs_freshness
    or begin
        # Another text is published: an interactive shell takes it, once in a command.
        test $status = 1 && status is-interactive && __ccs_reload && __ccs_freshness
    end
    or begin
        # `use` changes this shell, so it needs a text that is certain.
        test "$argv[1]" = use && set --local __ccs_text (__ccs_core init fish | string collect) && builtin eval $__ccs_text
    end
    set --local __ccs_fresh $status
    if test "$argv[1]" = use && test $__ccs_fresh = 0
        __ccs_use $argv[2..]
        return
    end

    # A command of the core may change what this text was rendered from, so an interactive shell looks again.
    if status is-interactive && test "$argv[1]" != run && builtin contains -- "$argv[1]"'{{#commands}}' '{{name}}''{{/commands}}'
        __ccs_core $argv
        set __ccs_fresh $status
        __ccs_follow $argv
        return $__ccs_fresh
    end

    if test $__ccs_fresh = 0
        __ccs_launch $argv
    else
        __ccs_core $argv
    end
end

# Runs claude, or the core where this text is not sure of something.
function __ccs_launch
    set --local __ccs_arguments $argv
    __ccs_meaning $argv && __ccs_program && if test -n "$__ccs_name"
        __ccs_profile && ! __ccs_overridden && __ccs_environment
    end
    or begin
        __ccs_core $argv
        return
    end
    if test -f '{{ccsDir}}'/shell/used/"$__ccs_name" -a -w '{{ccsDir}}'/shell/used/"$__ccs_name" &&
            ! test -L '{{ccsDir}}'/shell/used/"$__ccs_name"
        builtin : >'{{ccsDir}}'/shell/used/"$__ccs_name"
    end
    test "$__ccs_kind" = settings && set --prepend __ccs_arguments --settings $__ccs_place
    command $__ccs_claude $__ccs_arguments
end

# Finds claude on PATH, where a relative entry is the core's to refuse.
function __ccs_program --no-scope-shadowing
    set --function __ccs_claude claude
    if test -n "$CCS_CLAUDE_PATH"
        set __ccs_claude "$CCS_CLAUDE_PATH"
        string match --quiet '/*' -- $__ccs_claude
    else
        ! string match --quiet --invert '/*' -- $PATH
    end
    and command --query $__ccs_claude
end

# Makes this the environment of claude; fails where a variable stands in the way. A local variable that is not exported
# hides a global one, but a universal one shows through. CCS_PROFILE comes last, because the core goes by it.
function __ccs_environment --no-scope-shadowing
    set --local hidden
    test "$CCS_KEEP_ENV" = 1 || set hidden'{{#overrides}}' __name__'{{/overrides}}'
    test $__ccs_kind = account || set --append hidden CLAUDE_CONFIG_DIR
    __ccs_drops_sign_ins $__ccs_kind && set --append hidden ANTHROPIC_CONFIG_DIR
    # The status is the number of those that are not set: most often all.
    set --query $hidden
    test $status = (builtin count $hidden) || for variable in $hidden
        if set --query $variable
            set --query --universal --export $variable && return 1
            set --function --unexport $variable
        end
    end
    if test $__ccs_kind = account
        set --function --export --unpath CLAUDE_CONFIG_DIR $__ccs_place
        test "$CCS_KEEP_ENV" = 1 || set --function --export --unpath ANTHROPIC_CONFIG_DIR $__ccs_place/.anthropic
    end
    # Claude takes this before the login of plain claude, which must not go to another provider where its key fails.
    test -n "$__ccs_token" -a -z "$CLAUDE_CODE_OAUTH_TOKEN" && set --function --export CLAUDE_CODE_OAUTH_TOKEN $__ccs_token
    set --function --export --unpath CCS_PROFILE $__ccs_name
    return 0
end

# Succeeds where ANTHROPIC_CONFIG_DIR must go before a profile of that kind is chosen: an account brings its own, and the
# one that ccs set for another account goes with its CLAUDE_CONFIG_DIR. Otherwise the person's own value stays.
function __ccs_drops_sign_ins
    test "$argv[1]" = account -a "$CCS_KEEP_ENV" != 1 || test x"$ANTHROPIC_CONFIG_DIR" = x"$CLAUDE_CONFIG_DIR"/.anthropic
end

# Runs the core: the one on PATH, unless a relative entry of PATH could lead to a program in the working folder.
function __ccs_core
    if ! string match --quiet --invert '/*' -- $PATH && command --query ccs
        command ccs $argv
    else if command --query '{{core}}'
        command '{{core}}' $argv
    else
        builtin printf %s '{{sayCoreMissing}}' >&2
        return 127
    end
end

# === use =============================================================================================================

# `ccs use`: what its words mean.
function __ccs_use
    # A name that begins with a dash is the core's.
    test "$argv[1]" = -- && ! string match --quiet -- '-*' "$argv[2]" && set --erase argv[1]
    set --local __ccs_name $argv[1]
    set --local __ccs_kind
    if ! set --query argv[1]
        __ccs_list
        return 0
    end
    if test "$__ccs_name" = -
        if ! set --query __ccs_before
            builtin printf %s '{{sayNoAccountBefore}}' >&2
            return 2
        end
        set __ccs_name $__ccs_before
        test -n "$__ccs_name" || set __ccs_name --off
    end
    switch (builtin count $argv)" $__ccs_name"
        case '1 --off'
            set __ccs_kind off
        case '1 -*' '1 '
        case '1 *'
            # The core creates a missing folder, or says why there is none.
            __ccs_account || __ccs_core env $__ccs_name >/dev/null || return
            __ccs_account || set __ccs_kind
    end
    if test -n "$__ccs_kind"
        __ccs_choose
    else
        __ccs_core use $argv
    end
end

# Prints the accounts, the chosen one first.
function __ccs_list
    test -n "$CCS_PROFILE" && builtin echo "* "(string replace --all --regex '[[:cntrl:]]' '?' -- $CCS_PROFILE | string collect)
    for name in '{{#accounts}}' '{{name}}''{{/accounts}}''{{#plain}}' '{{name}}''{{/plain}}'
        test "$name" = "$CCS_PROFILE" || builtin echo "  $name"
    end
    test -n "$CCS_PROFILE" || builtin echo 'ccs: No account is chosen in this shell. Choose one: ccs use <profile>' >&2
end

# Makes `__ccs_name` this shell's account, of `__ccs_kind` and in `__ccs_place`, or none for `--off`. What was there before
# stands aside in variables that are not exported, until then; an override that the person has set since stays. The word
# says who chooses if the person does not: `hook`, or `follow`, which says why in `__ccs_news`.
function __ccs_choose --no-scope-shadowing --argument-names by
    set --local before "$CCS_PROFILE"
    set --local variables ANTHROPIC_CONFIG_DIR CLAUDE_CONFIG_DIR CCS_PROFILE'{{#overrides}}' __name__'{{/overrides}}'
    # A variable of a calling function hides the global one, and a universal one that is exported shows through it.
    for variable in $variables
        if set --query --function $variable
            builtin printf %s '{{sayVariableLocal}}' >&2
            return 2
        else if set --query --universal --export $variable && test $variable != CCS_PROFILE
            builtin printf %s '{{sayVariableUniversal}}' >&2
            return 2
        end
    end
    # An account that the hook of another shell chose, from which this one was started, is not to come back.
    if test "$__ccs_name" = --off -a -n "$before" || set --query __ccs_used || test "$by" = follow ||
            test -n "$CCS_HOOK" -a "$before" = "$CCS_HOOK"
        __ccs_drops_sign_ins && set --erase --global ANTHROPIC_CONFIG_DIR
        set --erase --global CLAUDE_CONFIG_DIR CCS_PROFILE
        for variable in $variables
            set --local aside __ccs_aside_$variable
            if set --query $aside && ! set --query --global $variable
                set --local values $$aside
                set --global $values[1] $variable $values[2..]
            end
            set --erase --global $aside
        end
    end
    set --erase --global __ccs_used CCS_HOOK
    if test "$__ccs_name" != --off
        test "$CCS_KEEP_ENV" = 1 && set variables $variables[1..3]
        __ccs_drops_sign_ins $__ccs_kind || set --erase variables[1]
        for variable in $variables
            if set --query --global $variable
                set --local how --unexport
                set --query --global --export $variable && set how --export
                set --global --unexport __ccs_aside_$variable $how $$variable
                set --erase --global $variable
            end
        end
        set --global --unexport __ccs_used 1
        set --global --export CCS_PROFILE $__ccs_name
        if test $__ccs_kind != plain
            set --global --export --unpath CLAUDE_CONFIG_DIR $__ccs_place
            test "$CCS_KEEP_ENV" = 1 || set --global --export --unpath ANTHROPIC_CONFIG_DIR $__ccs_place/.anthropic
        end
    end
    switch "$by"
        case hook
            test "$__ccs_name" = --off || set --global --export CCS_HOOK $__ccs_name
        case ''
            set --global --unexport __ccs_before $before
    end
    status is-interactive || return 0
    set --local now "This shell uses $CCS_PROFILE."
    if test -z "$CCS_PROFILE"
        set __ccs_name
        # '{{#hasPins}}'
        __ccs_pin
        # '{{/hasPins}}'
        # '{{^defaultByCore}}'
        test -n "$__ccs_name" || set __ccs_name '{{defaultName}}'
        # '{{/defaultByCore}}'
        test -n "$__ccs_name" && set __ccs_name "ccs means \"$__ccs_name\"; "
        set now "No account chosen here: "$__ccs_name"plain claude is as before."
    end
    set now (string replace --all --regex '[[:cntrl:]]' '?' -- "ccs: $__ccs_news$now" | string collect)
    test "$by" = hook -a -z "$NO_COLOR" && set now \e"[2m$now"\e"[0m"
    builtin printf '%s\n' $now >&2
end

# After a command of the core: takes over what it has published. The hook takes care of the account that it chose.
function __ccs_follow
    __ccs_freshness || test $status != 1 || __ccs_reload
    # By its name, because another text may have been taken over.
    test -z "$CCS_PROFILE" || test "$CCS_PROFILE" = "$CCS_HOOK" || __ccs_settle $argv
end

# Follows this shell's account to its new name; where it was removed, lets go of it.
function __ccs_settle
    set --local __ccs_name
    set --local __ccs_news 'was renamed'
    builtin contains -- $CCS_PROFILE'{{#functions}}' '{{name}}''{{/functions}}''{{#coreNames}}' '{{name}}''{{/coreNames}}' && return
    __ccs_freshness || return 0
    # A renamed account keeps its folder.
    # '{{#accounts}}'
    test x"$CLAUDE_CONFIG_DIR" = x'{{instance}}' && set __ccs_name '{{name}}'
    # '{{/accounts}}'
    # '{{#plain}}'
    test x"$CLAUDE_CONFIG_DIR $argv[1..2]" = x' auth rename' && set __ccs_name '{{name}}'
    # '{{/plain}}'
    if ! __ccs_account
        set __ccs_name --off
        set __ccs_news 'was removed'
    end
    set __ccs_news "\"$CCS_PROFILE\" $__ccs_news. "
    __ccs_choose follow
end
# '{{#hook}}'

# === Directory hook ==================================================================================================

# Called before each prompt: entering a folder that is pinned to an account is like `ccs use` of it, and leaving undoes it.
# What the person chose stays: CCS_HOOK names the account that the hook chose, also to the shells that are started here.
function __ccs_hook --on-event fish_prompt
    __ccs_freshness || __ccs_renew
    # By its name, because another text may have been taken over.
    __ccs_enter
end

function __ccs_enter
    test "$__ccs_seen" = '{{stamp}}'":$PWD" && return
    set --global --unexport __ccs_seen '{{stamp}}'":$PWD"
    set --local __ccs_name
    test -z "$CCS_PROFILE" || test "$CCS_PROFILE" = "$CCS_HOOK" || return 0
    # '{{#hasPins}}'
    __ccs_pin || return 0
    # '{{/hasPins}}'
    __ccs_account || set __ccs_name
    test "$__ccs_name" = "$CCS_PROFILE" && return
    test -n "$__ccs_name" || set __ccs_name --off
    __ccs_choose hook
end
# '{{/hook}}'

# === Profile functions ===============================================================================================

# '{{#functions}}'
function ccs-__name__ --description 'Claude with the profile __name__'
    ccs run __name__ $argv
end
# '{{/functions}}'

# === Completion ======================================================================================================

# '{{>completion}}'

# === Start ===========================================================================================================

# '{{^hook}}'
# The hook has been turned off: what it chose is undone at the next prompt, and after that it does nothing.
if builtin functions --query __ccs_hook
    function __ccs_enter
        builtin functions --erase __ccs_hook __ccs_enter
        set --erase --global __ccs_seen
        set --local __ccs_name --off
        test -n "$CCS_HOOK" -a "$CCS_PROFILE" = "$CCS_HOOK" && __ccs_choose hook
    end
end
# '{{/hook}}'
