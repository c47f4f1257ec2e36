import type { ErrorId } from '../../../src/errors/catalogue.ts'
import { type Provocation, write } from './provocation.ts'

/** Exit status 2: how `ccs settings` was called. */
export const SETTINGS = {
  'settings-source-missing': {
    args: ['settings', 'add', 'mine'],
    says: [
      'It is not said where the settings of "mine" come from.',
      'From a template: --from glm or kimi. A file that is there: --file <file>',
    ],
  },
  'settings-from-and-file': {
    args: ['settings', 'add', 'mine', '--from', 'glm', '--file', 'x'],
    says: ['--from and --file exclude each other.', 'Give one of them.'],
  },
  'key-missing': {
    args: ['settings', 'add', 'kimi', '--with-key'],
    says: ['There is no API key on standard input.', 'Give it as one line: ccs settings add --with-key kimi <FILE'],
  },
  'key-wrong': {
    run: (world) => world.ccs(['settings', 'add', 'kimi', '--with-key'], { input: 'sk-made-up\n\u0007' }),
    says: [
      'What standard input holds is no API key: it has several lines, control characters, or no end.',
      'Give it as one line: ccs settings add --with-key kimi <FILE',
    ],
  },
  'template-unknown': {
    args: ['settings', 'add', 'mine', '--from', 'a\u0007'],
    says: ['There is no template "a\\u{7}".', 'Use one of: glm, kimi.'],
  },
  'settings-file-not-there': {
    args: ['settings', 'add', 'mine', '--file', 'a\nb'],
    says: ['There is no file "<folder>/a\\u{a}b".', 'Name one that is there.'],
  },
  'settings-path-has-variable': {
    args: ['settings', 'add', 'mine', '--file', '/a$HOME'],
    says: ['config.json would take a part of /a$HOME for a variable.', 'Use a path without it, or a link.'],
  },
  'profile-is-account': {
    args: ['settings', 'remove', 'work', '--force'],
    says: ['"work" is an account, not a settings profile.', 'Its commands: ccs help auth'],
  },
  'settings-default-is-plain': {
    prepare: write('config.json', '{"profiles":{"default":"~/.claude/settings.json"}}'),
    args: ['settings', 'remove', 'default', '--force'],
    says: [
      '"default" in <ccs dir>/config.json is plain claude, not a settings profile.',
      'It stays. What launches that: ccs default',
    ],
  },
  'settings-file-kept': {
    args: ['settings', 'remove', 'glm', '--force', '--delete'],
    says: [
      '<home>/glm.json cannot be deleted with the profile: it does not lie directly in the ccs dir.',
      'Remove the profile without --delete, which keeps the file.',
    ],
  },
  'settings-confirmation-needed': {
    args: ['settings', 'remove', 'glm'],
    says: ['Removing the settings profile "glm" needs a confirmation.', 'Say so: ccs settings remove glm --force'],
  },
} satisfies Partial<Record<ErrorId, Provocation>>
