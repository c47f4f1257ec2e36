# Completion of ccs for bash; it works with and without the integration. It reads the candidates that the core
# publishes, lines of context, candidate and description. It evaluates nothing that was typed, and starts no process.
# shellcheck disable=SC2015

# Fills COMPREPLY; where nothing is ccs's own, readline completes files.
function __ccs_complete {
  \builtin declare -F __ccs_renew >/dev/null && __ccs_renew
  \builtin local file="${HOME-}/.ccs" current="${COMP_WORDS[COMP_CWORD]}"
  \builtin local words='' context candidate line index
  \builtin local -a names profiles found
  COMPREPLY=() names=() profiles=() found=()
  \builtin [ -z "${CCS_HOME-}" ] || file=$CCS_HOME/.ccs
  file=${CCS_DIR:-$file}/shell/candidates
  \builtin [ -f "$file" ] && \builtin [ -r "$file" ] || \builtin return 0

  # The words between ccs and the cursor, without options; after a first one that is an option all is claude's.
  for ((index = 1; index < COMP_CWORD; index++)); do
    \builtin [ "${COMP_WORDS[index]#-}" = "${COMP_WORDS[index]}" ] && words=${words:+$words }${COMP_WORDS[index]} ||
      \builtin [ -n "$words" ] || \builtin return 0
  done

  # The candidates of these words, profiles first; after a word too many only the options of what stands before it.
  while IFS='' \builtin read -r line; do
    context=${line%%$'\t'*}
    candidate=${line#*$'\t'}
    candidate=${candidate%%$'\t'*}
    if \builtin [ "$context" = @names ]; then
      names+=("$candidate")
    elif \builtin [ "$context" = @profiles ]; then
      profiles+=("$candidate")
    elif \builtin [ "$context" = "$words" ]; then
      if \builtin [ "$candidate" = @names ]; then
        found+=(${names[@]+"${names[@]}"})
      elif \builtin [ "$candidate" = @profiles ]; then
        found+=(${profiles[@]+"${profiles[@]}"})
      else
        found+=("$candidate")
      fi
    elif \builtin [ "${words#"$context "}" != "$words" ] && \builtin [ "${candidate#-}" != "$candidate" ]; then
      found+=("$candidate")
    fi
  done <"$file"
  \builtin [ -n "$words" ] || found=(${names[@]+"${names[@]}"} "${found[@]}")
  \builtin [ "${#found[@]}" -gt 0 ] || \builtin return 0
  for candidate in "${found[@]}"; do
    \builtin [ "${candidate#"$current"}" = "$candidate" ] && \builtin [ -n "$current" ] || COMPREPLY+=("$candidate")
  done
  # No files where the words are ccs's own; bash 3.2 has no way to say so.
  \builtin compopt +o default 2>/dev/null || \builtin :
}

case $- in
*i*) \builtin complete -o default -F __ccs_complete ccs ;;
esac
