import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { publishedName } from '../shells/drivers/index.ts'
import type { ShellName } from '../shells/drivers/shell.ts'
import { HAPPENINGS, WORK } from '../shells/scenarios/ccs-dir-events.ts'
import { furnish } from '../shells/scenarios/scenario.ts'
import { skipWhen } from '../support/installed.ts'
import { publish } from '../support/publish.ts'
import { LINE_EDITORS, missingShell, ShellTerminal } from '../support/shell-terminal.ts'
import { World } from '../support/world.ts'

/** Options that a person may set after loading; a refresh comes then. */
const OPTIONS: Record<(typeof LINE_EDITORS)[number], readonly string[]> = {
  bash: [
    'set -o posix',
    'set -u',
    'set -e',
    'set -C',
    'set -f',
    'shopt -s nocasematch',
    'shopt -u expand_aliases',
    'set -k',
    'IFS=:',
    'alias local=false',
    'set -euCf -o pipefail -o posix',
  ],
  zsh: [
    'setopt ksh_arrays',
    'setopt sh_word_split',
    'setopt no_unset',
    'setopt no_clobber',
    'setopt err_return',
    'setopt posix_builtins',
    'setopt sh_glob',
    'setopt csh_junkie_quotes',
    'setopt ignore_braces',
    'setopt no_glob',
    'emulate sh',
    'emulate csh',
    'IFS=:',
    'set -e',
  ],
  fish: ['set -g IFS :', 'set -gx fish_features no-stderr-nocaret'],
}

class Room {
  readonly world = new World()

  static async make(): Promise<Room> {
    const room = new Room()
    const other = join(room.world.root, 'other')
    for (const name of ['dist', 'templates', 'completions']) cpSync(name, join(other, name), { recursive: true })
    const door = join(other, 'dist/cli.cjs')
    writeFileSync(door, readFileSync(door, 'utf8').replace('version = "3.', 'version = "9.'))
    room.world.program('other', `#!/bin/sh\nexec "${process.execPath}" "${door}" "$@"\n`)
    await room.reset()
    return room
  }

  /** Everything as new. */
  async reset(): Promise<void> {
    const { world } = this
    const kept = join(world.root, 'kept')
    const restore = '[ -d "$1" ] && rm -rf "$HOME/.ccs" "$HOME/.ccs.away" && cp -a "$1" "$HOME/.ccs"'
    if ((await world.run('/bin/sh', ['-c', restore, 'sh', kept])).status === 0) return
    furnish(world, { name: '', line: [], expect: { status: 0 } })
    world.program(
      'claude',
      `#!/bin/sh\nd=\${CLAUDE_CONFIG_DIR-unset}\nprintf "account %s:" "\${d#"$HOME/.ccs/"}"; printf " [%s]" "$@"; echo\n`,
    )
    publish(world)
    await world.run('/bin/cp', ['-a', world.ccsDir, kept])
  }

  /** Lets something happen outside of the shell. */
  async elsewhere(text: string): Promise<void> {
    const env = { CCS: join(this.world.bin, 'ccs'), OTHER: join(this.world.bin, 'other') }
    const { status, stderr } = await this.world.run('/bin/sh', ['-c', `cd "$HOME/.ccs" && { ${text}\n}`], { env })
    expect({ text, status, stderr }).toEqual({ text, status: 0, stderr: '' })
  }

  open(
    shell: ShellName,
    text = join(this.world.ccsDir, 'shell', publishedName({ name: shell })),
  ): Promise<ShellTerminal> {
    return ShellTerminal.open(shell, this.world, {
      rc: ['. "$CCS_TEXT"', "alias alive='echo alive'"],
      env: { CCS_TEXT: text },
    })
  }

  [Symbol.dispose](): void {
    this.world[Symbol.dispose]()
  }
}

describe.each(LINE_EDITORS)('an open %s', (shell) => {
  beforeEach((context) => skipWhen(missingShell(shell), context))

  test('goes on through all that happens elsewhere', { timeout: 120_000 }, async () => {
    using room = await Room.make()
    await using terminal = await room.open(shell)
    for (const { name, elsewhere, line, answer, status = 0, missing } of HAPPENINGS) {
      if (missing?.()) continue
      await room.reset()
      await room.elsewhere(elsewhere)
      const got = { answer: await terminal.ask(line), status: await terminal.status() }
      expect({ name, ...got }).toEqual({ name, answer: expect.stringMatching(answer), status })
      expect([name, await terminal.ask('alive')]).toEqual([name, 'alive'])
    }
  })

  test('takes a new text whatever has been set since', { timeout: 120_000 }, async () => {
    using room = await Room.make()
    const old = join(room.world.root, publishedName({ name: shell }))
    cpSync(join(room.world.ccsDir, 'shell', publishedName({ name: shell })), old)
    await room.elsewhere('"$CCS" auth create newest --no-login 2>/dev/null; "$CCS" auth default newest 2>/dev/null')
    room.world.program('ccs', '#!/bin/sh\necho "the core was asked: $*" >&2\nexit 99\n')
    for (const option of OPTIONS[shell]) {
      await using terminal = await room.open(shell, old)
      const got = [await terminal.ask(option)]
      for (const line of ['ccs -p', 'ccs-newest a', 'ccs work b', 'echo alive']) got.push(await terminal.ask(line))
      const newest = 'account instances/newest:'
      expect([option, ...got]).toEqual([
        option,
        '',
        `${newest} [-p]`,
        `${newest} [a]`,
        'account instances/work: [b]',
        'alive',
      ])
    }
  })

  test('goes on without the core where it is sure', async () => {
    using room = await Room.make()
    await room.elsewhere('"$OTHER" init bash >/dev/null')
    await using terminal = await room.open(shell)
    await room.elsewhere('rm -r "$OTHER" "$CCS" ../../other')
    expect(await terminal.ask('ccs-work hi')).toMatch(WORK)
    expect(await terminal.ask('ccs "a task"')).toBe('account instances/work: [a task]')
    for (const line of ['ccs nobody', 'ccs auth list']) {
      expect(await terminal.ask(line)).toMatch(/^ccs: The shell integration is loaded, but ccs is not installed/)
      expect(await terminal.status()).toBe(127)
    }
    expect(await terminal.ask('alive')).toBe('alive')
  })

  test('refreshes beside another one, and while something is published', async () => {
    using room = await Room.make()
    await using one = await room.open(shell)
    await using two = await room.open(shell)
    for (const name of ['personal', 'work', 'personal', 'work', 'personal']) {
      const publishing = room.elsewhere(`"$CCS" auth default ${name} 2>/dev/null`)
      const answers = /^account instances\/(?:work|personal): \[-p\]$/
      for (let isPublished = false; !isPublished; ) {
        for (const answer of await Promise.all([one.ask('ccs -p'), two.ask('ccs -p')])) expect(answer).toMatch(answers)
        isPublished = await Promise.race([publishing.then(() => true), setImmediate(false)])
      }
      const last = `account instances/${name}: [-p]`
      expect(await Promise.all([one.ask('ccs -p'), two.ask('ccs -p')])).toEqual([last, last])
    }
  })
})
