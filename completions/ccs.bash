# Completion of ccs for bash; it works with and without the integration. It reads the candidates that the core
# publishes, lines of context, candidate and description. It evaluates nothing that was typed, and starts no process.
# shellcheck disable=SC2015,SC2254

# Fills COMPREPLY, given the command and the word as far as the cursor. Where it stays empty readline completes files,
# but for words that are ccs's own.
function __ccs_complete {
  \builtin declare -F __ccs_renew >/dev/null && __ccs_renew
  # Values come later: under `set -k` these would be no words of `local`.
  \builtin local file current context first start index word line candidate text groups skipped parent value tab newline
  \builtin local -a lines accounts others found options
  # Lists fall apart at spaces.
  \builtin local IFS 2>/dev/null && IFS=$' \t\n'
  file=${HOME-}/.ccs current=${2-} context=@claude start=1 text='' groups='' value='' tab=$'\t' newline=$'\n'
  COMPREPLY=() lines=() accounts=() others=() found=() options=()
  # In such a word readline, looking for files, would set variables and run commands. An older bash always looks for files
  # if there is no candidate, so it gets the word itself.
  case $current in
  *['`']* | *'$'[\{\(\[]*)
    \builtin compopt +o default 2>/dev/null || COMPREPLY=("$current")
    \builtin return 0
    ;;
  esac
  \builtin [ -z "${CCS_HOME-}" ] || file=$CCS_HOME/.ccs
  file=${CCS_DIR:-$file}/shell/candidates
  \builtin [ -f "$file" ] && \builtin [ -r "$file" ] || \builtin return 0
  IFS=$newline \builtin read -r -d '' -a lines <"$file" || \builtin :
  \builtin printf -v text '%s\n' '' ${lines[@]+"${lines[@]}"}

  # Whose the line is: a command's of ccs, or Claude's, after a profile or what could not be a name.
  first=${COMP_WORDS[1]-} word=${COMP_WORDS[0]##*/}
  case $word in
  ccs-*)
    case $text in
    *"$newline@accounts$tab${word#ccs-}$tab"* | *"$newline@others$tab${word#ccs-}$tab"*) ;;
    *) \builtin return 0 ;;
    esac
    ;;
  *)
    if \builtin [ "$COMP_CWORD" -lt 2 ]; then
      case $current in
      -* | *[!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-]*) ;;
      *) context='' groups='' ;;
      esac
    else
      case $first$newline$text in
      [@-]* | "$newline"*) ;;
      run"$newline"*) if \builtin [ "$COMP_CWORD" -gt 2 ]; then start=3; else context=run start=2; fi ;;
      *"$newline$tab$first$tab"*) context=$first start=2 ;;
      *"$newline@accounts$tab$first$tab"* | *"$newline@others$tab$first$tab"*) start=2 ;;
      esac
    fi
    ;;
  esac

  # What the words up to the cursor make of it. After `--`, and after two words of a command of Claude's, there are files.
  for ((index = start; index < COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    case $context$tab$word in
    "@claude "[!-]* | @claude*"$tab--") \builtin return 0 ;;
    @claude*)
      context=@claude
      case $text in
      *"$newline@claude $word$tab"*) \builtin [ "$index" -gt "$start" ] && \builtin [ "${word#-}" = "$word" ] || context="@claude $word" ;;
      esac
      ;;
    *)
      parent=$context
      case $value$tab$word in
      "$tab-"*)
        # An option whose value comes next, of the command or of one that it is a member of.
        while \builtin [ -n "$parent$value" ]; do
          case $text in *"$newline$parent $word$tab"*) value="$parent $word" ;; esac
          case $value$tab$parent in "$tab"*' '*) parent=${parent% *} ;; *) \builtin break ;; esac
        done
        ;;
      "$tab"*) context="$context $word" ;;
      *) value='' ;;
      esac
      ;;
    esac
  done
  context=${value:-$context}

  # The lines there; after a word too many the options of the command that stands before it.
  case $context in
  @*) skipped='[!@]*' ;;
  *) skipped='@c*' ;;
  esac
  for line in ${lines[@]+"${lines[@]}"}; do
    case $line in
    $skipped) ;;
    @a*) accounts+=("$line") ;;
    @o*) others+=("$line") ;;
    "$context$tab-"*) options+=("$line") ;;
    "$context$tab@"*) groups=$groups${line#"$context"} ;;
    "$context$tab"*) found+=("$line") ;;
    esac
  done
  case $context$groups in
  @*) ;;
  *@others*) found=(${accounts[@]+"${accounts[@]}"} ${others[@]+"${others[@]}"} ${found[@]+"${found[@]}"}) ;;
  *@accounts*) found=(${accounts[@]+"${accounts[@]}"} ${found[@]+"${found[@]}"}) ;;
  *' '*)
    for line in ${lines[@]+"${lines[@]}"}; do
      case $line in
      [!@]*"$tab-"*) case $context in "${line%%"$tab"*} "*) options+=("$line") ;; esac ;;
      [!@]*" +$tab"*) case $context in "${line%%" +$tab"*} "*) groups=${line#*"$tab"} ;; esac ;;
      esac
    done
    ;;
  esac
  \builtin [ "${#found[@]}${#options[@]}" != 00 ] || \builtin return 0
  case $groups$tab$current in
  *"$tab-"*) ;;
  *@files*) \builtin return 0 ;;
  esac
  case $context$tab$current in
  *"$tab-"*) found=(${options[@]+"${options[@]}"}) ;;
  "@claude$tab") found+=(${options[@]+"${options[@]}"}) ;;
  *"$tab") \builtin [ "${#found[@]}" -gt 0 ] || found=(${options[@]+"${options[@]}"}) ;;
  esac

  # Of those the candidates that go on as the word at the cursor does.
  if \builtin [ "${#found[@]}" -gt 0 ]; then
    found=("${found[@]#*"$tab"}")
    found=("${found[@]%%"$tab"*}")
    \builtin [ -n "$current" ] || COMPREPLY=(${found[@]+"${found[@]}"})
    for line in ${current:+"${found[@]}"}; do
      case $line in "$current"*) COMPREPLY+=("$line") ;; esac
    done
  fi

  # No files where the words are ccs's own, and the order as it is. Where they are Claude's, files as well; behind its `@`
  # those whose names need no quotes. An older bash has no way to say so.
  if \builtin [ "$context" != @claude ]; then
    \builtin compopt +o default 2>/dev/null || \builtin :
    \builtin compopt -o nosort 2>/dev/null || \builtin :
    \builtin return 0
  fi
  case $- in *f*) \builtin return 0 ;; esac
  ! \builtin shopt -q failglob || \builtin return 0
  case $current in
  -*) ;;
  @*)
    for candidate in "${current#@}"*; do
      case $candidate in *[!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-]*) \builtin continue ;; esac
      if \builtin [ -d "$candidate" ]; then
        candidate=$candidate/
        \builtin compopt -o nospace 2>/dev/null || \builtin :
      fi
      \builtin [ ! -e "$candidate" ] || COMPREPLY+=("@$candidate")
    done
    ;;
  *)
    \builtin [ "${#COMPREPLY[@]}" -gt 0 ] && \builtin compopt -o filenames 2>/dev/null || \builtin return 0
    for candidate in "$current"*; do
      \builtin [ ! -e "$candidate" ] || COMPREPLY+=("$candidate")
    done
    ;;
  esac
}

case $- in
*i*) \builtin complete -o default -F __ccs_complete ccs ;;
esac
