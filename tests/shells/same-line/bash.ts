import type { Language } from './language.ts'
import { POSIX_FILES, POSIX_PIECES, POSIX_SHAPES, POSIX_TABLE } from './posix.ts'

export const BASH: Language = {
  pieces: [
    ...POSIX_PIECES,
    ...['$"text"', `"\${!i}"`, `\${a[@]:1}`, `\${!a[@]}`, `\${x@Q}`, `"\${x/ /_}"`, `\${a[n++]}`, '$LINENO', '~root'],
  ],
  redirections: [...POSIX_FILES, '&>out', '&>>out', '{fd}<in'],
  shapes: [...POSIX_SHAPES, 'select i in WORDS; do CMD "$i"; break; done <<<1'],
  table: [
    ...POSIX_TABLE,
    'shopt -s nullglob; CMD nothing* x',
    'shopt -s failglob; CMD nothing*; echo "$?"',
    'shopt -s dotglob; CMD *',
    'set -B; CMD {a,b}; set +B; CMD {a,b}',
    'set -o noclobber; : >|out; CMD >out; echo "$?"; CMD >|out',
    'set -k; CMD a X=1 b',
    'set -o posix; CMD $x; X=1 CMD',
    'shopt -s lastpipe; echo x | CMD; CMD a | CMD b',
    'CMD a; echo "$_"; CMD "$_"',
    `CMD a | CMD b c | cat; echo "\${PIPESTATUS[*]}"`,
    'trap "echo debug" DEBUG; CMD a b c',
    'trap "echo failed" ERR; CMD a',
    'set -E; trap "echo failed" ERR; CMD a; f() { CMD a; }; f',
    `mapfile -t lines < <(CMD a b); echo "\${#lines[@]} \${lines[*]}"`,
  ],
}
