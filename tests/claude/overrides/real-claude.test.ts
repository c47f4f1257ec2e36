import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { OVERRIDES } from '../../../src/claude/environment.ts'
import { skipWhen } from '../../support/installed.ts'
import { createAccount, makeRealWorld, missingClaude } from '../../support/real-claude.ts'
import type { World } from '../../support/world.ts'
import { answerOf } from './answer.ts'
import { BaitedHome } from './bait.ts'
import { type Variables, valuesOf } from './values.ts'

/** Those that change the answer when Claude is started by hand, one of each way to get in. */
const BITING: string[][] = [
  ['ANTHROPIC_API_KEY'],
  ['ANTHROPIC_AUTH_TOKEN'],
  ['CLAUDE_CODE_OAUTH_TOKEN'],
  ['CLAUDE_CODE_USE_BEDROCK'],
  ['CLAUDE_SECURESTORAGE_CONFIG_DIR'],
  ['CLAUDE_BG_AUTH_SNAPSHOT_PATH'],
  ['ANTHROPIC_FEDERATION_RULE_ID', 'ANTHROPIC_ORGANIZATION_ID'],
]

let world: World
let place: BaitedHome
beforeAll(async () => {
  if (missingClaude) return
  world = makeRealWorld()
  place = new BaitedHome(true)
  await createAccount(world, 'work')
  return () => {
    world[Symbol.dispose]()
    place[Symbol.dispose]()
  }
})

const instance = () => join(world.ccsDir, 'instances/work')
const values = (names: readonly string[]): Variables =>
  valuesOf('what the name asks for', names, { ...place.bait, url: 'http://127.0.0.1:1' })
const throughCcs = async (env: Variables) => answerOf(await world.ccs(['work', 'auth', 'status'], { env }))
const byHand = async (env: Variables) =>
  answerOf(
    await world.run(join(world.bin, 'claude'), ['auth', 'status'], { env: { CLAUDE_CONFIG_DIR: instance(), ...env } }),
  )

const OWN = 'loggedIn true, authMethod claude.ai, apiProvider firstParty, email work@example.com, subscriptionType pro'

test('without any of them, the account answers', async (context) => {
  skipWhen(missingClaude, context)
  expect(await throughCcs({})).toBe(OWN)
  expect(await byHand({})).toBe(OWN)
})

test('all overrides at once change nothing', async (context) => {
  skipWhen(missingClaude, context)
  expect(await throughCcs(values(OVERRIDES))).toBe(OWN)
})

test.for(BITING)('%s alone changes the answer by hand, and not by ccs', async (names, context) => {
  skipWhen(missingClaude, context)
  const env = values(names)
  // By ccs first: Claude deletes the file that CLAUDE_BG_AUTH_SNAPSHOT_PATH names.
  expect(await throughCcs(env)).toBe(OWN)
  expect(await byHand(env)).not.toBe(OWN)
})
