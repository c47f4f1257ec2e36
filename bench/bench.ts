import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isInstalled } from '../tests/installed.ts'
import { World } from '../tests/world.ts'
import { type Candidate, medians } from './measure.ts'

// The budgets of the design, each against its rival in the same run.
const LAUNCHES = 100
const ROUNDS = Number(process.env.CCS_BENCH_ROUNDS ?? 15)

interface ShellUnderTest {
  name: string
  args: (script: string) => string[]
  source: (file: string) => string
  byHand: string
  repeat: (line: string) => string
}

const posixLoop = (line: string) => `for ((i = 0; i < ${LAUNCHES}; i++)); do ${line}; done`
const SHELLS: ShellUnderTest[] = [
  {
    name: 'bash',
    args: (script) => ['--norc', '--noprofile', '-c', script],
    source: (file) => `. '${file}'`,
    byHand: 'CLAUDE_CONFIG_DIR=/x claude x',
    repeat: posixLoop,
  },
  {
    name: 'zsh',
    args: (script) => ['-f', '-c', script],
    source: (file) => `. '${file}'`,
    byHand: 'CLAUDE_CONFIG_DIR=/x claude x',
    repeat: posixLoop,
  },
  {
    name: 'fish',
    args: (script) => ['--no-config', '-c', script],
    source: (file) => `source '${file}'`,
    byHand: 'CLAUDE_CONFIG_DIR=/x claude x',
    repeat: (line) => `for i in (seq ${LAUNCHES}); ${line}; end`,
  },
]

using world = new World('home')
world.program('claude', '#!/bin/sh\n')
const { CCS_STUB_LOG: _, ...env } = world.env
const core: Candidate = { program: join(world.bin, 'ccs'), args: [], env }

console.log('launch by the function, against by hand (at most 0.5 ms more, bash 3.2 0.8)')
await profiles(5)
for (const shell of installed()) {
  const script = (line: string) => `${shell.source(published(shell))}\n${shell.repeat(line)}`
  const [hand = 0, ours = 0] = medians([run(shell, script(shell.byHand)), run(shell, script('ccs-p0 x'))], ROUNDS)
  print(shell.name, `${((ours - hand) / LAUNCHES).toFixed(2)} ms more`, ours / hand)
}

for (const [count, budget] of [
  [5, 1],
  [100, 5],
] as const) {
  console.log(`opening a shell that sources the published file, ${count} profiles (at most ${budget} ms more)`)
  await profiles(count)
  for (const shell of installed()) {
    const [empty = 0, ours = 0] = medians([run(shell, ':'), run(shell, shell.source(published(shell)))], ROUNDS * 3)
    print(shell.name, `${(ours - empty).toFixed(2)} ms more`, ours / empty)
  }
}

console.log('the core, against node running an empty file (init and launch 1.15, others 1.5; 100 profiles)')
const emptyFile = join(world.root, 'empty.mjs')
writeFileSync(emptyFile, '')
const node: Candidate = { program: process.execPath, args: [emptyFile], env }
const cli = join(import.meta.dirname, '../dist/cli.cjs')
const commands = [['init', 'zsh'], ['p0', 'x'], ['auth', 'list'], ['auth', 'default'], ['help']]
const [empty = 0, ...times] = medians(
  [node, ...commands.map((args) => ({ ...node, args: [cli, ...args] }))],
  ROUNDS * 2,
)
commands.forEach((args, index) => {
  const time = times[index] ?? 0
  print(`ccs ${args.join(' ')}`, `${(time - empty).toFixed(1)} ms more`, time / empty)
})

/** A ccs dir with that many profiles, published. */
async function profiles(count: number): Promise<void> {
  mkdirSync(world.ccsDir, { recursive: true, mode: 0o700 })
  const names = Array.from({ length: count }, (_, index) => `p${index}`)
  for (const name of names) mkdirSync(join(world.ccsDir, 'instances', name), { recursive: true })
  const entries = names.map((name) => [name, { type: 'account', created: '2025-01-01T00:00:00.000Z', last_used: null }])
  const registry = { version: '2.0.0', profiles: Object.fromEntries(entries), default: 'p0' }
  writeFileSync(join(world.ccsDir, 'profiles.json'), JSON.stringify(registry))
  const { status } = await world.run(core.program, ['init', 'bash'])
  if (status !== 0) throw new Error('publishing failed')
}

function installed(): ShellUnderTest[] {
  const [here, absent] = [
    SHELLS.filter(({ name }) => isInstalled(name)),
    SHELLS.filter(({ name }) => !isInstalled(name)),
  ]
  for (const { name } of absent) console.log(`  ${name.padEnd(16)} not installed`)
  return here
}

function run(shell: ShellUnderTest, script: string): Candidate {
  return { program: shell.name, args: shell.args(script), env }
}

function published({ name }: ShellUnderTest): string {
  return join(world.ccsDir, 'shell', `ccs.${name}`)
}

function print(what: string, difference: string, ratio: number): void {
  console.log(`  ${what.padEnd(16)} ${difference.padStart(14)}   ${ratio.toFixed(3)} times`)
}
