# ccs for fish, made by `ccs init fish` from the registry of profiles. The profiles that it knows it launches by itself;
# whatever it is not sure of, it hands to the core unchanged. While claude starts, local variables here have names that
# nobody exports: a local `name` would hide an exported `name` from claude.

# Freshness: 0 when this text is the registry's; 1 when another one is published; 2 when something has changed since it was
# published; 3 when only the core can tell.
function __ccs_freshness
    test "$HOME" = '{{home}}'
    and test "$CCS_DIR" = '{{envCcsDir}}'
    and not begin
        set --query CCS_DIR
        and test -z "$CCS_DIR"
    end
    and test "$CCS_HOME" = '{{envCcsHome}}'
    and test "$CCS_CONFIG" = '{{envCcsConfig}}'
    and test -f '{{ccsDir}}'/shell/stamp
    and test -r '{{ccsDir}}'/shell/stamp
    and read --local --line stamp <'{{ccsDir}}'/shell/stamp
    or return 3
    # '{{#sources}}'
    test '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from
    and return 2
    test '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to
    and return 2
    # '{{/sources}}'
    test "$stamp" = '{{stamp}}'
end

# Puts the published text in the place of this one.
function __ccs_reload
    test -f '{{ccsDir}}'/shell/ccs.fish
    and test -r '{{ccsDir}}'/shell/ccs.fish
    and test -O '{{ccsDir}}'/shell/ccs.fish
    and builtin source '{{ccsDir}}'/shell/ccs.fish
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
        __ccs_core $argv
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
        __ccs_core $argv
        return
    else if string match --quiet --regex -- '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z' "$argv[1]"
        set __ccs_name $argv[1]
        set --erase __ccs_arguments[1]
    else
        if test "$argv[1]" = --
            set --erase __ccs_arguments[1]
        end
        if test -n "$CCS_PROFILE"
            set __ccs_name "$CCS_PROFILE"
        else
            # '{{#pins}}'
            __ccs_core $argv
            return
            # '{{/pins}}'
            # '{{^pins}}'
            set __ccs_name '{{defaultName}}'
            test -n "$__ccs_name"
            or set --erase __ccs_name[1]
            # '{{/pins}}'
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
    switch $__ccs_name
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
            # '{{/settings}}'
        case '*'
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
    if test $__ccs_kind != account
        set --function --unexport CLAUDE_CONFIG_DIR
        set --query --universal --export CLAUDE_CONFIG_DIR
        and set __ccs_kind unsure
    end
    switch $__ccs_kind
        case account
            test -d "$__ccs_place"
            and set --function --export --unpath CLAUDE_CONFIG_DIR $__ccs_place
        case plain
            true
        case settings
            test -f "$__ccs_place"
            and set --prepend __ccs_arguments --settings $__ccs_place
        case unsure
            false
    end
    or begin
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

function __ccs_core
    if command --query ccs
        command ccs $argv
    else if command --query '{{core}}'
        command '{{core}}' $argv
    else
        builtin echo 'ccs: the core is not installed, although its shell integration is loaded. Run: npm install -g ccs-shell' >&2
        return 127
    end
end

# One function a profile.
# '{{#functions}}'
function ccs-__name__ --description 'Claude with the profile __name__'
    ccs run __name__ $argv
end
# '{{/functions}}'

# '{{>completion}}'
