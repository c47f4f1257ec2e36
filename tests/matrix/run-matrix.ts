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

/**
 * Launches accounts in a shell whose rc file does one hostile thing, before or after the integration, and once more by
 * hand: everything but the account must be the same.
 *
 * @returns how many cases there were, and a sentence for each that was not as by hand
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
  const failures: string[] = []
  let number = 0
  await inPairs(cases, async (hostile) => {
    number += 1
    for (const what of await wrongIn(world, shell, dialect, hostile, number)) {
      failures.push(`${hostile.name}, ${hostile.place}: ${what}`)
    }
  })
  return { count: cases.length, failures }
}

async function wrongIn(world: World, shell: Shell, dialect: Dialect, hostile: Case, number: number): Promise<string[]> {
  const byHand = await run(world, shell, dialect, hostile, number, true)
  const ours = await run(world, shell, dialect, hostile, number, false)
  const wrong: string[] = []
  const say = (what: string, found: unknown, expected: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      wrong.push(`${what}: ${firstDifference(String(found), String(expected))}`)
    }
  }
  const { calls } = ours
  say('calls', calls.length, byHand.calls.length)
  if (!hostile.prints) say('stderr', ours.result.stderr, byHand.result.stderr)
  say('stdout', ours.result.stdout, byHand.result.stdout)
  say('status', ours.result.status, byHand.result.status)
  for (const [index, call] of calls.entries()) {
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

interface Call {
  program: string
  args: string[]
  env: Record<string, string>
}

async function run(
  world: World,
  shell: Shell,
  dialect: Dialect,
  hostile: Case,
  number: number,
  isByHand: boolean,
): Promise<{ result: Result; calls: Call[] }> {
  const record = join(world.root, `record-${number}`)
  const words = LINES.map(([words, , own]) => (isByHand ? [join(world.bin, 'claude'), ...words.slice(own)] : words))
  const script = [
    dialect.start,
    ...(hostile.place === 'after' ? [] : [hostile.text]),
    // By hand means without the integration; the line stays, because messages name lines by number.
    isByHand ? '#' : (hostile.place === 'before eval' && dialect.evaluate) || shell.source('CCS_TEXT'),
    ...(hostile.place === 'after' ? [hostile.text] : []),
    ...words.flatMap(({ length }, index) => [shell.call(index, length), dialect.probe]),
  ]
  const env = { ...wordsOf(words), CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)), RECORD: record }
  const result = await shell.run(world, script, { env })
  const calls = callsIn(record)
  rmSync(record, { force: true })
  const stdout = result.stdout
    .split('\n')
    .filter((line) => !dialect.volatile.test(line))
    .join('\n')
  return { result: { ...result, stdout }, calls }
}

function callsIn(record: string): Call[] {
  const calls: Call[] = []
  let parts: string[]
  try {
    parts = readFileSync(record, 'utf8').split('\0')
  } catch {
    return []
  }
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

/** The words of the lines differ by design, and are no part of what is compared. */
function rest(env: Record<string, string>): string {
  return Object.entries(env)
    .filter(([name]) => !OURS.has(name) && !name.startsWith('CCS_WORD_'))
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
