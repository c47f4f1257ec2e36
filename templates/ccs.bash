# ccs for bash, made by `ccs init bash` from the registry of profiles. The profiles that it knows it launches by itself;
# whatever it is not sure of, it hands to the core unchanged. No function here needs a variable or a helper whose name
# begins with `_`: Claude Code carries functions into the shells that it starts, but neither of those.
# shellcheck disable=SC2015,SC2016,SC2050,SC2154,SC2221,SC2222,SC1112

# The definitions are read without the person's aliases, and outside of posix mode, which refuses a hyphen in a
# function's name; that mode comes with a variable and some options. A function named `builtin` would stand in the way of
# all. No keyword until there are no aliases: it could be one.
__ccs_restore='' __ccs_builtin='' __ccs_posix=''
\declare -F builtin >/dev/null && __ccs_builtin=$(\declare -f builtin) && \unset -f builtin
\builtin [ "${__ccs_builtin#builtin }" != "$__ccs_builtin" ] || __ccs_builtin=''
\builtin shopt -q expand_aliases && __ccs_restore='\builtin shopt -s expand_aliases'
\builtin [ -o posix ] && __ccs_posix=$(\builtin declare -p POSIXLY_CORRECT) && __ccs_posix=${__ccs_posix%% POSIX*} &&
  __ccs_restore="POSIXLY_CORRECT='${POSIXLY_CORRECT//\'/}'
$(\builtin shopt -p interactive_comments sourcepath expand_aliases inherit_errexit shift_verbose 2>/dev/null || \builtin :)"
\builtin [ "$__ccs_posix" = "${__ccs_posix#*x}" ] || __ccs_restore="$__ccs_restore
\\builtin export POSIXLY_CORRECT"
\builtin set +o posix
\builtin shopt -u expand_aliases

# Claude with the right account.
function ccs {
  # Only posix mode gets past a function named `builtin`, and only a subshell may be in it; once, lest `declare` is a
  # function as well.
  if [[ -z ${ccs_bare-} ]] && \declare -F builtin >/dev/null; then
    (POSIXLY_CORRECT=1 ccs_bare=1 && \unset -f builtin && \unset -v POSIXLY_CORRECT && \ccs "$@")
    \return
  fi

  \builtin local ccs_stamp ccs_kind ccs_name ccs_place ccs_words ccs_claude ccs_exact ccs_left
  ccs_stamp='' ccs_kind='' ccs_name='' ccs_place='' ccs_words=0 ccs_claude=claude ccs_exact='' ccs_left=''

  # Freshness: the environment is the one that this text was made for, and every file behind it has the time that it had.
  if \builtin [ "${HOME-}" = '{{home}}' ] &&
    \builtin [ "${CCS_DIR-}" = '{{envCcsDir}}' ] && \builtin [ -n "${CCS_DIR-unset}" ] &&
    \builtin [ "${CCS_HOME-}" = '{{envCcsHome}}' ] &&
    \builtin [ "${CCS_CONFIG-}" = '{{envCcsConfig}}' ] &&
    # '{{#sources}}'
    ! \builtin [ '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from ] &&
    ! \builtin [ '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ] &&
    # '{{/sources}}'
    \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ]; then
    \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  fi

  # Another text is published: an interactive shell takes it, once in a command.
  if \builtin [ -n "$ccs_stamp" ] && \builtin [ "$ccs_stamp" != '{{stamp}}' ] &&
    \builtin [ "${ccs_renewed-}" != "$ccs_stamp" ] && \builtin [ "${-#*i}" != "$-" ] &&
    \builtin [ -f '{{ccsDir}}'/shell/ccs.bash ] && \builtin [ -O '{{ccsDir}}'/shell/ccs.bash ] &&
    \builtin [ -r '{{ccsDir}}'/shell/ccs.bash ]; then
    \builtin local ccs_renewed
    ccs_renewed=$ccs_stamp
    \builtin source '{{ccsDir}}'/shell/ccs.bash 2>/dev/null
    \ccs "$@" || \builtin return
    \builtin return 0
  fi

  # What the line means: which profile, and how many words are not for claude. Nothing means: ask the core. The name is
  # compared once more after each `case`, which `nocasematch` makes careless.
  if \builtin [ "$ccs_stamp" = '{{stamp}}' ]; then
    ccs_kind=default
    if \builtin [ "$#" -gt 0 ]; then
      case $1 in
      # '{{#coreNames}}'
      '{{name}}') ccs_kind='' ;;
      # '{{/coreNames}}'
      --help | -h | --version | -v) ccs_kind='' ;;
      [Rr][Uu][Nn]) ccs_kind=named ccs_name=${2-} ccs_words=2 ;;
      --) ccs_words=1 ;;
      '' | [_-]* | *[!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-]*) ;;
      *) \builtin [ "${#1}" -gt 64 ] || ccs_kind=named ccs_name=$1 ccs_words=1 ;;
      esac
      if \builtin [ "$ccs_words" = 2 ] && \builtin [ "$1" != run ]; then ccs_kind=''; fi
    fi
  fi
  if \builtin [ "$ccs_kind" = default ]; then
    ccs_kind=named
    ccs_name=${CCS_PROFILE-}
    if \builtin [ -z "$ccs_name" ]; then
      # '{{#pins}}'
      ccs_kind=''
      # '{{/pins}}'
      # '{{^pins}}'
      ccs_name='{{defaultName}}'
      \builtin [ -n "$ccs_name" ] || ccs_kind=hand
      # '{{/pins}}'
    fi
  fi
  if \builtin [ "$ccs_kind" = named ]; then
    ccs_kind=''
    case $ccs_name in
    # '{{#accounts}}'
    '{{name}}') ccs_kind=account ccs_exact='{{name}}' ccs_place='{{instance}}' ;;
    # '{{/accounts}}'
    # '{{#plain}}'
    '{{name}}') ccs_kind=plain ccs_exact='{{name}}' ;;
    # '{{/plain}}'
    # '{{#settings}}'
    '{{name}}') ccs_kind=settings ccs_exact='{{name}}' ccs_place='{{file}}' ;;
    # '{{/settings}}'
    esac
    \builtin [ "$ccs_name" = "$ccs_exact" ] || ccs_kind=''
  fi
  case $ccs_kind in
  account) \builtin [ -d "$ccs_place" ] || ccs_kind='' ;;
  settings) \builtin [ -f "$ccs_place" ] || ccs_kind='' ;;
  esac

  # The program: on PATH, where a relative entry is for the core to refuse.
  case ${CCS_CLAUDE_PATH:-:$PATH:} in
  *::* | *:[!/]*) ccs_kind='' ;;
  :*) ;;
  *) ccs_claude=$CCS_CLAUDE_PATH ;;
  esac

  # A subshell: nothing that is set in it stays in the person's shell. Its text is what `jobs` shows. In a list, because
  # an ERR trap that functions inherit would run here too.
  (\ccs.launch "$@") || \builtin return
}

# What `ccs` has decided, in a subshell that becomes claude or the core; by a name that is carried, see above.
function ccs.launch {
  \builtin set +aeku
  # Where bash last found a program may be out of date.
  \builtin shopt -s checkhash
  \builtin type -P -- "$ccs_claude" >/dev/null || ccs_kind=''

  # What cannot be unset is readonly, even without a value; what is set all the same was hidden by a variable of a
  # function that called `ccs`. CCS_PROFILE comes last: the core, when it is asked after all, goes by it.
  case $ccs_kind in
  account | plain | settings)
    \builtin unset -v CLAUDE_CONFIG_DIR || ccs_kind=''
    ccs_left=${CLAUDE_CONFIG_DIR+x}
    if \builtin [ "${CCS_KEEP_ENV-}" != 1 ]; then
      \builtin unset -v CLAUDE_CONFIG_DIR'{{#overrides}}' __name__'{{/overrides}}' || ccs_kind=''
      ccs_left=$ccs_left'{{#overrides}}'${__name__+x}'{{/overrides}}'
    fi
    \builtin [ -z "$ccs_left" ] || ccs_kind=''
    \builtin [ -z "$ccs_kind" ] || \builtin unset -v CCS_PROFILE || ccs_kind=''
    ;;
  esac 2>/dev/null

  case $ccs_kind in
  account | plain | settings)
    \builtin export CCS_PROFILE="$ccs_name"
    \builtin [ "$ccs_kind" != account ] || \builtin export CLAUDE_CONFIG_DIR="$ccs_place"
    if \builtin [ -f '{{ccsDir}}'/shell/used/"$ccs_name" ] && ! \builtin [ -L '{{ccsDir}}'/shell/used/"$ccs_name" ]; then
      \builtin : 2>/dev/null >|'{{ccsDir}}'/shell/used/"$ccs_name"
    fi
    \builtin shift "$ccs_words"
    \builtin [ "$ccs_kind" != settings ] || \builtin set -- --settings "$ccs_place" "$@"
    \builtin set -- "$ccs_claude" "$@"
    ;;
  hand)
    \builtin shift "$ccs_words"
    \builtin set -- "$ccs_claude" "$@"
    ;;
  *)
    # Here they count without being exported, so they do there.
    \builtin export CCS_PROFILE CCS_KEEP_ENV CCS_CLAUDE_PATH
    if \builtin type -P ccs >/dev/null; then
      \builtin set -- ccs "$@"
    elif \builtin [ -x '{{core}}' ]; then
      \builtin set -- '{{core}}' "$@"
    else
      \builtin echo 'ccs: the core is not installed, although its shell integration is loaded. Run: npm install -g ccs-shell' >&2
      \builtin exit 127
    fi
    ;;
  esac
  \builtin unset -v ccs_stamp ccs_kind ccs_name ccs_place ccs_words ccs_claude ccs_left ccs_exact ccs_renewed ccs_bare
  \builtin exec "$@"
}

# One function a profile.
# '{{#functions}}'
function ccs-__name__ {
  \ccs run '{{name}}' "$@" || \return
}
# '{{/functions}}'

# Called by the completion: takes over what is published by now; where something has changed since, the core publishes
# it first, once.
function __ccs_renew {
  \builtin local ccs_stamp
  ccs_stamp=''
  \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ] || \builtin return 0
  if ! {
    \builtin : &&
      # '{{#sources}}'
      ! \builtin [ '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from ] &&
      ! \builtin [ '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ] &&
      # '{{/sources}}'
      \builtin :
  }; then
    \builtin [ "${__ccs_asked-}" != '{{stamp}}' ] || \builtin return 0
    __ccs_asked='{{stamp}}'
    \builtin command ccs init bash </dev/null >/dev/null 2>&1 || \builtin return 0
  fi
  \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  if \builtin [ "$ccs_stamp" != '{{stamp}}' ] && \builtin [ -f '{{ccsDir}}'/shell/ccs.bash ] &&
    \builtin [ -O '{{ccsDir}}'/shell/ccs.bash ] && \builtin [ -r '{{ccsDir}}'/shell/ccs.bash ]; then
    \builtin source '{{ccsDir}}'/shell/ccs.bash 2>/dev/null
  fi
}

# '{{>completion}}'

\builtin eval "\\builtin unset -v __ccs_restore __ccs_builtin __ccs_posix
$__ccs_restore
$__ccs_builtin"
