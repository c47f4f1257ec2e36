import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'pathe'
import { isInstalled } from '../tests/support/installed.ts'
import { World } from '../tests/support/world.ts'
import { type Candidate, medians } from './measure.ts'
import { BENCHES, candidate, REPEATS } from './shells.ts'

// The budgets of the design, each against its rival in the same run.
const ROUNDS = Number(process.env.CCS_BENCH_ROUNDS ?? 15)

using world = new World('home')
world.program('claude', '#!/bin/sh\n')

title('A launch by the function, against the same by hand: at most 0.5 ms more (PowerShell 2)')
await profiles(5)
for (const bench of here()) {
  const lines = [bench.byHand, 'ccs-p0 x'].map((line) => candidate(world, bench, bench.repeat(line), true))
  const [hand = 0, ours = 0] = medians(lines, ROUNDS)
  row(bench.name, (ours - hand) / REPEATS, ours / hand)
}

title('Tab after "ccs ": at most 2 ms')
for (const bench of here().filter(({ tab }) => tab !== undefined)) {
  const lines = ['', bench.repeat(`${bench.tab} >/dev/null`)].map((line) => candidate(world, bench, line, true))
  const [nothing = 0, ours = 0] = medians(lines, ROUNDS)
  row(bench.name, (ours - nothing) / REPEATS)
}

title('The directory hook where nothing changes, against an empty one: at most 0.1 ms')
const folders = ['/usr', '/usr/share', '/usr/lib', '/var', '/etc']
writeFileSync(
  join(world.ccsDir, 'pins.json'),
  JSON.stringify(Object.fromEntries(folders.map((folder, index) => [folder, `p${index}`]))),
)
writeFileSync(join(world.ccsDir, 'shell.json'), '{"hook":"pwd"}')
await publish()
for (const bench of here().filter(({ hook }) => hook !== undefined)) {
  const scripts = ['nothing', bench.hook ?? ''].map((line) => `${bench.nothing}\n${bench.repeat(line)}`)
  const lines = scripts.map((script) => candidate(world, bench, script, true))
  const [empty = 0, ours = 0] = medians(lines, ROUNDS)
  row(bench.name, (ours - empty) / REPEATS, ours / empty)
}
for (const name of ['pins.json', 'shell.json']) rmSync(join(world.ccsDir, name))

for (const [count, budget] of [
  [5, '1 ms more (PowerShell 5)'],
  [100, '5 ms more (PowerShell 20)'],
] as const) {
  title(`Opening a shell that sources the published file, ${count} profiles, against none: at most ${budget}`)
  await profiles(count)
  for (const bench of here()) {
    const shells = [false, true].map((withText) => candidate(world, bench, '', withText))
    if (isInstalled('zoxide')) shells.push(candidate(world, bench, bench.zoxide, false))
    const [empty = 0, ours = 0, zoxide] = medians(shells, ROUNDS * 3)
    row(bench.name, ours - empty, ours / empty)
    if (zoxide !== undefined) row('  zoxide init, eval', zoxide - empty, zoxide / empty)
  }
}

title('The core with 100 profiles, against node on an empty file: init and launch 1.15 times, others 1.5')
const { CCS_STUB_LOG: _, ...env } = world.env
const node = (...args: string[]): Candidate => ({ program: process.execPath, args, env })
const cli = join(import.meta.dirname, '../dist/cli.cjs')
const commands = [['init', 'zsh'], ['auth', 'list'], ['auth', 'default'], ['help']]
// Says when it was started, but for what it takes by itself.
world.program('clock', '#!/bin/sh\nexec date +%s%N\n')
const clock = join(world.bin, 'clock')
const launch: Candidate = { ...node(cli, 'p0', 'x'), env: { ...env, CCS_CLAUDE_PATH: clock }, tellsTime: true }
const itself: Candidate = { program: clock, args: [], env, tellsTime: true }
for (const extension of ['mjs', 'cjs']) {
  const file = join(world.root, `empty.${extension}`)
  writeFileSync(file, '')
  const runs = [node(file), launch, itself, ...commands.map((args) => node(cli, ...args))]
  const [empty = 0, launched = 0, alone = 0, ...times] = medians(runs, ROUNDS * 2)
  const started = launched - alone
  row(`ccs p0, till claude (.${extension})`, started - empty, started / empty)
  for (const [index, args] of commands.entries()) {
    row(`ccs ${args.join(' ')} (.${extension})`, (times[index] ?? 0) - empty, (times[index] ?? 0) / empty)
  }
}

/** A ccs dir with that many profiles, published. */
async function profiles(count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `p${index}`)
  for (const name of names) mkdirSync(join(world.ccsDir, 'instances', name), { recursive: true, mode: 0o700 })
  const entries = names.map((name) => [name, { type: 'account', created: '2025-01-01T00:00:00.000Z', last_used: null }])
  const registry = { version: '2.0.0', profiles: Object.fromEntries(entries), default: 'p0' }
  writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify(registry))
  await publish()
}

async function publish(): Promise<void> {
  const { status, stderr } = await world.ccs(['init', 'bash'])
  if (status !== 0) throw new Error(stderr)
}

function here() {
  for (const { name, missing } of BENCHES) if (missing) process.stdout.write(`  ${name}: ${missing}\n`)
  return BENCHES.filter(({ missing }) => missing === undefined)
}

function title(text: string): void {
  process.stdout.write(`\n${text}\n`)
}

function row(what: string, milliseconds: number, ratio?: number): void {
  const times = ratio === undefined ? '' : `${ratio.toFixed(2)} times`
  process.stdout.write(`  ${what.padEnd(24)}${milliseconds.toFixed(2).padStart(8)} ms   ${times}\n`)
}
