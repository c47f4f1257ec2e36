import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onlyRoot } from '../../support/installed.ts'
import type { World } from '../../support/world.ts'
import { link, write } from './rc-makes.ts'

/** An rc file that is not ccs's to change, and what is said of it. */
export const REFUSED: [
  name: string,
  prepare: (world: World) => void,
  status: number,
  says: RegExp,
  missing?: () => string | undefined,
][] = [
  ['read-only', (world) => write(world, '.bashrc', 'a=1\n', 0o444), 8, /it is read-only/],
  ['a folder', (world) => mkdirSync(join(world.home, '.bashrc')), 8, /it is not a file/],
  ['a FIFO', (world) => execFileSync('mkfifo', [join(world.home, '.bashrc')]), 8, /it is not a file/],
  ['a link that leads nowhere', (world) => link(world, '.bashrc', 'gone'), 8, /a link that leads nowhere/],
  ['a link in a circle', (world) => link(world, '.bashrc', '.bashrc'), 8, /a link that leads nowhere/],
  ['no text', (world) => write(world, '.bashrc', 'a\0b\n'), 8, /no text that ccs can edit/],
  ['far too large', (world) => write(world, '.bashrc', 'a'.repeat(5 * 2 ** 20)), 8, /more than 4 MB/],
  [
    'with two names',
    (world) => {
      write(world, '.bashrc', 'a=1\n')
      execFileSync('ln', [join(world.home, '.bashrc'), join(world.home, 'other')])
    },
    8,
    /more than one name/,
  ],
  [
    "another user's",
    (world) => {
      write(world, '.bashrc', 'a=1\n')
      chownSync(join(world.home, '.bashrc'), 54_321, 54_321)
    },
    8,
    /it belongs to another user/,
    onlyRoot,
  ],
  [
    'a link to that of another user',
    (world) => {
      write(world, 'shared', 'a=1\n')
      chownSync(join(world.home, 'shared'), 54_321, 54_321)
      link(world, '.bashrc', 'shared')
    },
    8,
    /it belongs to another user/,
    onlyRoot,
  ],
  ['with half of a block', (world) => write(world, '.bashrc', '\n# >>> ccs setup >>>\na=1\n'), 6, /a mark at line 2/],
  ['with the other half', (world) => write(world, '.bashrc', 'a=1\n# <<< ccs setup <<<\n'), 6, /a mark at line 2/],
]
