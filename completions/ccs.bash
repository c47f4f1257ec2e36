# Completion of ccs for bash, with or without the integration. It walks the table that the core publishes (its form is
# described in src/shell/candidates.ts), evaluates nothing that was typed, and starts no process.

# Fills COMPREPLY, given the command and the word as far as the cursor. Where it stays empty, readline completes files.
function __ccs_complete {
  \builtin declare -F __ccs_renew >/dev/null && __ccs_renew
  # Values come later: under `set -k` these would be no words of `local`.
  \builtin local file current command lines options state at line word back files prefix tab
  \builtin local IFS 2>/dev/null && IFS=$' \t\n'
  file=${HOME-}/.ccs current=${2-} command=${COMP_WORDS[0]##*/} state=1 back='' files='' prefix='' tab=$'\t'
  lines=() options=() COMPREPLY=()
  # Looking for files, readline would set variables and run commands in such a word. Before bash 4 it always does if there
  # is no candidate, so it gets the word itself.
  case $current in
  *['`']* | *'$'[\{\(\[]*)
    \builtin compopt +o default 2>/dev/null || COMPREPLY=("$current")
    \builtin return 0
    ;;
  esac

  # Read the table; bash 3.2 has no mapfile.
  \builtin [ -z "${CCS_HOME-}" ] || file=$CCS_HOME/.ccs
  file=${CCS_DIR:-$file}/shell/candidates
  \builtin [ -f "$file" ] && \builtin [ -r "$file" ] || \builtin return 0
  \builtin mapfile -t lines <"$file" 2>/dev/null || IFS=$'\n' \builtin read -r -d '' -a lines <"$file" || \builtin :

  # Walk it by the words before the cursor; line 1 is at index 0. Only digits of it are evaluated.
  \builtin set -- "${COMP_WORDS[@]:1:COMP_CWORD-1}"
  case $command in ccs-*) \builtin set -- run "${command#ccs-}" "$@" ;; esac
  for word in "$@"; do
    for ((at = state; ; at++)); do
      line=${lines[at]-#}
      case $line in
      '#'*) \builtin return 0 ;;
      "$word$tab"* | "${word:0:1}*$tab"* | "*$tab"*) \builtin break ;;
      esac
    done
    state=${line##*[!0-9]}
  done

  # List what begins with the typed word; a group stands for the lines of its state.
  for ((at = state; ; at++)); do
    line=${lines[at]-#}
    case $line in
    '#'*)
      \builtin [ -n "$back" ] || \builtin break
      at=$back back=''
      ;;
    @files*) files=yes ;;
    @*) \builtin [ -n "$back" ] || back=$at at=$((${line##*[!0-9]} - 1)) ;;
    '*'* | '-*'*) ;;
    "$current"*) case $line in -*) options+=("${line%%"$tab"*}") ;; *) COMPREPLY+=("${line%%"$tab"*}") ;; esac ;;
    esac
  done
  # Options are for a `-`, or where there is nothing else, or beside files.
  \builtin [ -z "$current$files" ] && \builtin [ "${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY+=(${options[@]+"${options[@]}"})
  \builtin compopt -o nosort 2>/dev/null || \builtin :
  # Files beside words, which bash 3.2 cannot quote; and behind Claude's `@`, where no bash would, so only plain names.
  \builtin [ -n "$files" ] && ! \builtin shopt -q failglob || \builtin return 0
  case $current in
  @*) prefix=@ ;;
  *) \builtin [ "${#COMPREPLY[@]}" -gt 0 ] && \builtin compopt -o filenames 2>/dev/null || \builtin return 0 ;;
  esac
  for file in "${current#@}"*; do
    case $prefix$file in @*[!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-]*) \builtin continue ;; esac
    if \builtin [ -n "$prefix" ] && \builtin [ -d "$file" ]; then
      file=$file/
      \builtin compopt -o nospace 2>/dev/null || \builtin :
    fi
    \builtin [ ! -e "$file" ] || COMPREPLY+=("$prefix$file")
  done
}

# Register it.
case $- in
*i*) \builtin complete -o default -F __ccs_complete ccs ;;
esac
