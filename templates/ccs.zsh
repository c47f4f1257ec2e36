# ccs for zsh, made by `ccs init zsh` from the registry of profiles. The profiles that it knows it launches by itself;
# whatever it is not sure of, it hands to the core unchanged. No function here needs a variable or a helper whose name
# begins with `_`: Claude Code carries functions into the shells that it starts, but neither of those.

# The first lines have this file read once more, with zsh's own options and without aliases, and then no further as it is:
# the person's could make something else of it. They use no keyword and no bare word, because an alias could be one.
__ccs_file='{{ccsDir}}'/shell/ccs.zsh
__ccs_end=${__ccs_inner+:}
\functions \builtin >/dev/null && \emulate \zsh \-o \no_aliases \-c "__ccs_inner= \\${__ccs_end:-source} \"\$__ccs_file\"" ||
  \builtin \emulate \zsh \-o \no_aliases \-c "__ccs_inner= \\builtin ${__ccs_end:-source} \"\$__ccs_file\""
\functions \builtin >/dev/null && "${__ccs_end:-return}" 0 || \builtin "${__ccs_end:-return}" 0

# Claude with the right account.
function ccs {
  # Nothing gets past a function named `builtin`.
  if \functions builtin >/dev/null; then
    '{{core}}' "$@"
    \return
  fi

  # With that option the subshell below goes on to ignore the signals that the person's shell ignores.
  \builtin emulate -L zsh -o posix_traps
  # Freshness: the environment is the one that this text was made for, and every file behind it has the time that it had.
  \builtin local ccs_stamp='' ccs_kind='' ccs_place='' ccs_token='' ccs_name='' ccs_words=0 ccs_left='' ccs_claude='' ccs_folder='' ccs_text=''
  if \ccs.belongs &&
    # '{{#sources}}'
    [[ ( ! -e '{{file}}' && ! -e '{{ccsDir}}'/shell/times/'{{name}}'.to ) ||
    ( -e '{{file}}' && -e '{{ccsDir}}'/shell/times/'{{name}}'.to &&
    ! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
    ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ) ]] &&
    # '{{/sources}}'
    \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ]; then
    \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  fi

  # Another text is published: an interactive shell takes it, once in a command.
  if \builtin [ -n "$ccs_stamp" ] && \builtin [ "$ccs_stamp" != '{{stamp}}' ] &&
    \builtin [ "${ccs_renewed-}" != "$ccs_stamp" ] && [[ -o interactive ]]; then
    \builtin local ccs_renewed="$ccs_stamp"
    \ccs.reload
    \ccs "$@"
    \builtin return
  fi

  # `use` changes this shell, so it must know for certain.
  if \builtin [ "${1-}" = use ]; then
    if \builtin [ "$ccs_stamp" = '{{stamp}}' ] || \builtin [ "${ccs_renewed-}" = asked ]; then
      \builtin shift
      \ccs.use "$@"
      \builtin return
    fi
    if ccs_text=$(\ccs.core init zsh); then
      \builtin local ccs_renewed=asked
      \ccs.reload "$ccs_text"
      \ccs "$@"
      \builtin return
    fi
  fi

  # A command of the core may change what this text was made from, so an interactive shell looks again.
  if [[ -o interactive && ${1-} != run ]]; then
    case ' ''{{#commands}}''{{name}}'' ''{{/commands}}' in
    *" ${1-} "*)
      (\ccs.core "$@") || ccs_words=$?
      \ccs.follow "$@"
      \builtin return "$ccs_words"
      ;;
    esac
  fi

  # One subshell, which becomes claude or the core: nothing that is set here stays in the person's shell.
  (
    \builtin unsetopt all_export err_exit err_return xtrace
    \builtin setopt unset
    \builtin trap - DEBUG ZERR
    \builtin [ "$ccs_stamp" = '{{stamp}}' ] && ccs_kind=default

    # What the line means: which profile, and how many words are not for claude.
    if \builtin [ -n "$ccs_kind" ] && \builtin [ "$#" -gt 0 ]; then
      case $1 in
      # '{{#coreNames}}'
      '{{name}}') ccs_kind='' ;;
      # '{{/coreNames}}'
      --help | -h | --version | -v) ccs_kind='' ;;
      run) ccs_kind=named ccs_name=${2-} ccs_words=2 ;;
      --) ccs_words=1 ;;
      '' | [_-]* | *[!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-]*) \builtin : ;;
      *) \builtin [ "${#1}" -gt 64 ] || ccs_kind=named ccs_name=$1 ccs_words=1 ;;
      esac
    fi
    if \builtin [ "$ccs_kind" = default ]; then
      ccs_kind=named ccs_name=${CCS_PROFILE-}
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
      ( -e '{{ccsDir}}'/shell/times/'{{name}}'.to && ! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
      ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ) ]] || ccs_kind=''
      # '{{/homeSettings}}'
      ;;
    settings)
      # '{{#plainSettings}}'
      [[ ! -e '{{file}}' ||
      ( -e '{{ccsDir}}'/shell/times/'{{name}}'.to && ! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
      ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ) ]] || ccs_kind=''
      # '{{/plainSettings}}'
      ;;
    esac

    # The program, by its path, because by its name zsh would take a function. A relative entry of PATH is for the core to
    # refuse.
    ccs_claude=${CCS_CLAUDE_PATH-}
    case ${ccs_claude:-:$PATH:} in
    *::* | *:[!/]* | [!:/]*) ccs_kind='' ;;
    :*)
      for ccs_folder in ${(s.:.)PATH}; do
        if \builtin [ -f "$ccs_folder/claude" ] && \builtin [ -x "$ccs_folder/claude" ]; then
          ccs_claude=$ccs_folder/claude
          \builtin break
        fi
      done
      ;;
    esac
    if ! \builtin [ -f "$ccs_claude" ] || ! \builtin [ -x "$ccs_claude" ]; then ccs_kind=''; fi

    # The environment of claude. What is readonly cannot be taken out of it, and trying would end this subshell.
    case $ccs_kind in
    account | plain | settings)
      if \builtin [ "${CCS_KEEP_ENV-}" != 1 ]; then
        ccs_left='{{#overrides}}'${(t)__name__-}'{{/overrides}}'
      fi
      ccs_left=$ccs_left${(t)ANTHROPIC_CONFIG_DIR-}${(t)CLAUDE_CONFIG_DIR-}${(t)CCS_PROFILE-}
      case $ccs_left in *readonly*) ccs_kind='' ;; esac
      ;;
    esac
    case $ccs_kind in
    account | plain | settings)
      ! \ccs.drops_sign_ins "$ccs_kind" || \builtin unset ANTHROPIC_CONFIG_DIR
      if \builtin [ "${CCS_KEEP_ENV-}" != 1 ]; then
        \builtin unset CLAUDE_CONFIG_DIR'{{#overrides}}' __name__'{{/overrides}}'
      fi
      # A builtin may be disabled. The core goes by CCS_PROFILE, so that one is not touched yet.
      \builtin unset CLAUDE_CONFIG_DIR || ccs_kind=''
      if \builtin [ "$ccs_kind" = account ]; then
        \builtin export CLAUDE_CONFIG_DIR="$ccs_place" || ccs_kind=''
        \builtin [ "${CCS_KEEP_ENV-}" = 1 ] || \builtin export ANTHROPIC_CONFIG_DIR="$ccs_place/.anthropic"
      fi
      ;;
    esac 2>/dev/null

    # Claude, or else the core.
    case $ccs_kind in
    hand) \builtin shift "$ccs_words" ;;
    account | plain | settings)
      \builtin unset CCS_PROFILE
      \builtin export CCS_PROFILE="$ccs_name"
      # Claude takes this before the login of plain claude, which must not go to another provider where its key fails.
      \builtin [ -z "$ccs_token" ] || \builtin export CLAUDE_CODE_OAUTH_TOKEN="${CLAUDE_CODE_OAUTH_TOKEN:-$ccs_token}"
      \builtin shift "$ccs_words"
      \builtin [ "$ccs_kind" = settings ] && \builtin set -- --settings "$ccs_place" "$@"
      if \builtin [ -f '{{ccsDir}}'/shell/used/"$ccs_name" ] && ! \builtin [ -L '{{ccsDir}}'/shell/used/"$ccs_name" ]; then
        \builtin : 2>/dev/null >|'{{ccsDir}}'/shell/used/"$ccs_name"
      fi
      ;;
    *) \ccs.core "$@" ;;
    esac
    \ccs.become "$ccs_claude" "$@"
  )
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
  \builtin local ccs_reloading=1
  if \builtin [ "$#" -gt 0 ]; then
    \builtin eval "$1"
  elif \builtin [ -f '{{ccsDir}}'/shell/ccs.zsh ] && \builtin [ -O '{{ccsDir}}'/shell/ccs.zsh ] &&
    \builtin [ -r '{{ccsDir}}'/shell/ccs.zsh ]; then
    \builtin source '{{ccsDir}}'/shell/ccs.zsh 2>/dev/null
  fi
}

# After a command of the core: takes over what it has published, and looks whether the account of this shell is still there.
# The directory hook takes care of the account that it chose.
function ccs.follow {
  \builtin local ccs_stamp=''
  \ccs.belongs && \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ] || \builtin return 0
  \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  \builtin [ "$ccs_stamp" = '{{stamp}}' ] || \ccs.reload
  # By its name, because another text may have been taken over.
  \builtin [ -z "${CCS_PROFILE-}" ] || \builtin [ "$CCS_PROFILE" = "${CCS_HOOK-}" ] || \ccs.settle "$@"
}

# If the account of this shell has another name now, follows it; if it is gone, lets go.
function ccs.settle {
  \builtin local ccs_kind='' ccs_name=--off ccs_place='' ccs_token='' ccs_news='was removed'
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

# In a subshell, which becomes the core.
function ccs.core {
  # Here they count without being exported, so they do there.
  {
    \builtin [ -z "${CCS_PROFILE-}" ] || \builtin export CCS_PROFILE
    \builtin [ -z "${CCS_KEEP_ENV-}" ] || \builtin export CCS_KEEP_ENV
    \builtin [ -z "${CCS_CLAUDE_PATH-}" ] || \builtin export CCS_CLAUDE_PATH
  } 2>/dev/null
  ccs_claude='{{core}}'
  # A relative entry of PATH could lead to a program in the current directory.
  case :$PATH: in
  *::* | *:[!/]*) ;;
  *)
    for ccs_folder in ${(s.:.)PATH}; do
      if \builtin [ -f "$ccs_folder/ccs" ] && \builtin [ -x "$ccs_folder/ccs" ]; then
        ccs_claude=$ccs_folder/ccs
        \builtin break
      fi
    done
    ;;
  esac
  if ! \builtin [ -x "$ccs_claude" ]; then
    \builtin echo 'ccs: the core is not installed, although its shell integration is loaded. Run: npm install -g ccs-shell' >&2
    \builtin exit 127
  fi
  \ccs.become "$ccs_claude" "$@"
}

# In a subshell, which becomes a program, called as by its name.
function ccs.become {
  {
    \builtin unset ccs_kind ccs_place ccs_token ccs_name ccs_words ccs_left ccs_claude ccs_folder ccs_stamp ccs_text ccs_renewed
  } 2>/dev/null
  \builtin exec -a "${1##*/}" "$@"
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
  '{{name}}') ccs_kind=account ccs_place='{{instance}}' ;;
  # '{{/accounts}}'
  # '{{#plain}}'
  '{{name}}') ccs_kind=plain ;;
  # '{{/plain}}'
  # '{{#settings}}'
  '{{name}}') ccs_kind=settings ccs_place='{{file}}' ccs_token='{{token}}' ;;
  # '{{/settings}}'
  esac
  case $ccs_kind in
  account) \builtin [ -d "$ccs_place" ] && \builtin [ -O "$ccs_place" ] || ccs_kind='' ;;
  settings)
    # Where it is not the file that was looked at, its key may be a placeholder again.
    [[ -f $ccs_place && -e '{{ccsDir}}'/shell/times/$ccs_name.to &&
    ! $ccs_place -ot '{{ccsDir}}'/shell/times/$ccs_name.from &&
    ! $ccs_place -nt '{{ccsDir}}'/shell/times/$ccs_name.to ]] || ccs_kind=''
    ;;
  esac
}
# '{{#hasPins}}'

# The profile of the deepest pinned folder that holds the working folder, in `ccs_name`, which stays empty where there is
# none. Folders are compared by what they are on the disk. Fails where the working folder is gone.
function ccs.pin {
  \builtin local ccs_folder=.
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
  # A name that begins with a dash is the core's.
  case "$# ${1-} ${2-}" in '1 -- ' | '2 -- '[!-]*) \builtin shift ;; esac
  \builtin local ccs_kind='' ccs_name="${1-}" ccs_place='' ccs_token=''
  if \builtin [ "$#" = 0 ]; then
    # The one that is chosen comes first.
    ccs_place='* '
    for ccs_name in "${CCS_PROFILE-}"'{{#accounts}}' '{{name}}''{{/accounts}}''{{#plain}}' '{{name}}''{{/plain}}'; do
      case "$ccs_place$ccs_name" in
      '* ' | "  ${CCS_PROFILE-}") ;;
      *) \builtin print -r -- "$ccs_place${ccs_name//[[:cntrl:]]/?}" ;;
      esac
      ccs_place='  '
    done
    \builtin [ -n "${CCS_PROFILE-}" ] || \builtin echo 'ccs: No account is chosen in this shell. Choose one: ccs use <profile>' >&2
    \builtin return 0
  fi
  if \builtin [ "$ccs_name" = - ]; then
    if \builtin [ -z "${__ccs_before+x}" ]; then
      \builtin echo 'ccs: No account was chosen in this shell before. [usage]' >&2
      \builtin echo '     Choose one: ccs use <profile>' >&2
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
      (\ccs.core env "$ccs_name") >/dev/null || \builtin return
      \ccs.find
      ;;
    esac
    ;;
  esac
  case "$# $ccs_kind$ccs_name" in
  '1 --off' | '1 account'* | '1 plain'*) ;;
  *)
    (\ccs.core use "$@")
    \builtin return
    ;;
  esac

  \ccs.choose
}

# Makes `ccs_name` this shell's account, of `ccs_kind` and in `ccs_place`, or none for `--off`. What was there before stands
# aside in variables that are not exported, until then; an override that the person has set since stays. The word says who
# chooses if the person does not: `hook`, or `follow`, which says why in `ccs_news`.
function ccs.choose {
  \builtin local ccs_by="${1-}" ccs_before="${CCS_PROFILE-}" ccs_variable='' ccs_aside=''
  \builtin set -- ANTHROPIC_CONFIG_DIR CLAUDE_CONFIG_DIR CCS_PROFILE'{{#overrides}}' __name__'{{/overrides}}'
  for ccs_variable; do
    case ${(Pt)ccs_variable} in
    *readonly*)
      \builtin echo 'ccs: A variable that names an account is readonly in this shell. [usage]' >&2
      \builtin echo '     Launch instead, which works all the same: ccs <profile>' >&2
      \builtin return 2
      ;;
    *local*)
      \builtin echo 'ccs: A variable that names an account is local to a function. [usage]' >&2
      \builtin echo '     Launch instead, which works all the same: ccs <profile>' >&2
      \builtin return 2
      ;;
    esac
  done
  # An account that the hook of another shell chose, from which this one was started, is not to come back.
  if \builtin [ "$ccs_name" = --off ] && \builtin [ -n "$ccs_before" ] ||
    \builtin [ -n "${__ccs_used+x}" ] || \builtin [ "$ccs_by" = follow ] || \builtin [ "$ccs_before" = "${CCS_HOOK:-/}" ]; then
    ! \ccs.drops_sign_ins '' || \builtin unset ANTHROPIC_CONFIG_DIR
    \builtin unset CLAUDE_CONFIG_DIR CCS_PROFILE
    for ccs_variable; do
      ccs_aside=__ccs_aside_$ccs_variable
      if ((${(P)+ccs_aside} && !${(P)+ccs_variable})); then
        case ${(P)ccs_aside} in
        x*) \builtin export "$ccs_variable=${${(P)ccs_aside}#?}" ;;
        *) \builtin typeset -g +x "$ccs_variable=${${(P)ccs_aside}#?}" ;;
        esac
      fi
      \builtin unset "$ccs_aside"
    done
  fi
  \builtin unset __ccs_used CCS_HOOK
  if \builtin [ "$ccs_name" != --off ]; then
    if \builtin [ "${CCS_KEEP_ENV-}" = 1 ]; then \builtin set -- ANTHROPIC_CONFIG_DIR CLAUDE_CONFIG_DIR CCS_PROFILE; fi
    \ccs.drops_sign_ins "$ccs_kind" || \builtin shift
    for ccs_variable; do
      if ((${(P)+ccs_variable})); then
        case ${(Pt)ccs_variable} in *export*) ccs_aside=x ;; *) ccs_aside=s ;; esac
        \builtin typeset -g +x "__ccs_aside_$ccs_variable=$ccs_aside${(P)ccs_variable}"
        \builtin unset "$ccs_variable"
      fi
    done
    \builtin typeset -g +x __ccs_used=1
    \builtin export CCS_PROFILE="$ccs_name"
    if \builtin [ "$ccs_kind" != plain ]; then
      \builtin export CLAUDE_CONFIG_DIR="$ccs_place"
      \builtin [ "${CCS_KEEP_ENV-}" = 1 ] || \builtin export ANTHROPIC_CONFIG_DIR="$ccs_place/.anthropic"
    fi
  fi
  case $ccs_by in
  hook) \builtin [ "$ccs_name" = --off ] || \builtin export CCS_HOOK="$ccs_name" ;;
  '') \builtin typeset -g +x __ccs_before="$ccs_before" ;;
  esac
  [[ -o interactive ]] || \builtin return 0
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
  if \builtin [ "$ccs_by" = hook ] && \builtin [ -z "${NO_COLOR-}" ]; then ccs_aside=$'\e[2m'$ccs_aside$'\e[0m'; fi
  \builtin print -r -- "$ccs_aside" >&2
}

# One function a profile.
# '{{#functions}}'
function ccs-__name__ {
  \ccs run '{{name}}' "$@"
}
# '{{/functions}}'

# Called by the completion: takes over what is published by now; where something has changed since, the core publishes
# it first, once.
function __ccs_renew {
  \builtin emulate -L zsh
  \builtin local ccs_stamp=''
  [[ -f '{{ccsDir}}'/shell/stamp && -r '{{ccsDir}}'/shell/stamp ]] || \builtin return 0
  if ! {
    # '{{#sources}}'
    [[ ( ! -e '{{file}}' && ! -e '{{ccsDir}}'/shell/times/'{{name}}'.to ) ||
    ( -e '{{file}}' && -e '{{ccsDir}}'/shell/times/'{{name}}'.to &&
    ! '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from &&
    ! '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ) ]] &&
    # '{{/sources}}'
    \builtin :
  }; then
    \builtin [ "${__ccs_asked-}" != '{{stamp}}' ] || \builtin return 0
    \builtin typeset -g +x __ccs_asked='{{stamp}}'
    (\ccs.core init zsh) </dev/null >/dev/null 2>&1 || \builtin return 0
  fi
  \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  [[ $ccs_stamp == '{{stamp}}' ]] || \ccs.reload
}

# '{{#hook}}'
# Asked before each prompt: entering a folder that is pinned to an account is like `ccs use` of it, and leaving undoes it. What
# the person chose stays: CCS_HOOK names the account that this chose, also to the shells that are started here.
function __ccs_hook {
  \builtin emulate -L zsh
  __ccs_renew
  # By its name, because another text may have been taken over.
  __ccs_enter
}

function __ccs_enter {
  \builtin emulate -L zsh
  [[ ${__ccs_seen-} != '{{stamp}}'":$PWD" ]] || \builtin return 0
  \builtin typeset -g +x __ccs_seen='{{stamp}}'":$PWD"
  \builtin local ccs_name='' ccs_kind='' ccs_place='' ccs_token='' ccs_claude='' ccs_folder=''
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
  \builtin emulate -L zsh
  \builtin local ccs_name=--off ccs_kind='' ccs_place=''
  \builtin unset -f __ccs_hook __ccs_enter __ccs_unhook
  \builtin unset __ccs_seen
  precmd_functions=("${(@)precmd_functions:#__ccs_hook}")
  if \builtin [ -n "${CCS_HOOK-}" ] && \builtin [ "${CCS_PROFILE-}" = "$CCS_HOOK" ]; then \ccs.choose hook; fi
}

if [[ -o interactive ]]; then
  precmd_functions=("${(@)precmd_functions:#__ccs_hook}" __ccs_hook)
fi
# '{{/hook}}'
# '{{^hook}}'
# It was there, and has been turned off.
if [[ " ${precmd_functions[*]-} " = *' __ccs_hook '* ]]; then
  function __ccs_enter { __ccs_unhook; }
fi
# '{{/hook}}'

# An alias by one of these names would win, with whatever account it names. One that is made later is the person's choice.
\builtin [ -n "${ccs_reloading+x}" ] ||
  \builtin unalias ccs'{{#functions}}' ccs-__name__'{{/functions}}' 2>/dev/null || \builtin :

# '{{>completion}}'

if \functions builtin >/dev/null; then
  \unset __ccs_text __ccs_file __ccs_end __ccs_inner
else
  \builtin unset __ccs_text __ccs_file __ccs_end __ccs_inner
fi
