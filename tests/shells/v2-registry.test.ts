import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import { V2_REGISTRY, writeV2Vault } from '../support/v2-home.ts'
import { World } from '../support/world.ts'
import { SHELLS } from './drivers/index.ts'

const NOTICE = 'ccs: These are accounts of ccs v2. To bring them over: ccs migrate\n'

/** What a command ends with, and how often it says what the registry is. */
const COMMANDS: [args: string[], status: number, notices: number][] = [
  [['auth', 'list'], 0, 1],
  [['auth', 'list', '--json'], 0, 1],
  [['auth', 'show', 'work'], 0, 1],
  [['auth', 'default'], 0, 1],
  [['auth', 'login', 'work'], 0, 1],
  [['auth', 'logout', 'work'], 0, 1],
  [['path', 'personal'], 0, 1],
  [['env', 'personal'], 0, 1],
  [['env', 'newer', '--json'], 0, 1],
  [['pin', 'work'], 0, 1],
  [['pins', '--json'], 0, 1],
  [['unpin'], 0, 1],
  [['path', 'nobody'], 3, 1],
  [['work', 'x'], 0, 1],
  [['a task'], 0, 1],
  [['newer', 'x'], 0, 0],
  [['init', 'bash'], 0, 0],
  [['help'], 0, 0],
  [['version'], 0, 0],
  [['auth', 'create', 'new', '--no-login'], 6, 0],
  [['auth', 'remove', 'newer', '--force'], 6, 0],
  [['auth', 'default', 'personal'], 6, 0],
  [['auth', 'default', '--unset'], 6, 0],
  [['use', 'work'], 2, 0],
  [['use', 'newer'], 2, 1],
]

test('beside a registry of v2 every command says so once, or refuses; it stays as it is', async () => {
  using world = new World()
  writeV2Vault(world)
  for (const [args, status, notices] of COMMANDS) {
    const result = await world.ccs(args)
    const words = args.join(' ')
    expect([words, result.status]).toEqual([words, status])
    expect([words, result.stderr.split(NOTICE).length - 1]).toEqual([words, notices])
    expect(result.stdout).not.toContain('accounts of ccs v2')
    if (status === 6) {
      expect(result.stderr).toMatch(/\[damaged\]\n {5}See what that would do: ccs migrate --dry-run\n$/)
      expect(result.stdout).toBe('')
    }
    expect(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')).toBe(V2_REGISTRY)
  }
})

describe.each(SHELLS)('$name', (shell) => {
  test('use of an account of v2 is refused, and changes nothing', async (context) => {
    skipWhen(shell.missing, context)
    using world = new World()
    writeV2Vault(world)
    await world.ccs(['init', 'bash'])
    const { stdout, stderr } = await shell.run(world, [
      shell.load,
      'ccs use work',
      shell.status,
      'ccs -p',
      shell.status,
    ])
    expect(stdout.replaceAll('\r', '')).toBe('status 2\nstatus 0\n')
    expect(stderr).toContain(
      '"work" is an account of ccs v2, which no shell can use before it is brought over. [usage]',
    )
    expect(stderr).not.toContain('Only the shell integration')
  })
})
