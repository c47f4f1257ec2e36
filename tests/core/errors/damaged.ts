import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorId } from '../../../src/errors/catalogue.ts'
import { link, type Provocation, write } from './provocation.ts'

const BACKUP = 'put a copy of the file from a backup there. Nothing was changed.'
const MEND_PLACE = `Mend that place by hand, or ${BACKUP}`
const MEND = `Mend it by hand, or ${BACKUP}`

/** Exit status 6: files that cannot be taken as they are. */
export const DAMAGED = {
  'file-is-none': {
    prepare: link('profiles.json', 'nowhere'),
    args: ['auth', 'list'],
    says: [
      '<ccs dir>/profiles.json is not a file but something else, or a link that leads nowhere.',
      'Put the file back, or move away what is in its place. Nothing was changed.',
    ],
  },
  'file-too-large': {
    prepare: (world) => truncateSync(join(world.ccsDir, 'profiles.json'), 2 ** 25),
    args: ['work'],
    says: [
      '<ccs dir>/profiles.json is damaged: it is larger than 16 MB.',
      'Put a copy of the file from a backup there. Nothing was changed.',
    ],
  },
  'not-utf8': {
    prepare: (world) => writeFileSync(join(world.ccsDir, 'profiles.json'), Buffer.from([0x7b, 0xff, 0x7d])),
    args: ['init', 'fish'],
    says: ['<ccs dir>/profiles.json is damaged: it is not UTF-8.', MEND],
  },
  'not-json': {
    prepare: write('profiles.json', '{\r\n  "profiles": {}\r\n  "default": null\r\n}'),
    args: ['auth', 'list', '--json'],
    says: ['<ccs dir>/profiles.json is damaged: it is not JSON at line 3, column 3.', MEND_PLACE],
  },
  'not-yaml': {
    prepare: write('config.yaml', 'accounts:\n  work: {}\n  work: {}\n'),
    args: ['migrate', '--dry-run'],
    says: ['<ccs dir>/config.yaml cannot be read as YAML at line 3, column 3: a key is there twice.', MEND_PLACE],
  },
  'key-twice': {
    prepare: write('profiles.json', '{"profiles":{},\n"profiles":{}}'),
    args: ['auth', 'create', 'new'],
    says: ['<ccs dir>/profiles.json is damaged: there is a key for the second time at line 2, column 1.', MEND_PLACE],
  },
  'nested-too-deeply': {
    prepare: write('profiles.json', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`),
    args: ['auth', 'default', '--unset'],
    says: ['<ccs dir>/profiles.json is damaged: it is nested more than 100 times.', MEND],
  },
  'value-wrong': {
    prepare: write('profiles.json', '{"profiles":{"work":{"instance":"a\\u0000b"}}}'),
    args: ['work'],
    says: [
      '<ccs dir>/profiles.json is damaged: profiles.work.instance is "a\\u{0}b", expected an absolute path.',
      MEND_PLACE,
    ],
  },
  'settings-path-wrong': {
    prepare: write('config.json', '{"profiles":{"glm":1}}'),
    args: ['glm'],
    says: [
      '<ccs dir>/config.json is damaged: "glm" does not name a file.',
      'Mend that place by hand: {"profiles":{"<name>":"<path of a settings file>"}}. Nothing was changed.',
    ],
  },
  'pins-wrong': {
    prepare: write('pins.json', '{"/a":1}'),
    args: ['x y'],
    says: [
      '<ccs dir>/pins.json is damaged: it must hold {"<absolute folder>":"<profile>"}.',
      'Mend it by hand, or delete it to have no pins. Nothing was changed.',
    ],
  },
  'choices-wrong': {
    prepare: write('shell.json', '{"hook":"cd"}'),
    args: ['setup', '--shell', 'zsh', '--hook', 'pwd', '--force'],
    says: [
      '<ccs dir>/shell.json is damaged: it must hold {"hook":"pwd"} or {"hook":"none"}.',
      'Mend it by hand, or delete it to have no directory hook. Nothing was changed.',
    ],
  },
  'rc-block-broken': {
    prepare: (world) => writeFileSync(join(world.home, '.zshrc'), 'a=1\n# >>> ccs setup >>>\n'),
    args: ['setup', '--remove', '--force'],
    says: [
      '<home>/.zshrc has half of the block of ccs setup: a mark at line 2 without its other one.',
      'Delete what is left of the block by hand, then run it again. Nothing was changed.',
    ],
  },
  'version-unknown': {
    prepare: write('profiles.json', '{"version":"9","profiles":{}}'),
    args: ['auth', 'list'],
    says: [
      '<ccs dir>/profiles.json has version "9", which this ccs does not know.',
      'Update ccs: npm install -g ccs-shell.',
    ],
  },
  'registry-of-v2': {
    prepare: write('profiles.json', '{"profiles":{"old":{"vault":"x"}}}'),
    args: ['auth', 'create', 'new', '--no-login'],
    says: [
      '<ccs dir>/profiles.json is one of ccs v2, with encrypted vaults, and is changed by a migration only.',
      'See what that would do: ccs migrate --dry-run',
    ],
  },
  'settings-key-missing': {
    prepare: (world) =>
      writeFileSync(join(world.home, 'glm.json'), '{"env":{"ANTHROPIC_AUTH_TOKEN":"YOUR_GLM_API_KEY_HERE"}}'),
    args: ['glm', 'x'],
    says: [
      'No API key for "glm" in <home>/glm.json.',
      'Without one, Claude would send your own login to the other provider.',
      'Set ANTHROPIC_AUTH_TOKEN in its "env" to your key, or run: ccs settings add glm',
    ],
  },
  'settings-file-broken': {
    prepare: (world) => writeFileSync(join(world.home, 'glm.json'), '{"env":[]}'),
    args: ['glm', 'x'],
    says: [
      'The settings file of "glm" is not valid: <home>/glm.json.',
      'Claude would ignore it and use your own login instead.',
      'Fix it: a JSON object whose "env" is an object and whose "apiKeyHelper" is a string.',
    ],
  },
  'plain-key-leaks': {
    prepare: (world) => {
      const env = '"env":{"ANTHROPIC_BASE_URL":"https://x.example","ANTHROPIC_AUTH_TOKEN":"made-up"}'
      writeFileSync(join(world.home, 'glm.json'), `{${env}}`)
      mkdirSync(join(world.home, '.claude'))
      writeFileSync(
        join(world.home, '.claude/settings.json'),
        '{"apiKeyHelper":"get-key","env":{"ANTHROPIC_API_KEY":"x"}}',
      )
    },
    args: ['glm', 'x'],
    says: [
      'Your own apiKeyHelper, ANTHROPIC_API_KEY in <home>/.claude/settings.json would be sent to the provider of "glm".',
      'Override it in <home>/glm.json: "apiKeyHelper": "", "env": { "ANTHROPIC_API_KEY": "" }',
    ],
  },
  'settings-path-relative': {
    prepare: write('config.json', '{"profiles":{"glm":"a\\nb/$X.json"}}'),
    args: ['glm'],
    says: [
      '<ccs dir>/config.json has the relative path "a\\u{a}b/.json" for "glm", which would be another file in each directory.',
      'Write an absolute path there, or one that begins with ~/. Here the absolute path would be: <folder>/a\\u{a}b/.json',
    ],
  },
  'settings-file-wrong': {
    prepare: (world) => writeFileSync(join(world.folder, 'list'), '[]'),
    args: ['settings', 'add', 'mine', '--file', 'list'],
    says: [
      '<folder>/list is no settings file: it must hold a JSON object.',
      'Mend it by hand, or name another file: {"env":{"ANTHROPIC_BASE_URL":"…"}}. Nothing was changed.',
    ],
  },
  'settings-file-missing': {
    prepare: (world) => rmSync(join(world.home, 'glm.json')),
    args: ['glm'],
    says: [
      'The settings file of "glm" is not there: <home>/glm.json.',
      'Put it there, or take "glm" out of config.json.',
    ],
  },
} satisfies Partial<Record<ErrorId, Provocation>>
