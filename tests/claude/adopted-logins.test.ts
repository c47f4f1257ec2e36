import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SHELLS, wordsOf } from '../shells/drivers/index.ts'
import { skipWhen } from '../support/installed.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { makeRealWorld, missingClaude, writeLogin } from '../support/real-claude.ts'
import type { Result, World } from '../support/world.ts'

/** A home with a login of plain claude and one in `~/.claude-work`, each used once, so that Claude has made what it makes. */
async function makeHome(): Promise<{ world: World; work: string }> {
  const world = makeRealWorld()
  const work = join(world.home, '.claude-work')
  for (const folder of [work, join(world.home, '.claude')]) mkdirSync(folder)
  writeLogin(world, 'work', work)
  writeLogin(world, 'plain', join(world.home, '.claude'), world.home)
  for (const status of await byHand({ world, work })) expect(status).toMatchObject({ status: 0, stderr: '' })
  return { world, work }
}

/** What Claude says of both logins, asked as people do who have no ccs. */
async function byHand({ world, work }: { world: World; work: string }): Promise<Result[]> {
  const ask = (env: Record<string, string>) => world.run('claude', ['auth', 'status'], { env })
  return [await ask({}), await ask({ CLAUDE_CONFIG_DIR: work })]
}

/** Everything in the home but what is ccs's or the shells' own. */
function logins({ home }: World): Map<string, string> {
  return new Map([...pictureOf(home)].filter(([path]) => path.startsWith('.claude')))
}

test('two logins are adopted, renamed, launched, made default and forgotten: they and their folders stay as they were', async (context) => {
  skipWhen(missingClaude, context)
  const home = await makeHome()
  using world = home.world
  const [plainStatus, workStatus] = await byHand(home)
  expect(plainStatus?.stdout).toContain('"plain@example.com"')
  expect(workStatus?.stdout).toContain('"work@example.com"')
  const before = logins(world)
  const said = async (...args: string[]) => {
    const { status, stderr } = await world.ccs(args)
    expect([args, status, stderr]).toEqual([args, 0, stderr])
    return stderr
  }

  const steps = (await world.ccs(['auth', 'list'])).stderr
  expect(steps).toMatch(/ccs auth adopt main --plain\n.*ccs auth adopt work '.*\/\.claude-work'\n$/)
  expect(await said('auth', 'adopt', 'main', '--plain')).toContain('Use it: ccs main')
  expect(await said('auth', 'adopt', 'work', home.work)).toContain('Use it: ccs work')
  expect(differences(before, logins(world))).toEqual([])

  await said('auth', 'default', 'work')
  await said('auth', 'rename', 'work', 'office')
  for (const shell of SHELLS.filter(({ missing }) => missing === undefined)) {
    const lines = [
      ['ccs-main', 'auth', 'status'],
      ['ccs', 'office', 'auth', 'status'],
      ['ccs', '--', 'auth', 'status'],
    ]
    const env = { ...wordsOf(lines), CLAUDE_CONFIG_DIR: '/nowhere', ANTHROPIC_API_KEY: 'made-up' }
    const calls = lines.map((words, index) => shell.call(index, words))
    const { stdout, stderr } = await shell.run(world, [shell.load, ...calls, shell.status], { env })
    expect([shell.name, stdout.replaceAll('\r', ''), stderr]).toEqual([
      shell.name,
      `${plainStatus?.stdout}${workStatus?.stdout}${workStatus?.stdout}status 0\n`,
      '',
    ])
  }
  expect(JSON.parse((await world.ccs(['auth', 'show', 'office', '--json'])).stdout)).toMatchObject({
    logged_in: true,
    email: 'work@example.com',
  })

  for (const name of ['main', 'office']) await said('auth', 'remove', name, '--force')
  expect(await byHand(home)).toEqual([plainStatus, workStatus])
  expect(differences(before, logins(world))).toEqual([])
})

test('deleting one logs it out, and the other stays', async (context) => {
  skipWhen(missingClaude, context)
  const home = await makeHome()
  using world = home.world
  const plain = readFileSync(join(world.home, '.claude.json'), 'utf8')
  for (const args of [
    ['adopt', 'main', '--plain'],
    ['adopt', 'work', home.work],
    ['remove', 'work', '--delete', '--force'],
  ]) {
    expect(await world.ccs(['auth', ...args])).toMatchObject({ status: 0 })
  }
  expect(existsSync(home.work)).toBe(false)
  expect(readFileSync(join(world.home, '.claude.json'), 'utf8')).toBe(plain)
  expect((await world.run('claude', ['auth', 'status'])).stdout).toContain('"plain@example.com"')
})
