import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorId } from '../../../src/errors/catalogue.ts'
import { type Provocation, write } from './provocation.ts'

const CREATE = 'ccs auth create'

/** Exit status 3, 4, 5: profiles and programs that are not there, or are already. */
export const PROFILES = {
  'profile-not-found': {
    args: ['wrok'],
    says: [
      'Profile not found: "wrok".',
      'Did you mean "work"?',
      `To create it: ${CREATE} wrok`,
      'To send it to claude as a prompt: ccs -- wrok',
      'All profiles: ccs auth list',
    ],
  },
  'settings-profile-not-found': {
    args: ['settings', 'remove', 'gml', '--force'],
    says: [
      'There is no settings profile "gml".',
      'Did you mean "glm"?',
      'To add it: ccs settings add gml',
      'All settings profiles: ccs settings list',
    ],
  },
  'chosen-by-environment-not-found': {
    args: ['x y'],
    env: () => ({ CCS_PROFILE: 'gone' }),
    says: [
      'The default profile "gone", chosen by CCS_PROFILE, does not exist.',
      'Choose another: ccs use <profile>. Or none: ccs use --off',
      'All profiles: ccs auth list',
    ],
  },
  'chosen-was-renamed': {
    args: ['x y'],
    env: (world) => ({ CCS_PROFILE: 'gone', CLAUDE_CONFIG_DIR: join(world.ccsDir, 'instances/work') }),
    says: ['This shell uses "gone", which is "work" now.', 'Choose it again: ccs use work'],
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
      write(
        'journal/remove-work.json',
        '{"kind":"remove","name":"work","entry":{"type":"account"},"takesFolder":true}',
      )(world)
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
  'name-is-the-same': {
    args: ['auth', 'rename', 'work', 'work'],
    says: ['"work" has that name already.', 'Give it another one: ccs auth rename work <new>'],
  },
  'name-waits': {
    prepare: write('journal/create-new.json', '{"kind":"create","name":"new","folder":"new","process":{}}'),
    args: ['auth', 'rename', 'work', 'new'],
    says: [
      'The creation of "new" was interrupted, and its login may be kept.',
      `Go on with it: ${CREATE} new. Or choose another name.`,
    ],
  },
  'settings-profile-exists': {
    args: ['auth', 'create', 'glm'],
    says: ['There is a settings profile in <ccs dir>/config.json named "glm" already.', 'Choose another name.'],
  },
  'key-exists': {
    prepare: write('kimi.settings.json', '{}'),
    args: ['settings', 'add', 'kimi', '--with-key'],
    says: [
      '<ccs dir>/kimi.settings.json holds a key already, or needs none.',
      'To change it, edit the file. To take the file as it is, leave --with-key out.',
    ],
  },
  'folder-of-profile': {
    prepare: write('profiles.json', '{"profiles":{"My Work":{"type":"account"}}}'),
    args: [...CREATE.split(' ').slice(1), 'my-work', '--no-login'],
    says: ['The folder that "my-work" would have is that of the profile "My Work".', 'Choose another name.'],
  },
  'folder-has-profile': {
    run: (world) => world.ccs(['auth', 'adopt', 'new', join(world.ccsDir, 'instances/work/')]),
    says: [
      '<ccs dir>/instances/work/ is the folder of the profile "work" already.',
      'Launch it: ccs work. To forget it first: ccs auth remove work',
    ],
  },
  'plain-has-profile': {
    prepare: write('profiles.json', '{"profiles":{"mine":{"plain":true}}}'),
    args: ['auth', 'adopt', 'new', '--plain'],
    says: [
      'The login of plain claude is the profile "mine" already.',
      'Launch it: ccs mine. To forget it first: ccs auth remove mine',
    ],
  },
  'folder-exists': {
    prepare: write('instances/new/.claude.json', '{}'),
    args: ['auth', 'create', 'new'],
    says: [
      'The folder <ccs dir>/instances/new exists and belongs to no profile.',
      `To use it with its login: ccs auth adopt new '<root>/it'\\''s a $(touch pwned) \`home\` ü/.ccs/instances/new'`,
      'Or choose another name, or move the folder away.',
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
} satisfies Partial<Record<ErrorId, Provocation>>
