import { execFileSync } from 'node:child_process'
import { OVERRIDES } from '../scenarios/expectations.ts'
import { askingCore, type Dialect, type Hostility, lines, placesOf } from './hostility.ts'

const NAMES = (
  'ccs claude command builtin local cd export unset exec eval [ printf read test source . : echo set shift return ' +
  'shopt type declare typeset trap true false env ccs-work ccs.launch unalias alias let'
).split(' ')
const KEYWORDS = 'if then else elif fi for while until do done case esac in function { } [[ ! time select'.split(' ')

const program = process.env.CCS_TEST_BASH || 'bash'
const list = (text: string) => execFileSync(program, ['--norc', '-c', text], { encoding: 'utf8' }).trim().split('\n')

/** What only prints, what no command survives, and what forbids every program with a path. */
const EXEMPT = new Set(['noexec', 'onecmd', 'restricted_shell'])
const PRINTING = new Set(['xtrace', 'verbose'])

function options(): Hostility[] {
  const set = list('set -o').map((line) => line.split(/\s+/) as [string, string])
  const shopt = list('shopt').map((line) => line.split(/\s+/) as [string, string])
  return [
    ...set.map(([name, state]) => ({ name, text: `set ${state === 'on' ? '+' : '-'}o ${name}` })),
    ...shopt.map(([name, state]) => ({ name, text: `shopt -${state === 'on' ? 'u' : 's'} ${name}` })),
  ]
    .filter(({ name }) => !EXEMPT.has(name))
    .map((hostility) => (PRINTING.has(hostility.name) ? { ...hostility, prints: true } : hostility))
}

const COMBINATIONS = lines(
  'set -euo pipefail',
  'set -eEuo pipefail; trap "echo error >&2" ERR',
  'set -o posix',
  'POSIXLY_CORRECT=1',
  'export POSIXLY_CORRECT=1',
  'set -aeku -o posix',
  'set -fCHBP',
  'set -T; trap "true DEBUG" DEBUG',
  'trap "true RETURN" RETURN; trap "true EXIT" EXIT',
  'shopt -s nullglob dotglob extglob globstar nocaseglob nocasematch failglob',
  'shopt -s compat31',
  'shopt -s compat44 localvar_inherit localvar_unset',
  "IFS=''",
  "IFS='acos'",
  "IFS=$'\\n\\t '",
  'unset IFS',
  'GLOBIGNORE="*"',
  'CDPATH=/',
  'BASH_COMPAT=3.2',
  'PS4="$(echo ps4 >&2)"',
  'umask 777',
  'umask 000',
  'LC_ALL=C',
  'LC_ALL=tr_TR.UTF-8',
  'ulimit -n 16',
  'exec 5>&1 6>&2',
)

const VARIABLES = [
  ...['ccs_kind', 'ccs_name', 'ccs_stamp', 'ccs_place', 'ccs_claude', 'ccs_left', 'ccs_words'].flatMap((name) =>
    lines(`${name}=other`, `export ${name}=other`),
  ),
  ...['CCS_PROFILE', 'CLAUDE_CONFIG_DIR', 'ANTHROPIC_CONFIG_DIR', ...OVERRIDES].flatMap((name) =>
    askingCore(`readonly ${name}`, `export ${name}=''; readonly ${name}`, `set -o posix; readonly ${name}`),
  ),
  ...['REPLY', 'OPTIND', 'BASH_ENV', 'ENV', 'file', 'tab', 'words', 'line'].flatMap((name) =>
    lines(`readonly ${name}=1`),
  ),
]

const alias = (name: string): Hostility => ({
  name: `alias ${name}`,
  text: `shopt -s expand_aliases; alias ${name}='echo hijacked'`,
  ...placesOf(name),
})
const functionNamed = (name: string): Hostility => ({
  name: `function ${name}`,
  text: `function ${name} { command printf 'hijacked\\n'; }`,
  ...(/^(?:builtin|declare)$/.test(name) && { refusesUse: true as const }),
  ...placesOf(name),
})

export const bashDialect: Dialect = {
  get hostilities() {
    return [
      ...NAMES.map(alias),
      ...NAMES.map(functionNamed),
      ...KEYWORDS.map(alias),
      ...options(),
      ...COMBINATIONS,
      ...VARIABLES,
    ]
  },
  evaluate: 'eval "$(<"$CCS_TEXT_FOR_EVAL")"',
  // What was given to `-c` differs by itself; it fills several lines of the probe in bash 5.1.
  start: "unset BASH_EXECUTION_STRING; set -- first 'second one' ''; REPLY=reply",
  probe: `\\printf 'status %s|%s\\n' "$?" "$#" "$@"; \\printf '%s\\n' "\${IFS-unset}" "\${REPLY-}" "$-"; \\shopt; \\set -o; \\trap; \\alias; \\umask; \\declare -p; \\pwd`,
  volatile:
    /^alias ccs(?:-work)?=|^declare -\S* (?:_|BASH\w*|EPOCH\w*|RANDOM|SRANDOM|SECONDS|LINENO|PIPESTATUS|FUNCNAME|CCS_WORD_\w+|__ccs_\w+|RECORD)\b/,
}
