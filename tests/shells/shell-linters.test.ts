import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { OVERRIDES } from '../../src/claude/environment.ts'
import { COMMAND_NAMES } from '../../src/command-table.ts'
import { shellMessages } from '../../src/shell/messages.ts'
import type { ShellModel } from '../../src/shell/model.ts'
import { render } from '../../src/shell/render.ts'
import { filesOf, readParts, SHELLS } from '../../src/shell/shells.ts'
import { isInstalled, skipWhen } from '../support/installed.ts'
import { run, World } from '../support/world.ts'
import { powershell } from './drivers/powershell.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'ccs-lint-'))
afterAll(() => rmSync(scratch, { recursive: true }))

interface Linter {
  command: string[]
  /** fish_indent takes needless quotes away, which the quoter gives to every value. */
  sourcesOnly?: true
}

/** All of them read a file, are silent about a good one, and end with another status than 0 after a bad one. */
const LINTERS: Record<string, Linter[]> = {
  bash: [
    { command: ['bash', '--norc', '-n'] },
    { command: ['shellcheck', '--norc', '--shell=bash'] },
    { command: ['shfmt', '--diff', '--language-dialect=bash', '--indent=2'] },
  ],
  zsh: [{ command: ['zsh', '-f', '-n'] }],
  fish: [
    { command: ['fish', '--no-config', '--no-execute'] },
    { command: ['fish_indent', '--check'], sourcesOnly: true },
  ],
}

/** What else is written for these shells. */
const SCRIPTS: Record<string, string[]> = { bash: ['.ci/run'] }

/** Prints the syntax errors of a file, as the engine's own parser sees them. */
const POWERSHELL_PARSER = [
  '$tokens = $null; $errors = $null',
  '[void][System.Management.Automation.Language.Parser]::ParseFile($env:CCS_LINT_FILE, [ref]$tokens, [ref]$errors)',
  'foreach ($e in $errors) { [Console]::Error.WriteLine("$($e.Extent.StartLineNumber): $($e.Message)") }',
]

const CLEAN = { status: 0, stdout: '', stderr: '' }

const HOSTILE = '$(touch pwned) `touch pwned` "q" it\'s \\ \n\t‘’‚‛ {{name}} * ~ ; & ü 😀'

const RENDERINGS: Record<string, ShellModel> = {
  'no profiles': modelOf({}),
  'five profiles': modelOf({
    accounts: ['work', 'personal', 'client-1'].map((name) => ({ name, instance: `/home/me/.ccs/instances/${name}` })),
    plain: [{ name: 'home' }],
    settings: [{ name: 'glm', file: '/home/me/.ccs/glm.settings.json', token: 'no-login' }],
    functions: ['work', 'personal', 'client-1', 'home', 'glm'].map((name) => ({ name })),
    defaultName: 'work',
  }),
  'hostile values': modelOf({
    stamp: HOSTILE,
    ccsDir: `/${HOSTILE}`,
    home: `/${HOSTILE}`,
    envCcsDir: HOSTILE,
    envCcsHome: HOSTILE,
    envCcsConfig: HOSTILE,
    sources: [{ name: 'profiles.json', file: `/${HOSTILE}` }],
    core: `/${HOSTILE}`,
    accounts: [{ name: 'work', instance: `/${HOSTILE}` }],
    settings: [{ name: 'glm', file: `/${HOSTILE}`, token: HOSTILE }],
    coreNames: [{ name: HOSTILE }, { name: '' }, { name: '-rf' }],
    functions: [{ name: 'work' }, { name: 'glm' }],
    defaultName: HOSTILE,
    defaultByCore: true,
    pins: [{ folder: `/${HOSTILE}`, name: HOSTILE }],
    homeSettings: [{ name: 'home.local', here: '.claude/settings.local.json', file: `/${HOSTILE}` }],
    plainSettings: [{ name: 'home.project', file: `/${HOSTILE}` }],
    hasPins: true,
    hook: true,
  }),
}

function modelOf(values: Partial<ShellModel>): ShellModel {
  return {
    ...shellMessages(),
    stamp: '3.0.0-0123456789abcdef',
    ccsDir: '/home/me/.ccs',
    home: '/home/me',
    envCcsDir: '',
    envCcsHome: '',
    envCcsConfig: '',
    sources: [
      { name: 'profiles.json', file: '/home/me/.ccs/profiles.json' },
      { name: 'config.json', file: '/home/me/.ccs/config.json' },
    ],
    core: '/usr/local/bin/ccs',
    accounts: [],
    plain: [],
    settings: [],
    coreNames: [],
    functions: [],
    commands: COMMAND_NAMES.map((name) => ({ name })),
    defaultName: '',
    defaultByCore: false,
    pins: [],
    hasPins: false,
    hook: false,
    overrides: OVERRIDES.map((name) => ({ name })),
    homeSettings: [{ name: 'home.project', here: '.claude/settings.json', file: '/home/me/.claude/settings.json' }],
    plainSettings: [{ name: 'home.project', file: '/home/me/.claude/settings.json' }],
    ...values,
  }
}

interface Text {
  title: string
  file: string
  isSource: boolean
}

describe.each(SHELLS)('$name', (shell) => {
  const { name, file, quote } = shell
  const sources = filesOf(shell)
  const parts = readParts(shell, (source) => readFileSync(join(root, source), 'utf8'))
  const texts: Text[] = [
    ...[...sources, ...(SCRIPTS[name] ?? [])].map((source) => ({
      title: source,
      file: join(root, source),
      isSource: true,
    })),
    ...Object.entries(RENDERINGS).map(([title, model]) => {
      const rendering = join(scratch, `${title}.${file}`)
      writeFileSync(rendering, render(parts, model, quote))
      return { title: `rendered with ${title}`, file: rendering, isSource: false }
    }),
  ]

  for (const { command, sourcesOnly } of LINTERS[name] ?? []) {
    const [program = '', ...args] = command
    test.for(texts.filter(({ isSource }) => isSource || !sourcesOnly))(`${program}: $title`, async (text, context) => {
      skipWhen(isInstalled(program) ? undefined : `${program} is not installed`, context)
      expect(await run(program, [...args, text.file], { cwd: root })).toEqual(CLEAN)
    })
  }

  if (name !== 'powershell') return
  test.for(texts)('parser: $title', async (text, context) => {
    skipWhen(powershell.missing, context)
    using world = new World()
    const result = await (powershell.runShared ?? powershell.run)(world, POWERSHELL_PARSER, {
      env: { CCS_LINT_FILE: text.file },
    })
    expect(result).toEqual(CLEAN)
  })
})
