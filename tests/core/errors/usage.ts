import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { batchCommand } from '../../../src/claude/batch-file.ts'
import type { ErrorId } from '../../../src/errors/catalogue.ts'
import { attempt, describeError } from '../../../src/errors/ccs-error.ts'
import { onlyRoot } from '../../support/installed.ts'
import { asNobodyAtAll, type Provocation, write } from './provocation.ts'

/** Exit status 2: how ccs was called, and in which environment. */
export const USAGE = {
  'folder-variable-empty': {
    args: ['auth', 'list'],
    env: () => ({ CCS_DIR: '' }),
    says: ['CCS_DIR is empty.', 'Set it to an absolute folder, or unset it.'],
  },
  'folder-variable-relative': {
    args: ['auth', 'list'],
    env: () => ({ CCS_HOME: 'a\nb' }),
    says: ['CCS_HOME is the relative path "a\\u{a}b".', 'Set it to an absolute folder, or unset it.'],
  },
  'file-variable-relative': {
    args: ['auth', 'list'],
    env: () => ({ CCS_CONFIG: 'a\nb' }),
    says: [
      'CCS_CONFIG is the relative path "a\\u{a}b".',
      'Set it to an absolute path, or unset it. Here the absolute path would be: <folder>/a\\u{a}b',
    ],
  },
  'folder-variable-not-utf8': {
    run: (world) => world.run('/bin/sh', ['-c', 'CCS_DIR="$(printf "/tmp/\\377")" ccs auth list']),
    says: ['CCS_DIR is not valid UTF-8.', 'Set it to a folder whose name is.'],
  },
  'home-unknown': {
    missing: onlyRoot,
    run: asNobodyAtAll,
    says: ['HOME is not set, and the system knows no home of this user.', 'Set HOME to your home folder.'],
  },
  'name-invalid': {
    args: ['auth', 'create', 'a\u202eb'],
    says: [
      '"a\\u{202e}b" cannot be the name of a profile.',
      'A name has 1 to 64 of a-z, 0-9, _ and -, and begins with a letter or digit.',
    ],
  },
  'name-has-capitals': {
    args: ['auth', 'create', 'Work'],
    says: ['"Work" has capital letters.', 'Use "work" instead.'],
  },
  'name-is-command': {
    args: ['auth', 'create', 'doctor'],
    says: ['"doctor" is a word of ccs itself.', 'Choose another name.'],
  },
  'name-is-device': {
    args: ['auth', 'create', 'con'],
    says: ['"con" is the name of a device on Windows.', 'Choose another name.'],
  },
  'profile-is-settings': {
    args: ['auth', 'show', 'glm'],
    says: ['"glm" is a settings profile, not an account.', 'Name an account profile.'],
  },
  'claude-path-relative': {
    args: ['work'],
    env: () => ({ CCS_CLAUDE_PATH: 'claude' }),
    says: ['CCS_CLAUDE_PATH is the relative path "claude".', 'Set it to an absolute path, or unset it.'],
  },
  'home-settings-name-login': {
    prepare: (world) => {
      mkdirSync(join(world.home, '.claude'))
      writeFileSync(join(world.home, '.claude/settings.json'), '{"env":{"ANTHROPIC_BASE_URL":"https://x.example"}}')
    },
    run: (world) => world.ccs(['work', '--setting-sources', 'user,project'], { cwd: world.home }),
    says: [
      '<home>/.claude/settings.json sets ANTHROPIC_BASE_URL, which would replace the login of the account.',
      'In your home directory Claude reads that file as the "project" source of --setting-sources.',
      'Leave that source out, or start in another directory.',
    ],
  },
  'foreign-word': {
    args: ['login', 'work'],
    says: [
      'ccs has no command "login".',
      'Did you mean: ccs auth login work',
      'To send it to claude as a prompt: ccs "login work"',
    ],
  },
  'argument-not-utf8': {
    run: (world) => world.run('/bin/sh', ['-c', 'ccs work "$(printf "\\377")"']),
    says: [
      'An argument is not valid UTF-8, which the core cannot hand on unaltered.',
      'Load the shell integration, whose launches take any bytes: ccs setup',
    ],
  },
  'argument-for-batch-file': {
    // As on Windows, which is not here.
    run: async () => {
      const { error } = attempt(() => batchCommand('C:\\a\u0007\\claude.cmd', ['a\nb'], {}))
      const { text: stderr, status } = describeError(error)
      return { status, stdout: '', stderr }
    },
    says: [
      'An argument has a line break, which Windows cannot hand to C:\\a\\u{7}\\claude.cmd.',
      'Leave it out, or set CCS_CLAUDE_PATH to a claude.exe.',
    ],
  },
  'shell-unknown': {
    args: ['init', 'csh'],
    says: ['There is no integration for "csh".', 'Use one of: bash, zsh, fish, powershell.'],
  },
  'command-unknown': {
    args: ['help', 'nonsense'],
    says: ['There is no command "nonsense".', 'All commands: ccs help'],
  },
  'second-word-missing': {
    args: ['auth'],
    says: [
      'ccs auth needs a second word.',
      'One of: ccs auth create, ccs auth list, ccs auth show, ccs auth default, ccs auth remove, ccs auth rename, ccs auth adopt, ccs auth login, ccs auth logout, ccs auth save.',
    ],
  },
  'second-word-unknown': {
    args: ['auth', 'x\ty'],
    says: [
      'There is no command ccs auth x\\u{9}y.',
      'One of: ccs auth create, ccs auth list, ccs auth show, ccs auth default, ccs auth remove, ccs auth rename, ccs auth adopt, ccs auth login, ccs auth logout, ccs auth save.',
    ],
  },
  'option-unknown': {
    args: ['auth', 'list', '--jsno'],
    says: ['ccs auth list: the option "--jsno" is unknown.', 'How it is called: ccs auth list [--json]'],
  },
  'argument-missing': {
    args: ['auth', 'create'],
    says: ['ccs auth create: <name> is missing.', 'How it is called: ccs auth create <name> [--no-login]'],
  },
  'argument-too-many': {
    args: ['auth', 'create', 'new', ''],
    says: ['ccs auth create: "" is one argument too many.', 'How it is called: ccs auth create <name> [--no-login]'],
  },
  'hook-unknown': {
    args: ['setup', '--hook', 'cd'],
    says: ['There is no directory hook "cd".', 'Use one of: pwd, none.'],
  },
  'hook-and-remove': {
    args: ['setup', '--hook', 'pwd', '--remove'],
    says: ['--hook and --remove exclude each other.', 'Give one of them.'],
  },
  'zdotdir-unknown': {
    prepare: (world) => writeFileSync(join(world.home, '.zshenv'), 'ZDOTDIR=$(find-it)\n'),
    args: ['setup', '--force'],
    says: [
      '<home>/.zshenv sets ZDOTDIR in a way that ccs cannot read.',
      'Say where .zshrc is: ZDOTDIR=<folder> ccs setup. Or leave zsh alone: ccs setup --shell <shell>',
    ],
  },
  'setup-confirmation-needed': {
    args: ['setup', '--shell', 'zsh'],
    says: ['Changing <home>/.zshrc needs a confirmation.', 'See the change: ccs setup --dry-run. Then say so: --force'],
  },
  'name-and-off': {
    args: ['use', '--off', 'work'],
    says: ['A profile and --off exclude each other.', 'Give one of them.'],
  },
  'name-and-unset': {
    args: ['auth', 'default', 'work', '--unset'],
    says: ['A name and --unset exclude each other.', 'Give one of them.'],
  },
  'save-is-gone': {
    args: ['auth', 'save', 'work'],
    says: [
      'ccs auth save is gone: accounts are no longer saved from a login, each has one of its own.',
      'Create a profile, which logs in once: ccs auth create <name>',
      'To bring over those that v2 has saved: ccs migrate',
    ],
  },
  'value-twice': {
    args: ['setup', '--shell', 'zsh', '--force', '--shell=bash'],
    says: [
      'ccs setup: --shell is given more than once.',
      'How it is called: ccs setup [--shell <shell>] [--hook <pwd|none>] [--dry-run] [--remove] [--force]',
    ],
  },
  'value-missing': {
    args: ['env', 'work', '--shell'],
    says: ['ccs env: --shell needs a value.', 'How it is called: ccs env <profile> [--shell <shell>] [--json]'],
  },
  'shell-and-json': {
    args: ['env', 'work', '--shell', 'zsh', '--json'],
    says: ['--shell and --json exclude each other.', 'Give one of them.'],
  },
  'plain-has-no-path': {
    prepare: write('profiles.json', '{"profiles":{"mine":{"plain":true}}}'),
    args: ['path', 'mine'],
    says: [
      '"mine" is the plain profile, which has no folder of its own.',
      'It is the login of Claude by itself, for which CLAUDE_CONFIG_DIR is not set.',
    ],
  },
  'use-needs-integration': {
    args: ['use', 'work'],
    env: () => ({ SHELL: '/usr/bin/fish' }),
    says: [
      'Only the shell integration can change the account of this shell.',
      'To load it in every new shell: ccs setup',
      'For this shell alone: ccs env work --shell fish | source',
    ],
  },
  'use-of-v2': {
    prepare: write('profiles.json', '{"profiles":{"work":{"vault":"x"}}}'),
    args: ['use', 'work'],
    says: [
      '"work" is an account of ccs v2, which no shell can use before it is brought over.',
      'To bring it over: ccs migrate',
      'For this shell alone: eval "$(ccs env work)"',
    ],
  },
  'folder-not-there': {
    args: ['pin', 'work', 'a\nb'],
    says: ['There is no folder "a\\u{a}b".', 'Name one that is there.'],
  },
  'folder-of-system': {
    args: ['pin', 'work', '/proc/self/cwd'],
    says: [
      '/proc/self/cwd leads into /proc, /dev or /sys, where the same path is another folder for another process.',
      'Name the folder itself.',
    ],
  },
  'folder-not-utf8': {
    run: (world) => world.run('/bin/sh', ['-c', 'x=$(printf "a\\377"); mkdir "$x"; cd "$x"; ccs pin work']),
    says: ['The name of <folder>/a\uFFFD is not valid UTF-8.', 'Rename it, or pin a folder above it.'],
  },
  'not-pinned': {
    prepare: (world) => write('pins.json', JSON.stringify({ [join(world.folder, '..')]: 'work' }))(world),
    args: ['unpin'],
    says: ['<folder> is not pinned.', "What holds it is the pin of <root>: ccs unpin '<root>'", 'All pins: ccs pins'],
  },
  'confirmation-needed': {
    args: ['auth', 'remove', 'work'],
    says: ['Removing "work" needs a confirmation.', 'Say so: ccs auth remove work --force'],
  },
  'not-built': {
    args: ['doctor', 'a\u0007'],
    says: ['ccs doctor is not built yet.', 'What there is: ccs help. To send it to claude as a prompt: ccs "<prompt>"'],
  },
} satisfies Partial<Record<ErrorId, Provocation>>
