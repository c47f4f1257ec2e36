import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { account, furnish } from '../scenarios/scenario.ts'
import { HOSTILE, OVERRIDES } from '../scenarios/world.ts'
import { publishedName, wordsOf } from '../shells/index.ts'
import type { Shell } from '../shells/shell.ts'
import { inPairs } from '../torture/outcome.ts'
import { type Result, World } from '../world.ts'
import type { Dialect, Hostility, Place } from './hostility.ts'

/** In the place of claude and the core: writes down what it was given, and starts as little as it can. */
const recorder = (program: string) => `#!/bin/sh
{ printf '%s\\0' ${program} "$#" "$@"; /usr/bin/env -0; printf 'end\\0'; } >>"$RECORD"
`
/** The lines that are tried in each case, the account that is right, and how many words are not for claude. */
const LINES: readonly (readonly [words: readonly string[], account: string, own: number])[] = [
  [['ccs-work', ...HOSTILE], 'work', 1],
  [['ccs', 'personal', 'x'], 'personal', 2],
  [['ccs', 'a b', '--', '*'], 'work', 1],
]
/** Of claude's environment; all else must be as by hand. */
const OURS = new Set(['CLAUDE_CONFIG_DIR', 'CCS_PROFILE', '_', 'SHLVL', 'PWD', 'OLDPWD', ...OVERRIDES])

const PLACES: readonly Place[] = ['before source', 'before eval', 'after']

interface Case extends Hostility {
  place: Place
}

/** What came of a case: all that was printed, and what was started. */
interface Run {
  result: Result
  calls: Call[]
}

/** One start of claude or of the core. */
interface Call {
  program: string
  args: string[]
  env: Record<string, string>
}

/**
 * Launches accounts in a shell whose rc file does one hostile thing, before or after the integration, and once more by
 * hand, without the integration: everything but the account must be the same.
 *
 * @returns how many cases there were, and a sentence for each thing that was not as by hand
 */
export async function runMatrix(shell: Shell, dialect: Dialect): Promise<{ count: number; failures: string[] }> {
  using world = new World()
  const profiles = { work: account, personal: account }
  furnish(world, { name: '', registry: { profiles, default: 'work' }, line: [], expect: { status: 0 } })
  await world.ccs(['init', 'bash'])
  for (const program of ['claude', 'ccs']) world.program(program, recorder(program))
  const places = PLACES.filter((place) => place !== 'before eval' || dialect.evaluate !== undefined)
  const cases = dialect.hostilities.flatMap((hostility) =>
    places.filter((place) => hostility.only?.includes(place) ?? true).map((place): Case => ({ ...hostility, place })),
  )
  const scripts = cases.flatMap((hostile) =>
    [true, false].map((isByHand) => scriptOf(world, shell, dialect, hostile, isByHand)),
  )
  const runs = await runAll(world, shell, dialect, scripts)
  const failures = cases.flatMap((hostile, index) => {
    const [byHand, ours] = runs.slice(2 * index) as [Run, Run]
    return wrongIn(world, hostile, byHand, ours).map((what) => `${hostile.name}, ${hostile.place}: ${what}`)
  })
  return { count: cases.length, failures }
}

/** All lines, and their words by hand after those with ccs. */
function wordsIn(world: World): (readonly string[])[] {
  return [
    ...LINES.map(([words]) => words),
    ...LINES.map(([words, , own]) => [join(world.bin, 'claude'), ...words.slice(own)]),
  ]
}

function scriptOf(world: World, shell: Shell, dialect: Dialect, hostile: Case, isByHand: boolean): string[] {
  const calls = wordsIn(world).map(({ length }, index) => shell.call(index, length))
  const load = (hostile.place === 'before eval' && dialect.evaluate) || shell.source('CCS_TEXT')
  return [
    dialect.start,
    ...(hostile.place === 'after' ? [] : [hostile.text]),
    // By hand means without the integration; the line stays, because messages name lines by number.
    isByHand ? '#' : load,
    ...(hostile.place === 'after' ? [hostile.text] : []),
    ...calls
      .slice(isByHand ? LINES.length : 0)
      .slice(0, LINES.length)
      .flatMap((call) => [call, dialect.probe]),
  ]
}

async function runAll(world: World, shell: Shell, dialect: Dialect, scripts: string[][]): Promise<Run[]> {
  const env = { ...wordsOf(wordsIn(world)), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)) }
  const records = join(world.root, 'record-')
  const results: Result[] = []
  if (dialect.runAll) {
    results.push(...(await dialect.runAll(world, scripts, env, records)))
  } else {
    await inPairs([...scripts.entries()], async ([index, script]) => {
      results[index] = await shell.run(world, script, { env: { ...env, RECORD: `${records}${index}` } })
    })
  }
  return results.map((result, index) => {
    const lines = result.stdout.split('\n').filter((line) => !dialect.volatile.test(line))
    return { result: { ...result, stdout: lines.join('\n') }, calls: callsIn(`${records}${index}`) }
  })
}

function wrongIn(world: World, hostile: Case, byHand: Run, ours: Run): string[] {
  const wrong: string[] = []
  const say = (what: string, found: unknown, expected: unknown) => {
    if (found !== expected) wrong.push(`${what}: ${firstDifference(String(found), String(expected))}`)
  }
  say('calls by hand', byHand.calls.length, LINES.length)
  say('calls', ours.calls.length, byHand.calls.length)
  if (!hostile.prints) say('stderr', ours.result.stderr, byHand.result.stderr)
  say('stdout', ours.result.stdout, byHand.result.stdout)
  say('status', ours.result.status, byHand.result.status)
  for (const [index, call] of ours.calls.entries()) {
    const [words = [], name] = LINES[index] ?? []
    if (hostile.asksCore && call.program === 'ccs') {
      say('arguments for the core', call.args.join('\0'), forCore(words).join('\0'))
      continue
    }
    say('program', call.program, 'claude')
    say('arguments', call.args.join('\0'), byHand.calls[index]?.args.join('\0'))
    say('account', call.env.CLAUDE_CONFIG_DIR, join(world.ccsDir, 'instances', String(name)))
    say('profile', call.env.CCS_PROFILE, name)
    say('overrides', OVERRIDES.filter((override) => override in call.env).join(), '')
    say('environment', rest(call.env), rest(byHand.calls[index]?.env ?? {}))
  }
  return wrong
}

function forCore([command = '', ...words]: readonly string[]): readonly string[] {
  return command === 'ccs' ? words : ['run', command.slice('ccs-'.length), ...words]
}

function callsIn(record: string): Call[] {
  let parts: string[]
  try {
    parts = readFileSync(record, 'utf8').split('\0')
  } catch {
    return []
  }
  rmSync(record)
  const calls: Call[] = []
  while (parts.length > 1) {
    const program = parts.shift() ?? ''
    const args = parts.splice(0, Number(parts.shift()))
    const env = parts.splice(0, parts.indexOf('end'))
    parts.shift()
    calls.push({
      program,
      args,
      env: Object.fromEntries(env.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)])),
    })
  }
  return calls
}

/** The record is another one by design. */
function rest(env: Record<string, string>): string {
  return Object.entries(env)
    .filter(([name]) => !OURS.has(name) && name !== 'RECORD')
    .map((entry) => entry.join('='))
    .sort()
    .join('\n')
}

function firstDifference(found: string, expected: string): string {
  const [one, other] = [found.split('\n'), expected.split('\n')]
  const index = one.findIndex((line, index) => line !== other[index])
  const at = index === -1 ? one.length : index
  return `${JSON.stringify(one[at]?.slice(0, 300))} instead of ${JSON.stringify(other[at]?.slice(0, 300))}`
}
