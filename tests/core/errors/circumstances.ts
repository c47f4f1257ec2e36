import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorId } from '../../../src/errors/catalogue.ts'
import { ownIdentity } from '../../../src/store/process-identity.ts'
import { NOBODY, onlyRoot } from '../../support/installed.ts'
import { needsStrace } from '../../support/strace.ts'
import {
  creationInProgress,
  giveAway,
  inFolderThatIsGone,
  link,
  lockTakenAway,
  type Provocation,
  whileFlushing,
  write,
} from './provocation.ts'

/** Exit status 7, 8, 9: others at work, the file system, claude; and a fault of ccs itself. */
export const CIRCUMSTANCES = {
  'lock-held': {
    prepare: (world) => write('lock', JSON.stringify({ ...ownIdentity(), host: 'a\u001bb' }))(world),
    args: ['auth', 'default', 'personal'],
    says: [
      'Another ccs is changing things: the lock is held by process <n> on a\\u{1b}b.',
      'Wait for it to end, then run the command again. If no ccs runs, delete <ccs dir>/lock.',
    ],
  },
  'file-changed': {
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
      'Finish the login there. If no ccs runs, delete <ccs dir>/journal/create-new.json.',
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
  'own-folder-of-another': {
    missing: onlyRoot,
    prepare: (world) => {
      world.belongTo(NOBODY)
      chownSync(join(world.ccsDir, 'instances'), 0, 0)
    },
    args: ['work'],
    says: [
      '<ccs dir>/instances belongs to another user, or is a link that does or that leads to such a folder.',
      'Move it away; ccs makes the folder anew. If you trust what is in it, make it yours instead: chown',
    ],
  },
  'instance-of-another': {
    missing: onlyRoot,
    prepare: (world) => {
      world.belongTo(NOBODY)
      chownSync(join(world.ccsDir, 'instances/work'), 0, 0)
    },
    args: ['work'],
    says: [
      'The folder of "work" belongs to another user: <ccs dir>/instances/work.',
      'Claude would run as you what its owner puts there. If you trust what is in it, make it yours: chown',
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
  'folder-held': {
    missing: onlyRoot,
    prepare: (world) => {
      const folder = join(world.home, 'held', 'claude')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, '.claude.json'), '{}')
      write('profiles.json', JSON.stringify({ profiles: { work: { instance: folder } } }))(world)
      world.belongTo(NOBODY)
      chmodSync(join(world.home, 'held'), 0o500)
    },
    args: ['auth', 'remove', 'work', '--delete', '--force'],
    says: [
      '<home>/held/claude is not deleted: nothing may be taken out of the folder that holds it.',
      'Check the permissions of that one, or forget the profile and keep the folder: ccs auth remove work',
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
      'Try again with the same command.',
      'Or without a login: ccs auth create new --no-login',
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
} satisfies Partial<Record<ErrorId, Provocation>>
