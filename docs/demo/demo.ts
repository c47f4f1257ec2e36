import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAccount, missingClaude, useRealClaude } from '../../tests/real-claude.ts'
import { LINE_EDITORS, missingShell, ShellTerminal } from '../../tests/shell-terminal.ts'
import { publishedName, SHELLS, wordsOf } from '../../tests/shells/index.ts'
import { World } from '../../tests/world.ts'

// Shows what ccs does, in a home of its own that is deleted at the end: real shells, and a stand-in for Claude unless
// `--claude` asks for the installed one. Ends with status 1 when something did not come out as said.

const withClaude = process.argv.includes('--claude')
const world = new World('home')
let promised = true
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    world[Symbol.dispose]()
    process.exit(1)
  })
}
try {
  await show()
} finally {
  world[Symbol.dispose]()
}
say(
  '',
  promised ? 'All of this was in a throwaway home, which is gone.' : 'Something above did not come out as promised.',
)
process.exitCode = promised ? 0 : 1

async function show(): Promise<void> {
  say('ccs: several Claude accounts in many terminals', '', `A throwaway home: ${world.home}`)
  if (withClaude) {
    if (missingClaude) throw new Error(missingClaude)
    useRealClaude(world)
    say('The installed Claude runs here, with made-up logins that work nowhere.')
  } else {
    world.env.CCS_STUB_SAY = '1'
    say('Claude itself is not needed: a small stand-in takes its place and says which account it runs as.')
  }

  title('Two accounts, each with a folder of its own')
  for (const name of ['work', 'personal']) {
    if (withClaude) await createAccount(world, name)
    else await command(['ccs', 'auth', 'create', name], /created/)
  }
  await command(['ccs', 'auth', 'list'], /work \(default\).*personal/s)

  title('What ccs wrote down: no login, only names')
  say(indent(readFileSync(join(world.ccsDir, 'profiles.json'), 'utf8')))

  for (const shell of SHELLS) {
    title(`${shell.name}: both accounts at once`)
    if (shell.missing) say(`  Not shown: ${shell.missing}.`)
    else await Promise.all(['work', 'personal'].map((name) => launch(shell, name)))
  }

  title('Tab, and an open terminal that notices a change elsewhere')
  const editor = LINE_EDITORS.find((shell) => !missingShell(shell))
  if (editor) await type(editor)
  else say('  Not shown: no shell with a line editor is here.')
}

async function launch(shell: (typeof SHELLS)[number], name: string): Promise<void> {
  const words = withClaude ? [`ccs-${name}`, 'auth', 'status'] : [`ccs-${name}`, 'a task']
  const text = { CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
  const lines = [shell.source('CCS_TEXT'), shell.call(0, words.length)]
  const { stdout, stderr } = await shell.run(world, lines, { env: { ...wordsOf([words]), ...text } })
  const output = withClaude ? `${/"email": ?"[^"]*"/.exec(stdout)?.[0] ?? stdout}\n` : stdout
  say(`  > ${words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')}`, indent(output + stderr))
  promise(output.includes(`${name}@example.com`))
}

async function type(shell: (typeof LINE_EDITORS)[number]): Promise<void> {
  await using terminal = await ShellTerminal.open(shell, world)
  terminal.type('ccs ')
  terminal.press('Tab')
  if (shell === 'bash') terminal.press('Tab')
  const screen = await terminal.waitFor(/personal.*work|work.*personal/s)
  say(`  ${shell}> ccs <Tab>`, indent(screen.split('\n').slice(1).join('\n')))
  terminal.press('CtrlC')
  await terminal.waitForPrompt()
  say('', '  Elsewhere:')
  await command(['ccs', 'auth', 'remove', 'personal', '--force'], /removed/)
  const answer = await terminal.ask('ccs-personal "a task"')
  say('', `  In the terminal that was open all the while:`, `  ${shell}> ccs-personal "a task"`, indent(answer))
  promise(answer.includes('Profile "personal" not found'))
  promise(!existsSync(join(world.ccsDir, 'instances', 'personal')))
}

/** Runs a command of the core and shows what it says. */
async function command([, ...args]: string[], expected: RegExp): Promise<void> {
  const { status, stdout, stderr } = await world.ccs(args)
  say(`  > ccs ${args.join(' ')}`, indent(stdout + stderr))
  promise(status === 0 && expected.test(stdout + stderr))
}

function promise(kept: boolean): void {
  if (!kept) say('  ^ this is not what was promised')
  promised &&= kept
}

function title(text: string): void {
  say('', text, '-'.repeat(text.length))
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ')
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
