import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { skipWhen } from './installed.ts'
import { LINE_EDITORS, missingShell, ShellTerminal } from './shell-terminal.ts'
import { change, completed, listed, openForTab, worldWithProfiles } from './tab.ts'
import { needsStrace } from './traced.ts'

/** What is listed, in order; and what is not. The last that is listed is waited for. */
const LISTS: [typed: string, offers: RegExp[], not?: RegExp][] = [
  ['ccs ', [/work/, /personal/, /mine/, /glm/, /run/, /auth/, /init/, /help/, /version/], /doctor|--\w|zfile|a b/],
  ['ccs auth ', [/create/, /list/, /show/, /remove/], /work|rename|zfile/],
  ['ccs auth remove ', [/work/, /personal/, /mine/], /glm|--force|zfile/],
  ['ccs auth default ', [/work/, /personal/, /mine/, /glm/], /--unset|zfile/],
  ['ccs run ', [/work/, /personal/, /mine/, /glm/], /--\w|zfile/],
  ['ccs init ', [/bash/, /zsh/, /fish/, /powershell/], /--\w|zfile/],
  ['ccs help ', [/run/, /auth/, /init/, /help/, /version/], /work|doctor/],
  ['ccs work mcp ', [/add/, /get/, /list/, /remove/], /--\w|zfile|personal/],
  ['ccs work --model ', [/haiku/, /opus/, /sonnet/], /--\w|zfile|personal/],
]

/** Both flags and files, and Claude's commands. */
const CLAUDES = [/\bmcp\b/, /zfile\.txt/, /zfolder\//, /--continue\b/, /--resume\b/, /--model\b/, /--version\b/]
const CLAUDES_LINES = ['ccs work ', 'ccs run work ', 'ccs glm ', 'ccs-work ', 'ccs "a b" ', 'ccs --verbose ', 'ccs work --print ']

/** Lines and what becomes of them. */
const INSERTIONS: [typed: string, completed: string][] = [
  ['ccs wo', 'ccs work '],
  ['ccs gl', 'ccs glm '],
  ['ccs auth rem', 'ccs auth remove '],
  ['ccs auth remove pers', 'ccs auth remove personal '],
  ['ccs auth remove work --f', 'ccs auth remove work --force '],
  ['ccs auth remove work ', 'ccs auth remove work --force '],
  ['ccs auth list -', 'ccs auth list --json '],
  ['ccs init pow', 'ccs init powershell '],
  ['ccs help ver', 'ccs help version '],
  ['ccs help auth def', 'ccs help auth default '],
  ['ccs run wo', 'ccs run work '],
  ['ccs-pers', 'ccs-personal '],
  ['ccs work --perm', 'ccs work --permission-mode '],
  ['ccs work --permission-mode acc', 'ccs work --permission-mode acceptEdits '],
  ['ccs work auth stat', 'ccs work auth status '],
  ['ccs work mcp add zfi', 'ccs work mcp add zfile.txt '],
  ['ccs work zfi', 'ccs work zfile.txt '],
  ['ccs work @zfi', 'ccs work @zfile.txt '],
  ['ccs work @zfo', 'ccs work @zfolder/'],
  ['ccs work @zfolder/in', 'ccs work @zfolder/inner '],
  ['ccs work -- zfi', 'ccs work -- zfile.txt '],
  ['ccs work --add-dir zfo', 'ccs work --add-dir zfolder/'],
  ['ccs run personal --perm', 'ccs run personal --permission-mode '],
  ['ccs-personal --perm', 'ccs-personal --permission-mode '],
  ['ccs-personal zfi', 'ccs-personal zfile.txt '],
  ['ccs --perm', 'ccs --permission-mode '],
  ['ccs -p --perm', 'ccs -p --permission-mode '],
  ['ccs ./zfi', 'ccs ./zfile.txt '],
  ['ccs "a task" --perm', 'ccs "a task" --permission-mode '],
  ['/usr/bin/ccs wo', '/usr/bin/ccs work '],
  ['ccs-nobody zfi', 'ccs-nobody zfile.txt '],
]

describe.each(LINE_EDITORS)('Tab in %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

  test('lists what there is', async () => {
    using world = await worldWithProfiles()
    await using terminal = await openForTab(shell, world)
    for (const [typed, offers, not] of LISTS) {
      const list = await listed(terminal, typed, offers.at(-1) ?? / /)
      for (const offer of offers) expect(list, typed).toMatch(offer)
      if (not) expect(list, typed).not.toMatch(not)
    }
    // Profiles come first.
    expect(await listed(terminal, 'ccs ', /version/)).toMatch(/^\s*work\b/)
    for (const typed of CLAUDES_LINES) {
      const list = await listed(terminal, typed, /--version\b/)
      for (const offer of CLAUDES) expect(list, typed).toMatch(offer)
    }
    expect(await listed(terminal, 'ccs-', /ccs-work/)).toMatch(/ccs-personal/)
    expect(await listed(terminal, 'ccs -', /--version\b/)).not.toMatch(/zfile|\bmcp\s/)
  })

  test('completes', async () => {
    using world = await worldWithProfiles()
    await using terminal = await openForTab(shell, world)
    for (const [typed, line] of INSERTIONS) expect(await completed(terminal, typed)).toBe(line)
  })
})
