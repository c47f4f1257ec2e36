import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exactPicture } from '../support/exact-picture.ts'
import { openCore } from '../support/terminal.ts'
import { backups, writeV2Vault } from '../support/v2-home.ts'
import { World } from '../support/world.ts'

const MIGRATE = ['migrate', '--force', '--no-login']

describe('migrate at a terminal', () => {
  test('it shows, asks, and logs in one after another; a login can be skipped, and taken up later', async () => {
    using world = new World('home')
    writeV2Vault(world)
    await using terminal = openCore(world, ['migrate'])
    const plan = await terminal.waitFor(/Do this\?/)
    expect(plan).toContain('log in       "work" (with v2 it was user@work.example)')
    expect(backups(world)).toEqual([])
    terminal.type('y')
    const first = await terminal.waitFor(/Log in now\?/)
    expect(first).toContain('Login 1 of 3: "work", which was user@work.example with v2')
    terminal.press('Enter')
    await terminal.waitFor(/"work" is logged in\.[\s\S]*Login 2 of 3: "personal"[\s\S]*Log in now\?/)
    terminal.type('n')
    await terminal.waitFor(/Login 3 of 3: [\s\S]*Log in now\?/)
    terminal.press('CtrlC')
    const end = await terminal.waitFor(/ccs: Interrupted\./)
    expect(end).toContain("Each logs in once, by:\n     ccs auth login personal\n     ccs auth login -- 'It")
    expect(existsSync(join(world.ccsDir, 'instances/work/.credentials.json'))).toBe(true)

    await using later = openCore(world, ['migrate'])
    await later.waitFor(/Login 1 of 2: "personal"[\s\S]*Log in now\?/)
    later.type('y')
    await later.waitFor(/Login 2 of 2: [\s\S]*Log in now\?/)
    later.type('y')
    await later.waitFor(/touch pwned\)" is logged in\./)
    await using last = openCore(world, ['migrate'])
    await last.waitFor(/There is nothing to migrate\./)
  })

  test('no is an answer', async () => {
    using world = new World('home')
    writeV2Vault(world)
    const before = exactPicture(world.home)
    await using terminal = openCore(world, ['migrate'])
    await terminal.waitFor(/Do this\?/)
    terminal.press('Enter')
    await terminal.waitFor(/Nothing was changed\./)
    expect(exactPicture(world.home)).toBe(before)
  })

  test('Ctrl-C in a login skips that one; one that fails is told, and the next is asked for', async () => {
    using world = new World('home')
    writeV2Vault(world)
    await world.ccs(MIGRATE)
    await using terminal = openCore(world, ['migrate'], { CCS_STUB_LOGIN: 'hang' })
    await terminal.waitFor(/Log in now\?/)
    terminal.type('y')
    while (!world.calls().some(({ args }) => args[1] === 'login')) await new Promise((r) => setTimeout(r, 20))
    terminal.press('CtrlC')
    await terminal.waitFor(/Skipped\.[\s\S]*Login 2 of 3/)
    await using failing = openCore(world, ['migrate'], { CCS_STUB_LOGIN: 'fail' })
    await failing.waitFor(/Login 1 of 3[\s\S]*Log in now\?/)
    failing.type('y')
    await failing.waitFor(/Logging "work" in did not succeed[\s\S]*Login 2 of 3/)
  })

  test('without claude nothing is begun', async () => {
    using world = new World('home')
    writeV2Vault(world)
    await using terminal = openCore(world, ['migrate'], { CCS_CLAUDE_PATH: '/nowhere' })
    await terminal.waitFor(/\[claude-not-found\]/)
    expect(backups(world)).toEqual([])
  })

  test('launching an account of v2 logs in first, once', async () => {
    using world = new World('home')
    writeV2Vault(world)
    world.env.CCS_STUB_SAY = '1'
    await using terminal = openCore(world, ['work', 'hi'])
    const screen = await terminal.waitFor(/account work@example\.com, arguments: \[hi\]/)
    expect(screen).toContain('ccs: These are accounts of ccs v2. To bring them over: ccs migrate')
    const words = (calls: { args: string[] }[]) => calls.map(({ args }) => args.join(' '))
    expect(words(world.calls())).toContain('auth login')
    await using again = openCore(world, ['work', 'hi'])
    await again.waitFor(/arguments: \[hi\]/)
    expect(words(world.calls())).not.toContain('auth login')
  })
})
