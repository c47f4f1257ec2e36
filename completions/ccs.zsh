# Completion of ccs for zsh; it works with and without the integration. It reads the candidates that the core publishes,
# lines of context, candidate and description. It evaluates nothing that was typed, and starts no process.

# Files, also behind Claude's `@`. In a word with a `$`, a backquote or a parenthesis zsh's own way to find them would
# evaluate what was typed.
function _ccs_files {
  [[ $PREFIX$SUFFIX != *['$`']* && ${PREFIX//\\?/} != *[\(\<\>]* ]] || \builtin return 1
  compset -P @
  _files
}

# Finds what fits at the cursor, lines of candidate and description: puts it into `profiles`, `found` and `options` of the
# caller, and whose words they are into `context`. Fails where only files fit. The line is that of `words`, `CURRENT` and
# `PREFIX`, which the completion system sets.
function __ccs_find {
  \builtin local file="${HOME-}/.ccs" tab=$'\t' name="${${(Q)words[1]}:t}" groups='' parent='' value='' word='' index
  \builtin local -a lines names rest
  \builtin whence __ccs_renew >/dev/null && __ccs_renew
  context=@claude
  \builtin [ -z "${CCS_HOME-}" ] || file=$CCS_HOME/.ccs
  file=${CCS_DIR:-$file}/shell/candidates
  \builtin [ -f "$file" ] && \builtin [ -r "$file" ] || \builtin return 1
  lines=("${(f)$(<$file)}")
  names=(${${${(M)lines:#@(accounts|others)$tab*}#*$tab}%%$tab*})

  # Whose the line is: a command's of ccs, or Claude's, after a profile or what could not be a name.
  if ((CURRENT > 2)); then rest=("${(@Q)words[2,CURRENT-1]}"); fi
  if [[ $name == ccs-* ]] && ((${names[(Ie)${name#ccs-}]} == 0)); then
    \builtin return 1
  elif [[ $name != ccs-* ]]; then
    if ((CURRENT < 3)); then
      [[ $PREFIX == (-*|*[^A-Za-z0-9_-]*) ]] || context=''
    elif [[ ${rest[1]} == run ]] && ((CURRENT > 3)); then
      \builtin shift 2 rest
    elif [[ ${rest[1]} != @* && -n ${lines[(r)$tab${(b)rest[1]}$tab*]} ]]; then
      context=${rest[1]}
      \builtin shift rest
    elif ((${names[(Ie)${rest[1]}]} > 0)); then
      \builtin shift rest
    fi
  fi

  # What the words up to the cursor make of it. After `--`, and after two words of a command of Claude's, there are files.
  for ((index = 1; index <= ${#rest}; index++)); do
    word=${rest[index]}
    if [[ -n $value ]]; then
      value=''
    elif [[ $context != @claude* && $word == -* ]]; then
      # An option whose value comes next, of the command or of one that it is a member of.
      parent=$context
      while [[ -n $parent && -z $value ]]; do
        value=${lines[(r)${(b)parent} ${(b)word}$tab*]%%$tab*}
        if [[ $parent == *' '* ]]; then parent=${parent% *}; else parent=''; fi
      done
    elif [[ $context != @claude* ]]; then
      context="$context $word"
    elif [[ $word == -- || $context == '@claude '[^-]* ]]; then
      \builtin return 1
    elif { ((index == 1)) || [[ $word == -* ]]; } && [[ -n ${lines[(r)@claude ${(b)word}$tab*]} ]]; then
      context="@claude $word"
    else
      context=@claude
    fi
  done
  context=${value:-$context}

  # The candidates there; after a word too many the options of the command that stands before it. Options are for a `-`,
  # or where there is nothing else.
  found=(${${(M)lines:#$context$tab*}#*$tab})
  options=(${(M)found:#-*})
  groups=${(j:|:)${(M)found:#@*}%%$tab*}
  if [[ -n $groups ]]; then profiles=(${${(M)lines:#(${~groups})$tab*}#*$tab}); fi
  found=(${found:#[@-]*})
  parent=$context
  while [[ $parent == [^@]*' '* ]]; do
    parent=${parent% *}
    options+=(${${(M)lines:#$parent$tab-*}#*$tab})
    groups+=${${lines[(r)$parent +$tab*]}#*$tab}
  done
  if ((${#found} + ${#profiles} + ${#options} == 0)) || [[ $groups == *@files* && $PREFIX != -* ]]; then
    \builtin return 1
  elif [[ $PREFIX == -* ]]; then
    found=() profiles=()
  elif [[ $context != @claude ]] && ((${#found} + ${#profiles} > 0)); then
    options=()
  fi
  \builtin return 0
}

# For the completion system.
function _ccs {
  # The options that the completion system's own functions need: the integration is evaluated with those of plain zsh, and
  # its functions begin with them.
  \builtin setopt "${_comp_options[@]}"
  \builtin local context='' tab=$'\t' ret=1
  \builtin local -a profiles found options
  if ! __ccs_find; then
    _ccs_files
    \builtin return
  fi
  profiles=(${profiles/$tab/:}) found=(${${found/$tab/:}%:}) options=(${options/$tab/:})
  ((${#profiles})) && _describe -V -t profiles profile profiles && ret=0
  ((${#found})) && _describe -V -t commands command found && ret=0
  ((${#options})) && _describe -V -t flags flag options && ret=0
  if [[ $context == @claude && $PREFIX != -* ]]; then _ccs_files && ret=0; fi
  \builtin return ret
}

# For the older completion by `compctl`, which a zsh without a completion system has; files come where nothing else fits.
function __ccs_reply {
  \builtin emulate -L zsh
  \builtin local context='' PREFIX="$1" CURRENT tab=$'\t'
  \builtin local -a words profiles found options
  \builtin read -Ac words
  \builtin read -nc CURRENT
  reply=()
  __ccs_find || \builtin return 0
  reply=("${(@)profiles%%$tab*}" "${(@)found%%$tab*}" "${(@)options%%$tab*}")
}

# Registers the completion, also for the functions, as soon as there is a completion system, which may come much later
# than this text; until then it is that by `compctl`. That one finds no command by a name with a hyphen, but by a pattern in
# what it asks first, unless the person uses that.
function __ccs_register {
  \builtin emulate -L zsh
  if ! \builtin whence compdef >/dev/null; then
    \builtin [ -z "${__ccs_registered+x}" ] || \builtin return 0
    \builtin typeset -g +x __ccs_registered=1
    \builtin compctl -K __ccs_reply + -f ccs
    if [[ "$(\builtin compctl -L)" == *$'\ncompctl -T' ]]; then \builtin compctl -T -x 'W[0,ccs-*]' -K __ccs_reply; fi
    \builtin return 0
  fi
  compdef _ccs ccs -P 'ccs-*'
  precmd_functions=("${(@)precmd_functions:#__ccs_register}")
}

if [[ -o interactive ]]; then
  if \builtin whence compdef >/dev/null; then
    compdef _ccs ccs -P 'ccs-*'
  else
    case " ${precmd_functions[*]-} " in
    *' __ccs_register '*) ;;
    *) precmd_functions+=(__ccs_register) ;;
    esac
  fi
fi
