# Completion of ccs for zsh; it works with and without the integration. It reads the candidates that the core publishes,
# lines of context, candidate and description. It evaluates nothing that was typed, and starts no process.

# The completion system has set the options that its own functions need; `emulate` here would take them away.
function _ccs {
  \builtin whence __ccs_renew >/dev/null && __ccs_renew
  \builtin local file="${HOME-}/.ccs" words_before='' line context candidate index
  \builtin local -a lines fields names profiles found
  \builtin [ -z "${CCS_HOME-}" ] || file=$CCS_HOME/.ccs
  file=${CCS_DIR:-$file}/shell/candidates
  \builtin [ -f "$file" ] && \builtin [ -r "$file" ] || \builtin return 1

  # The words between ccs and the cursor, without options; after a first one that is an option all is claude's.
  for ((index = 2; index < CURRENT; index++)); do
    if [[ ${words[index]} != -* ]]; then
      words_before=${words_before:+$words_before }${words[index]}
    elif [[ -z $words_before ]]; then
      _files
      \builtin return
    fi
  done

  # The candidates of these words, profiles first; after a word too many only the options of what stands before it.
  lines=("${(f)$(<$file)}")
  for line in "${lines[@]}"; do
    fields=("${(@ps:\t:)line}")
    context=$fields[1] candidate="$fields[2]:$fields[3]"
    if [[ $context == @names ]]; then
      names+=("$candidate")
    elif [[ $context == @profiles ]]; then
      profiles+=("$candidate")
    elif [[ $context == $words_before ]]; then
      case $candidate in
      @names:*) found+=("${names[@]}") ;;
      @profiles:*) found+=("${profiles[@]}") ;;
      *) found+=("$candidate") ;;
      esac
    elif [[ $words_before == "$context "* && $candidate == -* ]]; then
      found+=("$candidate")
    fi
  done
  [[ -n $words_before ]] || found=("${names[@]}" "${found[@]}")
  if ((${#found} == 0)); then
    _files
  else
    _describe -V ccs found
  fi
}

# Registers the completion as soon as there is a completion system, which may come much later than this text.
function __ccs_register {
  \builtin emulate -L zsh
  \builtin whence compdef >/dev/null || \builtin return 0
  compdef _ccs ccs
  precmd_functions=("${(@)precmd_functions:#__ccs_register}")
}

if [[ -o interactive ]]; then
  if \builtin whence compdef >/dev/null; then
    compdef _ccs ccs
  else
    case " ${precmd_functions[*]-} " in
    *' __ccs_register '*) ;;
    *) precmd_functions+=(__ccs_register) ;;
    esac
  fi
fi
