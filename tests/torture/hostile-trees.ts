import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOBODY } from '../support/installed.ts'
import type { Outcome } from '../support/outcome.ts'
import { type Result, World } from '../support/world.ts'
import { LINKS_TO_COPY, makeHostileTree, makeUnreadable, NOT_TO_COPY } from './hostile-tree.ts'

/** How many times as long as `cp -a` and `rm -rf` it may take; what Node needs to start is in it. */
const MOST_TIMES_AS_LONG = 20

/**
 * Copies a hostile tree from `~/.claude` into an account and removes that account again, once as oneself and, for root,
 * once more as an ordinary user who may not read all of it.
 *
 * @param files in its largest folder
 */
export async function hostileTrees(files = 10_000): Promise<Outcome> {
  const failures: string[] = []
  const figures: string[] = []
  for (const user of process.getuid?.() === 0 ? [undefined, NOBODY] : [undefined]) {
    using world = new World()
    const outside = join(world.root, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'mine'), 'mine', { mode: 0o644 })
    const commands = join(world.home, '.claude', 'commands')
    const things = makeHostileTree(commands, outside, files)
    makeUnreadable(commands)
    if (user !== undefined) world.belongTo(user)
    const pictures = () => listing(join(world.home, '.claude')) + listing(outside)
    const before = pictures()
    const tell = (what: string, wrong: string[]) => failures.push(...wrong.map((sentence) => `${what}: ${sentence}`))

    const create = await timed(() => world.ccs(['auth', 'create', 'work', '--no-login']))
    const copied = join(world.ccsDir, 'instances', 'work', 'commands')
    tell('copying', [...wrongIn(create.result), ...wrongInCopy(commands, copied, user)])
    tell('copying', before === pictures() ? [] : ['something was changed outside'])

    await world.run('rm', ['-rf', copied])
    const cp = await timed(() => world.run('cp', ['-a', commands, copied]))
    const remove = await timed(() => world.ccs(['auth', 'remove', 'work', '--force']))
    tell('removing', wrongIn(remove.result))
    tell('removing', leftIn(join(world.ccsDir, 'instances')))
    tell('removing', before === pictures() ? [] : ['something was changed outside'])
    await world.run('cp', ['-a', commands, join(world.root, 'copy')])
    const rm = await timed(() => world.run('rm', ['-rf', join(world.root, 'copy')]))

    execFileSync('rm', ['-rf', commands])

    const ratios = [create.ms / cp.ms, remove.ms / rm.ms]
    for (const ratio of ratios)
      if (ratio > MOST_TIMES_AS_LONG) failures.push(`it took ${ratio} times as long as needed`)
    const times = ratios.map((ratio) => ratio.toFixed(1)).join(' and ')
    figures.push(`${things} things as ${user ?? 'oneself'} in ${times} times the time of cp and rm`)
  }
  return { figures: `hostile trees, copied and removed: ${figures.join('; ')}`, failures }
}

async function timed(act: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const start = performance.now()
  const result = await act()
  return { result, ms: performance.now() - start }
}

function wrongIn({ status, stdout, stderr }: Result): string[] {
  const wrong: string[] = []
  if (status !== 0) wrong.push(`exit status ${status}: ${stderr}`)
  if (stdout !== '') wrong.push(`stdout: ${stdout}`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not come through
  if (/[\u0000-\u0009\u000b-\u001f]/.test(stderr)) wrong.push(`control characters: ${JSON.stringify(stderr)}`)
  return wrong
}

function wrongInCopy(from: string, to: string, user = process.getuid?.()): string[] {
  const expected = thingsIn(from).filter((thing) => !isLeftOut(thing, user))
  const found = new Set(thingsIn(to))
  const missing = expected.filter((thing) => !found.delete(thing))
  const wrong = missing.map((thing) => `not copied: ${JSON.stringify(thing)}`)
  for (const thing of found) if (!/^\w deeper/.test(thing)) wrong.push(`not in the tree: ${JSON.stringify(thing)}`)
  for (const name of LINKS_TO_COPY) {
    const [one, other] = [realpathSync(join(from, name)), realpathSync(join(to, name))]
    if (one !== other || !readlinkSync(join(to, name)).startsWith('/')) wrong.push(`the link ${name} leads to ${other}`)
  }
  const open = find(to, '-not', '-type', 'l', '-perm', '/077', '-printf', '%P\\0')
  if (open !== '') wrong.push(`not private: ${JSON.stringify(open)}`)
  return wrong
}

/** What cannot be copied by its nature, by its depth, or by this user. */
function isLeftOut(thing: string, user: number | undefined): boolean {
  const path = thing.slice(2)
  const isClosed = user !== 0 && /^(?:closed|no way through\/)/.test(path)
  return NOT_TO_COPY.includes(path) || path.startsWith('deeper/') || isClosed
}

/** Kind and path of each thing, bytes as letters. */
function thingsIn(folder: string): string[] {
  return find(folder, '-mindepth', '1', '-printf', '%y %P\\0').split('\0').slice(0, -1)
}

function leftIn(instances: string): string[] {
  if (!existsSync(instances)) return []
  return find(instances, '-mindepth', '1', '-maxdepth', '3', '-printf', '%P\n').split('\n').slice(0, -1)
}

/** Everything below a folder, however deep: kind, permissions, size, time, name and where a link leads. */
function listing(folder: string): string {
  return find(folder, '-printf', '%y %m %s %T@ %p -> %l\\0')
}

/** What its user may not see is left out, by every call alike. */
function find(folder: string, ...expression: string[]): string {
  return spawnSync('find', [folder, ...expression], { encoding: 'latin1', maxBuffer: 2 ** 30 }).stdout
}
