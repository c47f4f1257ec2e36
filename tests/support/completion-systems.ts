import { INTERACTIVE } from './shell-terminal.ts'
import type { EditedShell } from './tab-terminal.ts'

const [load = ''] = INTERACTIVE.zsh.rc.slice(-1)
const COMPINIT = 'autoload -U compinit && compinit'

/** As oh-my-zsh does it: completion, then its own library, then the plugins, each in a function. */
export const LIKE_OH_MY_ZSH: readonly string[] = [
  'autoload -U compaudit compinit add-zsh-hook is-at-least',
  'fpath=("$HOME/.functions" $fpath)',
  'compinit -i -d "$HOME/.zcompdump-here"',
  'setopt auto_cd auto_pushd pushd_ignore_dups multios prompt_subst long_list_jobs interactive_comments',
  'unsetopt menu_complete flow_control',
  'setopt auto_menu complete_in_word always_to_end extended_history hist_verify share_history',
  "zstyle ':completion:*:*:*:*:*' menu select",
  "zstyle ':completion:*' matcher-list 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' 'r:|=*' 'l:|=* r:|=*'",
  'load_plugin() { alias g=git; : }; load_plugin',
  '_title() { : }; add-zsh-hook precmd _title; add-zsh-hook preexec _title',
]

const KEYWORDS = [
  'if',
  'case',
  'for',
  'while',
  'function',
  'local',
  'then',
  'do',
  'done',
  'fi',
  'esac',
  '[[',
  'continue',
]
const KEYWORD_ALIASES = KEYWORDS.map((keyword) => `alias '${keyword}'='echo hijacked'`)

const BASH_COMPLETION = '/usr/share/bash-completion/bash_completion'

interface Loading {
  shell: EditedShell
  name: string
  rc: readonly string[]
  /** A file. */
  needs?: string
}

/** What completion system there is, and when it comes. */
export const LOADING: readonly Loading[] = [
  { shell: 'bash', name: 'no more than ccs', rc: INTERACTIVE.bash.rc },
  { shell: 'bash', name: 'aliases on keywords', rc: [...INTERACTIVE.bash.rc, ...KEYWORD_ALIASES, 'set -eu'] },
  {
    shell: 'bash',
    name: 'bash-completion before',
    rc: [`source ${BASH_COMPLETION}`, ...INTERACTIVE.bash.rc],
    needs: BASH_COMPLETION,
  },
  {
    shell: 'bash',
    name: 'bash-completion after',
    rc: [...INTERACTIVE.bash.rc, `source ${BASH_COMPLETION}`],
    needs: BASH_COMPLETION,
  },
  { shell: 'zsh', name: 'compinit before', rc: [COMPINIT, load] },
  { shell: 'zsh', name: 'compinit after', rc: [load, COMPINIT] },
  {
    shell: 'zsh',
    name: 'compinit some prompts after',
    rc: [load, `later() { ((++prompts != 3)) || { ${COMPINIT} } }`, 'precmd_functions+=(later)'],
  },
  { shell: 'zsh', name: 'a framework before', rc: [...LIKE_OH_MY_ZSH, load] },
  { shell: 'zsh', name: 'a framework after', rc: [load, ...LIKE_OH_MY_ZSH] },
  { shell: 'fish', name: 'no more than ccs', rc: INTERACTIVE.fish.rc },
]
export const WITHOUT_COMPINIT: readonly string[] = [load]
