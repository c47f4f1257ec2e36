import { expect, test } from 'vitest'
import { SHELLS } from '../../shells/drivers/index.ts'
import { open } from '../../support/hook-terminal.ts'
import { skipWhen } from '../../support/installed.ts'
import { publish } from '../../support/publish.ts'
import { missingClaude } from '../../support/real-claude.ts'
import { WITH_FEDERATION } from './circumstances.ts'
import { askOnce, waitForSession } from './session.ts'
import { arrival, WireWorld } from './wire-world.ts'

test.for(SHELLS)('a session from $name sends the token of its account alone', async (shell, context) => {
  skipWhen(missingClaude ?? shell.missing, context)
  using world = new WireWorld()
  WITH_FEDERATION[0]?.prepare(world)
  publish(world)
  await using session = await open(shell.name, world)
  session.enter('ccs work')
  await waitForSession(session)
  await askOnce(session, 'full-screen')
  const arrived = world.api.takeArrived()
  expect(arrived.filter((text) => text.startsWith('full-screen: '))).toEqual([arrival.account('full-screen', 'work')])
  // It asks for more than the answer, such as a title of the conversation.
  expect(new Set(arrived.map((text) => text.replace(/^.*: /s, '')))).toEqual(new Set(['Bearer token-of-work to work']))
})
