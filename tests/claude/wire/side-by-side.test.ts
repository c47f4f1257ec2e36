import { join } from 'node:path'
import { expect, test } from 'vitest'
import { publishedName, SHELLS, wordsOf } from '../../shells/drivers/index.ts'
import { skipWhen } from '../../support/installed.ts'
import { publish } from '../../support/publish.ts'
import { missingClaude } from '../../support/real-claude.ts'
import { isWhole, leaveOut } from '../../support/whole.ts'
import { ACCOUNTS, arrival, WireWorld } from './wire-world.ts'

const expected = ACCOUNTS.map((name) => arrival.account(`as-${name}`, name)).sort()

test('two accounts at once by the core, each with its own token', async (context) => {
  skipWhen(missingClaude, context)
  using world = new WireWorld()
  const results = await Promise.all(ACCOUNTS.map((name) => world.ccs([name, '-p', `as-${name}`])))
  expect(results).toEqual(ACCOUNTS.map((name) => ({ status: 0, stdout: `answer to as-${name}\n`, stderr: '' })))
  expect(world.api.takeArrived().sort()).toEqual(expected)
})

leaveOut('3 of 4 shells for two accounts at once')
test.for(isWhole ? SHELLS : SHELLS.slice(0, 1))(
  'two accounts at once in $name, each with its own token',
  async (shell, context) => {
    skipWhen(missingClaude ?? shell.missing, context)
    using world = new WireWorld()
    publish(world)
    const CCS_TEXT = join(world.ccsDir, 'shell', publishedName(shell))
    const inOwnShell = (name: string) => {
      // Both scripts have the same text, because some drivers write it to the same file.
      const words = ['ccs', name, '-p', `as-${name}`]
      const env = { CCS_TEXT, ...wordsOf([words]) }
      return shell.run(world, [shell.source('CCS_TEXT'), shell.call(0, words), shell.status], { env })
    }
    const results = await Promise.all(ACCOUNTS.map(inOwnShell))
    const said = (name: string) => `answer to as-${name}\nstatus 0\n`
    expect(results).toEqual(ACCOUNTS.map((name) => ({ status: 0, stdout: said(name), stderr: '' })))
    expect(world.api.takeArrived().sort()).toEqual(expected)
  },
)
