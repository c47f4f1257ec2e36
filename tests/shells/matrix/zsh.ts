import { execFileSync } from 'node:child_process'
import { OVERRIDES } from '../scenarios/expectations.ts'
import { askingCore, type Dialect, type Hostility, lines, placesOf } from './hostility.ts'

const NAMES = (
  'ccs claude command builtin local cd export unset exec eval [ printf read test source . : echo set shift return ' +
  'setopt unsetopt emulate typeset trap true false env ccs-work unalias alias let whence functions print autoload - noglob'
).split(' ')
const KEYWORDS =
  'if then else elif fi for while until do done case esac in function { } [[ ! time select repeat foreach end nocorrect'.split(
    ' ',
  )

const program = process.env.CCS_TEST_ZSH || 'zsh'
const list = (text: string) => execFileSync(program, ['-fc', text], { encoding: 'utf8' }).trim().split('\n')

/** What no command survives, what forbids programs with a path, and what can only be set at the start. */
const EXEMPT = new Set([
  'exec',
  'noexec',
  'restricted',
  'interactive',
  'shinstdin',
  'singlecommand',
  'privileged',
  'zle',
])
const PRINTING = new Set(['xtrace', 'verbose', 'sourcetrace'])

function options(): Hostility[] {
  return list('setopt kshoptionprint; setopt')
    .map((line) => line.split(/\s+/) as [string, string])
    .filter(([name]) => !EXEMPT.has(name))
    .map(([name, state]) => ({
      name,
      text: `${state === 'on' ? 'unsetopt' : 'setopt'} ${name}`,
      ...(PRINTING.has(name) && { prints: true as const }),
    }))
}

const COMBINATIONS = lines(
  'set -euo pipefail',
  'emulate sh',
  'emulate ksh',
  'emulate csh',
  'emulate -R zsh',
  'setopt err_exit err_return; trap "echo error >&2" ZERR',
  'TRAPZERR() { echo error >&2; }',
  'TRAPDEBUG() { true; }; trap "true DEBUG" DEBUG',
  'TRAPEXIT() { true; }',
  'trap "true EXIT" EXIT',
  'setopt ksh_arrays sh_word_split glob_subst no_nomatch',
  'setopt all_export no_unset err_exit no_clobber',
  'setopt extended_glob null_glob glob_dots csh_null_glob magic_equal_subst',
  'setopt no_multios no_short_loops posix_builtins posix_identifiers posix_strings posix_traps',
  'setopt correct correct_all',
  'setopt auto_cd cdable_vars auto_name_dirs',
  'setopt warn_create_global warn_nested_var',
  "IFS=''",
  "IFS='acos'",
  'unset IFS',
  'NULLCMD=:; READNULLCMD=:',
  'FPATH=/nowhere; fpath=()',
  'HISTFILE=/nowhere/x',
  'typeset -U path PATH',
  'typeset -T CCS_X ccs_x',
  'zmodload zsh/parameter; disable -a "*" 2>/dev/null; enable -a "*"',
  'umask 777',
  'umask 000',
  'LC_ALL=C',
  'LC_ALL=tr_TR.UTF-8',
  'path=($path)',
  'ulimit -n 16',
  'exec 5>&1 6>&2',
  'disable -r time',
  'precmd_functions=(x); preexec_functions=(y)',
)

const VARIABLES = [
  ...['ccs_kind', 'ccs_name', 'ccs_stamp', 'ccs_place', 'ccs_claude', 'ccs_left', 'ccs_words', 'ccs_folder'].flatMap(
    (name) => lines(`${name}=other`, `integer ${name}=3`, `readonly ${name}=other`),
  ),
  ...['CCS_PROFILE', 'CLAUDE_CONFIG_DIR', 'ANTHROPIC_CONFIG_DIR', ...OVERRIDES].flatMap((name) =>
    askingCore(`readonly ${name}=''`, `export ${name}=''; readonly ${name}`),
  ),
  ...['REPLY', 'file', 'tab', 'words', 'line', 'match', 'MATCH', 'reply'].flatMap((name) =>
    lines(`readonly ${name}=1`),
  ),
]

const alias = (name: string): Hostility => ({
  name: `alias ${name}`,
  text: `setopt aliases; alias -- '${name}'='echo hijacked'`,
  ...placesOf(name),
})
const globalAlias = (name: string): Hostility => ({
  name: `global alias ${name}`,
  text: `setopt aliases; alias -g -- '${name}'='echo hijacked'`,
  only: ['before eval', 'before source'],
})
const functionNamed = (name: string): Hostility => ({
  name: `function ${name}`,
  text: `function '${name}' { \\builtin printf 'hijacked\\n' }`,
  ...(/^(?:builtin|command|exec|-|noglob)$/.test(name) && { asksCore: true as const }),
  ...(name === 'functions' && { refusesUse: true as const }),
  ...placesOf(name),
})

export const zshDialect: Dialect = {
  get hostilities() {
    return [
      ...NAMES.map(alias),
      ...NAMES.map(functionNamed),
      ...KEYWORDS.map(alias),
      ...['ccs', 'local', 'x', 'then'].map(globalAlias),
      ...options(),
      ...COMBINATIONS,
      ...VARIABLES,
    ]
  },
  evaluate: 'eval "$(<"$CCS_TEXT_FOR_EVAL")"',
  // What was given to `-c`, which differs by itself; it fills several lines of the probe in zsh 5.8.
  start: "unset ZSH_EXECUTION_STRING; set -- first 'second one' ''; REPLY=reply",
  probe: `\\print -r -- "status $?|$#" "$@"; \\print -r -- "\${IFS-unset}" "\${REPLY-}" "$-"; \\setopt; \\trap; \\alias; \\umask; \\typeset; \\pwd`,
  volatile:
    /^(?:(?:[a-z0-9]+ )*)(?:ccs|ccs-work|_|CCS_WORD_\w+|__ccs_\w+|RECORD|EPOCH\w*|RANDOM|SECONDS|LINENO|TTYIDLE|ZSH_SUBSHELL|funcstack|jobstates|historywords|history|funcfiletrace|funcsourcetrace|functrace|status|pipestatus|'.'|0)=/,
}
