# ccs for bash, made by `ccs init bash` from the registry of profiles. The profiles that it knows it launches by itself;
# whatever it is not sure of, it hands to the core unchanged. No function here needs a variable or a helper whose name
# begins with `_`: Claude Code carries functions into the shells that it starts, but neither of those.
# shellcheck disable=SC2015,SC2016,SC2030,SC2031,SC2034,SC2050,SC2059,SC2066,SC2154,SC2194,SC2221,SC2222,SC1112

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
# That option exports what is defined while it is set, so that every child would get these functions.
\builtin [ -o allexport ] && __ccs_restore="$__ccs_restore
\\builtin set -a"
\builtin set +a +o posix
\builtin shopt -u expand_aliases

# Claude with the right account.
function ccs {
  # Only posix mode gets past a function named `builtin`, and only a subshell may be in it; once, lest `declare` is a
  # function as well.
  if [[ -z ${ccs_bare-} ]] && \declare -F builtin >/dev/null; then
    (POSIXLY_CORRECT=1 ccs_bare=1 && \unset -f builtin && \unset -v POSIXLY_CORRECT && \ccs "$@")
    \return
  fi

  \builtin local ccs_stamp ccs_kind ccs_name ccs_place ccs_token ccs_words ccs_claude ccs_exact ccs_left ccs_text
  ccs_stamp='' ccs_kind='' ccs_name='' ccs_place='' ccs_token='' ccs_words=0 ccs_claude=claude ccs_exact='' ccs_left='' ccs_text=''

  # Freshness: the environment is the one that this text was made for, and every file behind it has the time that it had.
  if \ccs.belongs &&
    # '{{#sources}}'
    [[ ! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
      ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ]] &&
    # '{{/sources}}'
    \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ]; then
    \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  fi

  # Another text is published: an interactive shell takes it, once in a command.
  if \builtin [ -n "$ccs_stamp" ] && \builtin [ "$ccs_stamp" != '{{stamp}}' ] &&
    \builtin [ "${ccs_renewed-}" != "$ccs_stamp" ] && \builtin [ "${-#*i}" != "$-" ]; then
    \builtin local ccs_renewed
    ccs_renewed=$ccs_stamp
    \ccs.reload
    \ccs "$@" || \builtin return
    \builtin return 0
  fi

  # `use` changes this shell, so it must know for certain, and be in it.
  if \builtin [ "${1-}" = use ] && \builtin [ -z "${ccs_bare-}" ]; then
    if \builtin [ "$ccs_stamp" = '{{stamp}}' ] || \builtin [ "${ccs_renewed-}" = asked ]; then
      \builtin shift
      \ccs.use "$@" || \builtin return
      \builtin return 0
    fi
    if ccs_text=$(\ccs.launch init bash); then
      \builtin local ccs_renewed
      ccs_renewed=asked
      \ccs.reload "$ccs_text"
      \ccs "$@" || \builtin return
      \builtin return 0
    fi
  fi

  # A command of the core may change what this text was made from, so an interactive shell looks again.
  if \builtin [ "${-#*i}" != "$-" ] && \builtin [ -z "${ccs_bare-}" ] && \builtin [ "${1-}" != run ]; then
    case ' ''{{#commands}}''{{name}}'' ''{{/commands}}' in
    *" ${1-} "*)
      ccs_words=0
      (\ccs.launch "$@") || ccs_words=$?
      \ccs.follow "$@"
      \builtin return "$ccs_words"
      ;;
    esac
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
    # '{{#hasPins}}'
    \builtin [ -n "$ccs_name" ] || \ccs.pin || ccs_kind=''
    # '{{/hasPins}}'
    if \builtin [ "$ccs_kind$ccs_name" = named ]; then
      # '{{#defaultByCore}}'
      ccs_kind=''
      # '{{/defaultByCore}}'
      # '{{^defaultByCore}}'
      ccs_name='{{defaultName}}'
      \builtin [ -n "$ccs_name" ] || ccs_kind=hand
      # '{{/defaultByCore}}'
    fi
  fi
  \builtin [ "$ccs_kind" != named ] || \ccs.find

  # Settings of plain claude count for a launch too: for a settings profile everywhere, for an account where Claude takes
  # them for the project's, as in the home folder. Their marks say that no login is set in them.
  case $ccs_kind in
  account)
    # '{{#homeSettings}}'
    [[ ! '{{here}}' -ef '{{file}}' ||
      (! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
      ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to) ]] || ccs_kind=''
    # '{{/homeSettings}}'
    ;;
  settings)
    # '{{#plainSettings}}'
    [[ ! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
      ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ]] || ccs_kind=''
    # '{{/plainSettings}}'
    ;;
  esac

  # The program: on PATH, where a relative entry is for the core to refuse.
  case ${CCS_CLAUDE_PATH:-:$PATH:} in
  *::* | *:[!/]*) ccs_kind='' ;;
  :*) ;;
  /*) ccs_claude=$CCS_CLAUDE_PATH ;;
  *) ccs_kind='' ;;
  esac

  # A subshell: nothing that is set in it stays in the person's shell. Its text is what `jobs` shows. In a list, because
  # an ERR trap that functions inherit would run here too.
  (\ccs.launch "$@") || \builtin return
}

# Succeeds in the environment that this text was made for.
function ccs.belongs {
  \builtin [ "${HOME-}" = '{{home}}' ] &&
    \builtin [ "${CCS_DIR-}" = '{{envCcsDir}}' ] && \builtin [ -n "${CCS_DIR-unset}" ] &&
    \builtin [ "${CCS_HOME-}" = '{{envCcsHome}}' ] &&
    \builtin [ "${CCS_CONFIG-}" = '{{envCcsConfig}}' ]
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
  # Left behind by a text that is not whole, which has not restored what it changed. Where it ends in a pattern of `case`,
  # bash expands no aliases until the next `esac`, whatever it makes of that one.
  \builtin [ -z "${__ccs_restore+x}" ] || \builtin eval 'case . in .) ;; esac' 2>/dev/null || \builtin :
  \builtin [ -z "${__ccs_restore+x}" ] || \builtin eval "\\builtin unset -v __ccs_restore __ccs_builtin __ccs_posix
$__ccs_restore"
}

# After a command of the core: takes over what it has published, and looks whether the account of this shell is still there.
# The directory hook takes care of the account that it chose.
function ccs.follow {
  \builtin local ccs_stamp
  ccs_stamp=''
  \ccs.belongs && \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ] || \builtin return 0
  \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  \builtin [ "$ccs_stamp" = '{{stamp}}' ] || \ccs.reload
  # By its name, because another text may have been taken over.
  \builtin [ -z "${CCS_PROFILE-}" ] || \builtin [ "$CCS_PROFILE" = "${CCS_HOOK-}" ] || \ccs.settle "$@"
}

# If the account of this shell has another name now, follows it; if it is gone, lets go.
function ccs.settle {
  \builtin local ccs_kind ccs_name ccs_place ccs_token ccs_exact ccs_news
  ccs_kind='' ccs_name=--off ccs_place='' ccs_token='' ccs_exact='' ccs_news='was removed'
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
  if \builtin [ "$ccs_name" != --off ]; then
    \ccs.find
    case $ccs_kind in account | plain) ccs_news='was renamed' ;; *) ccs_name=--off ;; esac
  fi
  ccs_news="\"${CCS_PROFILE//[[:cntrl:]]/?}\" $ccs_news. "
  \ccs.choose follow || \builtin :
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
    if \ccs.drops_sign_ins "$ccs_kind"; then
      \builtin unset -v ANTHROPIC_CONFIG_DIR || ccs_kind=''
      ccs_left=${ANTHROPIC_CONFIG_DIR+x}
    fi
    \builtin unset -v CLAUDE_CONFIG_DIR || ccs_kind=''
    ccs_left=$ccs_left${CLAUDE_CONFIG_DIR+x}
    if \builtin [ "${CCS_KEEP_ENV-}" != 1 ]; then
      \builtin unset -v CLAUDE_CONFIG_DIR'{{#overrides}}' __name__'{{/overrides}}' || ccs_kind=''
      ccs_left=$ccs_left'{{#overrides}}'${__name__+x}'{{/overrides}}'
    fi
    \builtin [ -z "$ccs_left" ] || ccs_kind=''
    # A variable that refers to another one would set that one.
    for ccs_left in CCS_PROFILE CLAUDE_CONFIG_DIR ANTHROPIC_CONFIG_DIR; do
      ! \builtin [ -R "$ccs_left" ] 2>/dev/null || ccs_kind=''
    done
    if \builtin [ "$ccs_kind" = account ]; then
      \builtin export CLAUDE_CONFIG_DIR="$ccs_place" || ccs_kind=''
      \builtin [ "${CCS_KEEP_ENV-}" = 1 ] || \builtin export ANTHROPIC_CONFIG_DIR="$ccs_place/.anthropic"
    fi
    \builtin [ -z "$ccs_kind" ] || \builtin unset -v CCS_PROFILE || ccs_kind=''
    ;;
  esac 2>/dev/null

  case $ccs_kind in
  account | plain | settings)
    \builtin export CCS_PROFILE="$ccs_name"
    # Claude takes this before the login of plain claude, which must not go to another provider where its key fails.
    \builtin [ -z "$ccs_token" ] || \builtin export CLAUDE_CODE_OAUTH_TOKEN="${CLAUDE_CODE_OAUTH_TOKEN:-$ccs_token}"
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
    \builtin export CCS_PROFILE CCS_KEEP_ENV CCS_CLAUDE_PATH 2>/dev/null
    # A relative entry of PATH could lead to a program in the current directory.
    case :$PATH: in
    *::* | *:[!/]*) ccs_claude='{{core}}' ;;
    *) if \builtin type -P ccs >/dev/null; then ccs_claude=ccs; else ccs_claude='{{core}}'; fi ;;
    esac
    if \builtin [ "$ccs_claude" = ccs ] || \builtin [ -x "$ccs_claude" ]; then
      \builtin set -- "$ccs_claude" "$@"
    else
      \builtin echo 'ccs: the core is not installed, although its shell integration is loaded. Run: npm install -g ccs-shell' >&2
      \builtin exit 127
    fi
    ;;
  esac
  \builtin unset -v ccs_stamp ccs_kind ccs_name ccs_place ccs_token ccs_words ccs_claude ccs_left ccs_exact ccs_text ccs_renewed ccs_bare 2>/dev/null
  \builtin exec "$@"
}

# Succeeds where ANTHROPIC_CONFIG_DIR must go before a profile of that kind is chosen: an account brings its own, and the
# one that ccs set for another account goes with its CLAUDE_CONFIG_DIR. Otherwise the person's own value stays.
function ccs.drops_sign_ins {
  \builtin [ "$1" = account ] && \builtin [ "${CCS_KEEP_ENV-}" != 1 ] ||
    \builtin [ "${ANTHROPIC_CONFIG_DIR-}" = "${CLAUDE_CONFIG_DIR:+$CLAUDE_CONFIG_DIR/.anthropic}" ]
}

# What the profile `ccs_name` is, and its folder or file, in `ccs_kind` and `ccs_place`; no kind where the core must see to it.
function ccs.find {
  ccs_kind=''
  case $ccs_name in
  # '{{#accounts}}'
  '{{name}}') ccs_kind=account ccs_exact='{{name}}' ccs_place='{{instance}}' ;;
  # '{{/accounts}}'
  # '{{#plain}}'
  '{{name}}') ccs_kind=plain ccs_exact='{{name}}' ;;
  # '{{/plain}}'
  # '{{#settings}}'
  '{{name}}') ccs_kind=settings ccs_exact='{{name}}' ccs_place='{{file}}' ccs_token='{{token}}' ;;
  # '{{/settings}}'
  esac
  \builtin [ "$ccs_name" = "$ccs_exact" ] || ccs_kind=''
  case $ccs_kind in
  account) \builtin [ -d "$ccs_place" ] && \builtin [ -O "$ccs_place" ] || ccs_kind='' ;;
  settings)
    # Where it is not the file that was looked at, its key may be a placeholder again.
    [[ -f $ccs_place && ! $ccs_place -ot '{{ccsDir}}'/shell/times/"$ccs_name".from &&
      ! $ccs_place -nt '{{ccsDir}}'/shell/times/"$ccs_name".to ]] || ccs_kind=''
    ;;
  esac
}
# '{{#hasPins}}'

# The profile of the deepest pinned folder that holds the working folder, in `ccs_name`, which stays empty where there is
# none. Folders are compared by what they are on the disk. Fails where the working folder is gone.
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

# `ccs use`: what its words mean.
function ccs.use {
  \builtin local ccs_kind ccs_name ccs_place ccs_token ccs_exact
  # A name that begins with a dash is the core's.
  case "$# ${1-} ${2-}" in '1 -- ' | '2 -- '[!-]*) \builtin shift ;; esac
  ccs_kind='' ccs_name=${1-} ccs_place='' ccs_token='' ccs_exact=''
  if \builtin [ "$#" = 0 ]; then
    # The one that is chosen comes first.
    ccs_place='* '
    for ccs_name in "${CCS_PROFILE-}"'{{#accounts}}' '{{name}}''{{/accounts}}''{{#plain}}' '{{name}}''{{/plain}}'; do
      case "$ccs_place$ccs_name" in
      '* ' | "  ${CCS_PROFILE-}") ;;
      *) \builtin printf '%s\n' "$ccs_place${ccs_name//[[:cntrl:]]/?}" ;;
      esac
      ccs_place='  '
    done
    \builtin [ -n "${CCS_PROFILE-}" ] || \builtin echo 'ccs: No account is chosen in this shell. Choose one: ccs use <profile>' >&2
    \builtin return 0
  fi
  if \builtin [ "$ccs_name" = - ]; then
    if \builtin [ -z "${__ccs_before+x}" ]; then
      \builtin echo 'ccs: No account was chosen in this shell before. [usage]
     Choose one: ccs use <profile>' >&2
      \builtin return 2
    fi
    ccs_name=${__ccs_before:---off}
  fi
  case "$# $ccs_name" in
  '1 '[!-]*)
    \ccs.find
    case $ccs_kind in
    account | plain) ;;
    *)
      # This makes a folder that is missing, or tells why there is none.
      ccs_kind=''
      (\ccs.launch env "$ccs_name") >/dev/null || \builtin return
      \ccs.find
      ;;
    esac
    ;;
  esac
  case "$# $ccs_kind$ccs_name" in
  '1 --off' | '1 account'* | '1 plain'*) ;;
  *)
    ccs_kind=''
    (\ccs.launch use "$@") || \builtin return
    \builtin return 0
    ;;
  esac

  \ccs.choose
}

# Makes `ccs_name` this shell's account, of `ccs_kind` and in `ccs_place`, or none for `--off`. What was there before stands
# aside in variables that are not exported, until then; an override that the person has set since stays. The word says who
# chooses if the person does not: `hook`, or `follow`, which says why in `ccs_news`.
function ccs.choose {
  \builtin local ccs_by ccs_before ccs_variable ccs_aside
  ccs_by=${1-} ccs_before=${CCS_PROFILE-} ccs_aside=''
  \builtin set -- ANTHROPIC_CONFIG_DIR CLAUDE_CONFIG_DIR CCS_PROFILE'{{#overrides}}' __name__'{{/overrides}}'
  if ! \ccs.free "$@"; then
    \builtin echo 'ccs: A variable that names an account is readonly in this shell. [usage]
     Launch instead, which works all the same: ccs <profile>' >&2
    \builtin return 2
  fi
  # An account that the hook of another shell chose, from which this one was started, is not to come back.
  if \builtin [ "$ccs_name" = --off ] && \builtin [ -n "$ccs_before" ] ||
    \builtin [ -n "${__ccs_used+x}" ] || \builtin [ "$ccs_by" = follow ] || \builtin [ "$ccs_before" = "${CCS_HOOK:-/}" ]; then
    ! \ccs.drops_sign_ins '' || \ccs.clear ANTHROPIC_CONFIG_DIR
    \ccs.clear CLAUDE_CONFIG_DIR
    \ccs.clear CCS_PROFILE
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
    for ccs_variable; do \ccs.clear "$ccs_variable" aside; done
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

# Takes a variable away; where it is one of a calling function, which hides another, that one too. With a word: the last of
# them is put aside.
function ccs.clear {
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
  [[ -f '{{ccsDir}}'/shell/stamp && -r '{{ccsDir}}'/shell/stamp ]] || \builtin return 0
  if ! {
    \builtin : &&
      # '{{#sources}}'
      [[ ! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
        ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ]] &&
      # '{{/sources}}'
      \builtin :
  }; then
    \builtin [ "${__ccs_asked-}" != '{{stamp}}' ] || \builtin return 0
    __ccs_asked='{{stamp}}'
    \builtin export -n __ccs_asked
    (ccs_kind='' && \ccs.launch init bash) </dev/null >/dev/null 2>&1 || \builtin return 0
  fi
  \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  [[ $ccs_stamp != '{{stamp}}' ]] || \builtin return 0
  \ccs.reload
}

# '{{#hook}}'
# Asked before each prompt: entering a folder that is pinned to an account is like `ccs use` of it, and leaving undoes it. What
# the person chose stays: CCS_HOOK names the account that this chose, also to the shells that are started here.
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
  \builtin local ccs_name ccs_kind ccs_exact ccs_place ccs_token
  ccs_name='' ccs_kind='' ccs_exact='' ccs_place='' ccs_token=''
  \builtin [ -z "${CCS_PROFILE-}" ] || \builtin [ "$CCS_PROFILE" = "${CCS_HOOK-}" ] || \builtin return 0
  # '{{#hasPins}}'
  \ccs.pin || \builtin return 0
  # '{{/hasPins}}'
  \ccs.find
  case $ccs_kind in account | plain) ;; *) ccs_name='' ;; esac
  \builtin [ "$ccs_name" != "${CCS_PROFILE-}" ] || \builtin return 0
  ccs_name=${ccs_name:---off}
  \ccs.choose hook
}

# Called in the place of the one above when a text without the hook has been taken over: it goes, and what it chose is undone.
function __ccs_unhook {
  \builtin local ccs_name ccs_kind ccs_place ccs_text
  \builtin unset -f __ccs_hook __ccs_enter __ccs_unhook
  \builtin unset -v __ccs_seen
  for ccs_name in "${!PROMPT_COMMAND[@]}"; do
    ccs_text=${PROMPT_COMMAND[ccs_name]}
    case $ccs_text in
    '__ccs_hook && :') ccs_text='' ;;
    '__ccs_hook && :;'*) ccs_text=${ccs_text#*;} ;;
    *';__ccs_hook && :'*) ccs_text=${ccs_text/;__ccs_hook && :/} ;;
    *__ccs_hook*) ccs_text=${ccs_text/__ccs_hook/:} ;;
    *) continue ;;
    esac
    # A text that is no list stays one.
    ccs_place=PROMPT_COMMAND
    \builtin [ "$ccs_name" = 0 ] || ccs_place="PROMPT_COMMAND[$ccs_name]"
    \builtin printf -v "$ccs_place" %s "$ccs_text" 2>/dev/null || \builtin :
  done
  if \builtin [ -n "${CCS_HOOK-}" ] && \builtin [ "${CCS_PROFILE-}" = "$CCS_HOOK" ]; then
    ccs_name=--off ccs_kind='' ccs_place=''
    \ccs.choose hook
  fi
}

# In a list, so that the status that it hands on is no error to `set -e` and to traps.
case "$-;${PROMPT_COMMAND[*]-}" in
*';'*__ccs_hook*) ;;
*i*';'*) \builtin printf -v PROMPT_COMMAND %s "__ccs_hook && :${PROMPT_COMMAND:+;$PROMPT_COMMAND}" 2>/dev/null || \builtin : ;;
esac
# '{{/hook}}'
# '{{^hook}}'
# It was there, and has been turned off.
! \builtin declare -F __ccs_hook >/dev/null || function __ccs_enter { __ccs_unhook; }
# '{{/hook}}'

# An alias by one of these names would win, with whatever account it names. One that is made later is the person's choice.
\builtin [ -n "${ccs_reloading+x}" ] ||
  \builtin unalias ccs'{{#functions}}' ccs-__name__'{{/functions}}' 2>/dev/null || \builtin :

# Completion, read at the first Tab, because parsing it would be a fifth of what a new shell takes; by plain words, whatever
# the person's aliases are by then.
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

# The functions complete as well; those of an earlier text, whose profiles may be gone, no more.
case $- in
*i*)
  \builtin [ -z "${__ccs_completed+x}" ] || \builtin complete -r "${__ccs_completed[@]}" 2>/dev/null || \builtin :
  __ccs_completed=(ccs'{{#functions}}' ccs-__name__'{{/functions}}')
  \builtin complete -o default -F __ccs_complete "${__ccs_completed[@]}"
  ;;
esac

\builtin eval "\\builtin unset -v __ccs_restore __ccs_builtin __ccs_posix
$__ccs_restore
$__ccs_builtin"
