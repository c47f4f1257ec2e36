# Completion of ccs for zsh, with or without the integration. It walks the table that the core publishes (its form is
# described in src/shell/candidates.ts), evaluates nothing that was typed, and starts no process.

# Files, also behind Claude's `@`. In a word with a `$`, a backquote or a parenthesis zsh's own way to find them would
# evaluate what was typed.
function _ccs_files {
  [[ $PREFIX$SUFFIX != *['$`']* && ${PREFIX//\\?/} != *[\(\<\>]* ]] || \builtin return 1
  compset -P @
  _files
}

# Fills `found` of the caller with words and descriptions, parted by a colon, and `files` where files fit beside them. The
# line is that of `words`, `CURRENT` and `PREFIX`, which the completion system sets.
function __ccs_find {
  \builtin local file="${HOME-}/.ccs" command="${${(Q)words[1]}:t}" state=1 at=0 back='' line='' word='' tab=$'\t'
  \builtin local -a lines options
  \builtin whence __ccs_renew >/dev/null && __ccs_renew

  # Read the table.
  \builtin [ -z "${CCS_HOME-}" ] || file=$CCS_HOME/.ccs
  file=${CCS_DIR:-$file}/shell/candidates
  \builtin [ -f "$file" ] && \builtin [ -r "$file" ] || \builtin return 0
  lines=("${(@f)$(<$file)}")

  # Walk it by the words before the cursor. Of a line only digits are evaluated.
  if ((CURRENT > 2)); then \builtin set -- "${(@Q)words[2,CURRENT-1]}"; fi
  if [[ $command == ccs-* ]]; then \builtin set -- run "${command#ccs-}" "$@"; fi
  for word in "$@"; do
    for ((at = state + 1; ; at++)); do
      line=${lines[at]:-#}
      case $line in
      '#'*) \builtin return 0 ;;
      "$word$tab"* | "${word[1]}*$tab"* | "*$tab"*) \builtin break ;;
      esac
    done
    state=${line##*[^0-9]}
  done

  # List its words; a group stands for the lines of its state.
  for ((at = state + 1; ; at++)); do
    line=${lines[at]:-#}
    case $line in
    '#'*)
      \builtin [ -n "$back" ] || \builtin break
      at=$back back=''
      ;;
    @files*) files=yes ;;
    @*) \builtin [ -n "$back" ] || back=$at at=${line##*[^0-9]} ;;
    '*'* | '-*'*) ;;
    -*) options+=("$line") ;;
    *) found+=("$line") ;;
    esac
  done
  # Options are for a `-`, or where there is nothing else, or beside files.
  if [[ $PREFIX == -* || -n $files || ${#found} == 0 ]]; then found+=("${options[@]}"); fi
  found=(${${${found%$tab*}/$tab/:}%:})
}

# For the completion system.
function _ccs {
  # The options that the completion system's own functions need: the integration is evaluated with those of plain zsh, and
  # its functions begin with them.
  \builtin setopt "${_comp_options[@]}"
  \builtin local files='' ret=1
  \builtin local -a found
  __ccs_find
  _describe -V -t words word found && ret=0
  if [[ -n $files || $ret == 1 ]]; then _ccs_files && ret=0; fi
  \builtin return ret
}

# For the older completion by `compctl`, which a zsh without a completion system has; files come where nothing else fits.
function __ccs_reply {
  \builtin emulate -L zsh
  \builtin local files='' PREFIX="$1" CURRENT
  \builtin local -a words found
  \builtin read -Ac words
  \builtin read -nc CURRENT
  __ccs_find
  reply=("${(@)found%%:*}")
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

# Register it.
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
