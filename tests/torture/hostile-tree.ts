import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LEVELS = 500
/** So long that 500 of them make a path that no system call takes. */
const LONG_NAME = 'level of the deep folder'

/** Names that a text cannot hold, or that a program could take for something else. */
const NAMES: readonly (string | Buffer)[] = [
  '-rf',
  '--',
  ' ',
  '...',
  '~',
  '*',
  'a\nb',
  '\n',
  'a\tb\\',
  `it's "quoted"`,
  '$(touch PWNED)',
  '`touch PWNED`',
  '\u001b[31mred',
  'ü',
  'u\u0308',
  'x'.repeat(255),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0x61, 0xe9, 0x62]),
]

/** What a tree holds that nobody can make a copy of. */
export const NOT_TO_COPY: readonly string[] = ['a FIFO', 'a socket', 'nowhere', 'itself', 'one', 'other']
/** Those of its links that lead somewhere. */
export const LINKS_TO_COPY: readonly string[] = ['root', 'parent', 'self', 'folder outside', 'file outside']

/**
 * Makes a folder with everything in it that can lead a program astray that copies or deletes it.
 *
 * @param outside a folder beside it, with a file `mine` in it, that nothing may happen to
 * @returns how many things are in it
 */
export function makeHostileTree(folder: string, outside: string, files: number): number {
  mkdirSync(folder, { recursive: true })
  const at = (...names: string[]) => join(folder, ...names)
  const links: Record<string, string> = {
    root: '/',
    parent: '..',
    self: '.',
    nowhere: 'not there',
    itself: 'itself',
    one: 'other',
    other: 'one',
    'folder outside': outside,
    'file outside': join(outside, 'mine'),
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, at(name))
  linkSync(join(outside, 'mine'), at('a hard link'))
  execFileSync('mkfifo', [at('a FIFO')])
  makeSocket(folder, 'a socket')
  for (const name of NAMES) writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]), 'x')
  mkdirSync(Buffer.concat([Buffer.from(`${folder}/folder `), Buffer.from([0xff])]))
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/folder `), Buffer.from([0xff]), Buffer.from('/x')]), 'x')
  mkdirSync(at('many'))
  for (let number = 0; number < files; number++) writeFileSync(at('many', String(number)), '')
  makeDeep(folder, 'deep', 'd')
  makeDeep(folder, 'deeper', LONG_NAME)
  writeFileSync(at('set-user-id'), 'x')
  chmodSync(at('set-user-id'), 0o6755)
  writeFileSync(at('read only'), 'x', { mode: 0o400 })
  return Object.keys(links).length + NAMES.length + files + 2 * LEVELS + 10
}

/** What its owner may not even look into; means nothing to root. */
export function makeUnreadable(folder: string): void {
  mkdirSync(join(folder, 'closed'))
  writeFileSync(join(folder, 'closed', 'x'), '')
  writeFileSync(join(folder, 'closed file'), '', { mode: 0 })
  mkdirSync(join(folder, 'no way through'))
  writeFileSync(join(folder, 'no way through', 'x'), '')
  chmodSync(join(folder, 'no way through'), 0o600)
  mkdirSync(join(folder, 'read only folder'))
  writeFileSync(join(folder, 'read only folder', 'x'), '')
  chmodSync(join(folder, 'read only folder'), 0o500)
  chmodSync(join(folder, 'closed'), 0)
}

/** Made of short pieces that are put into each other from the innermost on, because no path leads to the innermost. */
function makeDeep(folder: string, name: string, level: string): void {
  const piece = 20
  const top = join(folder, name)
  mkdirSync(top)
  for (let levels = 0; levels < LEVELS; levels += piece) {
    const next = join(folder, 'next')
    mkdirSync(join(next, ...Array<string>(piece).fill(level)), { recursive: true })
    renameSync(top, join(next, ...Array<string>(piece).fill(level), level))
    renameSync(next, top)
  }
}

/** Its path may be longer than a socket's may be, so it is made from inside. */
function makeSocket(folder: string, name: string): void {
  const program = 'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))'
  try {
    execFileSync(process.execPath, ['-e', program, name], { cwd: folder, stdio: 'ignore' })
  } catch {
    // Killed by itself, so that the socket stays.
  }
}
