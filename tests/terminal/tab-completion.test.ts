import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { LOADING, WITHOUT_COMPINIT } from '../support/completion-systems.ts'
import { skipWhen } from '../support/installed.ts'
import { INTERACTIVE, LINE_EDITORS, missingShell } from '../support/shell-terminal.ts'
import { needsStrace, tracedStarts } from '../support/strace.ts'
import { change, completed, giveUp, listed, openForTab, worldWithProfiles } from '../support/tab-terminal.ts'

/** What is listed, in order; and what is not. The last that is listed is waited for. */
const LISTS: [typed: string, offers: RegExp[], not?: RegExp][] = [
  ['ccs ', [/work/, /personal/, /mine/, /glm/, /run/, /auth/, /init/, /help/, /version/], /doctor|--\w|zfile|a b/],
  ['ccs auth ', [/create/, /list/, /show/, /remove/, /adopt/], /work|accept|zfile/],
  ['ccs use ', [/work/, /personal/, /mine/], /glm|--\w|zfile/],
  ['ccs auth remove ', [/work/, /personal/, /mine/], /glm|--force|zfile/],
  ['ccs auth rename ', [/work/, /personal/, /mine/], /glm|zfile/],
  ['ccs auth default ', [/work/, /personal/, /mine/, /glm/], /--unset|zfile/],
  ['ccs run ', [/work/, /personal/, /mine/, /glm/], /--\w|zfile/],
  ['ccs setup --shell ', [/bash/, /zsh/, /fish/, /powershell/], /--\w|zfile/],
  ['ccs init ', [/bash/, /zsh/, /fish/, /powershell/], /--\w|zfile/],
  ['ccs help ', [/run/, /auth/, /init/, /help/, /version/], /work|doctor/],
  ['ccs work mcp ', [/add/, /get/, /list/, /remove/], /--\w|zfile|personal/],
  ['ccs work --model ', [/haiku/, /opus/, /sonnet/], /--\w|zfile|personal/],
]

/** Both flags and files, and Claude's commands. */
const CLAUDES = [/\bmcp\b/, /zfile\.txt/, /zfolder\//, /--continue\b/, /--resume\b/, /--model\b/, /--version\b/]
const CLAUDES_LINES = [
  'ccs work ',
  'ccs run work ',
  'ccs glm ',
  'ccs-work ',
  'ccs "a b" ',
  'ccs --verbose ',
  'ccs work --print ',
]

/** Lines and what becomes of them. */
const INSERTIONS: [typed: string, completed: string][] = [
  ['ccs wo', 'ccs work '],
  ['ccs gl', 'ccs glm '],
  ['ccs auth rem', 'ccs auth remove '],
  ['ccs auth remove pers', 'ccs auth remove personal '],
  ['ccs auth remove work --f', 'ccs auth remove work --force '],
  ['ccs auth remove work --d', 'ccs auth remove work --delete '],
  ['ccs auth adopt new --p', 'ccs auth adopt new --plain '],
  ['ccs auth adopt new zfo', 'ccs auth adopt new zfolder/'],
  ['ccs auth list -', 'ccs auth list --json '],
  ['ccs init pow', 'ccs init powershell '],
  ['ccs setup --shell fi', 'ccs setup --shell fish '],
  ['ccs setup --hook p', 'ccs setup --hook pwd '],
  ['ccs setup --shell fish --dr', 'ccs setup --shell fish --dry-run '],
  ['ccs env work --shell pow', 'ccs env work --shell powershell '],
  ['ccs env --shell zsh pers', 'ccs env --shell zsh personal '],
  ['ccs help ver', 'ccs help version '],
  ['ccs help auth def', 'ccs help auth default '],
  ['ccs pin wo', 'ccs pin work '],
  ['ccs pin work zfo', 'ccs pin work zfolder/'],
  ['ccs unpin zfo', 'ccs unpin zfolder/'],
  ['ccs use pers', 'ccs use personal '],
  ['ccs settings rem', 'ccs settings remove '],
  ['ccs settings remove gl', 'ccs settings remove glm '],
  ['ccs settings add x --from ki', 'ccs settings add x --from kimi '],
  ['ccs settings add x --file zfi', 'ccs settings add x --file zfile.txt '],
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
    using world = worldWithProfiles()
    await using terminal = await openForTab(shell, world)
    for (const [typed, offers, not] of LISTS) {
      const list = await listed(terminal, typed, offers)
      if (not) expect(list, typed).not.toMatch(not)
    }
    // Profiles come first.
    expect(await listed(terminal, 'ccs ', [/version/])).toMatch(/^\s*work\b/)
    for (const typed of CLAUDES_LINES) await listed(terminal, typed, CLAUDES)
    expect(await listed(terminal, 'ccs-', [/ccs-work/, /ccs-personal/])).not.toMatch(/ccs-nobody/)
    expect(await listed(terminal, 'ccs -', [/-c\b/, /--continue\b/, /--version\b/])).not.toMatch(/zfile|\bmcp\s/)
    await listed(terminal, 'ccs work -', [/-p\b/, /--print\b/, /--version\b/])
  })

  test('tells what is listed', async () => {
    using world = worldWithProfiles()
    await using terminal = await openForTab(shell, world)
    const list = await listed(terminal, 'ccs ', [/version/])
    const told = [/work.*account, default/, /mine.*plain/, /glm.*settings/, /auth.*Account profiles:/]
    for (const description of told) {
      if (shell === 'bash') expect(list).not.toMatch(description)
      else expect(list).toMatch(description)
    }
  })

  test('follows the registry', async () => {
    using world = worldWithProfiles()
    await using terminal = await openForTab(shell, world)
    expect(await completed(terminal, 'ccs-personal --perm')).toBe('ccs-personal --permission-mode ')
    await change(world, 'create', 'newest')
    expect(await completed(terminal, 'ccs new')).toBe('ccs newest ')
    expect(await completed(terminal, 'ccs-newest --perm')).toBe('ccs-newest --permission-mode ')
    await change(world, 'remove', 'personal', '--force')
    expect(await completed(terminal, 'ccs pers')).toBe('ccs pers')
    expect(await completed(terminal, 'ccs-personal --perm')).toBe('ccs-personal --perm')
    expect(await completed(terminal, 'ccs-personal zfi')).toBe('ccs-personal zfile.txt ')
    if (shell === 'bash')
      expect(await terminal.ask('complete -p ccs-personal')).toContain('no completion specification')
    writeFileSync(join(world.ccsDir, 'config.json'), '{"profiles":{"kimi":"~/glm.json"}}')
    expect(await completed(terminal, 'ccs ki')).toBe('ccs kimi ')
  })

  test('starts no process', async (context) => {
    skipWhen(needsStrace(), context)
    using world = worldWithProfiles()
    // The first time, compinit starts a thousand.
    await (await openForTab(shell, world)).close()
    const { under, starts } = tracedStarts(world)
    await using terminal = await openForTab(shell, world, { under })
    const before = starts()
    await listed(terminal, 'ccs ', [/work/, /version/])
    await listed(terminal, 'ccs-work ', CLAUDES)
    for (const [typed] of INSERTIONS) await completed(terminal, typed)
    expect(starts()).toEqual(before)
  })
})

describe.each(LOADING)('Tab in $shell with $name', ({ shell, rc, needs }) => {
  test('completes', async (context) => {
    skipWhen(missingShell(shell) ?? (needs && !existsSync(needs) ? `${needs} is not installed` : undefined), context)
    using world = worldWithProfiles()
    await using terminal = await openForTab(shell, world, { rc })
    for (const line of ['true', 'true 2', 'true 3']) expect(await terminal.ask(line)).toBe('')
    for (const [typed, line] of INSERTIONS) expect(await completed(terminal, typed)).toBe(line)
  })
})

test('Tab in fish looks once for what fits', async (context) => {
  skipWhen(missingShell('fish'), context)
  using world = worldWithProfiles()
  const counting = [
    'functions --copy __ccs_find __ccs_really_find',
    'function __ccs_find; set --global looks $looks x; __ccs_really_find; end',
  ]
  await using terminal = await openForTab('fish', world, { rc: [...INTERACTIVE.fish.rc, ...counting] })
  for (const typed of ['ccs wo', 'ccs ./zfi', 'ccs work z']) await completed(terminal, typed)
  expect(await terminal.ask('count $looks')).toBe('3')
})

test('Tab in fish quotes the names of files as fish does', async (context) => {
  skipWhen(missingShell('fish'), context)
  using world = worldWithProfiles()
  for (const name of ['q1 a b.txt', 'q2$x (y).txt', 'q3\'u"v.txt']) writeFileSync(join(world.folder, name), '')
  writeFileSync(join(world.home, 'homefile'), '')
  await using terminal = await openForTab('fish', world)
  const words = [
    'q1',
    'q1\\ a',
    '"q1 a',
    "'q1 a",
    'q2',
    'q2\\$x',
    '"q2',
    'q3',
    '~/homef',
    '$HOME/homef',
    '"$HOME/homef',
    './zfo',
  ]
  for (const typed of words) {
    const byHand = await completed(terminal, `echo ${typed}`)
    expect(byHand).toMatch(/txt|file|folder/)
    for (const line of ['ccs work', 'ccs work mcp add']) {
      expect((await completed(terminal, `${line} ${typed}`)).replace(line, 'echo')).toBe(byHand)
    }
  }
})

test('Tab in bash offers no name behind an @ that would need quotes', async (context) => {
  skipWhen(missingShell('bash'), context)
  using world = worldWithProfiles()
  writeFileSync(join(world.folder, 'q$(touch pwned).txt'), '')
  await using terminal = await openForTab('bash', world)
  expect(await completed(terminal, 'ccs work @q')).toBe('ccs work @q')
})

describe('Tab in zsh', () => {
  beforeEach((context) => skipWhen(missingShell('zsh'), context))

  test('lets one choose with the arrows', async () => {
    using world = worldWithProfiles()
    const rc = [...INTERACTIVE.zsh.rc, "zstyle ':completion:*' menu select"]
    await using terminal = await openForTab('zsh', world, { rc })
    for (const [typed, below, chosen] of [
      ['ccs ', /version/, 'ccs personal '],
      ['ccs auth remove ', /mine/, 'ccs auth remove personal '],
      ['ccs work --model ', /sonnet/, 'ccs work --model haiku '],
      ['ccs-work -', /--version/, 'ccs-work -c '],
    ] as const) {
      terminal.type(typed)
      terminal.press('Tab')
      await terminal.waitFor(new RegExp(`\\n[^]*${below.source}`))
      terminal.press('Tab')
      terminal.press('Down')
      terminal.press('Enter')
      terminal.type('END')
      await terminal.waitFor(new RegExp(`> ${chosen}END`))
      await giveUp(terminal)
    }
  })

  test('completes without compinit', async () => {
    using world = worldWithProfiles()
    await using terminal = await openForTab('zsh', world, { rc: WITHOUT_COMPINIT })
    expect(terminal.screen()).toBe('zsh>')
    // `compctl` offers no files behind Claude's `@`.
    const insertions = INSERTIONS.filter(([typed]) => !typed.includes('@'))
    for (const [typed, line] of insertions) expect(await completed(terminal, typed)).toBe(line)
    for (const [typed, offers, not] of LISTS) {
      const list = await listed(terminal, typed, offers)
      if (not) expect(list, typed).not.toMatch(not)
    }
    await change(world, 'create', 'newest')
    expect(await completed(terminal, 'ccs new')).toBe('ccs newest ')
    expect(await completed(terminal, 'ccs-newest --perm')).toBe('ccs-newest --permission-mode ')
    expect(await terminal.ask('ccs work hi')).toContain('arguments: [hi]')
  })
})
