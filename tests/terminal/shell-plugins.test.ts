import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createAccounts } from '../support/accounts.ts'
import { LIKE_OH_MY_ZSH } from '../support/completion-systems.ts'
import { isInstalled, skipWhen } from '../support/installed.ts'
import { INTERACTIVE, missingShell, ShellTerminal } from '../support/shell-terminal.ts'
import type { EditedShell } from '../support/tab-terminal.ts'
import { isWhole, leaveOut } from '../support/whole.ts'
import { World } from '../support/world.ts'

/** Something else that people load in their rc file. */
interface Neighbour {
  name: string
  /** A program on PATH, or a file. */
  needs: string
  lines: readonly string[]
  /** Not together with the others, of which one does not bear it. */
  isAlone?: true
}

const program = (name: string, ...lines: string[]): Neighbour => ({ name, needs: name, lines })
const file = (name: string, path: string, ...lines: string[]): Neighbour => ({
  name,
  needs: path,
  lines: lines.length > 0 ? lines : [`source ${path}`],
})
const builtIn = (name: string, ...lines: string[]): Neighbour => ({ name, needs: 'sh', lines })

const NEIGHBOURS: Record<EditedShell, readonly Neighbour[]> = {
  bash: [
    program('zoxide', 'eval "$(zoxide init bash)"'),
    program('direnv', 'eval "$(direnv hook bash)"'),
    file('bash-completion', '/usr/share/bash-completion/bash_completion'),
    file('fzf', '/usr/share/doc/fzf/examples/key-bindings.bash'),
    builtIn('vi keys', 'set -o vi'),
    builtIn('history', 'shopt -s histappend', 'PROMPT_COMMAND="history -a"'),
    builtIn('a strict rc', 'set -o nounset', 'shopt -s failglob'),
  ],
  zsh: [
    program('zoxide', 'eval "$(zoxide init zsh)"'),
    program('direnv', 'eval "$(direnv hook zsh)"'),
    file('zsh-syntax-highlighting', '/usr/share/zsh-syntax-highlighting/zsh-syntax-highlighting.zsh'),
    file('zsh-autosuggestions', '/usr/share/zsh-autosuggestions/zsh-autosuggestions.zsh'),
    file('fzf', '/usr/share/doc/fzf/examples/key-bindings.zsh'),
    builtIn('vi keys', 'bindkey -v'),
    builtIn('a framework', ...LIKE_OH_MY_ZSH),
    // zsh-autosuggestions now and then reads a parameter that is not set.
    { ...builtIn('a strict rc', 'setopt no_unset warn_create_global'), isAlone: true },
  ],
  fish: [
    program('zoxide', 'zoxide init fish | source'),
    program('direnv', 'direnv hook fish | source'),
    // Else the mode stands before the prompt.
    builtIn('vi keys', 'fish_vi_key_bindings', 'function fish_mode_prompt; end'),
  ],
}

describe.each(Object.entries(NEIGHBOURS) as [EditedShell, readonly Neighbour[]][])('in %s', (shell, neighbours) => {
  const together = neighbours.filter(({ isAlone }) => !isAlone)
  const all = { name: 'all of them', needs: 'sh', lines: together.flatMap(({ lines }) => lines) }
  // Those that get along with each other are tried together; one by one in a whole run.
  const tried = isWhole ? [...neighbours, all] : [...neighbours.filter(({ isAlone }) => isAlone), all]
  const cases = tried.flatMap((neighbour) => [
    { ...neighbour, place: 'before' },
    { ...neighbour, place: 'after' },
  ])
  leaveOut(`the plugins of ${shell} one by one`)

  test.for(cases)('$name $place ccs', async ({ needs, lines, place }, context) => {
    const needed = place && lines === all.lines ? together.map((neighbour) => neighbour.needs) : [needs]
    const missing = needed.find((name) => !isInstalled(name) && !existsSync(name))
    skipWhen(missingShell(shell) ?? (missing && `${missing} is not installed`), context)
    using world = new World()
    world.env.CCS_STUB_SAY = '1'
    await createAccounts(world, 'work', 'personal')
    const own = INTERACTIVE[shell].rc
    const rc = place === 'before' ? [...lines, ...own] : [...own, ...lines]
    await using terminal = await ShellTerminal.open(shell, world, { rc })
    expect(terminal.screen()).toBe(INTERACTIVE[shell].prompt)
    const said = (account: string) => `claude (stand-in): account ${account}@example.com, arguments: [hi]`
    expect(await terminal.ask('ccs-personal hi')).toContain(said('personal'))
    expect(await terminal.ask('ccs work hi')).toContain(said('work'))
    terminal.type('ccs pers')
    terminal.press('Tab')
    await terminal.waitFor(/ccs personal/)
    expect(existsSync(join(world.home, 'pwned'))).toBe(false)
  })
})
