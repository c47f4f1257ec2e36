import type { ShellName } from '../drivers/shell.ts'

/** A text in an rc file, and what it sets. */
export interface Row {
  rc: string
  /** The alias or function, or undefined where each new shell has it; and the value, null for a line to look at. */
  found: [name: string | undefined, folder: string | null][]
  /** What to type to see the value in the real shell; null where it is not tried. */
  type: string | null
}

/** Typed is the word that is found, else `claude`. */
const row = (rc: string, ...found: Row['found']): Row => ({ rc, found, type: found[0]?.[0] ?? 'claude' })
/** A function that goes by its argument. */
const both = (rc: string, ...found: Row['found']): Row => ({ rc, found, type: 'w x; w y' })
/** Not to be tried in the real shell: it does nothing, or what it does is not what is looked for. */
const untried = (rc: string, ...found: Row['found']): Row => ({ rc, found, type: null })

const POSIX: readonly Row[] = [
  row("alias claude-work='CLAUDE_CONFIG_DIR=~/.claude-work claude'", ['claude-work', '<home>/.claude-work']),
  row('alias w="CLAUDE_CONFIG_DIR=~/.w/ command claude --verbose"', ['w', '<home>/.w/']),
  row("alias w='CLAUDE_CONFIG_DIR=$HOME/.w claude'", ['w', '<home>/.w']),
  row(`alias w='CLAUDE_CONFIG_DIR="\${HOME}/.w x" claude'`, ['w', '<home>/.w x']),
  row(String.raw`alias w='CLAUDE_CONFIG_DIR='\''/a b'\'' claude'`, ['w', '/a b']),
  row(String.raw`alias w="CLAUDE_CONFIG_DIR=\"\$HOME/it's\" claude"`, ['w', "<home>/it's"]),
  row(String.raw`alias w="CLAUDE_CONFIG_DIR=\$HOME/.w claude"`, ['w', '<home>/.w']),
  // The folder gives the name where the alias is not the first one of its line.
  untried("alias a=true w='A=1 CLAUDE_CONFIG_DIR=/w B=2 claude' b=false", [undefined, '/w']),
  row(`alias w='env -u X CLAUDE_CONFIG_DIR=/w claude'`, ['w', '/w']),
  row("alias w='export CLAUDE_CONFIG_DIR=~/.w; claude'", ['w', '<home>/.w']),
  row("alias w=$'CLAUDE_CONFIG_DIR=/w claude'", ['w', '/w']),
  row(`alias w="CLAUDE_CONFIG_DIR='/a b' claude"`, ['w', '/a b']),
  row('w() { CLAUDE_CONFIG_DIR="$HOME"/.w claude; }', ['w', '<home>/.w']),
  row("w() { CLAUDE_CONFIG_DIR='/ü ✓ #' claude; }", ['w', '/ü ✓ #']),
  row("if true; then alias w='CLAUDE_CONFIG_DIR=/w claude'; fi # ok", ['w', '/w']),
  row(`w() { CLAUDE_CONFIG_DIR=~/.w claude "$@"; }`, ['w', '<home>/.w']),
  row(`w ()\n{\n  # it's here\n  CLAUDE_CONFIG_DIR="$HOME/.w" claude "$@" 2>&1\n}`, ['w', '<home>/.w']),
  row(`function w {\n  local -x CLAUDE_CONFIG_DIR=$HOME/.w\n  claude "$@"\n}`, ['w', '<home>/.w']),
  row('function w() (\n  export CLAUDE_CONFIG_DIR=~/.w\n  exec claude\n)', ['w', '<home>/.w']),
  row('w() { if true; then { CLAUDE_CONFIG_DIR=/w claude; }; fi; }\nx() { :; }', ['w', '/w']),
  both(
    'w() {\n  case "$1" in\n    x) CLAUDE_CONFIG_DIR=/x claude ;;\n    *) CLAUDE_CONFIG_DIR=/y claude ;;\n  esac\n}',
    [undefined, '/x'],
    [undefined, '/y'],
  ),
  untried(
    'w() {\n  local old=$CLAUDE_CONFIG_DIR\n  CLAUDE_CONFIG_DIR=/w; export CLAUDE_CONFIG_DIR\n  claude; CLAUDE_CONFIG_DIR=$old\n}',
    ['w', '/w'],
    ['w', null],
  ),
  row('export CLAUDE_CONFIG_DIR=~/.w', [undefined, '<home>/.w']),
  row('export A=1 CLAUDE_CONFIG_DIR="$HOME/.w" \\\n  B=2', [undefined, '<home>/.w']),
  row('declare -x CLAUDE_CONFIG_DIR=/w', [undefined, '/w']),
  row('CLAUDE_CONFIG_DIR=/w\nexport CLAUDE_CONFIG_DIR', [undefined, '/w']),
  row(
    "# alias w='CLAUDE_CONFIG_DIR=/w claude'\n  #it's CLAUDE_CONFIG_DIR=/w\ntrue # CLAUDE_CONFIG_DIR=/w\nunset CLAUDE_CONFIG_DIR",
  ),
  row('w() {\n  :\n}\nexport CLAUDE_CONFIG_DIR=/w', [undefined, '/w']),
  untried('[ -n "$CLAUDE_CONFIG_DIR" ] && echo "$CLAUDE_CONFIG_DIR" && env -u CLAUDE_CONFIG_DIR claude'),
  untried("alias w='MY_CLAUDE_CONFIG_DIR=/w claude' v='CLAUDE_CONFIG_DIR2=/w claude'"),
  // Lines to look at.
  untried("alias w='CLAUDE_CONFIG_DIR=$(touch pwned)/w claude'", ['w', null]),
  untried('alias w="CLAUDE_CONFIG_DIR=`id -u` claude"', ['w', null]),
  untried('alias w="CLAUDE_CONFIG_DIR=$XDG_CONFIG_HOME/w claude"', ['w', null]),
  untried(`alias w='CLAUDE_CONFIG_DIR=\${HOME:-/x}/w claude'`, ['w', null]),
  untried(`alias w='CLAUDE_CONFIG_DIR=\${HOME%/*}/w claude'`, ['w', null]),
  untried('export CLAUDE_CONFIG_DIR=$HOMEWORK/w', [undefined, null]),
  untried("alias w='CLAUDE_CONFIG_DIR=~nobody/w claude'", ['w', null]),
  untried(`alias w='CLAUDE_CONFIG_DIR=~"/w" claude'`, ['w', null]),
  untried(`alias w='CLAUDE_CONFIG_DIR="~/w" claude'`, ['w', null]),
  untried("alias w='CLAUDE_CONFIG_DIR=/a:~/b claude'", ['w', null]),
  untried("alias w='CLAUDE_CONFIG_DIR=./w claude'", ['w', null]),
  untried("alias w='CLAUDE_CONFIG_DIR= claude'", ['w', null]),
  untried("alias w='CLAUDE_CONFIG_DIR='/w' claude'", ['w', null]),
  untried(`alias w='CLAUDE_CONFIG_DIR=/w'"x claude"`, ['w', null]),
  untried(`CLAUDE_CONFIG_DIR="/a"'/b' claude`, [undefined, null]),
  untried(String.raw`CLAUDE_CONFIG_DIR=/a\ b claude`, [undefined, null]),
  untried(String.raw`alias w=CLAUDE_CONFIG_DIR=/w\ claude`, ['w', null]),
  untried("CLAUDE_CONFIG_DIR='$HOME/w' claude", [undefined, null]),
  untried('CLAUDE_CONFIG_DIR=/a/{b,c} claude', [undefined, null]),
  untried(`: "\${CLAUDE_CONFIG_DIR:=/w}"`, [undefined, null]),
  untried('CLAUDE_CONFIG_DIR+=/w', [undefined, null]),
  untried('read -r CLAUDE_CONFIG_DIR', [undefined, null]),
  untried(`CLAUDE_CONFIG_DIR=/${'w'.repeat(1000)} claude`, [undefined, null]),
  untried("alias w='CLAUDE_CONFIG_DIR=$'\\''/w'\\'' claude'", ['w', null]),
  untried('CLAUDE_CONFIG_DIR=/w$((1+1)) claude', [undefined, null]),
  untried("alias w='CLAUDE_CONFIG_DIR=/w claude\n'", ['w', null]),
  untried('w() {\n CLAUDE_CONFIG_DIR=/a claude; CLAUDE_CONFIG_DIR="$(id)" claude\n}', ['w', '/a'], ['w', null]),
]

const FISH: readonly Row[] = [
  row("alias claude-work 'CLAUDE_CONFIG_DIR=~/.claude-work claude'", ['claude-work', '<home>/.claude-work']),
  row("alias w='CLAUDE_CONFIG_DIR=$HOME/.w claude --verbose'", ['w', '<home>/.w']),
  row(`alias w "CLAUDE_CONFIG_DIR=\\"\\$HOME/.w x\\" claude"`, ['w', '<home>/.w x']),
  row(`alias w "CLAUDE_CONFIG_DIR='/a b' claude"`, ['w', '/a b']),
  row("alias w 'env CLAUDE_CONFIG_DIR=/w claude'", ['w', '/w']),
  row('function w; CLAUDE_CONFIG_DIR=~/.w claude $argv; end', ['w', '<home>/.w']),
  row(
    "function w --description 'it is'\n  if true # it's\n    set -lx CLAUDE_CONFIG_DIR $HOME/.w/\n    claude $argv\n  else if false\n    true\n  end\nend",
    ['w', '<home>/.w/'],
  ),
  row('function w\n  begin; set --local --export CLAUDE_CONFIG_DIR "$HOME/.w"; claude; end\nend\nfunction x; end', [
    'w',
    '<home>/.w',
  ]),
  both(
    'function w\n  switch "$argv[1]"\n    case x\n      CLAUDE_CONFIG_DIR=/x claude\n    case "*"\n      CLAUDE_CONFIG_DIR=/y claude\n  end\nend',
    [undefined, '/x'],
    [undefined, '/y'],
  ),
  row('set -gx CLAUDE_CONFIG_DIR ~/.w', [undefined, '<home>/.w']),
  row(String.raw`set -gx CLAUDE_CONFIG_DIR "/a b\$(touch pwned)"; true`, [undefined, '/a b$(touch pwned)']),
  row('test -d /; and set -gx CLAUDE_CONFIG_DIR /w', [undefined, '/w']),
  row('export CLAUDE_CONFIG_DIR=/w', [undefined, '/w']),
  row('set -q CLAUDE_CONFIG_DIR\nset -e CLAUDE_CONFIG_DIR\n# set -gx CLAUDE_CONFIG_DIR /w'),
  untried("abbr -a w 'CLAUDE_CONFIG_DIR=~/.w claude'", ['w', '<home>/.w']),
  untried('abbr --add w CLAUDE_CONFIG_DIR=/w claude', ['w', '/w']),
  untried(String.raw`set -gx CLAUDE_CONFIG_DIR /a\ b`, [undefined, null]),
  untried(String.raw`alias w 'CLAUDE_CONFIG_DIR=\'/w\' claude'`, ['w', null]),
  untried('set -gx CLAUDE_CONFIG_DIR (touch pwned)', [undefined, null]),
  untried('set -gx CLAUDE_CONFIG_DIR "$(touch pwned)"', [undefined, null]),
  untried('set -gx CLAUDE_CONFIG_DIR $XDG_CONFIG_HOME/w', [undefined, null]),
  untried('set -gx CLAUDE_CONFIG_DIR $HOME[1]/w', [undefined, null]),
  untried('set -gx CLAUDE_CONFIG_DIR /a/{b,c}', [undefined, null]),
  untried('set -gx CLAUDE_CONFIG_DIR /a /b', [undefined, null]),
  untried('set -gx CLAUDE_CONFIG_DIR', [undefined, null]),
  untried(String.raw`set -gx CLAUDE_CONFIG_DIR /a\x41`, [undefined, null]),
  untried('set -gx CLAUDE_CONFIG_DIR /etc*', [undefined, null]),
]

const POWERSHELL: readonly Row[] = [
  row("function claude-work { $env:CLAUDE_CONFIG_DIR = '/w'; claude @args }", ['claude-work', '/w']),
  row('function w {\n  $env:CLAUDE_CONFIG_DIR = "$HOME/.w x"\n  claude @args\n}', ['w', '<home>/.w x']),
  row(`function global:w { param($p) \${env:CLAUDE_CONFIG_DIR} = "\${HOME}/.w" # it's\n claude }`, ['w', '<home>/.w']),
  row("function w { try { $ENV:CLAUDE_CONFIG_DIR='/$(x) ü'; claude } finally { $env:CLAUDE_CONFIG_DIR = $null } }", [
    'w',
    '/$(x) ü',
  ]),
  untried(
    'function w { $old = $env:CLAUDE_CONFIG_DIR; $env:CLAUDE_CONFIG_DIR = "/w"; claude; $env:CLAUDE_CONFIG_DIR = $old }',
    ['w', '/w'],
    ['w', null],
  ),
  row('$env:CLAUDE_CONFIG_DIR = "$env:HOME/x\\y" # ok', [undefined, '<home>/x\\y']),
  row('$env:CLAUDE_CONFIG_DIR = $HOME', [undefined, '<home>']),
  row("<# $env:CLAUDE_CONFIG_DIR = '/no' #>\n# $env:CLAUDE_CONFIG_DIR = '/no'"),
  row(
    "if ($env:CLAUDE_CONFIG_DIR -eq '/x') { }\n[void](Test-Path Env:CLAUDE_CONFIG_DIR)\nRemove-Item Env:CLAUDE_CONFIG_DIR -ErrorAction Ignore",
  ),
  row("$env:claude_config_dir = '/w'"),
  untried('$env:CLAUDE_CONFIG_DIR = "~/.w"', [undefined, null]),
  untried('$env:CLAUDE_CONFIG_DIR = "$(New-Item pwned)/w"', [undefined, null]),
  untried('$env:CLAUDE_CONFIG_DIR = Join-Path $HOME .w', [undefined, null]),
  untried("$env:CLAUDE_CONFIG_DIR = '/a' + '/b'", [undefined, null]),
  untried('$env:CLAUDE_CONFIG_DIR = "$HOMEWORK/w"', [undefined, null]),
  untried('$env:CLAUDE_CONFIG_DIR = "$HOME:w"', [undefined, null]),
  untried('$env:CLAUDE_CONFIG_DIR = "/a`tb"', [undefined, null]),
  untried("$env:CLAUDE_CONFIG_DIR = '/it''s'", [undefined, null]),
  untried("$env:CLAUDE_CONFIG_DIR = '/it‘‘s'", [undefined, null]),
  untried("[Environment]::SetEnvironmentVariable('CLAUDE_CONFIG_DIR', '/w')", [undefined, null]),
  untried('Set-Item Env:CLAUDE_CONFIG_DIR /w', [undefined, null]),
  untried('function w { $env:CLAUDE_CONFIG_DIR = $dir; claude }', ['w', null]),
  untried("$env:CLAUDE_CONFIG_DIR = '/w", [undefined, null]),
]

/** What the shells differ in. */
const ONLY_BASH = [row("alias w='env CLAUDE_CONFIG_DIR=~/.w claude'", ['w', '<home>/.w'])]
const ONLY_ZSH = [
  row('w() CLAUDE_CONFIG_DIR=/w claude', ['w', '/w']),
  untried('export CLAUDE_CONFIG_DIR=$HOME[1]/w', [undefined, null]),
  untried('export CLAUDE_CONFIG_DIR=$HOME:h/w', [undefined, null]),
]

export const ROWS: Record<ShellName, readonly Row[]> = {
  bash: [...POSIX, ...ONLY_BASH],
  zsh: [...POSIX, ...ONLY_ZSH],
  fish: FISH,
  powershell: POWERSHELL,
}
