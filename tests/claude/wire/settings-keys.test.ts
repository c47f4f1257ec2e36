import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { NO_LOGIN } from '../../../src/claude/environment.ts'
import { publishedName, SHELLS } from '../../shells/drivers/index.ts'
import type { Shell } from '../../shells/drivers/shell.ts'
import { open } from '../../support/hook-terminal.ts'
import { skipWhen } from '../../support/installed.ts'
import { publish } from '../../support/publish.ts'
import { missingClaude } from '../../support/real-claude.ts'
import { sampleByName } from '../../support/sampling.ts'
import { isWhole, leaveOut } from '../../support/whole.ts'
import type { Result } from '../../support/world.ts'
import { askOnce, waitForSession } from './session.ts'
import { WireWorld } from './wire-world.ts'

/** Settings files that lead to another provider and hold no key for it: Claude would send the person's login there. */
const WITHOUT_KEY: Record<string, (url: string) => object | string> = {
  missing: (url) => ({ env: { ANTHROPIC_BASE_URL: url } }),
  empty: (url) => ({ env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: '' } }),
  blank: (url) => ({ env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: '  ' } }),
  placeholder: (url) => ({ env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: 'YOUR_GLM_API_KEY_HERE' } }),
  misspelt: (url) => ({ env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKNE: 'token-of-glm' } }),
  'empty-helper': (url) => ({ env: { ANTHROPIC_BASE_URL: url }, apiKeyHelper: '' }),
  'blank-helper': (url) => ({ env: { ANTHROPIC_BASE_URL: url }, apiKeyHelper: '  ' }),
  comment: (url) => `{ // mine\n"env": { "ANTHROPIC_BASE_URL": "${url}", "ANTHROPIC_AUTH_TOKEN": "token-of-glm" } }`,
  array: (url) => [{ env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: 'token-of-glm' } }],
  'env-list': (url) => ({ env: [{ ANTHROPIC_BASE_URL: url }, { ANTHROPIC_AUTH_TOKEN: 'token-of-glm' }] }),
}

const WITH_KEY: Record<string, (url: string) => object> = {
  keyed: (url) => ({ env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'key-of-glm' } }),
  helped: (url) => ({ env: { ANTHROPIC_BASE_URL: url }, apiKeyHelper: 'echo key-of-helper' }),
}

/** A world with these settings profiles, where plain Claude is logged in. */
function worldWith(files: Record<string, (url: string) => object | string>): WireWorld {
  const world = new WireWorld()
  const contents = Object.entries(files).map(([name, contentFor]) => [name, contentFor(world.api.url(name))])
  world.writeSettingsProfiles(Object.fromEntries(contents))
  publish(world)
  return world
}

/** Launches each of these profiles, by its name as the prompt. */
interface Launcher {
  name: string
  missing?: string | undefined
  launch(world: WireWorld, names: readonly string[]): Promise<Result>
}

const core: Launcher = {
  name: 'the core',
  async launch(world, names) {
    const total = { status: 0, stdout: '', stderr: '' }
    for (const name of names) {
      const { stdout, stderr, status } = await world.ccs([name, '-p', name])
      total.stdout += `${stdout}status ${status}\n`
      total.stderr += stderr
    }
    return total
  },
}

const inShell = (shell: Shell): Launcher => ({
  name: shell.name,
  missing: shell.missing,
  launch(world, names) {
    const env = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
    const lines = names.flatMap((name) => [`ccs ${name} -p ${name}`, shell.status])
    return (shell.runShared ?? shell.run)(world, [shell.source('CCS_TEXT'), ...lines], { env })
  },
})

const LAUNCHERS = [core, ...(isWhole ? SHELLS : sampleByName(SHELLS, 1, 'settings keys')).map(inShell)]
leaveOut('3 of 4 shells for keys in settings files')

describe.each(LAUNCHERS)('settings profiles in $name', ({ missing, launch }) => {
  test('without a usable key are refused, and no login is sent', async (context) => {
    skipWhen(missingClaude ?? missing, context)
    using world = worldWith(WITHOUT_KEY)
    const names = Object.keys(WITHOUT_KEY)
    const { stderr, ...rest } = await launch(world, names)
    expect({ arrived: world.api.takeArrived(), ...rest }).toEqual({
      arrived: [],
      status: 0,
      stdout: 'status 6\n'.repeat(names.length),
    })
    for (const name of names) expect(stderr).toContain(`/${name}.settings.json`)
  })

  test('with a key or a helper send that, and no login', async (context) => {
    skipWhen(missingClaude ?? missing, context)
    using world = worldWith(WITH_KEY)
    const result = await launch(world, ['keyed', 'helped'])
    expect({ arrived: world.api.takeArrived(), ...result }).toEqual({
      arrived: ['keyed: key key-of-glm to keyed', 'helped: Bearer key-of-helper and key key-of-helper to helped'],
      status: 0,
      stdout: 'answer to keyed\nstatus 0\nanswer to helped\nstatus 0\n',
      stderr: '',
    })
  })
})

/** What arrives where Claude would send the person's own login. */
const noLogin = (prompt: string, tag: string) => `${prompt}: Bearer ${NO_LOGIN} to ${tag}`

describe.each(LAUNCHERS)('a settings file that Claude drops, in $name', ({ missing, launch }) => {
  test('for one wrong value, which ccs cannot know, sends no login', async (context) => {
    skipWhen(missingClaude ?? missing, context)
    const dropped = (url: string) => ({
      model: 3,
      env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: 'token-of-glm' },
    })
    using world = worldWith({ dropped })
    const { status } = await launch(world, ['dropped'])
    // Without the file, requests go where those of plain Claude do.
    expect({ arrived: world.api.takeArrived(), status }).toEqual({ arrived: [noLogin('dropped', 'mine')], status: 0 })
  })
})

leaveOut('3 of 4 shells for the answer "No" to the question about a key')
test.for(isWhole ? SHELLS : SHELLS.slice(0, 1))(
  'the answer "No" to the question about a key sends no login: $name',
  async (shell, context) => {
    skipWhen(missingClaude ?? shell.missing, context)
    using world = worldWith(WITH_KEY)
    await using session = await open(shell.name, world)
    session.enter('ccs keyed')
    await session.waitFor(/Do you want to use this API key\?.*Esc to cancel/s, 60_000)
    // "No" is the answer that Claude recommends, and offers first.
    session.press('Enter')
    await waitForSession(session)
    await askOnce(session, 'asked')
    const arrived = world.api.takeArrived().map((text) => text.replace(/^.*: /s, 'asked: '))
    expect(new Set(arrived)).toEqual(new Set([noLogin('asked', 'keyed')]))
  },
)
