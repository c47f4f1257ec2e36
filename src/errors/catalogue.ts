/**
 * Every error that ccs tells of (design P12), by its stable code: the exit status, and the errors of that kind. An error
 * is one sentence of what happened and the lines of what to do; `{{slot}}` stands for a value of the outside world, and
 * a line of advice without its value is left out. `docs/errors.md` is made from this table.
 *
 * 1 is a question that was answered with no, and kept for findings; a launch passes the status of `claude` through.
 */
export const CATALOGUE = {
  usage: {
    status: 2,
    errors: {
      'folder-variable-empty': ['{{variable}} is empty.', 'Set it to an absolute folder, or unset it.'],
      'folder-variable-relative': [
        '{{variable}} is the relative path "{{value}}".',
        'Set it to an absolute folder, or unset it.',
      ],
      'file-variable-relative': [
        '{{variable}} is the relative path "{{value}}".',
        'Set it to an absolute path, or unset it. Here the absolute path would be: {{file}}',
      ],
      'folder-variable-not-utf8': ['{{variable}} is not valid UTF-8.', 'Set it to a folder whose name is.'],
      'home-unknown': ['HOME is not set, and the system knows no home of this user.', 'Set HOME to your home folder.'],
      'name-invalid': [
        '"{{name}}" cannot be the name of a profile.',
        'A name has 1 to 64 of a-z, 0-9, _ and -, and begins with a letter or digit.',
      ],
      'name-has-capitals': ['"{{name}}" has capital letters.', 'Use "{{small}}" instead.'],
      'name-is-command': ['"{{name}}" is a word of ccs itself.', 'Choose another name.'],
      'name-is-device': ['"{{name}}" is the name of a device on Windows.', 'Choose another name.'],
      'profile-is-settings': ['"{{name}}" is a settings profile, not an account.', 'Name an account profile.'],
      'claude-path-relative': [
        'CCS_CLAUDE_PATH is the relative path "{{value}}".',
        'Set it to an absolute path, or unset it.',
      ],
      'home-settings-name-login': [
        '{{file}} sets {{logins}}, which would replace the login of the account.',
        'In your home directory Claude reads that file as the "{{source}}" source of --setting-sources.',
        'Leave that source out, or start in another directory.',
      ],
      'no-account-before': ['No account was chosen in this shell before.', 'Choose one: ccs use <profile>'],
      'variable-readonly': [
        'A variable that names an account is readonly in this shell.',
        'Launch instead, which works all the same: ccs <profile>',
      ],
      'variable-local': [
        'A variable that names an account is local to a function.',
        'Launch instead, which works all the same: ccs <profile>',
      ],
      'variable-universal': [
        'A variable that names an account is universal, so no shell can put it aside.',
        'Launch instead, which works all the same: ccs <profile>',
      ],
      'function-copied': [
        'A copy of a function of ccs does not know its profile.',
        'Call the function by its own name; an alias of it does.',
      ],
      'call-unclear': [
        'PowerShell does not tell for certain which words this call has.',
        "Put them in a variable first: $words = 'a', 'b'; ccs $words",
      ],
      'argument-not-utf8': [
        'An argument is not valid UTF-8, which the core cannot hand on unaltered.',
        'Load the shell integration, whose launches take any bytes: ccs setup',
      ],
      'argument-for-batch-file': [
        'An argument has a line break, which Windows cannot hand to {{file}}.',
        'Leave it out, or set CCS_CLAUDE_PATH to a claude.exe.',
      ],
      'shell-unknown': ['There is no integration for "{{shell}}".', 'Use one of: {{shells}}.'],
      'foreign-word': [
        'ccs has no command "{{word}}".',
        'Did you mean: {{call}}',
        'To send it to claude as a prompt: ccs {{prompt}}',
      ],
      'command-unknown': ['There is no command "{{word}}".', 'All commands: ccs help'],
      'second-word-missing': ['ccs {{group}} needs a second word.', 'One of: {{commands}}.'],
      'second-word-unknown': ['There is no command ccs {{group}} {{word}}.', 'One of: {{commands}}.'],
      'option-unknown': ['ccs {{command}}: the option "{{option}}" is unknown.', 'How it is called: {{call}}'],
      'argument-missing': ['ccs {{command}}: <{{argument}}> is missing.', 'How it is called: {{call}}'],
      'argument-too-many': ['ccs {{command}}: "{{argument}}" is one argument too many.', 'How it is called: {{call}}'],
      'name-and-off': ['A profile and --off exclude each other.', 'Give one of them.'],
      'name-and-unset': ['A name and --unset exclude each other.', 'Give one of them.'],
      'save-is-gone': [
        'ccs auth save is gone: accounts are no longer saved from a login, each has one of its own.',
        'Create a profile, which logs in once: ccs auth create <name>',
        'To bring over those that v2 has saved: ccs migrate',
      ],
      'value-missing': ['ccs {{command}}: --{{option}} needs a value.', 'How it is called: {{call}}'],
      'value-twice': ['ccs {{command}}: --{{option}} is given more than once.', 'How it is called: {{call}}'],
      'shell-and-json': ['--shell and --json exclude each other.', 'Give one of them.'],
      'plain-has-no-path': [
        '"{{name}}" is the plain profile, which has no folder of its own.',
        'It is the login of Claude by itself, for which CLAUDE_CONFIG_DIR is not set.',
      ],
      'use-needs-integration': [
        'Only the shell integration can change the account of this shell.',
        'To load it in every new shell: ccs setup',
        'For this shell alone: {{line}}',
      ],
      'use-of-v2': [
        '"{{name}}" is an account of ccs v2, which no shell can use before it is brought over.',
        'To bring it over: ccs migrate',
        'For this shell alone: {{line}}',
      ],
      'folder-not-there': ['There is no folder "{{folder}}".', 'Name one that is there.'],
      'folder-of-system': [
        '{{folder}} leads into /proc, /dev or /sys, where the same path is another folder for another process.',
        'Name the folder itself.',
      ],
      'folder-not-utf8': ['The name of {{folder}} is not valid UTF-8.', 'Rename it, or pin a folder above it.'],
      'not-pinned': [
        '{{folder}} is not pinned.',
        'What holds it is the pin of {{holder}}: ccs unpin {{word}}',
        'All pins: ccs pins',
      ],
      'hook-unknown': ['There is no directory hook "{{hook}}".', 'Use one of: {{hooks}}.'],
      'hook-and-remove': ['--hook and --remove exclude each other.', 'Give one of them.'],
      'zdotdir-unknown': [
        '{{file}} sets ZDOTDIR in a way that ccs cannot read.',
        'Say where .zshrc is: ZDOTDIR=<folder> ccs setup. Or leave zsh alone: ccs setup --shell <shell>',
      ],
      'setup-confirmation-needed': [
        'Changing {{file}} needs a confirmation.',
        'See the change: ccs setup --dry-run. Then say so: --force',
      ],
      'migrate-modes-exclude': ['--{{one}} and --{{other}} exclude each other.', 'Give one of them.'],
      'apply-without-scan': [
        '--apply belongs to --scan.',
        'See what would be adopted: ccs migrate --scan. Then: ccs migrate --scan --apply',
      ],
      'migrate-confirmation-needed': [
        '{{what}} needs a confirmation.',
        'See what would be done: {{call}} --dry-run. Then say so: {{call}} --force',
      ],
      'rollback-loses': [
        'Taking the migration back would lose what was changed since: {{what}}.',
        'Make a note of it first. The newer registry is kept in the backup as well.',
        'Then say so: ccs migrate --rollback --force',
      ],
      'settings-source-missing': [
        'It is not said where the settings of "{{name}}" come from.',
        'From a template: --from {{templates}}. A file that is there: --file <file>',
      ],
      'settings-from-and-file': ['--from and --file exclude each other.', 'Give one of them.'],
      'key-missing': [
        'There is no API key on standard input.',
        'Give it as one line: ccs settings add --with-key {{word}} <FILE',
      ],
      'key-wrong': [
        'What standard input holds is no API key: it has several lines, control characters, or no end.',
        'Give it as one line: ccs settings add --with-key {{word}} <FILE',
      ],
      'template-unknown': ['There is no template "{{template}}".', 'Use one of: {{templates}}.'],
      'settings-file-not-there': ['There is no file "{{file}}".', 'Name one that is there.'],
      'settings-path-has-variable': [
        'config.json would take a part of {{file}} for a variable.',
        'Use a path without it, or a link.',
      ],
      'profile-is-account': ['"{{name}}" is an account, not a settings profile.', 'Its commands: ccs help auth'],
      'settings-default-is-plain': [
        '"default" in {{file}} is plain claude, not a settings profile.',
        'It stays. What launches that: ccs default',
      ],
      'settings-file-kept': [
        '{{file}} cannot be deleted with the profile: {{reason}}.',
        'Remove the profile without --delete, which keeps the file.',
      ],
      'settings-confirmation-needed': [
        'Removing the settings profile "{{name}}" needs a confirmation.',
        'Say so: ccs settings remove {{name}} --force',
      ],
      'confirmation-needed': ['Removing "{{name}}" needs a confirmation.', 'Say so: ccs auth remove {{words}} --force'],
      'adopt-what': [
        'ccs auth adopt needs either a folder or --plain.',
        'For the login of plain claude: ccs auth adopt {{name}} --plain',
        'For a folder that you use as CLAUDE_CONFIG_DIR: ccs auth adopt {{name}} <folder>',
      ],
      'folder-not-adopted': [
        '{{folder}} cannot be the folder of an account: {{reason}}.',
        'Name a folder of yours that Claude has used as CLAUDE_CONFIG_DIR.',
      ],
      'folder-of-plain-claude': [
        '{{folder}} is the folder of plain claude, whose login is another one when CLAUDE_CONFIG_DIR names it.',
        'Adopt that login as it is: ccs auth adopt {{name}} --plain',
      ],
      'plain-not-deleted': [
        '"{{name}}" is the login of plain claude, which ccs does not delete.',
        'Forget the profile: ccs auth remove {{name}}',
        'End the login: ccs auth logout {{name}}',
      ],
      'folder-not-deleted': [
        '{{folder}} is not deleted: {{reason}}.',
        'Forget the profile and keep the folder: ccs auth remove {{name}}',
      ],
      'linked-folder-not-deleted': [
        '{{folder}} is a link, and what a link leads to is not deleted.',
        'Forget the profile: ccs auth remove {{name}}',
        'Then delete {{target}} yourself, and the link.',
      ],
      'folder-on-another-disk': [
        '{{folder}} is not deleted: it is on another file system than the ccs dir.',
        'Log out and forget the profile: ccs auth logout {{name}}, then ccs auth remove {{name}}',
        'Then delete it yourself: rm -rf -- {{word}}',
      ],
    },
  },
  'not-built': {
    status: 2,
    errors: {
      'not-built': [
        'ccs {{command}} is not built yet.',
        'What there is: ccs help. To send it to claude as a prompt: ccs {{prompt}}',
      ],
    },
  },
  'profile-not-found': {
    status: 3,
    errors: {
      'profile-not-found': [
        'Profile not found: "{{name}}".',
        'Did you mean {{near}}?',
        'An older ccs has {{older}} in its config.yaml. To bring over what is there: ccs migrate',
        'To create it: ccs auth create {{new}}',
        'To send it to claude as a prompt: ccs {{prompt}}',
        'All profiles: ccs auth list',
      ],
      'settings-profile-not-found': [
        'There is no settings profile "{{name}}".',
        'Did you mean {{near}}?',
        'To add it: ccs settings add {{new}}',
        'All settings profiles: ccs settings list',
      ],
      'chosen-by-environment-not-found': [
        'The default profile "{{name}}", chosen by CCS_PROFILE, does not exist.',
        'Choose another: ccs use <profile>. Or none: ccs use --off',
        'All profiles: ccs auth list',
      ],
      'chosen-was-renamed': ['This shell uses "{{name}}", which is "{{new}}" now.', 'Choose it again: ccs use {{new}}'],
      'default-not-found': [
        'The default profile "{{name}}" does not exist.',
        'Choose another: ccs auth default <name>. All profiles: ccs auth list',
      ],
      'pinned-not-found': [
        '{{folder}} is pinned to the profile "{{name}}", which does not exist.',
        'Take the pin away: ccs unpin {{word}}',
        'Or pin it to another one: ccs pin <profile> {{word}}',
      ],
      'profile-is-being-removed': [
        'Profile "{{name}}" is being removed.',
        'If that was interrupted, the next change finishes it, such as: ccs auth create <name>',
      ],
    },
  },
  'profile-exists': {
    status: 4,
    errors: {
      'account-exists': [
        'There is a profile named "{{name}}" already.',
        'Launch it: ccs {{name}}. To begin anew: ccs auth remove {{name}}',
      ],
      'name-is-the-same': ['"{{name}}" has that name already.', 'Give it another one: ccs auth rename {{name}} <new>'],
      'name-waits': [
        'The creation of "{{name}}" was interrupted, and its login may be kept.',
        'Go on with it: ccs auth create {{name}}. Or choose another name.',
      ],
      'settings-profile-exists': [
        'There is a settings profile in {{file}} named "{{name}}" already.',
        'Choose another name.',
        'It has no API key. To add one: ccs settings add --with-key {{keyless}} <FILE',
      ],
      'key-exists': [
        '{{file}} holds a key already, or needs none.',
        'To change it, edit the file. To take the file as it is, leave --with-key out.',
      ],
      'folder-of-profile': [
        'The folder that "{{name}}" would have is that of the profile "{{user}}".',
        'Choose another name.',
      ],
      'folder-has-profile': [
        '{{folder}} is the folder of the profile "{{user}}" already.',
        'Launch it: ccs {{user}}. To forget it first: ccs auth remove {{user}}',
      ],
      'plain-has-profile': [
        'The login of plain claude is the profile "{{user}}" already.',
        'Launch it: ccs {{user}}. To forget it first: ccs auth remove {{user}}',
      ],
      'folder-exists': [
        'The folder {{folder}} exists and belongs to no profile.',
        'To use it with its login: ccs auth adopt {{name}} {{word}}',
        'Or choose another name, or move the folder away.',
      ],
    },
  },
  'claude-not-found': {
    status: 5,
    errors: {
      'claude-not-found': [
        'The Claude CLI was not found on PATH.',
        'Install it: npm install -g @anthropic-ai/claude-code',
        'Or set CCS_CLAUDE_PATH to its absolute path.',
      ],
      'claude-path-wrong': [
        'CCS_CLAUDE_PATH names {{path}}, which is no program.',
        'Set it to the Claude CLI, or unset it.',
      ],
    },
  },
  damaged: {
    status: 6,
    errors: {
      'file-is-none': [
        '{{file}} is not a file but something else, or a link that leads nowhere.',
        'Put the file back, or move away what is in its place. Nothing was changed.',
      ],
      'file-too-large': [
        '{{file}} is damaged: it is larger than {{megabytes}} MB.',
        'Put a copy of the file from a backup there. Nothing was changed.',
      ],
      'not-utf8': [
        '{{file}} is damaged: it is not UTF-8.',
        'Mend it by hand, or put a copy of the file from a backup there. Nothing was changed.',
      ],
      'not-json': [
        '{{file}} is damaged: it is not JSON{{place}}.',
        'Mend that place by hand, or put a copy of the file from a backup there. Nothing was changed.',
      ],
      'not-yaml': [
        '{{file}} cannot be read as YAML{{place}}: {{reason}}.',
        'Mend that place by hand, or put a copy of the file from a backup there. Nothing was changed.',
      ],
      'key-twice': [
        '{{file}} is damaged: there is a key for the second time{{place}}.',
        'Mend that place by hand, or put a copy of the file from a backup there. Nothing was changed.',
      ],
      'nested-too-deeply': [
        '{{file}} is damaged: it is nested more than {{levels}} times.',
        'Mend it by hand, or put a copy of the file from a backup there. Nothing was changed.',
      ],
      'value-wrong': [
        '{{file}} is damaged: {{key}} is {{found}}, expected {{expected}}.',
        'Mend that place by hand, or put a copy of the file from a backup there. Nothing was changed.',
      ],
      'settings-path-wrong': [
        '{{file}} is damaged: "{{key}}" does not name a file.',
        'Mend that place by hand: {"profiles":{"<name>":"<path of a settings file>"}}. Nothing was changed.',
      ],
      'settings-path-relative': [
        '{{config}} has the relative path "{{path}}" for "{{name}}", which would be another file in each directory.',
        'Write an absolute path there, or one that begins with ~/. Here the absolute path would be: {{file}}',
      ],
      'pins-wrong': [
        '{{file}} is damaged: it must hold {"<absolute folder>":"<profile>"}.',
        'Mend it by hand, or delete it to have no pins. Nothing was changed.',
      ],
      'choices-wrong': [
        '{{file}} is damaged: it must hold {"hook":"pwd"} or {"hook":"none"}.',
        'Mend it by hand, or delete it to have no directory hook. Nothing was changed.',
      ],
      'rc-block-broken': [
        '{{file}} has half of the block of ccs setup: a mark at line {{line}} without its other one.',
        'Delete what is left of the block by hand, then run it again. Nothing was changed.',
      ],
      'version-unknown': [
        '{{file}} has version "{{version}}", which this ccs does not know.',
        'Update ccs: npm install -g ccs-shell.',
      ],
      'registry-of-v2': [
        '{{file}} is one of ccs v2, with encrypted vaults, and is changed by a migration only.',
        'See what that would do: ccs migrate --dry-run',
      ],
      'settings-key-missing': [
        'No API key for "{{name}}" in {{file}}.',
        'Without one, Claude would send your own login to the other provider.',
        'Set {{variable}} in its "env" to your key, or run: ccs settings add {{word}}',
      ],
      'settings-file-broken': [
        'The settings file of "{{name}}" is not valid: {{file}}.',
        'Claude would ignore it and use your own login instead.',
        'Fix it: a JSON object whose "env" is an object and whose "apiKeyHelper" is a string.',
      ],
      'plain-key-leaks': [
        'Your own {{logins}} in {{plain}} would be sent to the provider of "{{name}}".',
        'Override it in {{file}}: {{fix}}',
      ],
      'settings-file-wrong': [
        '{{file}} is no settings file: it must hold a JSON object.',
        'Mend it by hand, or name another file: {"env":{"ANTHROPIC_BASE_URL":"…"}}. Nothing was changed.',
      ],
      'settings-file-missing': [
        'The settings file of "{{name}}" is not there: {{file}}.',
        'Put it there, or take "{{name}}" out of config.json.',
      ],
    },
  },
  busy: {
    status: 7,
    errors: {
      'lock-held': [
        'Another ccs is changing things: the lock is held by {{holder}}.',
        'Wait for it to end, then run the command again. If no ccs runs, delete {{file}}.',
      ],
      'file-changed': ['{{file}} was changed by another program meanwhile.', 'Run it again.'],
      'lock-lost': ['{{file}} was taken away meanwhile.', 'Run it again.'],
      'name-in-use': [
        'Another ccs (process {{process}}) is creating "{{name}}" right now.',
        'Finish the login there. If no ccs runs, delete {{file}}.',
      ],
    },
  },
  'file-system': {
    status: 8,
    errors: {
      'system-refused': [
        'The operating system refused: {{reason}}.',
        'Check that the disk has room and that the folder is yours, then run the command again.',
      ],
      'file-unreadable': ['{{file}} cannot be read: {{reason}}.', 'Check its owner and permissions.'],
      'rc-file-refused': [
        '{{file}} was left as it is: {{reason}}.',
        'Load ccs there by hand (ccs help has the line), or set up another shell only: ccs setup --shell <shell>',
      ],
      'ccs-dir-is-no-folder': ['{{folder}} is not a folder.', 'Move it away, or set CCS_DIR.'],
      'ccs-dir-of-another': [
        '{{folder}} belongs to another user.',
        'Run ccs as its owner (not through sudo), or set CCS_DIR to a folder of your own.',
      ],
      'own-folder-of-another': [
        '{{folder}} belongs to another user, or is a link that does or that leads to such a folder.',
        'Move it away; ccs makes the folder anew. If you trust what is in it, make it yours instead: chown',
      ],
      'instance-of-another': [
        'The folder of "{{name}}" belongs to another user: {{folder}}.',
        'Claude would run as you what its owner puts there. If you trust what is in it, make it yours: chown',
      ],
      'home-of-another': [
        '{{folder}} would be made in a folder of another user, as root.',
        'Run ccs as its owner (not through sudo), or set CCS_DIR to a folder of your own.',
      ],
      'instance-is-no-folder': [
        '{{folder}} is not a folder, or a link that leads to none.',
        'Move away what is in its place.',
      ],
      'instance-missing': [
        'The folder of this account is not there: {{folder}}.',
        'If it lies on another disk, mount it; else create its parent folder.',
      ],
      'folder-held': [
        '{{folder}} is not deleted: nothing may be taken out of the folder that holds it.',
        'Check the permissions of that one, or forget the profile and keep the folder: ccs auth remove {{name}}',
      ],
      'working-folder-gone': [
        'The working folder is not there any more.',
        'Go to one that is there, or name the profile: ccs <profile>',
      ],
      'own-folder-is-none': [
        '{{folder}} is not a folder of ccs but something else, or a link.',
        'Move away what is in its place; ccs makes the folder anew.',
      ],
    },
  },
  'login-failed': {
    status: 9,
    errors: {
      'login-failed': [
        'Logging "{{name}}" in did not succeed{{how}}.',
        'Try again with the same command.',
        'Or without a login: {{without}}',
      ],
      'logout-failed': ['"{{name}}" could not be logged out.', 'See what claude said above.'],
    },
  },
  'core-not-found': {
    status: 127,
    errors: {
      'core-missing': ['The shell integration is loaded, but ccs is not installed.', 'Run: npm install -g ccs-shell'],
    },
  },
  internal: {
    status: 70,
    errors: {
      fault: [
        'A fault in ccs itself: {{reason}}',
        'Please report it with the command that you ran; CCS_DEBUG=1 adds where it happened.',
      ],
    },
  },
} as const satisfies Record<string, { status: number; errors: Record<string, readonly [string, string, ...string[]]> }>

type Catalogue = typeof CATALOGUE

/** A kind of error: what a script may rely on, as on the exit status. */
export type ErrorCode = keyof Catalogue

/** One error of the table. */
export type ErrorId = { [Code in ErrorCode]: keyof Catalogue[Code]['errors'] }[ErrorCode]

type Texts<Id extends ErrorId> = {
  [Code in ErrorCode]: Id extends keyof Catalogue[Code]['errors'] ? Catalogue[Code]['errors'][Id] : never
}[ErrorCode]
type SlotsOf<Text> = Text extends `${string}{{${infer Slot}}}${infer Rest}` ? Slot | SlotsOf<Rest> : never
type Sentence<Id extends ErrorId> = Texts<Id> extends readonly [infer Text, ...unknown[]] ? Text : never
type Lines<Id extends ErrorId> = Texts<Id> extends readonly [unknown, ...infer Rest] ? Rest[number] : never

/** The values for an error's slots. Those of the sentence must be there, and those only of the advice may be missing. */
export type ErrorValues<Id extends ErrorId> = { [Slot in SlotsOf<Sentence<Id>>]: string } & {
  [Slot in Exclude<SlotsOf<Lines<Id>>, SlotsOf<Sentence<Id>>>]: string | undefined
}
