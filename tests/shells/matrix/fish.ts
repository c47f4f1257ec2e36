import { execFileSync } from 'node:child_process'
import { OVERRIDES } from '../scenarios/expectations.ts'
import { askingCore, type Dialect, type Hostility, lines } from './hostility.ts'

const program = process.env.CCS_TEST_FISH || 'fish'
const list = (text: string) => execFileSync(program, ['-Nc', text], { encoding: 'utf8' }).trim().split('\n')

const OTHERS = 'ccs ccs-work claude env cat isatty contains_seq export alias unset local'.split(' ')

/** Every builtin that fish lets one define a function for, by its own list; the others it refuses by itself. */
function functions(): Hostility[] {
  const names = [...list('builtin --names'), ...OTHERS].filter((name) => !/^(?:end|case|else)$/.test(name))
  const canBe = (name: string) => {
    try {
      execFileSync(program, ['-Nc', `function ${name}; end`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  return names.filter(canBe).flatMap((name) => [
    { name: `function ${name}`, text: `function ${name}; builtin echo hijacked; end`, ...onlyWhere(name) },
    { name: `abbr ${name}`, text: `abbr --add ${name} 'echo hijacked'` },
  ])
}

const LINES = lines(
  'set --global fish_features all',
  "set --global IFS ''",
  'set --erase --global IFS',
  'function on_event --on-event fish_postexec; builtin echo event; end',
  'function fish_command_not_found; builtin echo "not found" >&2; end',
  'function --no-scope-shadowing noscope; end',
  'set --global PATH $PATH /nowhere',
  'set --path --global CLAUDE_CONFIG_DIR a:b',
  'set --global --export CLAUDE_CONFIG_DIR a b',
  'set --global --export ANTHROPIC_API_KEY made-up',
  'set --global --export CCS_KEEP_ENV 0',
  'set --universal color red',
  'set --global umask 777',
  'umask 777',
  'umask 000',
  'set --global --export LC_ALL C',
  'set --global --export LC_ALL tr_TR.UTF-8',
  'ulimit --file-descriptor-count 20',
  'status job-control full',
  'status job-control none',
  'set --global fish_autosuggestion_enabled 0; fish_vi_key_bindings 2>/dev/null',
  'set --global fish_private_mode 1',
  'set --global fish_key_bindings none',
  'set --global history none; set --global argv x y',
)

const VARIABLES = [
  ...[
    'stamp',
    'folder',
    'file',
    'words',
    'context',
    'lines',
    'group',
    'wanted',
    'name',
    'kind',
    'place',
    'arguments',
  ].flatMap((name) =>
    lines(
      `set --global ${name} other`,
      `set --global --export ${name} other`,
      `set --universal --export ${name} other`,
    ),
  ),
  ...askingCore(
    ...['CLAUDE_CONFIG_DIR', 'ANTHROPIC_CONFIG_DIR', 'CCS_PROFILE', ...OVERRIDES].map(
      (name) => `set --universal --export ${name} ''`,
    ),
  ),
]

/** Who makes something else of our names, or of the program that feeds the text, gets that. */
function onlyWhere(name: string): Pick<Hostility, 'only'> {
  if (name.startsWith('ccs')) return { only: ['before source', 'before eval'] }
  return name === 'cat' ? { only: ['before source', 'after'] } : {}
}

export const fishDialect: Dialect = {
  get hostilities() {
    return [
      ...functions(),
      ...LINES,
      ...VARIABLES,
      { name: 'fish_trace', text: 'set --global fish_trace 1', prints: true as const },
    ]
  },
  evaluate: 'cat $CCS_TEXT_FOR_EVAL | builtin source',
  start: 'set --global argv first "second one" ""',
  probe: `builtin echo "status $status|" (count $argv) "$argv" "$IFS"; set --long; umask; builtin functions --all | string match --invert --regex '^(__)?ccs'; abbr; pwd`,
  volatile:
    /^__(?:fish|ccs)_|^(?:CCS_WORD_\w+|RECORD|CCS_TEXT\w*|history|pipestatus|status|fish_pid|fish_kill_signal|_|SHLVL)\b|^fish_killring/,
}
