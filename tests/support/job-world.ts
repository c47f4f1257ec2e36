import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { publishedName } from '../shells/drivers/index.ts'
import type { ShellName } from '../shells/drivers/shell.ts'
import { furnish } from '../shells/scenarios/scenario.ts'
import { publish } from './publish.ts'
import { ShellTerminal } from './shell-terminal.ts'
import { World } from './world.ts'

/**
 * Writes down what reaches it. With `handles` among its arguments it ends with 5 at a signal, with `counts` a while after,
 * else it takes signals as programs do. With `deaf` it reads nothing, with `blocks` it waits for input in a system call.
 */
const CLAUDE = `#!${process.execPath}
const { appendFileSync, readSync } = require('node:fs')
const note = (text) => appendFileSync(process.env.CLAUDE_LOG, text + '\\n')
const has = (word) => process.argv.includes(word)
process.on('SIGCONT', () => note('continued'))
process.stdout.on('resize', () => note(process.stdout.columns + 'x' + process.stdout.rows))
for (const signal of has('handles') ? ['SIGINT', 'SIGTERM', 'SIGHUP'] : []) {
  process.on(signal, () => {
    note('got ' + signal)
    if (has('counts')) setTimeout(() => process.exit(5), 500)
    else process.exit(5)
  })
}
note('pid ' + process.pid)
if (has('deaf')) setInterval(() => {}, 1000)
else if (has('blocks')) {
  const input = Buffer.alloc(100)
  process.stdout.write('heard ' + input.subarray(0, readSync(0, input)))
} else process.stdin.once('data', (heard) => {
  process.stdout.write('heard ' + heard)
  process.exit()
})
`

/** By hand, by the function, by the name, by the core. */
export const LINES = ['claude', 'ccs-work', 'ccs work', 'command ccs work'] as const

/** A home with a claude that lives long and tells what happens to it. */
export class Desk {
  readonly world = new World()
  readonly log = join(this.world.root, 'claude.log')

  static make(): Desk {
    const desk = new Desk()
    furnish(desk.world, { name: '', line: [], expect: { status: 0 } })
    publish(desk.world)
    desk.world.program('claude', CLAUDE)
    Object.assign(desk.world.env, { CLAUDE_LOG: desk.log, CCS_STUB_LOG: '' })
    return desk
  }

  /** A terminal whose shell sources the published text. */
  open(shell: ShellName): Promise<ShellTerminal> {
    writeFileSync(this.log, '')
    const text = join(this.world.ccsDir, 'shell', publishedName({ name: shell }))
    return ShellTerminal.open(shell, this.world, { rc: ['. "$CCS_TEXT"'], env: { CCS_TEXT: text } })
  }

  /** Waits until claude has written down something that matches, and forgets everything up to there. */
  async noted(pattern: RegExp): Promise<string> {
    for (let tries = 0; tries < 500; tries++) {
      const text = readFileSync(this.log, 'utf8')
      const found = pattern.exec(text)
      if (found) {
        writeFileSync(this.log, '')
        return found[1] ?? found[0]
      }
      await sleep(20)
    }
    throw new Error(`${pattern} did not appear in:\n${readFileSync(this.log, 'utf8')}`)
  }

  /** The id of the claude that was started last, once it runs. */
  pid(): Promise<string> {
    return this.noted(/^pid (\d+)$/m)
  }

  [Symbol.dispose](): void {
    this.world[Symbol.dispose]()
  }
}

/** Waits until a process is gone. */
export async function gone(pid: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (!existsSync(`/proc/${pid}`)) return
    await sleep(20)
  }
  throw new Error(`${pid} still runs: ${readFileSync(`/proc/${pid}/cmdline`, 'utf8')}`)
}

/** Waits until a process is stopped, or no more so. */
export async function stopped(pid: string, isStopped = true): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (/\) T/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) === isStopped) return
    await sleep(20)
  }
  throw new Error(`${pid} is ${isStopped ? 'not ' : ''}stopped`)
}
