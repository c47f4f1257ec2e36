import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorId } from '../../src/error-catalogue.ts'
import { ownIdentity } from '../../src/profiles/process-identity.ts'
import { onlyRoot } from '../installed.ts'
import { needsStrace } from '../traced.ts'
import {
  asNobodyAtAll,
  creationInProgress,
  giveAway,
  inFolderThatIsGone,
  link,
  lockTakenAway,
  type Provocation,
  whileFlushing,
  write,
} from './provocation.ts'

const BACKUP = 'put a copy of the file from a backup there. Nothing was changed.'
const MEND_PLACE = `Mend that place by hand, or ${BACKUP}`
const MEND = `Mend it by hand, or ${BACKUP}`
const CREATE = 'ccs auth create'

/** Every error of the catalogue: one that is added there must be provoked here. */
export const PROVOCATIONS: Record<ErrorId, Provocation> = {
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
  'argument-not-utf8': {
    run: (world) => world.run('/bin/sh', ['-c', 'ccs work "$(printf "\\377")"']),
    says: [
      'An argument is not valid UTF-8, which the core cannot hand on unaltered.',
      'Load the shell integration, whose launches take any bytes: eval "$(ccs init bash)"',
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
      'One of: ccs auth create, ccs auth list, ccs auth show, ccs auth default, ccs auth remove, ccs auth login, ccs auth logout, ccs auth save.',
    ],
  },
  'second-word-unknown': {
    args: ['auth', 'x\ty'],
    says: [
      'There is no command ccs auth x\\u{9}y.',
      'One of: ccs auth create, ccs auth list, ccs auth show, ccs auth default, ccs auth remove, ccs auth login, ccs auth logout, ccs auth save.',
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
  'name-and-unset': {
    args: ['auth', 'default', 'work', '--unset'],
    says: ['A name and --unset exclude each other.', 'Give one of them.'],
  },
  'save-is-gone': {
    args: ['auth', 'save', 'work'],
    says: [
      'ccs auth save is gone: accounts are no longer saved from a login, each has one of its own.',
      'Create a profile, which logs in once: ccs auth create <name>',
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
  'folder-not-there': {
    args: ['pin', 'work', 'a\nb'],
    says: ['There is no folder "a\\u{a}b".', 'Name one that is there.'],
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
    says: [
      'ccs doctor is not built yet.',
      'What there is: ccs help. To send it to claude as a prompt: ccs -- doctor a\\u{7}',
    ],
  },
  'profile-not-found': {
    args: ['wrok'],
    says: [
      'Profile "wrok" not found.',
      'Did you mean "work"?',
      `To create it: ${CREATE} wrok`,
      'To send it to claude as a prompt: ccs -- wrok',
      'All profiles: ccs auth list',
    ],
  },
  'chosen-by-environment-not-found': {
    args: ['x y'],
    env: () => ({ CCS_PROFILE: 'gone' }),
    says: [
      'The default profile "gone", chosen by CCS_PROFILE, does not exist.',
      'Unset CCS_PROFILE, or set it to one of: ccs auth list',
    ],
  },
  'default-not-found': {
    prepare: write('profiles.json', '{"profiles":{"work":{}},"default":"gone"}'),
    args: ['x y'],
    says: [
      'The default profile "gone" does not exist.',
      'Choose another: ccs auth default <name>. All profiles: ccs auth list',
    ],
  },
  'pinned-not-found': {
    prepare: (world) => write('pins.json', JSON.stringify({ [world.folder]: 'gone' }))(world),
    args: ['x y'],
    says: [
      '<folder> is pinned to the profile "gone", which does not exist.',
      "Take the pin away: ccs unpin '<folder>'",
      "Or pin it to another one: ccs pin <profile> '<folder>'",
    ],
  },
  'profile-is-being-removed': {
    prepare: (world) => {
      rmSync(join(world.ccsDir, 'instances/work'), { recursive: true })
      write('removing.json', '{"name":"work","entry":{"type":"account"},"takesFolder":true}')(world)
    },
    args: ['work'],
    says: [
      'Profile "work" is being removed.',
      `If that was interrupted, the next change finishes it, such as: ${CREATE} <name>`,
    ],
  },
  'account-exists': {
    args: ['auth', 'create', 'work'],
    says: ['There is a profile named "work" already.', 'Launch it: ccs work. To begin anew: ccs auth remove work'],
  },
  'settings-profile-exists': {
    args: ['auth', 'create', 'glm'],
    says: ['There is a settings profile in <ccs dir>/config.json named "glm" already.', 'Choose another name.'],
  },
  'folder-of-profile': {
    prepare: write('profiles.json', '{"profiles":{"My Work":{"type":"account"}}}'),
    args: [...CREATE.split(' ').slice(1), 'my-work', '--no-login'],
    says: ['The folder that "my-work" would have is that of the profile "My Work".', 'Choose another name.'],
  },
  'folder-exists': {
    prepare: write('instances/new/.claude.json', '{}'),
    args: ['auth', 'create', 'new'],
    says: [
      'There is a folder already that belongs to no profile: <ccs dir>/instances/new.',
      'Choose another name, or move that folder away first. It may hold a login.',
    ],
  },
  'claude-not-found': {
    args: ['work'],
    env: (world) => ({ PATH: join(world.root, 'empty') }),
    run: (world) => world.run(process.execPath, ['dist/cli.cjs', 'work'], { cwd: '.', env: { PATH: world.folder } }),
    says: [
      'The Claude CLI was not found on PATH.',
      'Install it: npm install -g @anthropic-ai/claude-code',
      'Or set CCS_CLAUDE_PATH to its absolute path.',
    ],
  },
  'claude-path-wrong': {
    args: ['work'],
    env: () => ({ CCS_CLAUDE_PATH: '/etc' }),
    says: ['CCS_CLAUDE_PATH names /etc, which is no program.', 'Set it to the Claude CLI, or unset it.'],
  },
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
      '<ccs dir>/profiles.json is one of ccs v2, with encrypted vaults; it is not changed.',
      'Its profiles can be listed and launched. To create new ones, move that file away first.',
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
  'lock-held': {
    prepare: (world) => write('lock', JSON.stringify({ ...ownIdentity(), host: 'a\u001bb' }))(world),
    args: ['auth', 'default', 'personal'],
    says: [
      'Another ccs is changing things: the lock is held by process <n> on a\\u{1b}b.',
      'Wait for it to end, then run the command again. If no ccs runs, delete <ccs dir>/lock.',
    ],
  },
  'rc-file-changed': {
    missing: needsStrace,
    run: (world) =>
      whileFlushing(world, '.zshrc.ccs-new', ['setup', '--shell', 'zsh', '--force'], () =>
        writeFileSync(join(world.home, '.zshrc'), 'mine=1\n'),
      ),
    says: ['<home>/.zshrc was changed by another program meanwhile.', 'Run it again.'],
  },
  'lock-lost': {
    missing: needsStrace,
    run: lockTakenAway,
    says: ['<ccs dir>/lock was taken away meanwhile.', 'Run it again.'],
  },
  'name-in-use': {
    meanwhile: creationInProgress,
    args: ['auth', 'create', 'new'],
    says: [
      'Another ccs (process <n>) is creating "new" right now.',
      'Finish the login there. If no ccs runs, delete <ccs dir>/reserved/new.',
    ],
  },
  'system-refused': {
    prepare: (world) => {
      rmSync(join(world.ccsDir, 'instances'), { recursive: true })
      write('instances', 'a file')(world)
    },
    args: ['auth', 'create', 'new', '--no-login'],
    says: [
      "The operating system refused: ENOTDIR: not a directory, lstat '<ccs dir>/instances/new'.",
      'Check that the disk has room and that the folder is yours, then run the command again.',
    ],
  },
  'file-unreadable': {
    args: ['glm'],
    env: () => ({ CCS_CONFIG: `/${'x'.repeat(300)}` }),
    says: [
      `/${'x'.repeat(300)} cannot be read: ENAMETOOLONG: name too long, open '/${'x'.repeat(300)}'.`,
      'Check its owner and permissions.',
    ],
  },
  'rc-file-refused': {
    prepare: (world) => writeFileSync(join(world.home, '.zshrc'), 'a=1\n', { mode: 0o444 }),
    args: ['setup', '--shell', 'zsh', '--force'],
    says: [
      '<home>/.zshrc was left as it is: it is read-only.',
      'Load ccs there by hand (ccs help has the line), or set up another shell only: ccs setup --shell <shell>',
    ],
  },
  'ccs-dir-is-no-folder': {
    prepare: (world) => writeFileSync(join(world.home, 'a file'), ''),
    args: ['auth', 'list'],
    env: (world) => ({ CCS_DIR: join(world.home, 'a file') }),
    says: ['<home>/a file is not a folder.', 'Move it away, or set CCS_DIR.'],
  },
  'ccs-dir-of-another': {
    missing: onlyRoot,
    prepare: (world) => giveAway(world, '.ccs'),
    args: ['work'],
    says: [
      '<ccs dir> belongs to another user.',
      'Run ccs as its owner (not through sudo), or set CCS_DIR to a folder of your own.',
    ],
  },
  'home-of-another': {
    missing: onlyRoot,
    prepare: (world) => {
      rmSync(world.ccsDir, { recursive: true })
      giveAway(world, '.')
    },
    args: ['auth', 'create', 'new', '--no-login'],
    says: [
      '<ccs dir> would be made in a folder of another user, as root.',
      'Run ccs as its owner (not through sudo), or set CCS_DIR to a folder of your own.',
    ],
  },
  'instance-is-no-folder': {
    prepare: link('instances/work', 'nowhere'),
    args: ['work'],
    says: [
      '<ccs dir>/instances/work is not a folder, or a link that leads to none.',
      'Move away what is in its place.',
    ],
  },
  'instance-missing': {
    prepare: write('profiles.json', '{"profiles":{"work":{"instance":"/not there/at all"}}}'),
    args: ['work'],
    says: [
      'The folder of this account is not there: /not there/at all.',
      'If it lies on another disk, mount it; else create its parent folder.',
    ],
  },
  'working-folder-gone': {
    prepare: (world) => write('pins.json', JSON.stringify({ [world.folder]: 'work' }))(world),
    run: inFolderThatIsGone,
    says: ['The working folder is not there any more.', 'Go to one that is there, or name the profile: ccs <profile>'],
  },
  'own-folder-is-none': {
    prepare: write('instances/.trash', ''),
    args: ['auth', 'remove', 'work', '--force'],
    says: [
      '<ccs dir>/instances/.trash is not a folder of ccs but something else, or a link.',
      'Move away what is in its place; ccs makes the folder anew.',
    ],
  },
  'login-failed': {
    args: ['auth', 'create', 'new'],
    env: () => ({ CCS_STUB_LOGIN: 'fail' }),
    says: [
      'Logging "new" in did not succeed (claude: exit status 1).',
      `Try again with the same command, or without a login: ${CREATE} new --no-login`,
    ],
  },
  'logout-failed': {
    args: ['auth', 'logout', 'work'],
    env: () => ({ CCS_STUB_LOGOUT: 'fail' }),
    says: ['"work" could not be logged out.', 'See what claude said above.'],
  },
  fault: {
    prepare: (world) =>
      writeFileSync(join(world.home, 'fault.cjs'), 'Object.hasOwn = () => { throw new TypeError("oh no") }'),
    args: ['work'],
    env: (world) => ({ NODE_OPTIONS: `--require="${join(world.home, 'fault.cjs')}"` }),
    says: [
      'A fault in ccs itself: oh no',
      'Please report it with the command that you ran; CCS_DEBUG=1 adds where it happened.',
    ],
  },
}
