import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'pathe'
import { missingShell, ShellTerminal } from '../../tests/support/shell-terminal.ts'
import { World } from '../../tests/support/world.ts'
import { animate, drawFrame, drawWindow, type Frame } from './svg.ts'

// Records docs/demo/session.svg: a real zsh in a real terminal, with a stand-in for Claude and accounts of nobody. The frames
// are the screen after each line is typed, and after it is answered.
const missing = missingShell('zsh')
if (missing !== undefined) throw new Error(`The recording is of zsh: ${missing}`)
const size = { columns: 76, rows: 33 }
const PROMPT = `PROMPT='%F{cyan}\${CCS_PROFILE:+($CCS_PROFILE) }%F{green}%~%f %% '`

using world = new World('home')
delete world.env.NO_COLOR
world.env.CCS_STUB_SAY = '1'
world.env.SHELL = '/bin/zsh'
for (const name of ['work', 'personal']) await core('auth', 'create', name)
const games = join(world.home, 'games')
mkdirSync(games)
Object.defineProperty(world, 'folder', { value: world.home })
const rc = [
  'setopt prompt_subst interactive_comments',
  'autoload -U compinit',
  'compinit',
  'source ~/.ccs/shell/ccs.zsh',
]
await using terminal = await ShellTerminal.open('zsh', world, { rc, size })
terminal.enter(`${PROMPT}; clear`)
await terminal.waitFor(/^~ %$/)

const frames: Frame[] = []
terminal.type('ccs ')
shoot()
terminal.press('Tab')
await terminal.waitFor(/\bversion\b/)
shoot(3)
await line('use work', 'ccs: This shell uses work')
await line('claude "fix the build"', 'work@example')
await line('ccs use --off', 'No account chosen here')
await core('setup', '--shell', 'zsh', '--hook', 'pwd', '--force')
await line('ccs pin personal ~/games', 'pinned')
await line('cd games', 'This shell uses personal')
await line('claude "one more level"', 'personal@example')
await line('cd ..', 'No account chosen here')
await line('# in another terminal: ccs auth remove personal')
await core('auth', 'remove', 'personal', '--force')
await line('ccs-personal "one more level"', 'not found')
const screen = terminal.screen()

const lines = screen.split('\n').length
const title = 'zsh: Tab, ccs use, a pinned folder, and an account that was removed elsewhere'
const file = fileURLToPath(new URL('session.svg', import.meta.url))
writeFileSync(file, drawWindow(animate(frames, 1.2), size.columns, lines, title))
console.log(`${file}\n\n${screen}`)

/** Takes a frame, shown that many times as long as others. */
function shoot(times = 1): void {
  const frame = drawFrame(terminal.buffer, size.columns, size.rows, world.home)
  frames.push(...Array<Frame>(times).fill(frame))
}

/** Types a line, and waits for its answer and the next prompt. */
async function line(text: string, answer = ''): Promise<void> {
  terminal.type(text)
  await terminal.waitFor(new RegExp(`${literal(text)}$`, 'm'))
  shoot()
  terminal.press('Enter')
  await terminal.waitFor(new RegExp(`${literal(text)}\n[^]*${answer}[^]*(?<=\n)(?:\\(\\w+\\) )?~\\S* %$`))
  shoot(2)
}

async function core(...args: string[]): Promise<void> {
  const { status, stderr } = await world.ccs(args)
  if (status !== 0) throw new Error(stderr)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
