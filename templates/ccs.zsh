# ccs for zsh, made by `ccs init zsh` from the registry of profiles. The profiles that it knows it launches by itself;
# whatever it is not sure of, it hands to the core unchanged. No function here needs a variable or a helper whose name
# begins with `_`: Claude Code carries functions into the shells that it starts, but neither of those.

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
  \builtin local ccs_stamp='' ccs_kind='' ccs_place='' ccs_name='' ccs_words=0 ccs_left='' ccs_claude='' ccs_folder=''
  if \builtin [ "${HOME-}" = '{{home}}' ] &&
    \builtin [ "${CCS_DIR-}" = '{{envCcsDir}}' ] && \builtin [ -n "${CCS_DIR-unset}" ] &&
    \builtin [ "${CCS_HOME-}" = '{{envCcsHome}}' ] &&
    \builtin [ "${CCS_CONFIG-}" = '{{envCcsConfig}}' ] &&
    # '{{#sources}}'
    # '{{#isThere}}'
    \builtin [ -e '{{file}}' ] && \builtin [ -e '{{ccsDir}}'/shell/times/'{{name}}'.to ] &&
    ! \builtin [ '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from ] &&
    ! \builtin [ '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ] &&
    # '{{/isThere}}'
    # '{{^isThere}}'
    ! \builtin [ -e '{{file}}' ] &&
    # '{{/isThere}}'
    # '{{/sources}}'
    \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ]; then
    \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  fi

  # Another text is published: an interactive shell takes it, once in a command.
  if \builtin [ -n "$ccs_stamp" ] && \builtin [ "$ccs_stamp" != '{{stamp}}' ] &&
    \builtin [ "${ccs_renewed-}" != "$ccs_stamp" ] && [[ -o interactive ]] &&
    \builtin [ -f '{{ccsDir}}'/shell/ccs.zsh ] && \builtin [ -O '{{ccsDir}}'/shell/ccs.zsh ] &&
    \builtin [ -r '{{ccsDir}}'/shell/ccs.zsh ]; then
    \builtin local ccs_renewed="$ccs_stamp"
    \builtin source '{{ccsDir}}'/shell/ccs.zsh 2>/dev/null
    \ccs "$@"
    \builtin return
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
      if \builtin [ -n "${CCS_PROFILE-}" ]; then
        ccs_kind=named ccs_name=$CCS_PROFILE
      else
        # '{{#pins}}'
        ccs_kind=''
        # '{{/pins}}'
        # '{{^pins}}'
        ccs_name='{{defaultName}}'
        \builtin [ -z "$ccs_name" ] && ccs_kind=hand || ccs_kind=named
        # '{{/pins}}'
      fi
    fi
    if \builtin [ "$ccs_kind" = named ]; then
      ccs_kind=''
      case $ccs_name in
      # '{{#accounts}}'
      '{{name}}') ccs_kind=account ccs_place='{{instance}}' ;;
      # '{{/accounts}}'
      # '{{#plain}}'
      '{{name}}') ccs_kind=plain ;;
      # '{{/plain}}'
      # '{{#settings}}'
      '{{name}}') ccs_kind=settings ccs_place='{{file}}' ;;
      # '{{/settings}}'
      esac
    fi
    case $ccs_kind in
    account) \builtin [ -d "$ccs_place" ] || ccs_kind='' ;;
    settings) \builtin [ -f "$ccs_place" ] || ccs_kind='' ;;
    esac

    # The program, by its path, because by its name zsh would take a function. A relative entry of PATH is for the core to
    # refuse.
    ccs_claude=${CCS_CLAUDE_PATH-}
    case ${ccs_claude:-:$PATH:} in
    *::* | *:[!/]*) ccs_kind='' ;;
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
      ccs_left=$ccs_left${(t)CLAUDE_CONFIG_DIR-}${(t)CCS_PROFILE-}
      case $ccs_left in *readonly*) ccs_kind='' ;; esac
      ;;
    esac
    case $ccs_kind in
    account | plain | settings)
      if \builtin [ "${CCS_KEEP_ENV-}" != 1 ]; then
        \builtin unset CLAUDE_CONFIG_DIR'{{#overrides}}' __name__'{{/overrides}}'
      fi
      \builtin unset CLAUDE_CONFIG_DIR CCS_PROFILE
      ;;
    esac

    # Claude, or else the core.
    case $ccs_kind in
    hand) \builtin shift "$ccs_words" ;;
    account | plain | settings)
      \builtin export CCS_PROFILE="$ccs_name"
      \builtin [ "$ccs_kind" = account ] && \builtin export CLAUDE_CONFIG_DIR="$ccs_place"
      \builtin shift "$ccs_words"
      \builtin [ "$ccs_kind" = settings ] && \builtin set -- --settings "$ccs_place" "$@"
      if \builtin [ -f '{{ccsDir}}'/shell/used/"$ccs_name" ] && ! \builtin [ -L '{{ccsDir}}'/shell/used/"$ccs_name" ]; then
        \builtin : 2>/dev/null >|'{{ccsDir}}'/shell/used/"$ccs_name"
      fi
      ;;
    *)
      # Here they count without being exported, so they do there.
      \builtin [ -z "${CCS_PROFILE-}" ] || \builtin export CCS_PROFILE
      \builtin [ -z "${CCS_KEEP_ENV-}" ] || \builtin export CCS_KEEP_ENV
      \builtin [ -z "${CCS_CLAUDE_PATH-}" ] || \builtin export CCS_CLAUDE_PATH
      ccs_claude='{{core}}'
      for ccs_folder in ${(s.:.)PATH}; do
        if \builtin [ -f "$ccs_folder/ccs" ] && \builtin [ -x "$ccs_folder/ccs" ]; then
          ccs_claude=$ccs_folder/ccs
          \builtin break
        fi
      done
      if ! \builtin [ -x "$ccs_claude" ]; then
        \builtin echo 'ccs: the core is not installed, although its shell integration is loaded. Run: npm install -g ccs-shell' >&2
        \builtin exit 127
      fi
      ;;
    esac
    \builtin set -- "$ccs_claude" "$@"
    \builtin unset ccs_kind ccs_place ccs_name ccs_words ccs_left ccs_claude ccs_folder ccs_stamp ccs_renewed
    \builtin exec -a "${1##*/}" "$@"
  )
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
  \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ] || \builtin return 0
  if ! {
    # '{{#sources}}'
    # '{{#isThere}}'
    \builtin [ -e '{{file}}' ] && \builtin [ -e '{{ccsDir}}'/shell/times/'{{name}}'.to ] &&
    ! \builtin [ '{{file}}' -ot '{{ccsDir}}'/shell/times/'{{name}}'.from ] &&
    ! \builtin [ '{{file}}' -nt '{{ccsDir}}'/shell/times/'{{name}}'.to ] &&
    # '{{/isThere}}'
    # '{{^isThere}}'
    ! \builtin [ -e '{{file}}' ] &&
    # '{{/isThere}}'
    # '{{/sources}}'
    \builtin :
  }; then
    \builtin [ "${__ccs_asked-}" != '{{stamp}}' ] || \builtin return 0
    \builtin typeset -g __ccs_asked='{{stamp}}'
    \command ccs init zsh </dev/null >/dev/null 2>&1 || \builtin return 0
  fi
  \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  if \builtin [ "$ccs_stamp" != '{{stamp}}' ] && \builtin [ -f '{{ccsDir}}'/shell/ccs.zsh ] &&
    \builtin [ -O '{{ccsDir}}'/shell/ccs.zsh ] && \builtin [ -r '{{ccsDir}}'/shell/ccs.zsh ]; then
    \builtin source '{{ccsDir}}'/shell/ccs.zsh 2>/dev/null
  fi
}

# '{{>completion}}'

if \functions builtin >/dev/null; then \unset __ccs_text; else \builtin unset __ccs_text; fi
