import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OVERRIDES } from '../../src/claude/environment.ts'
import { COMMANDS, commandsOf, isBuilt } from '../../src/command-table.ts'
import { createAccounts } from '../support/accounts.ts'
import { TOUR } from '../support/every-command.ts'
import { skipWhen } from '../support/installed.ts'
import { differences, pictureOf } from '../support/picture.ts'
import { needsStrace, traced } from '../support/strace.ts'
import { World } from '../support/world.ts'
import { publishedName, SHELLS, wordsOf } from './drivers/index.ts'

/** A home as people have it, with a login of plain claude and things to copy, in a folder as nobody has it. */
function livedIn(): World {
  const world = new World(`a\nhome's $(touch pwned) "name"`)
  const files: Record<string, string> = {
    '.claude/.credentials.json': '{"claudeAiOauth":{"accessToken":"secret"}}',
    '.claude/settings.json': '{}',
    '.claude/commands/a.md': 'a',
    '.claude/projects/p/c.jsonl': '{}',
    '.claude.json': '{"oauthAccount":{}}',
    '.bashrc': 'true\n',
    '.zshrc': 'true\n',
    '.config/fish/config.fish': 'true\n',
    '.ccs/config.json': '{"profiles":{"glm":"~/glm.json"}}',
    'glm.json': '{"env":{"ANTHROPIC_AUTH_TOKEN":"secret"}}',
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(world.home, name, '..'), { recursive: true })
    writeFileSync(join(world.home, name), text, { mode: 0o600 })
  }
  symlinkSync('../..', join(world.home, '.claude/commands/home'))
  mkdirSync(join(world.root, 'claude folder/projects'), { recursive: true })
  writeFileSync(join(world.root, 'claude folder/.claude.json'), '{"oauthAccount":{}}')
  writeFileSync(join(world.root, 'claude folder/.credentials.json'), '{"claudeAiOauth":{"accessToken":"secret"}}')
  mkdirSync(join(world.root, 'tmp'))
  return world
}

const env = (world: World) => ({ TMPDIR: join(world.root, 'tmp') })
const SECRETS = Object.fromEntries(OVERRIDES.map((name) => [name, `secret-${name}`]))

/** All that is not in the ccs dir; what the shells themselves keep in the home is theirs. */
function outside(world: World): Map<string, string> {
  const theirs =
    /^(?:\.ccs|\.local|\.cache|\.config\/(?:fish\/(?:fish_variables|conf\.d|functions|completions)|powershell))(?:\/|$)/
  const home = [...pictureOf(world.home)].filter(([path]) => !theirs.test(path))
  const others = ['folder', 'tmp', 'claude folder'].flatMap((name) => [...pictureOf(join(world.root, name))])
  return new Map([...home, ...others])
}

test('the tour has every command', () => {
  const commands = COMMANDS.filter((command) => isBuilt(command) && commandsOf(command).length === 0)
  const tour = TOUR.map((words) => words.join(' '))
  for (const { name } of commands)
    expect(
      tour.some((line) => `${line} `.startsWith(`${name} `)),
      name,
    ).toBe(true)
})

test('no command writes outside the ccs dir, or shows a secret', async () => {
  using world = livedIn()
  const before = outside(world)
  for (const args of TOUR) {
    const { status, stdout, stderr } = await world.ccs([...args], {
      env: { ...env(world), ...SECRETS, CCS_DEBUG: '1' },
    })
    expect(status, `${args.join(' ')}: ${stderr}`).toBeLessThan(5)
    expect(stdout + stderr, args.join(' ')).not.toMatch(/secret/)
    expect(differences(before, outside(world)), args.join(' ')).toEqual([])
  }
})

test.for(SHELLS)('no launch from a shell writes outside the ccs dir: $name', async (shell, context) => {
  skipWhen(shell.missing, context)
  using world = livedIn()
  await createAccounts(world, 'work')
  const lines = [
    ['ccs-work', 'x'],
    ['ccs', 'work'],
    ['ccs', 'glm'],
    ['ccs', 'a b'],
    ['ccs', 'nobody', 'x'],
    ['ccs', 'auth', 'list'],
  ]
  const before = outside(world)
  const calls = lines.map((words, index) => shell.call(index, words))
  const variables = { ...env(world), ...SECRETS, ...wordsOf(lines) }
  const text = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
  const { stdout, stderr } = await shell.run(world, [shell.source('CCS_TEXT'), ...calls, shell.status], {
    env: { ...variables, ...text },
  })
  expect(stdout + stderr).not.toMatch(/secret/)
  expect(world.calls().length).toBeGreaterThan(3)
  expect(differences(before, outside(world))).toEqual([])
})

/** Where a file's content is read or written, or the file itself goes elsewhere; looking whether it is there is none. */
const TOUCHING =
  /^\d+ +(?:open|openat|openat2|creat|link|linkat|symlink|symlinkat|rename|renameat|renameat2|truncate)\(/

/** These look whether `.claude.json` names an account, and write nothing there. */
const LOOKS_FOR_ACCOUNT =
  /^(?:help|auth list(?: --json)?|auth create \w+(?: --no-login)?|auth (?:adopt|login) .*|migrate --scan.*)$/

test('no command opens a login', async (context) => {
  skipWhen(needsStrace(), context)
  using world = livedIn()
  // It opens nothing itself.
  world.program('claude', `#!/bin/sh\ncase $1 in\n--help) echo '  auth' ;;\nauth) echo '{"loggedIn":true}' ;;\nesac\n`)
  const { world: tracedWorld, log } = traced(world, '%file')
  let looked = 0
  for (const args of TOUR) {
    await tracedWorld.ccs([...args], { env: env(world) })
    const calls = readFileSync(log, 'utf8').split('\n')
    looked += calls.length
    const touched = calls.filter((call) => TOUCHING.test(call) && /\.credentials\.json|\.claude\.json/.test(call))
    const isAllowed = (call: string) => LOOKS_FOR_ACCOUNT.test(args.join(' ')) && /\.claude\.json", O_RDONLY/.test(call)
    expect(
      touched.filter((call) => !isAllowed(call)),
      args.join(' '),
    ).toEqual([])
    if (args[1] === 'create' && args[2] === 'second') {
      writeFileSync(join(world.ccsDir, 'instances/second/.credentials.json'), '{}')
      writeFileSync(join(world.ccsDir, 'instances/second/.claude.json'), '{}')
    }
  }
  expect(looked).toBeGreaterThan(1000)
})
