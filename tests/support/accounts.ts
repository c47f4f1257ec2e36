import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAccount } from '../../src/changes/create-account.ts'
import { contextOf, publish } from './publish.ts'
import type { World } from './world.ts'

/**
 * Creates accounts as `ccs auth create` does, each with the login that the stub gives it, but starts no process: two
 * Nodes and a stub for each account would take most of the time of many tests. Not for tests of the creation itself.
 */
export async function createAccounts(world: World, ...names: string[]): Promise<void> {
  await createLoggedOut(world, ...names)
  for (const name of names) {
    const instance = join(world.ccsDir, 'instances', name)
    const account = { oauthAccount: { emailAddress: `${name}@example.com` } }
    writeFileSync(join(instance, '.claude.json'), `${JSON.stringify(account)}\n`, { mode: 0o600 })
    writeFileSync(join(instance, '.credentials.json'), LOGIN, { mode: 0o600 })
  }
  world.own()
}

/** The same with `--no-login`. */
export async function createLoggedOut(world: World, ...names: string[]): Promise<void> {
  const context = contextOf(world)
  for (const name of names) {
    await createAccount(context, name, false, (warnings) => {
      if (warnings.length > 0) throw new Error(warnings.join('\n'))
    })
  }
  publish(world)
  world.own()
}

const LOGIN = '{"claudeAiOauth":{"accessToken":"synthetic","scopes":["user:inference"]}}\n'
