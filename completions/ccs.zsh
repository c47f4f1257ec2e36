# Completion of ccs for zsh; it works with and without the integration. It reads the candidates that the core publishes,
# lines of context, candidate and description. It evaluates nothing that was typed, and starts no process.

function _ccs {
  # The options that the completion system's own functions need: the integration is evaluated with those of plain zsh, and
  # its functions begin with them.
  \builtin setopt "${_comp_options[@]}"
  \builtin whence __ccs_renew >/dev/null && __ccs_renew
  \builtin local file="${HOME-}/.ccs" tab=$'\t' words_before='' line candidate index
  \builtin local -a lines found
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
  [[ -n $words_before ]] || found=("${(@)${(@M)lines:#@names$tab*}#*$tab}")
  for line in "${(@)lines:#@*}"; do
    candidate=${line#*$tab}
    case $line in
    "$words_before${tab}@"*) found+=("${(@)${(@M)lines:#${candidate%%$tab*}$tab*}#*$tab}") ;;
    "$words_before$tab"*) found+=("$candidate") ;;
    *"$tab-"*"$tab"*) [[ $words_before != "${line%%$tab*} "* ]] || found+=("$candidate") ;;
    esac
  done
  if ((${#found} == 0)); then
    _files
  else
    found=("${(@)found/$tab/:}")
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
