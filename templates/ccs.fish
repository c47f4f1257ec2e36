# ccs for fish, made by `ccs init fish` from the registry of profiles. The profiles that it knows it launches by itself;
# whatever it is not sure of, it hands to the core unchanged. While claude starts, local variables here have names that
# nobody exports: a local `name` would hide an exported `name` from claude.

# Freshness: 0 when this text is the registry's; 1 when another one is published; 2 when something has changed since it was
# published; 3 when only the core can tell.
function __ccs_freshness
    # As few commands as can be, since each is felt: the hook asks before every prompt. The x keeps a value from being a word
    # of `test`.
    test -f '{{ccsDir}}'/shell/stamp -a -r '{{ccsDir}}'/shell/stamp -a x"$HOME" = x'{{home}}' -a x"$CCS_DIR" = x'{{envCcsDir}}' \
        -a x"$CCS_HOME" = x'{{envCcsHome}}' -a x"$CCS_CONFIG" = x'{{envCcsConfig}}'
    and not builtin contains -- '' $CCS_DIR
    or return 3
    test -n '' \
        # '{{#sources}}'
        -o '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from -o '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to \
        # '{{/sources}}'
        -o -n ''
    and return 2
    # A third of what `read` and a comparison cost.
    string match --quiet -- '{{stamp}}' <'{{ccsDir}}'/shell/stamp
end

# Puts the published text in the place of this one.
function __ccs_reload
    test -f '{{ccsDir}}'/shell/ccs.fish
    and test -r '{{ccsDir}}'/shell/ccs.fish
    and test -O '{{ccsDir}}'/shell/ccs.fish
    and builtin source '{{ccsDir}}'/shell/ccs.fish
end

# Called by the completion and the hook: takes over what is published by now; where something has changed since, the core
# publishes it first, once.
function __ccs_renew
    __ccs_freshness
    and return
    switch $status
        case 1
            __ccs_reload
        case 2
            test "$__ccs_asked" = '{{stamp}}'
            and return
            set --global --unexport __ccs_asked '{{stamp}}'
            __ccs_core init fish </dev/null >/dev/null 2>/dev/null
            and __ccs_reload
    end
end

function ccs --description 'Claude with the right account'
    __ccs_freshness
    or begin
        test $status -eq 1
        and status is-interactive
        and __ccs_reload
        and __ccs_freshness
    end
    or begin
        # This changes this shell, so it must know for certain.
        test "$argv[1]" = use
        and set --local text (__ccs_core init fish | string collect)
        and builtin eval $text
    end
    or begin
        __ccs_ask $argv
        return
    end
    if test "$argv[1]" = use
        __ccs_use $argv[2..]
        return
    end
    __ccs_launch $argv
end

function __ccs_launch
    # What the line means: a profile's name and claude's arguments; no name at all is claude as typed by hand.
    set --local __ccs_name
    set --local __ccs_arguments $argv
    if test "$argv[1]" = run
        and set --query argv[2]
        set __ccs_name $argv[2]
        set --erase __ccs_arguments[1..2]
    else if set --query argv[1]
        and builtin contains -- $argv[1] \
            # '{{#commands}}'
            '{{name}}' \
            # '{{/commands}}'
            # '{{#coreNames}}'
            '{{name}}' \
            # '{{/coreNames}}'
            --help -h --version -v
        __ccs_ask $argv
        return
    else if string match --quiet --regex -- '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z' "$argv[1]"
        set __ccs_name $argv[1]
        set --erase __ccs_arguments[1]
    else
        if test "$argv[1]" = --
            set --erase __ccs_arguments[1]
        end
        set __ccs_name "$CCS_PROFILE"
        # '{{#hasPins}}'
        if test -z "$__ccs_name"
            set __ccs_name (__ccs_pin)
            or begin
                __ccs_core $argv
                return
            end
        end
        # '{{/hasPins}}'
        if test -z "$__ccs_name"
            # '{{#defaultByCore}}'
            __ccs_core $argv
            return
            # '{{/defaultByCore}}'
            # '{{^defaultByCore}}'
            set __ccs_name '{{defaultName}}'
            test -n "$__ccs_name"
            or set --erase __ccs_name[1]
            # '{{/defaultByCore}}'
        end
    end

    # The program: on PATH, where a relative entry is for the core to refuse. Without a profile it is started as by hand.
    set --local __ccs_claude claude
    if test -n "$CCS_CLAUDE_PATH"
        set __ccs_claude "$CCS_CLAUDE_PATH"
        string match --quiet '/*' -- $__ccs_claude
    else
        not string match --quiet --invert '/*' -- $PATH
    end
    and command --query $__ccs_claude
    or begin
        __ccs_core $argv
        return
    end
    if not set --query __ccs_name[1]
        command $__ccs_claude $__ccs_arguments
        return
    end

    # What the profile is.
    set --local __ccs_kind
    set --local __ccs_place
    set --local __ccs_token
    __ccs_profile
    and not __ccs_meets_other_settings
    or begin
        __ccs_core $argv
        return
    end

    # The environment of claude. A local variable that is not exported hides a global one, but a universal one shows
    # through: then the core launches.
    if test "$CCS_KEEP_ENV" != 1
        # '{{#overrides}}'
        if set --query __name__
            set --query --universal --export __name__
            and set __ccs_kind unsure
            set --function --unexport __name__
        end
        # '{{/overrides}}'
    end
    if test $__ccs_kind = account -a "$CCS_KEEP_ENV" != 1
        set --function --export --unpath ANTHROPIC_CONFIG_DIR $__ccs_place/.anthropic
    else if test x"$ANTHROPIC_CONFIG_DIR" = x"$CLAUDE_CONFIG_DIR"/.anthropic
        # What ccs set for another account goes with its CLAUDE_CONFIG_DIR.
        set --function --unexport ANTHROPIC_CONFIG_DIR
        set --query --universal --export ANTHROPIC_CONFIG_DIR
        and set __ccs_kind unsure
    end
    if test $__ccs_kind != account
        set --function --unexport CLAUDE_CONFIG_DIR
        set --query --universal --export CLAUDE_CONFIG_DIR
        and set __ccs_kind unsure
    end
    switch $__ccs_kind
        case account
            set --function --export --unpath CLAUDE_CONFIG_DIR $__ccs_place
        case settings
            set --prepend __ccs_arguments --settings $__ccs_place
            # Claude takes this before the login of plain claude, which must not go to another provider where its key fails.
            test -n "$__ccs_token"
            and test -z "$CLAUDE_CODE_OAUTH_TOKEN"
            and set --function --export CLAUDE_CODE_OAUTH_TOKEN $__ccs_token
        case unsure
            __ccs_core $argv
            return
    end
    set --function --export --unpath CCS_PROFILE $__ccs_name

    # The time of use.
    if test -f '{{ccsDir}}'/shell/used/$__ccs_name
        and not test -L '{{ccsDir}}'/shell/used/$__ccs_name
        and test -w '{{ccsDir}}'/shell/used/$__ccs_name
        builtin : >'{{ccsDir}}'/shell/used/$__ccs_name
    end

    command $__ccs_claude $__ccs_arguments
end

# What the profile `__ccs_name` is, its folder or file, and a token, in `__ccs_kind`, `__ccs_place` and `__ccs_token` of the
# caller; fails where the core must see to it.
function __ccs_profile --no-scope-shadowing
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
        case '*'
            return 1
    end
    switch $__ccs_kind
        case account
            test -d "$__ccs_place" -a -O "$__ccs_place"
        case settings
            # Where it is not the file that was looked at, its key may be a placeholder again.
            test -f "$__ccs_place"
            and not test "$__ccs_place" -ot '{{ccsDir}}'/shell/times/"$__ccs_name".from \
                -o "$__ccs_place" -nt '{{ccsDir}}'/shell/times/"$__ccs_name".to
    end
end

# Settings of plain claude count for a launch too: for a settings profile everywhere, for an account where Claude takes them
# for the project's, as in the home folder. Fails where there are none, or where their marks say that no login is set in them.
function __ccs_meets_other_settings --no-scope-shadowing
    switch $__ccs_kind
        case account
            # '{{#homeSettings}}'
            test '{{here}}' -ef '{{file}}'
            and test '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from -o '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to
            and return
            # '{{/homeSettings}}'
        case settings
            # '{{#plainSettings}}'
            test '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from -o '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to
            and return
            # '{{/plainSettings}}'
    end
    return 1
end
# '{{#hasPins}}'

# Prints the profile of the deepest pinned folder that holds the working folder, nothing where there is none. Fails where
# the core must see to it, as where the working folder is gone.
function __ccs_pin
    set --local folders .
    while not test $folders[-1] -ef $folders[-1]/..
        test -d $folders[-1]
        or return 1
        set --append folders $folders[-1]/..
    end
    # fish's `-ef` compares sizes and times too: for a folder that changes at this moment it is false. Then the paths tell.
    set --local names '{{#pins}}' '{{name}}''{{/pins}}'
    set --local pinned (builtin path resolve -- '{{#pins}}' '{{folder}}''{{/pins}}')
    set --local paths (builtin path resolve -- $folders)
    test (builtin count $names) -eq (builtin count $pinned) -a (builtin count $folders) -eq (builtin count $paths)
    or return 1
    for folder in $folders
        set --local found (builtin contains --index -- $paths[1] $pinned)
        and builtin echo $names[$found]
        and return 0
        set --erase paths[1]
        # '{{#pins}}'
        if test $folder -ef '{{folder}}'
            builtin echo '{{name}}'
            return 0
        end
        # '{{/pins}}'
    end
    return 0
end
# '{{/hasPins}}'

# `ccs use`: what its words mean.
function __ccs_use
    # A name that begins with a dash is the core's.
    test "$argv[1]" = --
    and not string match --quiet -- '-*' "$argv[2]"
    and set --erase argv[1]
    if not set --query argv[1]
        # The one that is chosen comes first.
        test -n "$CCS_PROFILE"
        and builtin echo "* "(string replace --all --regex '[[:cntrl:]]' '?' -- $CCS_PROFILE | string collect)
        for name in '{{#accounts}}' '{{name}}''{{/accounts}}''{{#plain}}' '{{name}}''{{/plain}}'
            test "$name" = "$CCS_PROFILE"
            or builtin echo "  $name"
        end
        if test -z "$CCS_PROFILE"
            builtin echo 'ccs: No account is chosen in this shell. Choose one: ccs use <profile>' >&2
        end
        return 0
    end
    set --local __ccs_name $argv[1]
    if test "$__ccs_name" = -
        if not set --query __ccs_before
            builtin printf %s '{{sayNoAccountBefore}}' >&2
            return 2
        end
        set __ccs_name $__ccs_before
        test -n "$__ccs_name"
        or set __ccs_name --off
    end
    set --local __ccs_kind
    set --local __ccs_place
    if not set --query argv[2]
        and string match --quiet --regex '^[^-]' -- $__ccs_name
        and not __ccs_profile
        # This makes a folder that is missing, or tells why there is none.
        __ccs_core env $__ccs_name >/dev/null
        or return
        __ccs_profile
    end
    if set --query argv[2]
        or not builtin contains -- "$__ccs_kind$__ccs_name" --off account$__ccs_name plain$__ccs_name
        __ccs_core use $argv
        return
    end

    __ccs_choose "$__ccs_name" "$__ccs_kind" "$__ccs_place"
end

# Makes a profile of that name, kind and place this shell's account, or none for `--off`. What was there before stands aside
# in variables that are not exported, until then; an override that the person has set since stays. The fourth word says who
# chooses if the person does not: `hook`, or `follow`, which says why in the fifth.
function __ccs_choose --argument-names __ccs_name __ccs_kind __ccs_place by news
    # A universal variable that is exported shows through a global one that is not, and one of a calling function hides it.
    set --local own CLAUDE_CONFIG_DIR CCS_PROFILE
    set --local overrides '{{#overrides}}' __name__'{{/overrides}}'
    for name in ANTHROPIC_CONFIG_DIR $own $overrides
        if set --query --function $name
            builtin printf %s '{{sayVariableLocal}}' >&2
            return 2
        end
        test $name = CCS_PROFILE
        and continue
        if set --query --universal --export $name
            builtin printf %s '{{sayVariableUniversal}}' >&2
            return 2
        end
    end
    set --local before "$CCS_PROFILE"
    # An account that the hook of another shell chose, from which this one was started, is not to come back.
    if set --query __ccs_used
        or test "$by" = follow
        or test "$__ccs_name" = --off -a -n "$before"
        or test -n "$CCS_HOOK" -a "$before" = "$CCS_HOOK"
        test x"$ANTHROPIC_CONFIG_DIR" = x"$CLAUDE_CONFIG_DIR"/.anthropic
        and set --erase --global ANTHROPIC_CONFIG_DIR
        set --erase --global $own
        for name in ANTHROPIC_CONFIG_DIR $own $overrides
            set --local aside __ccs_aside_$name
            if set --query $aside
                and not set --query --global $name
                set --local values $$aside
                set --global $values[1] $name $values[2..]
            end
            set --erase --global $aside
        end
    end
    set --erase --global __ccs_used CCS_HOOK
    if test "$__ccs_name" != --off
        test "$CCS_KEEP_ENV" = 1
        and set overrides
        # An account brings its own, and what ccs set for another account goes with it; otherwise the person's stays.
        if test $__ccs_kind = account -a "$CCS_KEEP_ENV" != 1
            or test x"$ANTHROPIC_CONFIG_DIR" = x"$CLAUDE_CONFIG_DIR"/.anthropic
            set --prepend own ANTHROPIC_CONFIG_DIR
        end
        for name in $own $overrides
            if set --query --global $name
                set --local how --unexport
                set --query --global --export $name
                and set how --export
                set --global --unexport __ccs_aside_$name $how $$name
                set --erase --global $name
            end
        end
        set --global --unexport __ccs_used 1
        set --global --export CCS_PROFILE $__ccs_name
        if test $__ccs_kind = account
            set --global --export --unpath CLAUDE_CONFIG_DIR $__ccs_place
            test "$CCS_KEEP_ENV" = 1
            or set --global --export --unpath ANTHROPIC_CONFIG_DIR $__ccs_place/.anthropic
        end
    end
    switch "$by"
        case ''
            set --global --unexport __ccs_before $before
        case hook
            test "$__ccs_name" = --off
            or set --global --export CCS_HOOK $__ccs_name
    end
    status is-interactive
    or return 0
    set --local now "This shell uses $CCS_PROFILE."
    if test -z "$CCS_PROFILE"
        set --local default
        # '{{#hasPins}}'
        set default (__ccs_pin)
        # '{{/hasPins}}'
        # '{{^defaultByCore}}'
        test -n "$default"
        or set default '{{defaultName}}'
        # '{{/defaultByCore}}'
        test -n "$default"
        and set default "ccs means \"$default\"; "
        set now "No account chosen here: "$default"plain claude is as before."
    end
    set now (string replace --all --regex '[[:cntrl:]]' '?' -- "ccs: $news$now" | string collect)
    test "$by" = hook
    and test -z "$NO_COLOR"
    and set now \e"[2m$now"\e"[0m"
    builtin printf '%s\n' $now >&2
    return 0
end

# Lets the core do it, and takes over what it has published.
function __ccs_ask
    __ccs_core $argv
    set --local result $status
    if status is-interactive
        __ccs_freshness
        or test $status -ne 1
        or __ccs_reload
        # By its name, because another text may have been taken over. The directory hook takes care of the account that it
        # chose.
        test -z "$CCS_PROFILE"
        or test "$CCS_PROFILE" = "$CCS_HOOK"
        or __ccs_settle $argv
    end
    return $result
end

# If the account of this shell has another name now, follows it; if it is gone, lets go.
function __ccs_settle
    __ccs_freshness
    and not builtin contains -- $CCS_PROFILE \
        # '{{#functions}}'
        '{{name}}' \
        # '{{/functions}}'
        # '{{#coreNames}}'
        '{{name}}' \
        # '{{/coreNames}}'
        ''
    or return 0
    # A renamed account keeps its folder.
    set --local __ccs_name --off
    # '{{#accounts}}'
    test x"$CLAUDE_CONFIG_DIR" = x'{{instance}}'
    and set __ccs_name '{{name}}'
    # '{{/accounts}}'
    # '{{#plain}}'
    test x"$CLAUDE_CONFIG_DIR $argv[1..2]" = x' auth rename'
    and set __ccs_name '{{name}}'
    # '{{/plain}}'
    set --local __ccs_kind
    set --local __ccs_place
    set --local news 'was renamed'
    __ccs_profile
    and builtin contains -- "$__ccs_kind" account plain
    or begin
        set __ccs_name --off
        set news 'was removed'
    end
    __ccs_choose $__ccs_name "$__ccs_kind" "$__ccs_place" follow "\"$CCS_PROFILE\" $news. "
end

# A relative entry of PATH could lead to a program in the current directory.
function __ccs_core
    if not string match --quiet --invert '/*' -- $PATH
        and command --query ccs
        command ccs $argv
    else if command --query '{{core}}'
        command '{{core}}' $argv
    else
        builtin printf %s '{{sayCoreMissing}}' >&2
        return 127
    end
end

# One function a profile.
# '{{#functions}}'
function ccs-__name__ --description 'Claude with the profile __name__'
    ccs run __name__ $argv
end
# '{{/functions}}'

# '{{#hook}}'
# Asked before each prompt: entering a folder that is pinned to an account is like `ccs use` of it, and leaving undoes it. What
# the person chose stays: CCS_HOOK names the account that this chose, also to the shells that are started here.
if status is-interactive
    function __ccs_hook --on-event fish_prompt
        __ccs_freshness
        or __ccs_renew
        # By its name, because another text may have been taken over.
        __ccs_enter
    end
end

function __ccs_enter
    test "$__ccs_seen" = '{{stamp}}'":$PWD"
    and return 0
    set --global --unexport __ccs_seen '{{stamp}}'":$PWD"
    test -z "$CCS_PROFILE"
    or test "$CCS_PROFILE" = "$CCS_HOOK"
    or return 0
    set --local __ccs_name ''
    # '{{#hasPins}}'
    set __ccs_name (__ccs_pin)
    or return 0
    # '{{/hasPins}}'
    set --local __ccs_kind
    set --local __ccs_place
    __ccs_profile
    and builtin contains $__ccs_kind account plain
    or set __ccs_name ''
    test "$__ccs_name" = "$CCS_PROFILE"
    and return 0
    test -n "$__ccs_name"
    or set __ccs_name --off
    __ccs_choose $__ccs_name "$__ccs_kind" "$__ccs_place" hook
end

# Called in the place of the one above when a text without the hook has been taken over: it goes, and what it chose is undone.
function __ccs_unhook
    builtin functions --erase __ccs_hook __ccs_enter __ccs_unhook
    set --erase --global __ccs_seen
    test -n "$CCS_HOOK"
    and test "$CCS_PROFILE" = "$CCS_HOOK"
    and __ccs_choose --off '' '' hook
end
# '{{/hook}}'
# '{{^hook}}'
# It was there, and has been turned off.
if builtin functions --query __ccs_hook
    function __ccs_enter
        __ccs_unhook
    end
end
# '{{/hook}}'

# '{{>completion}}'
