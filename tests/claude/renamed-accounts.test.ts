import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SHELLS, wordsOf } from '../shells/drivers/index.ts'
import { splitStatus } from '../shells/scenarios/check.ts'
import { createLoggedOut } from '../support/accounts.ts'
import { skipWhen } from '../support/installed.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { createAccount, makeRealWorld, missingClaude } from '../support/real-claude.ts'
import { isWhole, leaveOut } from '../support/whole.ts'

leaveOut('3 of 4 shells for the login after a renaming')
test.for(isWhole ? SHELLS : SHELLS.slice(0, 1))(
  'the real Claude CLI has the same login after a renaming, in $name',
  async (shell, context) => {
    skipWhen(shell.missing ?? missingClaude, context)
    using world = makeRealWorld()
    await createAccount(world, 'work')
    const statusOf = async (name: string) => {
      const words = [`ccs-${name}`, 'auth', 'status']
      const lines = [shell.load, shell.call(0, words), shell.status]
      return splitStatus(await shell.run(world, lines, { env: wordsOf([words]) }))
    }
    const before = await statusOf('work')
    expect(before).toMatchObject({ status: 0, stderr: '' })
    expect(before.stdout).toContain('"email": "work@example.com"')

    const folder = pictureOf(join(world.ccsDir, 'instances/work'))
    expect(await world.ccs(['auth', 'rename', 'work', 'office'])).toMatchObject({ status: 0, stdout: '' })
    expect(differences(folder, pictureOf(join(world.ccsDir, 'instances/work')))).toEqual([])
    expect(await statusOf('office')).toEqual(before)
  },
)

test('a later profile of the old name is another login of the real Claude CLI, and is removed without it', async (context) => {
  skipWhen(missingClaude, context)
  using world = makeRealWorld()
  await createAccount(world, 'work')
  const before = await world.ccs(['work', 'auth', 'status'])
  await world.ccs(['auth', 'rename', 'work', 'office'])
  await createLoggedOut(world, 'work')
  expect((await world.ccs(['work', 'auth', 'status'])).stdout).toContain('"loggedIn": false')
  expect(await world.ccs(['auth', 'remove', 'work', '--force'])).toMatchObject({ status: 0, stdout: '' })
  expect(await world.ccs(['office', 'auth', 'status'])).toEqual(before)
})
