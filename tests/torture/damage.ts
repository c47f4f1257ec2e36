import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'

/** One kind of damage: what is in a file's place. */
export interface Damage {
  name: string
  /** Puts it there; nothing is there before. */
  make: (file: string) => void
}

const text = (name: string, content: string | Buffer): Damage => ({
  name,
  make: (file) => writeFileSync(file, content),
})

/** Something else than a file. */
export const OTHER_KINDS: readonly Damage[] = [
  { name: 'a folder', make: (file) => mkdirSync(file) },
  { name: 'a link that leads nowhere', make: (file) => symlinkSync('nowhere', file) },
  { name: 'a link to itself', make: (file) => symlinkSync(file, file) },
  { name: 'a link to a folder', make: (file) => symlinkSync('/', file) },
  { name: 'a link to an endless device', make: linkToEndlessDevice },
  { name: 'a FIFO', make: (file) => execFileSync('mkfifo', [file]) },
]

/** Damage of any JSON file that holds an object. `whole` is a good one's text. */
export function damagedJson(whole: string): Damage[] {
  const cuts = [1, 2, 5, 10, 15, Math.floor(whole.length / 2), whole.length - 3, whole.length - 2]
  return [
    text('empty', ''),
    text('one blank', ' '),
    text('newlines', '\r\n\n\r'),
    text('only a byte order mark', '\uFEFF'),
    ...cuts.map((length) => text(`cut off after ${length}`, whole.slice(0, length))),
    text('twice', whole + whole),
    text('text after it', `${whole}x`),
    text('text before it', `x${whole}`),
    text('two byte order marks', `\uFEFF\uFEFF${whole}`),
    text('UTF-16', Buffer.from(`\uFEFF${whole}`, 'utf16le')),
    text('not UTF-8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])),
    text('NUL bytes', '\0'.repeat(4096)),
    text('NUL bytes after it', `${whole}\0\0`),
    text('a control character in a string', '{"a":"\u0001"}'),
    text('null', 'null'),
    text('true', 'true'),
    text('a number', '12'),
    text('a string', '"profiles"'),
    text('a list', '[]'),
    text('no JSON', 'hello, world'),
    text('single quotes', "{'profiles':{}}"),
    text('a comment', `// mine\n${whole}`),
    text('a comma too many', '{"a":1,}'),
    text('no comma', '{"a":1\n"b":2}'),
    text('no colon', '{"a" 1}'),
    text('a name without quotes', '{profiles:{}}'),
    text('an octal number', '{"a":010}'),
    text('a half escape', '{"a":"\\u12"}'),
    text('marks of a merge', `<<<<<<< HEAD\n${whole}\n=======\n${whole}\n>>>>>>> theirs\n`),
    text('YAML', 'profiles:\n  work:\n    type: account\n'),
    text('HTML', '<!doctype html><title>404</title>'),
    text('nested too deeply', `{"a":${'['.repeat(101)}${']'.repeat(101)}}`),
    text('nested endlessly', '['.repeat(1_000_000)),
    text('nested endlessly, and closed', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`),
    text('a key twice', `{"a":1,"b":{},"a":2}`),
    text('a key twice, written otherwise', '{"a":1,"\\u0061":2}'),
    text('17 MB of blanks', `${' '.repeat(17 * 2 ** 20)}${whole}`),
    {
      name: '100 MB of nothing',
      make: (file) => {
        writeFileSync(file, whole)
        truncateSync(file, 100 * 2 ** 20)
      },
    },
  ]
}

const WORK = '{"type":"account","created":"2025-11-09T10:30:00.000Z","last_used":null}'
export const REGISTRY = `{"version":"2.0.0","profiles":{"work":${WORK},"personal":${WORK}},"default":"work"}`
const entry = (name: string, value: string) => text(name, `{"profiles":{"work":${value}}}`)

/** What only `profiles.json` can have. */
export const REGISTRY_DAMAGE: readonly Damage[] = [
  text('a newer version', '{"version":"3.0.0","profiles":{}}'),
  text('a version far ahead', '{"version":"10","profiles":{}}'),
  text('an empty version', '{"version":"","profiles":{}}'),
  text('a number for a version', '{"version":2,"profiles":{}}'),
  text('profiles null', '{"profiles":null}'),
  text('profiles a list', '{"profiles":[]}'),
  text('profiles a string', '{"profiles":"work"}'),
  text('profiles a number', '{"profiles":1}'),
  text('a default that is a number', '{"profiles":{},"default":1}'),
  text('a default that is a list', '{"profiles":{},"default":["work"]}'),
  text('a default that is an object', '{"profiles":{},"default":{}}'),
  text('a profile twice', `{"profiles":{"work":${WORK},"work":${WORK}}}`),
  entry('an entry null', 'null'),
  entry('an entry that is a list', '[]'),
  entry('an entry that is a string', '"account"'),
  entry('an entry that is a number', '1'),
  entry('an entry that is true', 'true'),
  entry('a type that is a number', '{"type":1}'),
  entry('a created that is a number', '{"created":1}'),
  entry('a last_used that is an object', '{"last_used":{}}'),
  entry('an empty instance', '{"instance":""}'),
  entry('a relative instance', '{"instance":"x/y"}'),
  entry('an instance with NUL', '{"instance":"/a\\u0000b"}'),
  entry('an instance that is a list', '{"instance":["/a"]}'),
  entry('a plain that is a string', '{"plain":"yes"}'),
]

const LINES = JSON.stringify(JSON.parse(REGISTRY), undefined, 2)
/** What an editor, a person or another program may do to `profiles.json` without harm. */
export const HARMLESS: readonly Damage[] = [
  text('a byte order mark', `\uFEFF${LINES}`),
  text('line ends of Windows', LINES.replaceAll('\n', '\r\n')),
  text('mixed line ends', LINES.replaceAll('},\n', '},\r\n')),
  text('blanks around it', `\n\t  ${LINES}\n\n \t`),
  text('unknown keys', REGISTRY.replace('{', '{"__proto__":{"x":1},"constructor":1,"":null,')),
  { name: 'read-only', make: (file) => writeFileSync(file, LINES, { mode: 0o400 }) },
  { name: 'open to everybody', make: makeOpen },
]

export const CONFIG = '{"profiles":{"glm":"~/glm.json"}}'
/** What only `config.json` can have. */
export const CONFIG_DAMAGE: readonly Damage[] = [
  text('profiles a list', '{"profiles":[]}'),
  text('profiles a string', '{"profiles":"glm"}'),
  text('a path that is a number', '{"profiles":{"glm":1}}'),
  text('an empty path', '{"profiles":{"glm":""}}'),
  text('a path that is an object', '{"profiles":{"glm":{}}}'),
]

/** No YAML, YAML of another form, and what would become large. */
export const CONFIG_YAML_DAMAGE: readonly Damage[] = [
  ...[
    '',
    '- a',
    'a: b: c',
    '\t',
    '{',
    '"',
    'accounts: [a]',
    'accounts: {a: 1}',
    'a: 1\na: 1',
    'default: !x y',
    '[[[[',
    '*a',
  ],
  '['.repeat(20_000),
].map((content) => text(`a text like ${JSON.stringify(content.slice(0, 20))}`, content))

export const PINS = '{"/made/up":"work"}'
/** What only `pins.json` can have. */
export const PINS_DAMAGE: readonly Damage[] = [
  text('a name that is a number', '{"/made/up":1}'),
  text('a name that is null', '{"/made/up":null}'),
  text('a name that is a list', '{"/made/up":["work"]}'),
  text('a relative folder', '{"made/up":"work"}'),
  text('a folder with a NUL', '{"/made\\u0000/up":"work"}'),
  text('half a character', '{"/made\\ud800/up":"work"}'),
]

export const CHOICES = '{"hook":"none","made":"up"}'
/** What only `shell.json` can have. */
export const CHOICES_DAMAGE: readonly Damage[] = [
  text('a hook that is true', '{"hook":true}'),
  text('a hook that is null', '{"hook":null}'),
  text('another hook', '{"hook":"cd"}'),
]

/** What a published file can be instead of itself. */
export const PUBLISHED_DAMAGE: readonly Damage[] = [
  { name: 'a link to a file outside', make: (file) => symlinkSync(notOurs(file), file) },
  { name: 'a hard link to a file outside', make: (file) => linkSync(notOurs(file), file) },
  ...OTHER_KINDS,
  text('empty', ''),
  text('a line of something', 'nonsense (\n'),
  text('NUL bytes', '\0'.repeat(1000)),
]

/** A file beside the ccs dir that a file is in. */
export function notOurs(file: string): string {
  return file.replace(/\/\.ccs\/.*/s, '/not ours')
}

function makeOpen(file: string): void {
  writeFileSync(file, LINES)
  chmodSync(file, 0o777)
}

/** One of our own for root, who could replace that of the system. */
function linkToEndlessDevice(file: string): void {
  const device = process.getuid?.() === 0 ? `${file}.zero` : '/dev/zero'
  if (device !== '/dev/zero') execFileSync('mknod', [device, 'c', '1', '5'])
  symlinkSync(device, file)
}

/** Puts a damage in a file's place. */
export function inflict(damage: Damage, file: string): void {
  rmSync(file, { recursive: true, force: true })
  damage.make(file)
}
