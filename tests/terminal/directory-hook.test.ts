import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { publishedName } from '../shells/drivers/index.ts'
import { HOOK_SCENARIOS, type Step, saysClaude } from '../shells/scenarios/hook.ts'
import { ask, elsewhere, IN, OUT, open, take, worldWithHook } from '../support/hook-terminal.ts'
import { skipWhen } from '../support/installed.ts'
import { INTERACTIVE, LINE_EDITORS, missingShell } from '../support/shell-terminal.ts'
import { needsStrace, tracedStarts } from '../support/strace.ts'

describe.each(LINE_EDITORS)('the directory hook in %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

  test.for(HOOK_SCENARIOS)('$name', async ({ steps }) => {
    using world = worldWithHook()
    await using terminal = await open(shell, world)
    await take(terminal, world, steps)
  })

  test('a shell that was open before there was a hook or a pin has it after its next ccs', async () => {
    using world = worldWithHook()
    await elsewhere(world, 'rm "$HOME/.ccs/pins.json" "$HOME/.ccs/shell.json"; ccs init bash')
    await using terminal = await open(shell, world)
    await elsewhere(world, 'ccs setup --shell zsh --force --hook pwd && ccs pin work "$IN"')
    await take(terminal, world, [{ line: 'ccs hi', says: 'claude: instances/work work hi' }, IN, OUT])
    await elsewhere(world, 'rm "$HOME/.ccs/pins.json" "$HOME/.ccs/shell.json"; ccs init bash')
    await take(terminal, world, [{}, { line: 'cd "$IN"', account: 'none' }])
  })

  test('a shell that is opened in a pinned folder', async () => {
    using world = worldWithHook()
    Object.defineProperty(world, 'folder', { value: world.env.IN })
    await using terminal = await open(shell, world)
    expect(terminal.screen().replace(/ +$/gm, '')).toBe(`${IN.says}\n${INTERACTIVE[shell].prompt}`)
    await take(terminal, world, [{ account: IN.account }, OUT])
  })

  test.for(LINE_EDITORS)(
    'a %s that is started from it undoes what was chosen there, and that alone',
    async (child, context) => {
      skipWhen(missingShell(child), context)
      using world = worldWithHook()
      // Its rc file is written.
      await (await open(child, world)).close()
      await using terminal = await open(shell, world)
      await take(terminal, world, [IN])
      const [program, ...args] = INTERACTIVE[child].command()
      terminal.enter(
        `env CCS_TEXT="$HOME/.ccs/shell/${publishedName({ name: child })}" ${[program, ...args].join(' ')}`,
      )
      const { prompt } = INTERACTIVE[child]
      const askChild = async (line: string) => {
        terminal.clear()
        terminal.enter(line)
        const screen = await terminal.waitFor(new RegExp(`^.*${prompt} [^]*\n${prompt}$`))
        return screen.split('\n').slice(1, -1).join('\n').trimEnd()
      }
      await terminal.waitFor(new RegExp(`(?:-i|--interactive)[^]*\n${prompt}$`))
      expect(await askChild('claude')).toBe(saysClaude('instances/work work'))
      expect(await askChild('cd "$OUT"')).toBe(OUT.says)
      expect(await askChild('claude')).toBe(saysClaude('none'))
      terminal.clear()
      terminal.enter('exit')
      await terminal.waitForPrompt('exit[^]*')
      await take(terminal, world, [{ account: 'instances/work work' }, OUT])
    },
  )

  test('what it says is dim', async () => {
    using world = worldWithHook()
    delete world.env.NO_COLOR
    await using terminal = await open(shell, world)
    expect(await ask(terminal, 'cd "$IN"')).toBe(IN.says)
    const { buffer } = terminal
    const rows = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row))
    const said = rows.filter((row) => row?.translateToString().startsWith('ccs: This shell'))
    const dim = said.map((row) => [row?.getCell(0)?.isDim() !== 0, row?.getCell(119)?.isDim()])
    expect(dim).toEqual([[true, 0]])
    await take(terminal, world, [{ account: IN.account }])
  })

  test('overrides are put aside, and come back', async () => {
    using world = worldWithHook()
    await using terminal = await open(shell, world, {
      env: { ANTHROPIC_API_KEY: 'made up', CLAUDE_CONFIG_DIR: '/mine' },
    })
    const variables = 'sh -c \'echo "$CLAUDE_CONFIG_DIR|$ANTHROPIC_API_KEY|$CCS_HOOK"\''
    await take(terminal, world, [
      IN,
      { line: variables, says: `${join(world.ccsDir, 'instances/work')}||work` },
      { line: OUT.line, says: OUT.says },
      { line: variables, says: '/mine|made up|' },
    ])
  })

  test('starts no process', async (context) => {
    skipWhen(needsStrace(), context)
    using world = worldWithHook()
    const { under, starts } = tracedStarts(world)
    await using terminal = await open(shell, world, { under })
    const before = starts()
    for (const { line, says } of [{}, IN, { line: 'cd "$SUB"' }, OUT, { line: 'cd /' }] as Step[]) {
      await take(terminal, world, [{ line, says }])
    }
    expect(starts()).toEqual(before)
  })
})

test.for([...LINE_EDITORS, 'powershell'] as const)(
  'a %s in a window that has what the hook of another one chose goes on to another account, and to none',
  async (shell, context) => {
    skipWhen(missingShell(shell), context)
    using world = worldWithHook()
    const CLAUDE_CONFIG_DIR = join(world.ccsDir, 'instances/work')
    Object.defineProperty(world, 'folder', { value: world.env.PLAIN })
    await using terminal = await open(shell, world, {
      env: { CLAUDE_CONFIG_DIR, CCS_PROFILE: 'work', CCS_HOOK: 'work' },
    })
    await take(terminal, world, [{ account: 'unset home' }, { line: 'cd /', says: OUT.says, account: OUT.account }])
  },
)
