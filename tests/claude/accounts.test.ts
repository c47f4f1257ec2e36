import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CLAUDE_WORDS } from '../../src/claude/command-line.ts'
import { SHELLS, wordsOf } from '../shells/drivers/index.ts'
import type { ShellName } from '../shells/drivers/shell.ts'
import { createLoggedOut } from '../support/accounts.ts'
import { skipWhen } from '../support/installed.ts'
import { createAccount, logInByHand, makeRealWorld, missingClaude } from '../support/real-claude.ts'
import { INTERACTIVE, missingShell, type ShellOptions, ShellTerminal } from '../support/shell-terminal.ts'
import type { Terminal } from '../support/terminal.ts'
import { writeV2Vault } from '../support/v2-home.ts'
import { isWhole, leaveOut } from '../support/whole.ts'
import type { World } from '../support/world.ts'

const accounts = ['work', 'personal'] as const

async function makeWorldWithAccounts(home?: string): Promise<World> {
  const world = makeRealWorld(home)
  for (const name of accounts) await createAccount(world, name)
  return world
}

describe.each(SHELLS)('the real Claude CLI in $name', (shell) => {
  /** Runs one command line of these words in a new shell. */
  function runLine(world: World, words: string[]) {
    return shell.run(world, [shell.load, shell.call(0, words), shell.status], { env: wordsOf([words]) })
  }

  test('two accounts at once, each with its own e-mail', async (context) => {
    skipWhen(shell.missing ?? missingClaude, context)
    using world = await makeWorldWithAccounts()
    // The scripts have the same text, because some drivers write them to the same file.
    const results = await Promise.all(accounts.map((name) => runLine(world, ['ccs', name, 'auth', 'status'])))
    results.forEach(({ stdout, stderr }, index) => {
      expect(stderr).toBe('')
      expect(stdout).toContain(`"email": "${accounts[index]}@example.com"`)
      expect(stdout).toMatch(/^status 0$/m)
    })
  })

  test.runIf(isWhole || ['bash', 'powershell'].includes(shell.name))(
    'logged out, the answer and the status are those of Claude by hand',
    async (context) => {
      skipWhen(shell.missing ?? missingClaude, context)
      using world = makeRealWorld()
      await createLoggedOut(world, 'work')
      const env = { CLAUDE_CONFIG_DIR: `${world.ccsDir}/instances/work` }
      const byHand = await world.run(`${world.bin}/claude`, ['-p', 'hi'], { env })
      expect(byHand.status).not.toBe(0)
      const line = await runLine(world, ['ccs', 'work', '-p', 'hi'])
      expect(line).toEqual({ ...byHand, status: 0, stdout: `${byHand.stdout}status ${byHand.status}\n` })
      expect(await world.ccs(['work', '-p', 'hi'])).toEqual(byHand)
    },
  )
})

test('accounts of v2, brought over: the logins stay through a rollback and the next migration', async (context) => {
  skipWhen(missingClaude, context)
  using world = makeRealWorld()
  writeV2Vault(world)
  const migrate = (...args: string[]) => world.ccs(['migrate', '--force', ...args])
  expect((await migrate('--no-login')).stderr).toContain('ccs auth login work')
  for (const name of accounts) logInByHand(world, name)
  const logins = accounts.map((name) => join(world.ccsDir, 'instances', name, '.credentials.json'))
  const before = logins.map((file) => readFileSync(file, 'utf8') + lstatSync(file).ino)
  const statuses = async () => {
    const results = await Promise.all(accounts.map((name) => world.ccs([name, 'auth', 'status'])))
    return results.map(({ stdout }) => /"email": "(.*)"/.exec(stdout)?.[1])
  }
  const emails = accounts.map((name) => `${name}@example.com`)
  expect(await statuses()).toEqual(emails)
  expect(await migrate('--rollback')).toMatchObject({ status: 0 })
  expect(await statuses()).toEqual(emails)
  expect((await migrate('--no-login')).stderr).not.toMatch(/ccs auth login (?:work|personal)$/m)
  expect(await statuses()).toEqual(emails)
  expect(logins.map((file) => readFileSync(file, 'utf8') + lstatSync(file).ino)).toEqual(before)
})

leaveOut('3 of 4 shells for full-screen sessions, and 2 of 4 for Claude without a login')

describe('full-screen sessions', () => {
  test.for(isWhole ? SHELLS : SHELLS.slice(2, 3))(
    'two side by side from $name, each with its own e-mail',
    async ({ name: shell, missing }, context) => {
      skipWhen(missing ?? missingClaude, context)
      using world = await makeWorldWithAccounts()
      await using work = await openSession(world, shell, 'work')
      await using personal = await openSession(world, shell, 'personal')
      const screens = await Promise.all([askStatus(work), askStatus(personal)])
      expect(screens[0]).toMatch(/Email: +work@example\.com$/m)
      expect(screens[1]).toMatch(/Email: +personal@example\.com$/m)
    },
  )

  test.for(['bash', 'zsh'] as const)(
    'functions of %s are carried: a `!` line has the other account',
    async (shell, context) => {
      skipWhen(missingShell(shell) ?? missingClaude, context)
      // Claude Code itself would run what stands in the hostile name of the usual home.
      using world = await makeWorldWithAccounts('home')
      // It reads the rc file in a login shell, where Debian's /etc/profile has put PATH back.
      const rc = [`export PATH='${world.bin}':"$PATH"`, ...INTERACTIVE[shell].rc]
      await using session = await openSession(world, shell, 'work', { rc })
      session.type('!')
      await session.waitFor(/^!/m)
      const strict = 'set -euo pipefail; ccs personal auth status | grep -q personal@example; echo "found=$?"'
      session.type(`ccs-personal auth status; ${strict}`)
      await session.waitFor(/found=\$/)
      session.press('Enter')
      await session.waitFor(/"personal@example\.com".*found=0/s)
    },
  )
})

/** Types `ccs <name>` in a new terminal and waits until Claude waits for a prompt. */
async function openSession(
  world: World,
  shell: ShellName,
  name: string,
  options: ShellOptions = {},
): Promise<Terminal> {
  const session = await ShellTerminal.open(shell, world, options)
  session.enter(`ccs ${name}`)
  await session.waitFor(/\? for shortcuts/)
  return session
}

async function askStatus(session: Terminal): Promise<string> {
  session.type('/status')
  // Until the command is offered, Enter would send it as a prompt.
  await session.waitFor(/^ *\/status /m)
  session.press('Enter')
  return session.waitFor(/Email:/)
}

test('has the words that Tab offers', async (context) => {
  skipWhen(missingClaude, context)
  using world = makeRealWorld()
  const help = async (...words: string[]) => (await world.run('claude', [...words, '--help'])).stdout
  // A word may have another form before it or after it: `-c, --continue`, `plugin|plugins`.
  const has = (text: string, word: string) =>
    new RegExp(`^  (?:-\\w, |--?[\\w-]+, |[\\w-]+\\|)?${word}[ ,|\\n]`, 'm').test(text)
  const text = await help()
  for (const { word, next = {} } of CLAUDE_WORDS) {
    expect([word, has(text, word)]).toEqual([word, true])
    const told = word.startsWith('-') ? text : Object.keys(next).length > 0 ? await help(word) : ''
    for (const following of Object.keys(next)) {
      // Of the models it names two.
      const isThere = word === '--model' ? true : word.startsWith('-') ? told.includes(following) : has(told, following)
      expect([word, following, isThere]).toEqual([word, following, true])
    }
  }
})
