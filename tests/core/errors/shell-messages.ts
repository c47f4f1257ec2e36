import { bash } from '../../shells/drivers/bash.ts'
import { fish } from '../../shells/drivers/fish.ts'
import { powershell } from '../../shells/drivers/powershell.ts'
import type { Shell } from '../../shells/drivers/shell.ts'
import type { World } from '../../support/world.ts'
import type { Provocation } from './provocation.ts'

const LAUNCH_INSTEAD = 'Launch instead, which works all the same: ccs <profile>'

/** What fish and PowerShell keep for themselves does not belong to the home. */
function withOwnFolders({ root }: World): Record<string, string> {
  return { XDG_CACHE_HOME: root, XDG_CONFIG_HOME: root, XDG_DATA_HOME: root }
}

/** In a shell that has loaded the integration; the status is that of the last line. */
function inShell(shell: Shell, ...lines: string[]): Pick<Provocation, 'missing' | 'run'> {
  const run = (world: World) => shell.run(world, [shell.load, ...lines], { env: withOwnFolders(world) })
  return { missing: () => shell.missing, run }
}

/** The errors that a shell tells of by itself. */
export const SHELL_MESSAGES = {
  'core-missing': {
    ...inShell(
      bash,
      'PATH=/usr/bin:/bin',
      'eval "$(declare -f ccs.core | sed "s,dist/cli,no/such,g")"',
      'ccs auth list',
    ),
    says: ['The shell integration is loaded, but ccs is not installed.', 'Run: npm install -g ccs-shell'],
  },
  'no-account-before': {
    ...inShell(bash, 'ccs use -'),
    says: ['No account was chosen in this shell before.', 'Choose one: ccs use <profile>'],
  },
  'variable-readonly': {
    ...inShell(bash, 'readonly CCS_PROFILE', 'ccs use work'),
    says: ['A variable that names an account is readonly in this shell.', LAUNCH_INSTEAD],
  },
  'variable-local': {
    ...inShell(fish, 'function f; set --local --export CCS_PROFILE x; ccs use work; end', 'f'),
    says: ['A variable that names an account is local to a function.', LAUNCH_INSTEAD],
  },
  'variable-universal': {
    missing: () => fish.missing,
    // Without --no-config, which takes universal variables for global ones.
    run: (world) =>
      world.run(
        'fish',
        ['--command', 'ccs init fish | source; set --universal --export CLAUDE_CONFIG_DIR x; ccs use work'],
        { env: withOwnFolders(world) },
      ),
    says: ['A variable that names an account is universal, so no shell can put it aside.', LAUNCH_INSTEAD],
  },
  'function-copied': {
    ...inShell(powershell, '& (Get-Item function:ccs-work).ScriptBlock x', 'exit $LASTEXITCODE'),
    says: [
      'A copy of a function of ccs does not know its profile.',
      'Call the function by its own name; an alias of it does.',
    ],
  },
  'call-unclear': {
    ...inShell(powershell, '$one, $two = @(1), @(2)', 'ccs-work @one @two', 'exit $LASTEXITCODE'),
    says: [
      'PowerShell does not tell for certain which words this call has.',
      "Put them in a variable first: $words = 'a', 'b'; ccs $words",
    ],
  },
} satisfies Record<string, Provocation>
