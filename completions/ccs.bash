# Completion of ccs for bash; it works with and without the integration. It reads the candidates that the core
# publishes, lines of context, candidate and description. It evaluates nothing that was typed, and starts no process.
# shellcheck disable=SC2015

# Fills COMPREPLY; where nothing is ccs's own, readline completes files.
function __ccs_complete {
  \builtin declare -F __ccs_renew >/dev/null && __ccs_renew
  # Values come later: under `set -k` these would be no words of `local`.
  \builtin local file current tab words candidate line index
  \builtin local -a lines names profiles found
  file=${HOME-}/.ccs current=${COMP_WORDS[COMP_CWORD]} tab=$'\t' words=''
  COMPREPLY=() lines=() names=() profiles=() found=()
  \builtin [ -z "${CCS_HOME-}" ] || file=$CCS_HOME/.ccs
  file=${CCS_DIR:-$file}/shell/candidates
  \builtin [ -f "$file" ] && \builtin [ -r "$file" ] || \builtin return 0

  # The words between ccs and the cursor, without options; after a first one that is an option all is claude's.
  for ((index = 1; index < COMP_CWORD; index++)); do
    \builtin [ "${COMP_WORDS[index]#-}" = "${COMP_WORDS[index]}" ] && words=${words:+$words }${COMP_WORDS[index]} ||
      \builtin [ -n "$words" ] || \builtin return 0
  done

  # The candidates of these words, profiles first; after a word too many only the options of what stands before it.
  IFS=$'\n' \builtin read -r -d '' -a lines <"$file" || \builtin :
  for line in ${lines[@]+"${lines[@]}"}; do
    candidate=${line#*"$tab"}
    case $line in
    "@names$tab"*) names+=("$candidate") ;;
    "@profiles$tab"*) profiles+=("$candidate") ;;
    "$words${tab}@names$tab"*) found+=(${names[@]+"${names[@]}"}) ;;
    "$words${tab}@profiles$tab"*) found+=(${profiles[@]+"${profiles[@]}"}) ;;
    "$words$tab"*) found+=("$candidate") ;;
    *"$tab-"*"$tab"*) case $words in "${line%%"$tab"*} "*) found+=("$candidate") ;; esac ;;
    esac
  done
  \builtin [ -n "$words" ] || found=(${names[@]+"${names[@]}"} ${found[@]+"${found[@]}"})
  \builtin [ "${#found[@]}" -gt 0 ] || \builtin return 0
  for candidate in "${found[@]}"; do
    case $candidate in "$current"*) COMPREPLY+=("${candidate%%"$tab"*}") ;; esac
  done
  # No files where the words are ccs's own; bash 3.2 has no way to say so.
  \builtin compopt +o default 2>/dev/null || \builtin :
}

case $- in
*i*) \builtin complete -o default -F __ccs_complete ccs ;;
esac
