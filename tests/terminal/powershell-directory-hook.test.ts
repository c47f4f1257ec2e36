import { beforeEach, describe, expect, test } from 'vitest'
import { HOOK_SCENARIOS, type Step, saysOff } from '../shells/scenarios/hook.ts'
import { IN, OUT, open, take, worldWithHook } from '../support/hook-terminal.ts'
import { skipWhen } from '../support/installed.ts'
import { missingShell, type ShellTerminal } from '../support/shell-terminal.ts'
import type { World } from '../support/world.ts'

/** PowerShell tells of a change of folder only. */
const BY_FOLDER = HOOK_SCENARIOS.filter(({ steps }) =>
  steps.every(({ elsewhere = 'ln' }) => elsewhere.startsWith('ln')),
)
const PERSONAL = { says: 'ccs: This shell uses personal.', account: 'instances/personal personal' }

describe('the directory hook in PowerShell', () => {
  beforeEach((context) => skipWhen(missingShell('powershell'), context))

  /** As `take`, with lines of another shell. */
  const takeThere = (terminal: ShellTerminal, world: World, steps: readonly Step[]) =>
    take(
      terminal,
      world,
      steps.map(({ line, ...step }) => ({ ...step, line: line?.replace(/^cd "\$/, 'cd -LiteralPath "$env:') })),
    )

  test('as in the others, where only folders change', async () => {
    using world = worldWithHook()
    await using terminal = await open('powershell', world, { before: ['Set-StrictMode -Version Latest'] })
    expect(BY_FOLDER.length).toBeGreaterThan(4)
    for (const { steps } of BY_FOLDER) {
      await takeThere(terminal, world, [
        ...steps,
        { line: 'ccs use --off', says: /No account chosen/ },
        { line: 'cd "$OUT"' },
      ])
    }
  })

  test('pins that change elsewhere, also by another program', async () => {
    using world = worldWithHook()
    await using terminal = await open('powershell', world)
    await takeThere(terminal, world, [
      { elsewhere: 'ccs pin personal "$OUT"', line: 'cd "$OUT"', ...PERSONAL },
      { elsewhere: 'ccs pin work "$OUT"', line: 'cd .', says: IN.says, account: IN.account },
      { elsewhere: 'ccs unpin "$OUT"', line: 'cd .', says: OUT.says, account: OUT.account },
      { elsewhere: `printf '{"%s":"work"}' "$OUT" >"$HOME/.ccs/pins.json"`, line: 'cd .', says: IN.says },
      { elsewhere: 'echo "{" >"$HOME/.ccs/pins.json"', line: 'cd .', says: saysOff(), account: OUT.account },
    ])
  })

  test('leaves the exit status, and what others have there; turned off elsewhere it undoes what it chose', async () => {
    using world = worldWithHook()
    const mine = '$ExecutionContext.InvokeCommand.LocationChangedAction = { $global:mine++ }'
    await using terminal = await open('powershell', world, { before: ['$mine = 0', mine] })
    await takeThere(terminal, world, [
      { line: 'sh -c "exit 7"' },
      { line: 'cd "$IN"', says: IN.says },
      { elsewhere: 'ccs pin personal "$OUT"', line: 'cd "$OUT"', says: PERSONAL.says },
      { elsewhere: 'ccs setup --shell zsh --force --hook none', line: 'cd .', says: saysOff('personal') },
      { line: '"$LASTEXITCODE $mine"', says: '7 3' },
      { line: 'cd "$IN"', account: 'none' },
    ])
  })
})
