import { expect, test } from 'vitest'
import { createAccounts, createLoggedOut } from './accounts.ts'
import { differences, pictureOf } from './picture.ts'
import { World } from './world.ts'

/** The ccs dir without what differs by its nature: the folder of the world, and the marks in the published texts. */
function pictureIn({ ccsDir, root }: World): Map<string, string> {
  return new Map(
    [...pictureOf(ccsDir)].map(([path, what]) => [
      path,
      path.startsWith('shell/') ? what.split(' ', 2).join(' ') : what.replaceAll(root, '<root>'),
    ]),
  )
}

test('accounts made without a process are as `ccs auth create` makes them', async () => {
  using made = new World()
  using created = new World()
  await createAccounts(made, 'work')
  await createLoggedOut(made, 'home')
  expect(await created.ccs(['auth', 'create', 'work'])).toMatchObject({ status: 0 })
  expect(await created.ccs(['auth', 'create', 'home', '--no-login'])).toMatchObject({ status: 0 })
  expect(differences(pictureIn(created), pictureIn(made))).toEqual([])
})
