import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorId } from '../../../src/errors/catalogue.ts'
import { needsOtherDisk } from '../../support/other-disk.ts'
import { writeV2Vault } from '../../support/v2-home.ts'
import { adoptedOnOtherDisk, changedAfterMigration, type Provocation, write } from './provocation.ts'

/** Exit status 2: adopting, deleting what was adopted, and migrating. */
export const ARRIVALS = {
  'migrate-modes-exclude': {
    args: ['migrate', '--rollback', '--clean'],
    says: ['--rollback and --clean exclude each other.', 'Give one of them.'],
  },
  'apply-without-scan': {
    args: ['migrate', '--apply', '--force'],
    says: [
      '--apply belongs to --scan.',
      'See what would be adopted: ccs migrate --scan. Then: ccs migrate --scan --apply',
    ],
  },
  'migrate-confirmation-needed': {
    prepare: writeV2Vault,
    args: ['migrate'],
    says: [
      'Migrating needs a confirmation.',
      'See what would be done: ccs migrate --dry-run. Then say so: ccs migrate --force',
    ],
  },
  'rollback-loses': {
    meanwhile: changedAfterMigration,
    args: ['migrate', '--rollback'],
    says: [
      'Taking the migration back would lose what was changed since: "newer", "new\\u{1b}", the default or another key.',
      'Make a note of it first. The newer registry is kept in the backup as well.',
      'Then say so: ccs migrate --rollback --force',
    ],
  },
  'adopt-what': {
    args: ['auth', 'adopt', 'new'],
    says: [
      'ccs auth adopt needs either a folder or --plain.',
      'For the login of plain claude: ccs auth adopt new --plain',
      'For a folder that you use as CLAUDE_CONFIG_DIR: ccs auth adopt new <folder>',
    ],
  },
  'folder-not-adopted': {
    args: ['auth', 'adopt', 'new', '.'],
    says: [
      '<folder> cannot be the folder of an account: it has nothing of Claude in it.',
      'Name a folder of yours that Claude has used as CLAUDE_CONFIG_DIR.',
    ],
  },
  'folder-of-plain-claude': {
    prepare: (world) => mkdirSync(join(world.home, '.claude/projects'), { recursive: true }),
    run: (world) => world.ccs(['auth', 'adopt', 'new', join(world.home, '.claude')]),
    says: [
      '<home>/.claude is the folder of plain claude, whose login is another one when CLAUDE_CONFIG_DIR names it.',
      'Adopt that login as it is: ccs auth adopt new --plain',
    ],
  },
  'plain-not-deleted': {
    prepare: write('profiles.json', '{"profiles":{"mine":{"plain":true}}}'),
    args: ['auth', 'remove', 'mine', '--delete', '--force'],
    says: [
      '"mine" is the login of plain claude, which ccs does not delete.',
      'Forget the profile: ccs auth remove mine',
      'End the login: ccs auth logout mine',
    ],
  },
  'folder-not-deleted': {
    prepare: write('profiles.json', '{"profiles":{"work":{"instance":"/"}}}'),
    args: ['auth', 'remove', 'work', '--delete', '--force'],
    says: [
      '/ is not deleted: it is the root of a disk.',
      'Forget the profile and keep the folder: ccs auth remove work',
    ],
  },
  'linked-folder-not-deleted': {
    prepare: (world) => {
      symlinkSync(world.folder, join(world.home, 'link'))
      write('profiles.json', JSON.stringify({ profiles: { work: { instance: join(world.home, 'link/') } } }))(world)
    },
    args: ['auth', 'remove', 'work', '--delete'],
    says: [
      '<home>/link/ is a link, and what a link leads to is not deleted.',
      'Forget the profile: ccs auth remove work',
      'Then delete <folder> yourself, and the link.',
    ],
  },
  'folder-on-another-disk': {
    missing: needsOtherDisk,
    meanwhile: (world) => adoptedOnOtherDisk(world),
    args: ['auth', 'remove', 'work', '--delete'],
    says: [
      '<other disk>/claude is not deleted: it is on another file system than the ccs dir.',
      'Log out and forget the profile: ccs auth logout work, then ccs auth remove work',
      "Then delete it yourself: rm -rf -- '<other disk>/claude'",
    ],
  },
} satisfies Partial<Record<ErrorId, Provocation>>
