# ccs for zsh, rendered by `ccs init zsh` from the registry of profiles. It launches the profiles that it knows by itself;
# whatever it is not sure of, it hands to the core unchanged. Claude Code copies functions into the shells that it starts,
# but no variables and no functions whose name begins with `_`: `ccs` and `ccs-<profile>` need neither.

# === Preparation =====================================================================================================

# These lines read this file once more, with zsh's own options and without aliases, and go no further by themselves: with
# the person's options it could mean something else. They use no keyword and no bare word, because an alias could be one.
__ccs_file='{{ccsDir}}'/shell/ccs.zsh
__ccs_end=${__ccs_inner+:}
\functions \builtin >/dev/null && \emulate \zsh \-o \no_aliases \-c "__ccs_inner= \\${__ccs_end:-source} \"\$__ccs_file\"" ||
  \builtin \emulate \zsh \-o \no_aliases \-c "__ccs_inner= \\builtin ${__ccs_end:-source} \"\$__ccs_file\""
\functions \builtin >/dev/null && "${__ccs_end:-return}" 0 || \builtin "${__ccs_end:-return}" 0

# === Freshness =======================================================================================================

# Succeeds when this text is the published one, and all that it was rendered from is unchanged. Fails with 1 when another
# text is published, with 2 when something has changed since, with 3 when only the core can tell.
function ccs.freshness {
  \builtin local ccs_stamp=''
  \builtin [ "${HOME-}" = '{{home}}' ] && \builtin [ "${CCS_DIR-}" = '{{envCcsDir}}' ] && \builtin [ "${CCS_DIR-unset}" ] &&
    \builtin [ "${CCS_HOME-}" = '{{envCcsHome}}' ] && \builtin [ "${CCS_CONFIG-}" = '{{envCcsConfig}}' ] &&
    \builtin [ -f '{{ccsDir}}'/shell/stamp ] && \builtin [ -r '{{ccsDir}}'/shell/stamp ] || \builtin return 3
  # '{{#sources}}'
  [[ ! -e '{{file}}' && ! -e '{{ccsDir}}'/shell/times/'{{name}}'.to ]] || \ccs.unchanged '{{file}}' '{{name}}' || \builtin return 2
  # '{{/sources}}'
  \builtin read -r ccs_stamp <'{{ccsDir}}'/shell/stamp || \builtin :
  \builtin [ "$ccs_stamp" = '{{stamp}}' ]
}

# Succeeds when a file is the one that the core read when it set the marks of that name.
function ccs.unchanged {
  [[ -e $1 && -e '{{ccsDir}}'/shell/times/$2.to &&
  ! $1 -ot '{{ccsDir}}'/shell/times/$2.from && ! $1 -nt '{{ccsDir}}'/shell/times/$2.to ]]
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

# Takes over what is published by now, for the completion and the hook. Where something has changed since, the core
# publishes first; each text asks it only once.
function __ccs_renew {
  \builtin emulate -L zsh
  \builtin local ccs_fresh=0
  \ccs.freshness || ccs_fresh=$?
  if \builtin [ "$ccs_fresh" = 2 ] && \builtin [ "${__ccs_asked-}" != '{{stamp}}' ]; then
    \builtin typeset -g +x __ccs_asked='{{stamp}}'
    (\ccs.core init zsh) </dev/null >/dev/null 2>&1 || \builtin return 0
    \ccs.freshness || ccs_fresh=$?
  fi
  \builtin [ "$ccs_fresh" != 1 ] || \ccs.reload
}

# === What a line means ===============================================================================================

# Puts the profile's name into `ccs_name`, which is empty for claude as typed by hand, and the number of words that are not
# for claude into `ccs_words`. Fails where the core decides.
function ccs.meaning {
  if \builtin [ "$#" -gt 0 ]; then
    case $1 in
    # '{{#coreNames}}'
    '{{name}}') \builtin return 1 ;;
    # '{{/coreNames}}'
    --help | -h | --version | -v) \builtin return 1 ;;
    run)
      ccs_name=${2-} ccs_words=2
      \builtin [ -n "$ccs_name" ]
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

# === Which profile ===================================================================================================

# Puts what the profile `ccs_name` is into `ccs_kind` (account, plain or settings), its folder or file into `ccs_place`, and
# its token into `ccs_token`. Fails where the core must see to it.
function ccs.profile {
  ccs_kind='' ccs_place='' ccs_token=''
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
    [[ ! -e '{{file}}' ]] || \ccs.unchanged '{{file}}' '{{name}}' || \builtin return 0
    # '{{/plainSettings}}'
    ;;
  esac
  \builtin return 1
}

# === Launch ==========================================================================================================

# Claude with the right account.
function ccs {
  # Nothing gets past a function named `builtin`.
  if \functions builtin >/dev/null; then
    '{{core}}' "$@"
    \return
  fi
  # Without that option the subshell below would go on to ignore the signals that the person's shell ignores.
  \builtin emulate -L zsh -o posix_traps
  \builtin local ccs_fresh=0 ccs_text='' ccs_kind='' ccs_name='' ccs_place='' ccs_token='' ccs_words=0 ccs_claude=''
  \ccs.freshness || ccs_fresh=$?

  # Another text is published: an interactive shell takes it, once in a command.
  if [[ $ccs_fresh == 1 && -o interactive && -z ${ccs_renewed-} ]]; then
    \builtin local ccs_renewed=published
    \ccs.reload
    \ccs "$@"
    \builtin return
  fi

  # `use` changes this shell, so it needs a text that is certain.
  if [[ ${1-} == use ]]; then
    if [[ $ccs_fresh == 0 || ${ccs_renewed-} == asked ]]; then
      \builtin shift
      \ccs.use "$@"
      \builtin return
    elif ccs_text=$(\ccs.core init zsh); then
      \builtin local ccs_renewed=asked
      \ccs.reload "$ccs_text"
      \ccs "$@"
      \builtin return
    fi
  fi

  # A command of the core may change what this text was rendered from, so an interactive shell looks again.
  if [[ -o interactive && ${1-} != run ]]; then
    case ' ''{{#commands}}''{{name}}'' ''{{/commands}}' in
    *" ${1-} "*)
      (\ccs.core "$@") || ccs_words=$?
      \ccs.follow "$@"
      \builtin return "$ccs_words"
      ;;
    esac
  fi

  # A subshell, which becomes claude or the core: nothing that is set in it stays in the person's shell.
  (\ccs.launch "$@")
}

# Becomes claude, or the core where this text is not sure of something.
function ccs.launch {
  \builtin unsetopt all_export err_exit err_return xtrace
  \builtin setopt unset
  \builtin trap - DEBUG ZERR
  if \builtin [ "$ccs_fresh" != 0 ] || ! \ccs.meaning "$@" || ! \ccs.program; then \ccs.core "$@"; fi
  if \builtin [ -n "$ccs_name" ]; then
    if ! \ccs.profile || \ccs.overridden || ! \ccs.environment; then \ccs.core "$@"; fi
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
  ccs_claude=${CCS_CLAUDE_PATH-}
  case ${ccs_claude:-:$PATH:} in
  *::* | *:[!/]* | [!:/]*) \builtin return 1 ;;
  :*) \ccs.which claude ;;
  *) \builtin [ -f "$ccs_claude" ] && \builtin [ -x "$ccs_claude" ] ;;
  esac
}

# Puts the path of a program into `ccs_claude`, because by its name zsh would take a function.
function ccs.which {
  \builtin local ccs_folder=''
  for ccs_folder in ${(s.:.)PATH}; do
    ccs_claude=$ccs_folder/$1
    if \builtin [ -f "$ccs_claude" ] && \builtin [ -x "$ccs_claude" ]; then \builtin return 0; fi
  done
  \builtin return 1
}

# Makes this the environment of claude; fails where a variable stands in the way. What is readonly cannot be removed, and
# trying would end this subshell. CCS_PROFILE comes last, because the core goes by it.
function ccs.environment {
  case ${(t)ANTHROPIC_CONFIG_DIR-}${(t)CLAUDE_CONFIG_DIR-}${(t)CCS_PROFILE-} in *readonly*) \builtin return 1 ;; esac
  ! \ccs.drops_sign_ins "$ccs_kind" || \builtin unset ANTHROPIC_CONFIG_DIR
  if \builtin [ "${CCS_KEEP_ENV-}" != 1 ]; then
    case '{{#overrides}}'${(t)__name__-}'{{/overrides}}' in *readonly*) \builtin return 1 ;; esac
    \builtin unset CLAUDE_CONFIG_DIR'{{#overrides}}' __name__'{{/overrides}}'
  fi
  # A builtin may be disabled.
  \builtin unset CLAUDE_CONFIG_DIR || \builtin return
  if \builtin [ "$ccs_kind" = account ]; then
    \builtin export CLAUDE_CONFIG_DIR="$ccs_place" || \builtin return
    \builtin [ "${CCS_KEEP_ENV-}" = 1 ] || \builtin export ANTHROPIC_CONFIG_DIR="$ccs_place/.anthropic"
  fi
  \builtin unset CCS_PROFILE
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
  # Here they count without being exported, so they do there.
  {
    \builtin [ -z "${CCS_PROFILE-}" ] || \builtin export CCS_PROFILE
    \builtin [ -z "${CCS_KEEP_ENV-}" ] || \builtin export CCS_KEEP_ENV
    \builtin [ -z "${CCS_CLAUDE_PATH-}" ] || \builtin export CCS_CLAUDE_PATH
  } 2>/dev/null
  case :$PATH: in
  *::* | *:[!/]*) ;;
  *) ! \ccs.which ccs || \ccs.become "$ccs_claude" "$@" ;;
  esac
  \builtin [ ! -x '{{core}}' ] || \ccs.become '{{core}}' "$@"
  \builtin printf %s '{{sayCoreMissing}}' >&2
  \builtin exit 127
}

# Becomes a program, called as by its name. A local variable here has hidden one of the person's by that name, which may be
# exported.
function ccs.become {
  # In braces, because a builtin that somebody has disabled complains before its own redirection.
  { \builtin unset ccs_fresh ccs_text ccs_kind ccs_name ccs_place ccs_token ccs_words ccs_claude ccs_renewed; } 2>/dev/null
  \builtin exec -a "${1##*/}" "$@"
}

# === use =============================================================================================================

# `ccs use`: what its words mean.
function ccs.use {
  # A name that begins with a dash is the core's.
  case "$# ${1-} ${2-}" in '1 -- ' | '2 -- '[!-]*) \builtin shift ;; esac
  \builtin local ccs_kind='' ccs_name="${1-}" ccs_place='' ccs_token=''
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
  if \builtin [ -n "$ccs_kind" ]; then \ccs.choose; else (\ccs.core use "$@"); fi
}

# Prints the accounts, the chosen one first.
function ccs.list {
  \builtin local ccs_mark='* ' ccs_name=''
  for ccs_name in "${CCS_PROFILE-}"'{{#accounts}}' '{{name}}''{{/accounts}}''{{#plain}}' '{{name}}''{{/plain}}'; do
    case "$ccs_mark$ccs_name" in
    '* ' | "  ${CCS_PROFILE-}") ;;
    *) \builtin print -r -- "$ccs_mark${ccs_name//[[:cntrl:]]/?}" ;;
    esac
    ccs_mark='  '
  done
  \builtin [ -n "${CCS_PROFILE-}" ] || \builtin echo 'ccs: No account is chosen in this shell. Choose one: ccs use <profile>' >&2
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
      \builtin printf %s '{{sayVariableReadonly}}' >&2
      \builtin return 2
      ;;
    *local*)
      \builtin printf %s '{{sayVariableLocal}}' >&2
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

# After a command of the core: takes over what it has published. The hook takes care of the account that it chose.
function ccs.follow {
  \builtin local ccs_fresh=0
  \ccs.freshness || ccs_fresh=$?
  \builtin [ "$ccs_fresh" != 1 ] || \ccs.reload
  # By its name, because another text may have been taken over.
  \builtin [ -z "${CCS_PROFILE-}" ] || \builtin [ "$CCS_PROFILE" = "${CCS_HOOK-}" ] || \ccs.settle "$@"
}

# Follows this shell's account to its new name; where it was removed, lets go of it.
function ccs.settle {
  \builtin local ccs_kind='' ccs_name='' ccs_place='' ccs_token='' ccs_news='was renamed'
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
  \builtin emulate -L zsh
  __ccs_renew
  # By its name, because another text may have been taken over.
  __ccs_enter
}

function __ccs_enter {
  \builtin emulate -L zsh
  [[ ${__ccs_seen-} != '{{stamp}}'":$PWD" ]] || \builtin return 0
  \builtin typeset -g +x __ccs_seen='{{stamp}}'":$PWD"
  \builtin local ccs_name='' ccs_kind='' ccs_place='' ccs_token=''
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
  \ccs run '{{name}}' "$@"
}
# '{{/functions}}'

# === Completion ======================================================================================================

# '{{>completion}}'

# === Start ===========================================================================================================

# '{{#hook}}'
if [[ -o interactive ]]; then
  precmd_functions=("${(@)precmd_functions:#__ccs_hook}" __ccs_hook)
fi
# '{{/hook}}'
# '{{^hook}}'
# The hook has been turned off: what it chose is undone at the next prompt, and after that it does nothing.
if [[ " ${precmd_functions[*]-} " == *' __ccs_hook '* ]]; then
  function __ccs_enter {
    \builtin emulate -L zsh
    precmd_functions=("${(@)precmd_functions:#__ccs_hook}")
    \builtin unset __ccs_seen
    \builtin local ccs_name=--off
    \builtin [ -z "${CCS_HOOK-}" ] || \builtin [ "${CCS_PROFILE-}" != "$CCS_HOOK" ] || \ccs.choose hook
  }
fi
# '{{/hook}}'

# An alias by one of these names would win, with whatever account it names. One that is made later is the person's choice.
\builtin [ -n "${ccs_reloading+x}" ] ||
  \builtin unalias ccs'{{#functions}}' ccs-__name__'{{/functions}}' 2>/dev/null || \builtin :

if \functions builtin >/dev/null; then
  \unset __ccs_text __ccs_file __ccs_end __ccs_inner
else
  \builtin unset __ccs_text __ccs_file __ccs_end __ccs_inner
fi
