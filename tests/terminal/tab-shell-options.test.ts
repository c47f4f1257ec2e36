import { existsSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { LOADING } from '../support/completion-systems.ts'
import { skipWhen } from '../support/installed.ts'
import { missingShell } from '../support/shell-terminal.ts'
import { completed, giveUp, listed, openForTab, worldWithProfiles } from '../support/tab-terminal.ts'

/** What people set, and how they take it back. */
const OPTIONS = {
  bash: [
    ...['e', 'u', 'k', 'f', 'a', 'C', 'o posix', 'o noclobber', 'E'].map((option) => [
      `set -${option}`,
      `set +${option}`,
    ]),
    ...['failglob', 'nullglob', 'nocasematch', 'dotglob', 'extglob', 'nocaseglob', 'no_empty_cmd_completion'].map(
      (option) => [`shopt -s ${option}`, `shopt -u ${option}`],
    ),
    ...['IFS=', 'IFS=ork', "IFS='@\t-'", "IFS=$'\\n'"].map((line) => [line, 'unset IFS']),
    ['alias local=false builtin=false case=false', 'unalias -a'],
    ['COMP_WORDBREAKS=" "', 'unset COMP_WORDBREAKS'],
  ],
  zsh: [
    ...['ksh_arrays', 'sh_word_split', 'glob_subst', 'no_unset', 'rc_expand_param', 'ksh_glob', 'no_glob'],
    ...['extended_glob', 'csh_null_glob', 'null_glob', 'no_nomatch', 'posix_identifiers', 'err_return', 'all_export'],
    ...['warn_create_global', 'warn_nested_var', 'complete_aliases', 'no_case_match', 'c_bases', 'typeset_silent'],
  ].map((option) => [`setopt ${option}`, `unsetopt ${option}`]),
}

const LINES: [typed: string, completed: string][] = [
  ['ccs wo', 'ccs work '],
  ['ccs auth remove pers', 'ccs auth remove personal '],
  ['ccs auth remove work --f', 'ccs auth remove work --force '],
  ['ccs-work --perm', 'ccs-work --permission-mode '],
  ['ccs work --model son', 'ccs work --model sonnet '],
  ['ccs work mcp rem', 'ccs work mcp remove '],
  ['ccs run personal zfi', 'ccs run personal zfile.txt '],
]

describe.each(['bash', 'zsh'] as const)('Tab in %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

  test('is the same whatever people set', async () => {
    using world = worldWithProfiles()
    await using terminal = await openForTab(shell, world)
    for (const [set = '', back = ''] of OPTIONS[shell]) {
      expect(await terminal.ask(set), set).toBe('')
      for (const [typed, line] of LINES) expect([set, await completed(terminal, typed)]).toEqual([set, line])
      await listed(terminal, 'ccs work ', [/mcp/, /--version\b/])
      expect(await terminal.ask(back), back).toBe('')
    }
  })
})

describe.each(LOADING)('Tab in $shell with $name', ({ shell, name, rc, needs }) => {
  test('does no harm to', async (context) => {
    skipWhen(missingShell(shell) ?? (needs && !existsSync(needs) ? `${needs} is not installed` : undefined), context)
    using world = worldWithProfiles()
    await using terminal = await openForTab(shell, world, { rc })
    for (const line of ['true', 'true 2', 'true 3']) expect(await terminal.ask(line)).toBe('')
    const others = ['ccs a:b ', 'ccs work a:b=', 'ccs work:', 'ccs --model=so', 'ccs work x=', 'ccs auth:x remove wo']
    for (const typed of [...others, 'sudo ccs wo', 'env X=1 ccs wo', 'ccs @accounts wo', 'ccs @claude ']) {
      terminal.type(typed)
      terminal.press('Tab')
      terminal.type('END')
      await terminal.waitFor(/END/)
      await giveUp(terminal)
    }
    // By itself, bash completes nothing behind `command`.
    if (!(shell === 'bash' && needs === undefined)) {
      expect(await completed(terminal, 'command ccs wo')).toBe('command ccs work ')
    }
    // In the middle of a line and of a word.
    for (const [typed, left, expected] of [
      ['ccs wo zzz', 4, /ccs work ?END ?zzz/],
      ['ccs auth remove pers --force', 8, /ccs auth remove personal ?END ?--force/],
    ] as const) {
      terminal.type(typed)
      terminal.type('\x02'.repeat(left))
      terminal.press('Tab')
      terminal.type('END')
      await terminal.waitFor(expected)
      terminal.type('\x05')
      await giveUp(terminal)
    }
    expect(await terminal.ask('ccs-work hi'), name).toContain('arguments: [hi]')
  })
})
