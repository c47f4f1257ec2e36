# ccs for bash, rendered by `ccs init bash` from the registry of profiles. It launches the profiles that it knows by itself;
# whatever it is not sure of, it hands to the core unchanged. Claude Code copies functions into the shells that it starts,
# but no variables and no functions whose name begins with `_`: `ccs` and `ccs-<profile>` need neither.
# shellcheck disable=SC2015,SC2016,SC2030,SC2031,SC2034,SC2050,SC2059,SC2066,SC2154,SC2194,SC2221,SC2222,SC2288,SC2289,SC1112

# === Preparation =====================================================================================================

# The definitions are read without aliases, outside of posix mode, which refuses the hyphen of `ccs-<profile>`, and without
# `allexport`, which would export them. A function named `builtin` is put aside meanwhile. Until aliases are off, a keyword
# could be one.
__ccs_restore='' __ccs_builtin='' __ccs_posix=''
\declare -F builtin >/dev/null && __ccs_builtin=$(\declare -f builtin) && \unset -f builtin
\builtin [ "${__ccs_builtin#builtin }" != "$__ccs_builtin" ] || __ccs_builtin=''
\builtin shopt -q expand_aliases && __ccs_restore='\builtin shopt -s expand_aliases'
\builtin [ -o posix ] && __ccs_posix=$(\builtin declare -p POSIXLY_CORRECT) && __ccs_posix=${__ccs_posix%% POSIX*} &&
  __ccs_restore="POSIXLY_CORRECT='${POSIXLY_CORRECT//\'/}'
$(\builtin shopt -p interactive_comments sourcepath expand_aliases inherit_errexit shift_verbose 2>/dev/null || \builtin :)"
\builtin [ "$__ccs_posix" = "${__ccs_posix#*x}" ] || __ccs_restore="$__ccs_restore
\\builtin export POSIXLY_CORRECT"
\builtin [ -o allexport ] && __ccs_restore="$__ccs_restore
\\builtin set -a"
\builtin set +a +o posix
\builtin shopt -u expand_aliases

# === Freshness =======================================================================================================

# Succeeds when this text is the published one, and all that it was rendered from is unchanged. Fails with 1 when another
# text is published, with 2 when something has changed since, with 3 when only the core can tell.
function ccs.freshness {
  \builtin local ccs_stamp
  ccs_stamp=''
  \builtin [ "${HOME-}" = '{{home}}' ] && \builtin [ "${CCS_DIR-}" = '{{envCcsDir}}' ] && \builtin [ "${CCS_DIR-unset}" ] &&
    \builtin [ "${CCS_HOME-}" = '{{envCcsHome}}' ] && \builtin [ "${CCS_CONFIG-}" = '{{envCcsConfig}}' ] &&
    \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ] || \builtin return 3
  # '{{#sources}}'
  [[ ! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
    ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ]] || \builtin return 2
  # '{{/sources}}'
  \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  \builtin [ "$ccs_stamp" = '{{stamp}}' ]
}

# Succeeds when a settings file is the one that the core read when it set the marks of that name.
function ccs.unchanged {
  [[ ! $1 -ot '{{ccsDir}}'/shell/times/$2.from && ! $1 -nt '{{ccsDir}}'/shell/times/$2.to ]]
}

# Replaces this text by the published one, or by the text that is given.
function ccs.reload {
  \builtin local ccs_reloading
  ccs_reloading=1
  if \builtin [ "$#" -gt 0 ]; then
    \builtin eval "$1"
  elif \builtin [ -f '{{ccsDir}}'/shell/ccs.bash ] && \builtin [ -O '{{ccsDir}}'/shell/ccs.bash ] &&
    \builtin [ -r '{{ccsDir}}'/shell/ccs.bash ]; then
    \builtin source '{{ccsDir}}'/shell/ccs.bash >/dev/null 2>&1 || \builtin :
  fi
  # A text that is not whole has not restored what it changed. Where it ends in a pattern of `case`, bash expands no aliases
  # until the next `esac`, whatever it makes of that one.
  if \builtin [ -n "${__ccs_restore+x}" ]; then
    \builtin eval 'case . in .) ;; esac' 2>/dev/null || \builtin :
    \builtin eval "\\builtin unset -v __ccs_restore __ccs_builtin __ccs_posix
$__ccs_restore"
  fi
}

# Takes over what is published by now, for the completion and the hook. Where something has changed since, the core
# publishes first; each text asks it only once.
function __ccs_renew {
  \builtin local ccs_fresh
  ccs_fresh=0
  \ccs.freshness || ccs_fresh=$?
  if \builtin [ "$ccs_fresh" = 2 ] && \builtin [ "${__ccs_asked-}" != '{{stamp}}' ]; then
    __ccs_asked='{{stamp}}'
    \builtin export -n __ccs_asked
    (\ccs.core init bash) </dev/null >/dev/null 2>&1 || \builtin return 0
    \ccs.freshness || ccs_fresh=$?
  fi
  \builtin [ "$ccs_fresh" != 1 ] || \ccs.reload
}

# === What a line means ===============================================================================================

# Puts the profile's name into `ccs_name`, which is empty for claude as typed by hand, and the number of words that are not
# for claude into `ccs_words`. Fails where the core decides. Under `nocasematch` a pattern may match too much.
function ccs.meaning {
  if \builtin [ "$#" -gt 0 ]; then
    case $1 in
    # '{{#coreNames}}'
    '{{name}}') \builtin return 1 ;;
    # '{{/coreNames}}'
    --help | -h | --version | -v) \builtin return 1 ;;
    [Rr][Uu][Nn])
      ccs_name=${2-} ccs_words=2
      \builtin [ "$1" = run ] && \builtin [ -n "$ccs_name" ]
      \builtin return
      ;;
    --) ccs_words=1 ;;
    '' | [_-]* | *[!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-]*) ;;
    *)
      if \builtin [ "${#1}" -le 64 ]; then
        ccs_name=$1 ccs_words=1
        \builtin return 0
      fi
      ;;
    esac
  fi
  ccs_name=${CCS_PROFILE-}
  # '{{#hasPins}}'
  \builtin [ -n "$ccs_name" ] || \ccs.pin || \builtin return
  # '{{/hasPins}}'
  # '{{#defaultByCore}}'
  \builtin [ -n "$ccs_name" ]
  # '{{/defaultByCore}}'
  # '{{^defaultByCore}}'
  ccs_name=${ccs_name:-'{{defaultName}}'}
  # '{{/defaultByCore}}'
}
# '{{#hasPins}}'

# Puts the profile of the deepest pinned folder that holds the working folder into `ccs_name`, nothing where there is none.
# Folders are compared by what they are on the disk. Fails where the working folder is gone.
function ccs.pin {
  \builtin local ccs_folder
  ccs_folder=.
  while \builtin [ -d "$ccs_folder" ]; do
    # '{{#pins}}'
    if \builtin [ "$ccs_folder" -ef '{{folder}}' ]; then
      ccs_name='{{name}}'
      \builtin return 0
    fi
    # '{{/pins}}'
    if \builtin [ "$ccs_folder" -ef "$ccs_folder/.." ]; then \builtin return 0; fi
    ccs_folder=$ccs_folder/..
  done
  \builtin return 1
}
# '{{/hasPins}}'

# === Which profile ===================================================================================================

# Puts what the profile `ccs_name` is into `ccs_kind` (account, plain or settings), its folder or file into `ccs_place`, and
# its token into `ccs_token`. Fails where the core must see to it.
function ccs.profile {
  ccs_kind='' ccs_place='' ccs_token=''
  # The name is compared once more, because `nocasematch` makes a pattern match too much.
  case $ccs_name in
  # '{{#accounts}}'
  '{{name}}') \builtin [ "$ccs_name" != '{{name}}' ] || ccs_kind=account ccs_place='{{instance}}' ;;
  # '{{/accounts}}'
  # '{{#plain}}'
  '{{name}}') \builtin [ "$ccs_name" != '{{name}}' ] || ccs_kind=plain ;;
  # '{{/plain}}'
  # '{{#settings}}'
  '{{name}}') \builtin [ "$ccs_name" != '{{name}}' ] || ccs_kind=settings ccs_place='{{file}}' ccs_token='{{token}}' ;;
  # '{{/settings}}'
  esac
  case $ccs_kind in
  account) \builtin [ -d "$ccs_place" ] && \builtin [ -O "$ccs_place" ] ;;
  plain) \builtin return 0 ;;
  # In another file than the one that was read, the key may be a placeholder.
  settings) \builtin [ -f "$ccs_place" ] && \ccs.unchanged "$ccs_place" "$ccs_name" ;;
  *) \builtin return 1 ;;
  esac
}

# Succeeds when that profile is an account, or plain claude.
function ccs.account {
  \ccs.profile && \builtin [ "$ccs_kind" != settings ]
}

# Succeeds where settings of plain claude may set another login for the profile: Claude reads them with a settings profile
# everywhere, with an account where it takes them for the project's, as in the home folder. Marks say that they set none.
function ccs.overridden {
  case $ccs_kind in
  account)
    # '{{#homeSettings}}'
    [[ ! '{{here}}' -ef '{{file}}' ]] || \ccs.unchanged '{{file}}' '{{name}}' || \builtin return 0
    # '{{/homeSettings}}'
    ;;
  settings)
    # '{{#plainSettings}}'
    \ccs.unchanged '{{file}}' '{{name}}' || \builtin return 0
    # '{{/plainSettings}}'
    ;;
  esac
  \builtin return 1
}

# === Launch ==========================================================================================================

# Claude with the right account.
function ccs {
  # Nothing gets past a function named `builtin`.
  if \declare -F builtin >/dev/null; then
    '{{core}}' "$@"
    \return
  fi
  \builtin local ccs_fresh ccs_text ccs_sure ccs_kind ccs_name ccs_place ccs_token ccs_words ccs_claude
  ccs_fresh=0 ccs_text='' ccs_sure='' ccs_kind='' ccs_name='' ccs_place='' ccs_token='' ccs_words=0 ccs_claude=claude
  \ccs.freshness || ccs_fresh=$?

  # Another text is published: an interactive shell takes it, once in a command.
  if \builtin [ "$ccs_fresh" = 1 ] && \builtin [ "${-#*i}" != "$-" ] && \builtin [ -z "${ccs_renewed-}" ]; then
    \builtin local ccs_renewed
    ccs_renewed=published
    \ccs.reload
    \ccs "$@" || \builtin return
    \builtin return 0
  fi

  # `use` changes this shell, so it needs a text that is certain.
  if \builtin [ "${1-}" = use ]; then
    if \builtin [ "$ccs_fresh" = 0 ] || \builtin [ "${ccs_renewed-}" = asked ]; then
      \builtin shift
      \ccs.use "$@" || \builtin return
      \builtin return 0
    elif ccs_text=$(\ccs.core init bash); then
      \builtin local ccs_renewed
      ccs_renewed=asked
      \ccs.reload "$ccs_text"
      \ccs "$@" || \builtin return
      \builtin return 0
    fi
  fi

  # A command of the core may change what this text was rendered from, so an interactive shell looks again.
  if \builtin [ "${-#*i}" != "$-" ] && \builtin [ "${1-}" != run ]; then
    case ' ''{{#commands}}''{{name}}'' ''{{/commands}}' in
    *" ${1-} "*)
      (\ccs.core "$@") || ccs_words=$?
      \ccs.follow "$@"
      \builtin return "$ccs_words"
      ;;
    esac
  fi

  # Decided before the fork, because each page that a forked bash writes to is copied.
  if \builtin [ "$ccs_fresh" = 0 ] && \ccs.meaning "$@"; then
    if \builtin [ -z "$ccs_name" ] || { \ccs.profile && ! \ccs.overridden; }; then ccs_sure=1; fi
  fi

  # A subshell, which becomes claude or the core: nothing that is set in it stays in the person's shell. `jobs` shows this
  # text. In a list, because an ERR trap that functions inherit would run here too.
  (\ccs.launch "$@") || \builtin return
}

# Becomes claude, or the core where this text is not sure of something.
function ccs.launch {
  \builtin set +aeku
  if \builtin [ -z "$ccs_sure" ] || ! \ccs.program; then \ccs.core "$@"; fi
  if \builtin [ -n "$ccs_name" ]; then
    \ccs.environment || \ccs.core "$@"
    if \builtin [ -f '{{ccsDir}}'/shell/used/"$ccs_name" ] && ! \builtin [ -L '{{ccsDir}}'/shell/used/"$ccs_name" ]; then
      \builtin : 2>/dev/null >|'{{ccsDir}}'/shell/used/"$ccs_name"
    fi
  fi
  \builtin shift "$ccs_words"
  \builtin [ "$ccs_kind" != settings ] || \builtin set -- --settings "$ccs_place" "$@"
  \ccs.become "$ccs_claude" "$@"
}

# Finds claude on PATH, where a relative entry is the core's to refuse.
function ccs.program {
  case ${CCS_CLAUDE_PATH:-:$PATH:} in
  *::* | *:[!/]*) \builtin return 1 ;;
  :*) ;;
  /*) ccs_claude=$CCS_CLAUDE_PATH ;;
  *) \builtin return 1 ;;
  esac
  # Where bash last found a program may be out of date.
  \builtin shopt -s checkhash
  \builtin type -P -- "$ccs_claude" >/dev/null
}

# Makes this the environment of claude; fails where a variable stands in the way. What cannot be unset is readonly, even
# without a value; what is set all the same was hidden by a variable of a calling function. CCS_PROFILE comes last, because the
# core goes by it.
function ccs.environment {
  \builtin local ccs_left
  ccs_left=''
  if \ccs.drops_sign_ins "$ccs_kind"; then
    \builtin unset -v ANTHROPIC_CONFIG_DIR || \builtin return
    ccs_left=${ANTHROPIC_CONFIG_DIR+x}
  fi
  \builtin unset -v CLAUDE_CONFIG_DIR || \builtin return
  if \builtin [ "${CCS_KEEP_ENV-}" != 1 ]; then
    \builtin unset -v CLAUDE_CONFIG_DIR'{{#overrides}}' __name__'{{/overrides}}' || \builtin return
    ccs_left=$ccs_left'{{#overrides}}'${__name__+x}'{{/overrides}}'
  fi
  \builtin [ -z "$ccs_left${CLAUDE_CONFIG_DIR+x}" ] || \builtin return
  # A variable that refers to another one would set that one.
  for ccs_left in CCS_PROFILE CLAUDE_CONFIG_DIR ANTHROPIC_CONFIG_DIR; do
    ! \builtin [ -R "$ccs_left" ] 2>/dev/null || \builtin return 1
  done
  if \builtin [ "$ccs_kind" = account ]; then
    \builtin export CLAUDE_CONFIG_DIR="$ccs_place" || \builtin return
    \builtin [ "${CCS_KEEP_ENV-}" = 1 ] || \builtin export ANTHROPIC_CONFIG_DIR="$ccs_place/.anthropic"
  fi
  \builtin unset -v CCS_PROFILE || \builtin return
  \builtin export CCS_PROFILE="$ccs_name"
  # Claude takes this before the login of plain claude, which must not go to another provider where its key fails.
  \builtin [ -z "$ccs_token" ] || \builtin export CLAUDE_CODE_OAUTH_TOKEN="${CLAUDE_CODE_OAUTH_TOKEN:-$ccs_token}"
} 2>/dev/null

# Succeeds where ANTHROPIC_CONFIG_DIR must go before a profile of that kind is chosen: an account brings its own, and the
# one that ccs set for another account goes with its CLAUDE_CONFIG_DIR. Otherwise the person's own value stays.
function ccs.drops_sign_ins {
  \builtin [ "$1" = account ] && \builtin [ "${CCS_KEEP_ENV-}" != 1 ] ||
    \builtin [ "${ANTHROPIC_CONFIG_DIR-}" = "${CLAUDE_CONFIG_DIR:+$CLAUDE_CONFIG_DIR/.anthropic}" ]
}

# Becomes the core: the one on PATH, unless a relative entry of PATH could lead to a program in the working folder.
function ccs.core {
  \builtin set +aeku
  # Here they count without being exported, so they do there.
  \builtin export CCS_PROFILE CCS_KEEP_ENV CCS_CLAUDE_PATH 2>/dev/null
  case :$PATH: in
  *::* | *:[!/]*) ;;
  *) ! \builtin type -P ccs >/dev/null || \ccs.become ccs "$@" ;;
  esac
  \builtin [ ! -x '{{core}}' ] || \ccs.become '{{core}}' "$@"
  \builtin printf %s '{{sayCoreMissing}}' >&2
  \builtin exit 127
}

# Becomes a program. A local variable here has hidden one of the person's by that name, which may be exported.
function ccs.become {
  \builtin unset -v ccs_fresh ccs_text ccs_sure ccs_kind ccs_name ccs_place ccs_token ccs_words ccs_claude ccs_renewed 2>/dev/null
  \builtin exec "$@"
}

# === use =============================================================================================================

# `ccs use`: what its words mean.
function ccs.use {
  \builtin local ccs_kind ccs_name ccs_place ccs_token
  # A name that begins with a dash is the core's.
  case "$# ${1-} ${2-}" in '1 -- ' | '2 -- '[!-]*) \builtin shift ;; esac
  ccs_kind='' ccs_name=${1-} ccs_place='' ccs_token=''
  if \builtin [ "$#" = 0 ]; then
    \ccs.list
    \builtin return 0
  fi
  if \builtin [ "$ccs_name" = - ]; then
    if \builtin [ -z "${__ccs_before+x}" ]; then
      \builtin printf %s '{{sayNoAccountBefore}}' >&2
      \builtin return 2
    fi
    ccs_name=${__ccs_before:---off}
  fi
  case "$# $ccs_name" in
  '1 --off') ccs_kind=off ;;
  '1 '[!-]*)
    # The core creates a missing folder, or says why there is none.
    \ccs.account || (\ccs.core env "$ccs_name") >/dev/null || \builtin return
    \ccs.account || ccs_kind=''
    ;;
  esac
  if \builtin [ -n "$ccs_kind" ]; then \ccs.choose; else (\ccs.core use "$@"); fi || \builtin return
}

# Prints the accounts, the chosen one first.
function ccs.list {
  \builtin local ccs_mark ccs_name
  ccs_mark='* '
  for ccs_name in "${CCS_PROFILE-}"'{{#accounts}}' '{{name}}''{{/accounts}}''{{#plain}}' '{{name}}''{{/plain}}'; do
    case "$ccs_mark$ccs_name" in
    '* ' | "  ${CCS_PROFILE-}") ;;
    *) \builtin printf '%s\n' "$ccs_mark${ccs_name//[[:cntrl:]]/?}" ;;
    esac
    ccs_mark='  '
  done
  \builtin [ -n "${CCS_PROFILE-}" ] || \builtin echo 'ccs: No account is chosen in this shell. Choose one: ccs use <profile>' >&2
}

# Makes `ccs_name` this shell's account, of `ccs_kind` and in `ccs_place`, or none for `--off`. What was there before stands
# aside in variables that are not exported, until then; an override that the person has set since stays. The word says who
# chooses if the person does not: `hook`, or `follow`, which says why in `ccs_news`.
function ccs.choose {
  \builtin local ccs_by ccs_before ccs_variable ccs_aside
  ccs_by=${1-} ccs_before=${CCS_PROFILE-} ccs_aside=''
  \builtin set -- ANTHROPIC_CONFIG_DIR CLAUDE_CONFIG_DIR CCS_PROFILE'{{#overrides}}' __name__'{{/overrides}}'
  if ! \ccs.free "$@"; then
    \builtin printf %s '{{sayVariableReadonly}}' >&2
    \builtin return 2
  fi
  # An account that the hook of another shell chose, from which this one was started, is not to come back.
  if \builtin [ "$ccs_name" = --off ] && \builtin [ -n "$ccs_before" ] ||
    \builtin [ -n "${__ccs_used+x}" ] || \builtin [ "$ccs_by" = follow ] || \builtin [ "$ccs_before" = "${CCS_HOOK:-/}" ]; then
    ! \ccs.drops_sign_ins '' || \ccs.remove ANTHROPIC_CONFIG_DIR
    \ccs.remove CLAUDE_CONFIG_DIR
    \ccs.remove CCS_PROFILE
    for ccs_variable; do
      ccs_aside=__ccs_aside_$ccs_variable
      if \builtin [ -n "${!ccs_aside+x}" ] && \builtin [ -z "${!ccs_variable+x}" ]; then
        \builtin export "$ccs_variable=${!ccs_aside#?}"
        case ${!ccs_aside} in s*) \builtin export -n "${ccs_variable?}" ;; esac
      fi
      \builtin unset -v "$ccs_aside"
    done
  fi
  \builtin unset -v __ccs_used CCS_HOOK
  if \builtin [ "$ccs_name" != --off ]; then
    if \builtin [ "${CCS_KEEP_ENV-}" = 1 ]; then \builtin set -- ANTHROPIC_CONFIG_DIR CLAUDE_CONFIG_DIR CCS_PROFILE; fi
    \ccs.drops_sign_ins "$ccs_kind" || \builtin shift
    for ccs_variable; do \ccs.remove "$ccs_variable" aside; done
    __ccs_used=1
    \builtin export -n __ccs_used
    \builtin export "CCS_PROFILE=$ccs_name"
    if \builtin [ "$ccs_kind" != plain ]; then
      \builtin export "CLAUDE_CONFIG_DIR=$ccs_place"
      \builtin [ "${CCS_KEEP_ENV-}" = 1 ] || \builtin export "ANTHROPIC_CONFIG_DIR=$ccs_place/.anthropic"
    fi
  fi
  case $ccs_by in
  hook) \builtin [ "$ccs_name" = --off ] || \builtin export "CCS_HOOK=$ccs_name" ;;
  '')
    __ccs_before=$ccs_before
    \builtin export -n __ccs_before
    ;;
  esac
  case $- in *i*) ;; *) \builtin return 0 ;; esac
  ccs_aside="This shell uses ${CCS_PROFILE-}."
  if \builtin [ -z "${CCS_PROFILE-}" ]; then
    ccs_name=''
    # '{{#hasPins}}'
    \ccs.pin || \builtin :
    # '{{/hasPins}}'
    # '{{^defaultByCore}}'
    ccs_name=${ccs_name:-'{{defaultName}}'}
    # '{{/defaultByCore}}'
    ccs_aside="No account chosen here: ${ccs_name:+ccs means \"$ccs_name\"; }plain claude is as before."
  fi
  ccs_aside="ccs: ${ccs_news-}${ccs_aside//[[:cntrl:]]/?}"
  if \builtin [ "$ccs_by" = hook ] && \builtin [ -z "${NO_COLOR-}" ]; then ccs_aside=$'\033[2m'$ccs_aside$'\033[0m'; fi
  \builtin printf '%s\n' "$ccs_aside" >&2
}

# Fails where one of these variables is readonly.
function ccs.free {
  \builtin local "$@" 2>/dev/null
}

# Removes a variable; also that of a calling function, with or without a value, which hides another one. With a second
# word the last value is put aside, with a letter in front that says whether it was exported.
function ccs.remove {
  \builtin local ccs_how
  ccs_how=''
  while \builtin :; do
    if \builtin [ -n "${2-}" ] && \builtin [ -n "${!1+x}" ]; then
      ccs_how=s
      if \builtin compgen -e -X "!$1" >/dev/null; then ccs_how=x; fi
      \builtin export "__ccs_aside_$1=$ccs_how${!1}"
      \builtin export -n "__ccs_aside_$1"
    fi
    \builtin unset -v "$1" && \builtin [ -n "${!1+x}" ] || \builtin return 0
  done
}

# After a command of the core: takes over what it has published. The hook takes care of the account that it chose.
function ccs.follow {
  \builtin local ccs_fresh
  ccs_fresh=0
  \ccs.freshness || ccs_fresh=$?
  \builtin [ "$ccs_fresh" != 1 ] || \ccs.reload
  # By its name, because another text may have been taken over.
  \builtin [ -z "${CCS_PROFILE-}" ] || \builtin [ "$CCS_PROFILE" = "${CCS_HOOK-}" ] || \ccs.settle "$@"
}

# Follows this shell's account to its new name; where it was removed, lets go of it.
function ccs.settle {
  \builtin local ccs_kind ccs_name ccs_place ccs_token ccs_news
  ccs_kind='' ccs_name='' ccs_place='' ccs_token='' ccs_news='was renamed'
  \ccs.freshness || \builtin return 0
  case $CCS_PROFILE in
  # '{{#functions}}'
  '{{name}}') \builtin return 0 ;;
  # '{{/functions}}'
  # '{{#coreNames}}'
  '{{name}}') \builtin return 0 ;;
  # '{{/coreNames}}'
  esac
  # A renamed account keeps its folder.
  case ${CLAUDE_CONFIG_DIR-} in
  # '{{#accounts}}'
  '{{instance}}') ccs_name='{{name}}' ;;
  # '{{/accounts}}'
  # '{{#plain}}'
  '') \builtin [ "${1-} ${2-}" != 'auth rename' ] || ccs_name='{{name}}' ;;
  # '{{/plain}}'
  esac
  \ccs.account || ccs_name=--off ccs_news='was removed'
  ccs_news="\"${CCS_PROFILE//[[:cntrl:]]/?}\" $ccs_news. "
  \ccs.choose follow || \builtin :
}
# '{{#hook}}'

# === Directory hook ==================================================================================================

# Called before each prompt: entering a folder that is pinned to an account is like `ccs use` of it, and leaving undoes it.
# What the person chose stays: CCS_HOOK names the account that the hook chose, also to the shells that are started here.
function __ccs_hook {
  \builtin local ccs_status=$?
  __ccs_renew
  # By its name, because another text may have been taken over.
  \__ccs_enter
  \builtin return "$ccs_status"
}

function __ccs_enter {
  \builtin [ "${__ccs_seen-}" != '{{stamp}}'":$PWD" ] || \builtin return 0
  __ccs_seen='{{stamp}}'":$PWD"
  \builtin export -n __ccs_seen
  \builtin local ccs_name ccs_kind ccs_place ccs_token
  ccs_name='' ccs_kind='' ccs_place='' ccs_token=''
  \builtin [ -z "${CCS_PROFILE-}" ] || \builtin [ "$CCS_PROFILE" = "${CCS_HOOK-}" ] || \builtin return 0
  # '{{#hasPins}}'
  \ccs.pin || \builtin return 0
  # '{{/hasPins}}'
  \ccs.account || ccs_name=''
  \builtin [ "$ccs_name" != "${CCS_PROFILE-}" ] || \builtin return 0
  ccs_name=${ccs_name:---off}
  \ccs.choose hook
}
# '{{/hook}}'

# === Profile functions ===============================================================================================
# '{{#functions}}'

function ccs-__name__ {
  \ccs run '{{name}}' "$@" || \return
}
# '{{/functions}}'

# === Completion ======================================================================================================

# Its text is read at the first Tab, because parsing it would be a fifth of what a new shell takes.
function __ccs_complete {
  \builtin local ccs_aliases ccs_export
  ccs_aliases=-u ccs_export=+a
  if \builtin shopt -q expand_aliases; then ccs_aliases=-s; fi
  if \builtin [ -o allexport ]; then ccs_export=-a; fi
  \builtin shopt -u expand_aliases
  \builtin set +a
  \builtin eval '{{tab}}'
  \builtin set "$ccs_export"
  \builtin shopt "$ccs_aliases" expand_aliases
  __ccs_complete "$@"
}

# === Start ===========================================================================================================

case $- in
*i*)
  # The completions of an earlier text, whose profiles may be gone, go first.
  \builtin [ -z "${__ccs_completed+x}" ] || \builtin complete -r "${__ccs_completed[@]}" 2>/dev/null || \builtin :
  __ccs_completed=(ccs'{{#functions}}' ccs-__name__'{{/functions}}')
  \builtin complete -o default -F __ccs_complete "${__ccs_completed[@]}"
  # '{{#hook}}'
  # In a list, so that the status that the hook hands on is no error to `set -e` and to traps.
  case ";${PROMPT_COMMAND[*]-}" in
  *__ccs_hook*) ;;
  *) \builtin printf -v PROMPT_COMMAND %s "__ccs_hook && :${PROMPT_COMMAND:+;$PROMPT_COMMAND}" 2>/dev/null || \builtin : ;;
  esac
  # '{{/hook}}'
  ;;
esac
# '{{^hook}}'
# The hook has been turned off: what it chose is undone at the next prompt, and after that it does nothing.
! \builtin declare -F __ccs_hook >/dev/null || function __ccs_enter {
  \builtin eval 'function __ccs_hook { \builtin return; }'
  \builtin local ccs_name
  \builtin unset -v __ccs_seen
  ccs_name=--off
  \builtin [ -z "${CCS_HOOK-}" ] || \builtin [ "${CCS_PROFILE-}" != "$CCS_HOOK" ] || \ccs.choose hook
}
# '{{/hook}}'

# An alias by one of these names would win, with whatever account it names. One that is made later is the person's choice.
\builtin [ -n "${ccs_reloading+x}" ] ||
  \builtin unalias ccs'{{#functions}}' ccs-__name__'{{/functions}}' 2>/dev/null || \builtin :

\builtin eval "\\builtin unset -v __ccs_restore __ccs_builtin __ccs_posix
$__ccs_restore
$__ccs_builtin"
