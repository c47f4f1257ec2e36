import type { ShellName } from '../../shells/drivers/shell.ts'
import type { Circumstance } from './circumstances.ts'
import { arrival } from './wire-world.ts'

/** A way to launch a profile; its name is the prompt, so that what arrives tells by which way it came. */
export interface Way {
  name: string
  /** The profile whose login must arrive. */
  profile: 'work' | 'personal' | 'mine' | 'glm'
}

/** A way that a person types in a shell. */
interface TypedWay extends Way {
  /** Typed before it. */
  before?: readonly string[]
  line: string
  /** Typed after it, so that the next way begins as this one did. */
  after?: readonly string[]
}

interface Words {
  /** Enters the pinned folder, whose path stands in `CCS_PINNED`. */
  enterPinned: string
  /** Evaluates what `ccs env work` prints. */
  evaluateEnv: string
}

const POSIX = { enterPinned: 'cd "$CCS_PINNED"', evaluateEnv: 'eval "$(ccs env work)"' }
const WORDS: Record<ShellName, Words> = {
  bash: POSIX,
  zsh: POSIX,
  fish: { enterPinned: POSIX.enterPinned, evaluateEnv: 'ccs env work --shell fish | source' },
  powershell: {
    enterPinned: 'Set-Location -LiteralPath $env:CCS_PINNED',
    evaluateEnv: 'ccs env work --shell powershell | Out-String | Invoke-Expression',
  },
}

/** The ways in one shell, typed one after the other; the last one leaves its account in the shell. */
export function typedWays(shell: ShellName): readonly TypedWay[] {
  const { enterPinned, evaluateEnv } = WORDS[shell]
  return [
    { name: 'by-name', profile: 'work', line: 'ccs work -p by-name' },
    { name: 'by-function', profile: 'personal', line: 'ccs-personal -p by-function' },
    { name: 'plain', profile: 'mine', line: 'ccs mine -p plain' },
    { name: 'by-settings', profile: 'glm', line: 'ccs-glm -p by-settings' },
    { name: 'by-default', profile: 'work', line: 'ccs -p by-default' },
    {
      name: 'by-pin',
      profile: 'personal',
      before: [enterPinned],
      line: 'ccs -p by-pin',
      after: ['cd ..'],
    },
    {
      name: 'by-use',
      profile: 'personal',
      before: ['ccs use personal'],
      line: 'claude -p by-use',
      after: ['ccs use --off'],
    },
    {
      name: 'plain-in-use',
      profile: 'mine',
      before: ['ccs use personal'],
      line: 'ccs mine -p plain-in-use',
      after: ['ccs use --off'],
    },
    { name: 'by-env', profile: 'work', before: [evaluateEnv], line: 'claude -p by-env' },
  ]
}

/** A way by the core alone. */
interface CoreWay extends Way {
  args: string[]
  isPinned?: boolean
}

export const CORE_WAYS: readonly CoreWay[] = [
  { name: 'by-name', profile: 'work', args: ['work', '-p', 'by-name'] },
  { name: 'by-run', profile: 'personal', args: ['run', 'personal', '-p', 'by-run'] },
  { name: 'plain', profile: 'mine', args: ['mine', '-p', 'plain'] },
  { name: 'by-settings', profile: 'glm', args: ['glm', '-p', 'by-settings'] },
  { name: 'by-default', profile: 'work', args: ['-p', 'by-default'] },
  { name: 'by-pin', profile: 'personal', args: ['-p', 'by-pin'], isPinned: true },
]

/** What a way must do: what arrives, and what Claude says and ends with. */
export interface Effect {
  arrived: string[]
  said: string
  status: number
}

export function effectOf({ name, profile }: Way, { loggedIn, plain }: Circumstance): Effect {
  const answered = (arrived: string[]) => ({ arrived, said: `answer to ${name}`, status: 0 })
  if (profile === 'glm') return answered([arrival.settings(name)])
  if (profile === 'mine') return answered(plain(name))
  if (loggedIn) return answered([arrival.account(name, profile)])
  return { arrived: [], said: 'Not logged in · Please run /login', status: 1 }
}
