import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { isInstalled, skipWhen } from './installed.ts'
import { FOLDERS, HOOK_SCENARIOS, type Step, saysClaude } from './scenarios/hook.ts'
import { furnish } from './scenarios/scenario.ts'
import { USE_REGISTRY } from './scenarios/use.ts'
import { INTERACTIVE, LINE_EDITORS, missingShell, ShellTerminal } from './shell-terminal.ts'
import { publishedName } from './shells/index.ts'
import type { ShellName } from './shells/shell.ts'
import { needsStrace } from './traced.ts'
import { World } from './world.ts'

type Edited = (typeof LINE_EDITORS)[number]

/** A home with pinned folders, where the person has asked for the hook. */
async function worldWithHook(): Promise<World> {
  const world = new World()
  const pins: Record<string, string> = {}
  for (const [variable, { path, pin }] of Object.entries(FOLDERS)) {
    mkdirSync(join(world.folder, path), { recursive: true })
    world.env[variable] = join(world.folder, path)
    if (pin) pins[path] = pin
  }
  const config = { profiles: { glm: join(world.home, 'glm.json') } }
  furnish(world, { name: '', registry: USE_REGISTRY, config, pins, line: [], expect: { status: 0 } })
  writeFileSync(join(world.home, 'glm.json'), '{}')
  const claude = `d=\${CLAUDE_CONFIG_DIR-unset}\necho claude: "\${d#"$HOME/.ccs/"}" "\${CCS_PROFILE-unset}" "$@"\n`
  world.program('claude', `#!/bin/sh\n${claude}`)
  writeFileSync(join(world.ccsDir, 'shell.json'), '{"hook":"pwd"}')
  expect(await world.ccs(['init', 'bash'])).toMatchObject({ status: 0, stderr: '' })
  return world
}

/** Opens a shell that loads the published text, with lines before and behind that. */
function open(
  shell: ShellName,
  world: World,
  {
    before = [],
    after = [],
    ...options
  }: {
    before?: string[] | undefined
    after?: string[] | undefined
    under?: string[]
    env?: Record<string, string>
  } = {},
): Promise<ShellTerminal> {
  const CCS_TEXT = join(world.ccsDir, 'shell', publishedName({ name: shell }))
  const env = { CCS_TEXT, ...options.env }
  return ShellTerminal.open(shell, world, { ...options, rc: [...before, '. "$CCS_TEXT"', ...after], env })
}

async function elsewhere(world: World, text: string): Promise<void> {
  const { status, stderr } = await world.run('/bin/sh', ['-c', text])
  expect({ text, status, stderr: status === 0 ? '' : stderr }).toEqual({ text, status: 0, stderr: '' })
}

/** As `ask` of a terminal; zsh fills the line before a prompt with spaces, and what a hook says stands there. */
async function ask(terminal: ShellTerminal, line: string): Promise<string> {
  return (await terminal.ask(line)).replace(/ +$/gm, '')
}

async function take(terminal: ShellTerminal, world: World, steps: readonly Step[]): Promise<void> {
  for (const [index, { line = 'true', elsewhere: text, says = '', account }] of steps.entries()) {
    const title = `${index}: ${text ?? ''} ${line}`
    if (text) await elsewhere(world, text)
    const said = await ask(terminal, line)
    if (typeof says === 'string') expect([title, said]).toEqual([title, says])
    else expect(said, title).toMatch(says)
    if (account) expect([title, await ask(terminal, 'claude')]).toEqual([title, saysClaude(account)])
  }
}

const IN = { line: 'cd "$IN"', says: 'ccs: This shell uses work.', account: 'instances/work work' }
const OUT = { line: 'cd "$OUT"', says: 'ccs: This shell uses the default.', account: 'none' }

describe.each(LINE_EDITORS)('the directory hook in %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

  test.for(HOOK_SCENARIOS)('$name', async ({ steps }) => {
    using world = await worldWithHook()
    await using terminal = await open(shell, world)
    await take(terminal, world, steps)
  })

  test('a shell that was open before there was a hook or a pin has it after its next ccs', async () => {
    using world = await worldWithHook()
    await elsewhere(world, 'rm "$HOME/.ccs/pins.json" "$HOME/.ccs/shell.json"; ccs init bash')
    await using terminal = await open(shell, world)
    await elsewhere(world, 'ccs setup --shell zsh --force --hook pwd && ccs pin work "$IN"')
    await take(terminal, world, [{ line: 'ccs hi', says: 'claude: instances/work work hi' }, IN, OUT])
    await elsewhere(world, 'rm "$HOME/.ccs/pins.json" "$HOME/.ccs/shell.json"; ccs init bash')
    await take(terminal, world, [{}, { line: 'cd "$IN"', account: 'none' }])
  })

  test('a shell that is opened in a pinned folder', async () => {
    using world = await worldWithHook()
    Object.defineProperty(world, 'folder', { value: world.env.IN })
    await using terminal = await open(shell, world)
    expect(terminal.screen().replace(/ +$/gm, '')).toBe(`${IN.says}\n${INTERACTIVE[shell].prompt}`)
    await take(terminal, world, [{ account: IN.account }, OUT])
  })

  test.for(LINE_EDITORS)(
    'a %s that is started from it undoes what was chosen there, and that alone',
    async (child, context) => {
      skipWhen(missingShell(child), context)
      using world = await worldWithHook()
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
    using world = await worldWithHook()
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
    using world = await worldWithHook()
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
    using world = await worldWithHook()
    const log = join(world.root, 'strace')
    const under = ['strace', '-f', '-qq', '--seccomp-bpf', '-e', 'trace=execve,fork,vfork,clone,clone3', '-o', log]
    await using terminal = await open(shell, world, { under })
    const starts = () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => /(execve|fork|clone3?)\(/.test(line) && !line.includes('CLONE_THREAD'))
    const before = starts()
    expect(before.length).toBeGreaterThan(0)
    for (const { line, says } of [{}, IN, { line: 'cd "$SUB"' }, OUT, { line: 'cd /' }] as Step[]) {
      await take(terminal, world, [{ line, says }])
    }
    expect(starts()).toEqual(before)
  })
})

/** What stands in an rc file, for each place of ccs; `$last` and `$next` are what a prompt sees before and behind the hook. */
const SEEN: Record<Edited, { name: string; before?: string[]; after?: string[] }[]> = {
  bash: [
    { name: 'a text', before: ["PROMPT_COMMAND='last=$? next=$last'"] },
    { name: 'a text that is added behind', after: ['PROMPT_COMMAND="$PROMPT_COMMAND; last=\\$? next=\\$last"'] },
    { name: 'a text that ends in a semicolon', before: ["PROMPT_COMMAND='last=$?; next=$last;'"] },
    { name: 'an array', before: ["PROMPT_COMMAND=('last=$?' 'next=$last')"] },
    { name: 'an array to which is added', after: ["PROMPT_COMMAND+=('next=$? last=$next')"] },
    { name: 'a trap of errors', before: ["trap 'last=$? next=$?' ERR"] },
    { name: 'strict', before: ['set -u'], after: ['PROMPT_COMMAND="$PROMPT_COMMAND; last=\\$? next=\\$?"'] },
  ],
  zsh: [
    { name: 'precmd', before: ['precmd() { last=$? }'], after: ['f() { next=$? }; precmd_functions+=(f)'] },
    {
      name: 'strict',
      before: ['setopt no_unset ksh_arrays warn_create_global'],
      after: ['f() { typeset -g next=$? last=$? }; precmd_functions+=(f)'],
    },
  ],
  fish: [
    {
      name: 'events',
      before: ['function before --on-event fish_prompt; set -g last $status; end'],
      after: ['function after --on-event fish_prompt; set -g next $status; end'],
    },
  ],
}

describe.each(LINE_EDITORS)('what the prompt sees of the line before in %s', (shell) => {
  test.for(SEEN[shell])('$name', async ({ before, after }, context) => {
    skipWhen(missingShell(shell), context)
    using world = await worldWithHook()
    await using terminal = await open(shell, world, { before, after })
    for (const place of ['$IN', '$IN', '$OUT']) {
      await ask(terminal, `cd "${place}"; sh -c 'exit 7'`)
      expect(await ask(terminal, 'echo $last $next')).toBe('7 7')
    }
    expect(await ask(terminal, "sh -c 'exit 6'")).toBe('')
    expect(await terminal.status()).toBe(6)
  })
})

/** Other hooks; `probe` is a line that prints all of the shell's own. */
const NEIGHBOURS: Record<Edited, { needs: string[]; lines: string[]; probe: string }> = {
  bash: {
    needs: ['zoxide', 'direnv'],
    lines: [
      '[ -z "$PROMPT_COMMAND" ] || PROMPT_COMMAND+=";"',
      'PROMPT_COMMAND+="mine=1"',
      'eval "$(zoxide init bash)"',
      'eval "$(direnv hook bash)"',
    ],
    probe: 'declare -p PROMPT_COMMAND',
  },
  zsh: {
    needs: ['zoxide', 'direnv'],
    lines: ['precmd() { mine=1 }', 'eval "$(zoxide init zsh)"', 'eval "$(direnv hook zsh)"'],
    probe: 'typeset -p precmd_functions chpwd_functions; functions precmd',
  },
  fish: {
    needs: ['zoxide', 'direnv'],
    lines: [
      'function mine --on-event fish_prompt; set -g mine 1; end',
      'zoxide init fish | source',
      'direnv hook fish | source',
    ],
    probe: 'functions --handlers-type generic',
  },
}

describe.each(LINE_EDITORS)('beside other hooks in %s', (shell) => {
  const { needs, lines, probe } = NEIGHBOURS[shell]

  test.for(['before', 'after'] as const)('%s it', async (place, context) => {
    const missing = needs.find((name) => !isInstalled(name))
    skipWhen(missingShell(shell) ?? (missing && `${missing} is not installed`), context)
    using world = await worldWithHook()
    // A folder of a plain name: direnv itself runs what others have in theirs.
    writeFileSync(join(world.folder, FOLDERS.PLAIN.path, '.envrc'), 'export HERE=yes\n')
    await elsewhere(world, 'cd "$PLAIN" && direnv allow')
    await using terminal = await open(shell, world, { [place]: lines })
    expect(terminal.screen()).toBe(INTERACTIVE[shell].prompt)
    expect(await ask(terminal, 'cd "$PLAIN"')).toContain('ccs: This shell uses home.')
    await take(terminal, world, [{ account: 'unset home' }, { line: 'echo $HERE $mine', says: 'yes 1' }])
    expect(await ask(terminal, 'cd "$OUT"')).toContain(OUT.says)
    await take(terminal, world, [{ account: 'none' }, { line: 'echo $HERE $mine', says: '1' }])
  })

  test('without it they are as if it had never been', async (context) => {
    const missing = needs.find((name) => !isInstalled(name))
    skipWhen(missingShell(shell) ?? (missing && `${missing} is not installed`), context)
    using world = await worldWithHook()
    const without = { after: ['true'], before: lines }
    await elsewhere(world, 'ccs setup --shell zsh --force --hook none')
    let alone: string
    {
      await using terminal = await open(shell, world, without)
      alone = await ask(terminal, probe)
    }
    for (const how of [{ before: lines }, { after: lines }]) {
      await elsewhere(world, 'ccs setup --shell zsh --force --hook pwd')
      await using terminal = await open(shell, world, how)
      expect(await ask(terminal, probe)).not.toBe(alone)
      await elsewhere(world, 'ccs setup --shell zsh --force --hook none')
      expect(await ask(terminal, 'true')).toBe('')
      expect(await ask(terminal, probe)).toBe(alone)
    }
  })
})
