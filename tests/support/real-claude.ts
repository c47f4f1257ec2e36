import { realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLoggedOut } from './accounts.ts'
import { findProgram } from './installed.ts'
import { World } from './world.ts'

/** The real Claude CLI: what CCS_TEST_CLAUDE names, else `claude` on PATH; undefined where there is none. */
const realClaude = findProgram(process.env.CCS_TEST_CLAUDE || 'claude')

/** Why the real CLI cannot be run here; undefined when it can. */
export const missingClaude =
  realClaude === undefined ? 'the Claude CLI is not installed (CCS_TEST_CLAUDE can name it)' : undefined

/** A world whose `claude` is the real one, kept from the network as far as it can be told. */
export function makeRealWorld(home?: string): World {
  const world = new World(home)
  useRealClaude(world)
  return world
}

/** Puts the real CLI in the place of the stub. */
export function useRealClaude(world: World): void {
  rmSync(join(world.bin, 'claude'))
  symlinkSync(realpathSync(realClaude ?? ''), join(world.bin, 'claude'))
  Object.assign(world.env, {
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  })
}

/** Creates an account without a login, and writes a made-up one into its instance: `<name>@example.com`. */
export async function createAccount(world: World, name: string): Promise<void> {
  await createLoggedOut(world, name)
  logInByHand(world, name)
}

/** Writes a made-up login into an account's folder. */
export function logInByHand(world: World, name: string): void {
  writeLogin(world, name, join(world.ccsDir, 'instances', name))
}

/**
 * Writes a made-up login, as Claude would.
 *
 * @param folder of its credentials
 * @param accountFolder of its `.claude.json`: for plain claude, the home
 * @param accessToken what Claude sends with its requests
 */
export function writeLogin(
  world: World,
  name: string,
  folder: string,
  accountFolder = folder,
  accessToken = LOGIN.accessToken,
): void {
  const claudeAiOauth = { ...LOGIN, accessToken }
  writeFileSync(join(folder, '.credentials.json'), JSON.stringify({ claudeAiOauth }), { mode: 0o600 })
  writeFileSync(
    join(accountFolder, '.claude.json'),
    JSON.stringify({
      oauthAccount: {
        emailAddress: `${name}@example.com`,
        accountUuid: `account-${name}`,
        organizationUuid: `organization-${name}`,
        organizationName: `The ${name} organization`,
      },
      // Without these the full-screen session begins with questions.
      hasCompletedOnboarding: true,
      theme: 'dark',
      projects: { [world.folder]: { hasTrustDialogAccepted: true } },
    }),
  )
}

/** A login that only looks like one: Claude finds it present, and nobody would take it. */
const LOGIN = {
  accessToken: 'synthetic',
  refreshToken: 'synthetic',
  expiresAt: 9_999_999_999_999,
  scopes: ['user:inference', 'user:profile'],
  subscriptionType: 'pro',
}
