import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { FOLDERS } from '../shells/scenarios/hook.ts'
import { ask, elsewhere, interrupt, OUT, open, take, worldWithHook } from '../support/hook-terminal.ts'
import { isInstalled, skipWhen } from '../support/installed.ts'
import { INTERACTIVE, LINE_EDITORS, missingShell } from '../support/shell-terminal.ts'

type Edited = (typeof LINE_EDITORS)[number]

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
    using world = worldWithHook()
    await using terminal = await open(shell, world, { before, after })
    for (const place of ['$IN', '$IN', '$OUT']) {
      await ask(terminal, `cd "${place}"; sh -c 'exit 7'`)
      expect(await ask(terminal, 'echo $last $next')).toBe('7 7')
    }
    expect(await ask(terminal, "sh -c 'exit 6'")).toBe('')
    expect(await terminal.status()).toBe(6)
  })
})

test.for(['bash', 'zsh'] as const)('%s with `set -e` goes on', async (shell, context) => {
  skipWhen(missingShell(shell), context)
  using world = worldWithHook()
  await using terminal = await open(shell, world, { after: ['readonly ANTHROPIC_API_KEY', 'set -e'] })
  await interrupt(terminal)
  for (const line of ['! true', 'cd "$IN"', 'cd "$OUT"', 'echo here']) await ask(terminal, line)
  await take(terminal, world, [{ line: 'echo here', says: 'here' }])
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
    using world = worldWithHook()
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
    using world = worldWithHook()
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
      // In bash the hook stays as a function that does nothing.
      expect((await ask(terminal, probe)).replace(/__ccs_hook && :;|;__ccs_hook && :/, '')).toBe(alone)
    }
  })
})
