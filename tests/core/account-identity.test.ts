import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isSameIdentity, readIdentity } from '../../src/claude/identity.ts'
import { AdoptWorld } from '../support/adopt-world.ts'

let world: AdoptWorld
beforeEach(() => {
  world = new AdoptWorld()
})
afterEach(() => world[Symbol.dispose]())

const WORK = {
  accountUuid: '11111111-1111-1111-1111-111111111111',
  organizationUuid: '22222222-2222-2222-2222-222222222222',
  emailAddress: 'work@example.com',
  organizationName: 'Example Org',
}
const OTHER_ORG = { ...WORK, organizationUuid: '33333333-3333-3333-3333-333333333333', organizationName: 'Other' }
const HOME = { ...WORK, accountUuid: '44444444-4444-4444-4444-444444444444', emailAddress: 'me@example.com' }

/** Runs a command in which the stand-in logs in as that account; returns what is said. */
async function logsIn(account: object, ...args: string[]): Promise<string> {
  const result = await world.ccs(args, { env: { CCS_STUB_ACCOUNT: JSON.stringify(account) } })
  expect(result).toMatchObject({ status: 0, stdout: '' })
  return result.stderr
}

describe('who logged in is said', () => {
  test('by create and login, with a warning where it is the account of another profile, or another one than before', async () => {
    const created = await logsIn(WORK, 'auth', 'create', 'work')
    expect(created).toContain('created.\nccs: Logged in as work@example.com (Example Org).\n')
    expect(created).not.toMatch(/ too\.| before\./)
    expect(await logsIn(HOME, 'auth', 'create', 'home')).not.toMatch(/ too\.| before\./)
    expect(await logsIn(OTHER_ORG, 'auth', 'create', 'other')).not.toMatch(/ too\.| before\./)
    expect(await logsIn(WORK, 'auth', 'create', 'again')).toContain('[warn] "work" is work@example.com too.\n')
    const moved = await logsIn(WORK, 'auth', 'login', 'home')
    expect(moved).toContain(
      'ccs: Logged in as work@example.com (Example Org).\n[warn] "home" was me@example.com before.\n',
    )
    expect(moved).toMatch(/"work" is work@example\.com too\.\n\[warn\] "again" is work@example\.com too\.\n$/)
    expect(await logsIn(OTHER_ORG, 'auth', 'login', 'other')).not.toMatch(/ too\.| before\./)
  })

  test('by adopt, of a folder and of plain claude', async () => {
    world.plainLogin('main@example.com')
    const folder = world.claudeFolder(join(world.home, "it's -x"), 'main@example.com')
    expect(await world.done('auth', 'adopt', 'main', '--plain')).toContain('ccs: Logged in as main@example.com.\n')
    const adopted = await world.done('auth', 'adopt', 'work', folder)
    expect(adopted).toContain('ccs: Logged in as main@example.com.\n[warn] "main" is main@example.com too.\n')
  })

  test('without what could steer a terminal, and with an organization in the place of an address', async () => {
    const hostile = 'Org\u001b[31m\n"$(touch pwned)`'
    const said = []
    for (const [name, account] of Object.entries({ a: { organizationName: hostile }, b: { emailAddress: hostile } })) {
      const folder = world.claudeFolder(join(world.home, name), 'x@example.com')
      writeFileSync(join(folder, '.claude.json'), JSON.stringify({ oauthAccount: account, other: 'made-up' }))
      said.push(await world.done('auth', 'adopt', name, folder))
    }
    const label = 'Org\\u{1b}[31m\\u{a}"$(touch pwned)`'
    expect(said[0]).toContain(`ccs: Logged in as ${label} (${label}).\n`)
    expect(said[1]).toContain(`ccs: Logged in as ${label}.\n`)
  })

  test('not where nobody is, or what is noted cannot be read', async () => {
    const file = join(world.home, '.claude.json')
    expect(readIdentity(file)).toBeUndefined()
    const texts = ['', '{', '[]', '{"oauthAccount":[]}', '{"oauthAccount":{"emailAddress":1,"accountUuid":""}}']
    for (const text of texts) {
      writeFileSync(file, text)
      expect(readIdentity(file)).toBeUndefined()
    }
    rmSync(file)
    mkdirSync(file)
    expect(readIdentity(file)).toBeUndefined()
    expect((await world.ccs(['auth', 'create', 'work', '--no-login'])).stderr).not.toContain('Logged in')
  })
})

test('accounts are the same by their numbers, or by their names where one has none', () => {
  const email = { emailAddress: 'work@example.com' }
  expect(isSameIdentity(WORK, { ...WORK, emailAddress: 'renamed@example.com' })).toBe(true)
  expect(isSameIdentity(WORK, OTHER_ORG)).toBe(false)
  expect(isSameIdentity(email, { ...email })).toBe(true)
  expect(isSameIdentity(email, { ...email, organizationName: 'x' })).toBe(false)
  expect(isSameIdentity({ organizationUuid: 'a' }, { organizationUuid: 'b' })).toBe(false)
})
