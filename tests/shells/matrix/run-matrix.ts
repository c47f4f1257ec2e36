import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPairs } from '../../support/outcome.ts'
import { shareOf } from '../../support/sampling.ts'
import { type Result, World } from '../../support/world.ts'
import { publishedName, wordsOf } from '../drivers/index.ts'
import type { Shell } from '../drivers/shell.ts'
import { HOSTILE, OVERRIDES } from '../scenarios/expectations.ts'
import { account, furnish } from '../scenarios/scenario.ts'
import type { Dialect, Hostility, Place } from './hostility.ts'

/** In the place of claude and the core: writes down what it was given, and starts as little as it can. */
const recorder = (program: string) => `#!/bin/sh
{ printf '%s\\0' ${program} "$#" "$@"; /usr/bin/env -0; printf 'end\\0'; } >>"$RECORD"
`
/** A line that is tried in each case. */
interface Line {
  words: readonly string[]
  /** How many words are not for claude; without any the line is the same by hand. */
  own: number
  /** The account that claude gets; none is claude as by hand. */
  account?: string
  /** Nothing is started, and by hand nothing is typed. */
  isQuiet?: true
  /** The shell has another account after it, by design: only then it is looked at again. */
  isWithin?: true
}

const LINES: readonly Line[] = [
  { words: ['ccs-work', ...HOSTILE], own: 1, account: 'work' },
  { words: ['ccs', 'personal', 'x'], own: 2, account: 'personal' },
  { words: ['ccs', 'a b', '--', '*'], own: 1, account: 'work' },
]
/** What is put aside by `use` comes back as it was; not tried where the shell's own way is taken away (tests/shells/readonly-variables.test.ts). */
const USE_LINES: readonly Line[] = [
  { words: ['ccs', 'use', 'personal'], own: 3, isQuiet: true, isWithin: true },
  { words: ['claude', 'used'], own: 0, account: 'personal', isWithin: true },
  { words: ['ccs', 'use', '--off'], own: 3, isQuiet: true },
  { words: ['claude', 'as before'], own: 0 },
]
/** Of claude's environment; all else must be as by hand. */
const ALWAYS_OTHER = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD', 'RECORD'])
const OURS = new Set([...ALWAYS_OTHER, 'CLAUDE_CONFIG_DIR', 'ANTHROPIC_CONFIG_DIR', 'CCS_PROFILE', ...OVERRIDES])

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
 * @param isWhole each in every place of the rc file; else a quarter of them, each in one place, which their names decide
 * @returns how many cases there were, and a sentence for each thing that was not as by hand
 */
export async function runMatrix(
  shell: Shell,
  dialect: Dialect,
  isWhole: boolean,
): Promise<{ count: number; failures: string[] }> {
  using world = new World()
  // The default of the third line comes from a pin.
  const registry = { profiles: { work: account, personal: account }, default: 'personal' }
  furnish(world, { name: '', registry, pins: { '..': 'work' }, line: [], expect: { status: 0 } })
  const { stdout: textForEval } = await world.ccs(['init', shell.name])
  writeFileSync(join(world.root, 'text for eval'), textForEval)
  for (const program of ['claude', 'ccs']) world.program(program, recorder(program))
  const places = PLACES.filter((place) => place !== 'before eval' || dialect.evaluate !== undefined)
  const hostilities = dialect.hostilities.filter(({ name }) => isWhole || shareOf(`tried: ${name}`, 4) === 0)
  const cases = hostilities.flatMap((hostility) =>
    places
      .filter((place) => hostility.only?.includes(place) ?? true)
      .filter((_, number, { length }) => isWhole || number === shareOf(hostility.name, length))
      .map((place): Case => ({ ...hostility, place })),
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

function linesOf({ asksCore, refusesUse }: Hostility): readonly Line[] {
  return asksCore || refusesUse ? LINES : [...LINES, ...USE_LINES]
}

/** The words of a line; claude is called by its path, because a function by its name is the person's own. */
function wordsIn(world: World, { words, own }: Line, isByHand: boolean): readonly string[] {
  const claude = join(world.bin, 'claude')
  if (own === 0) return [claude, ...words.slice(1)]
  return isByHand ? [claude, ...words.slice(own)] : words
}

const ALL_LINES = [...LINES, ...USE_LINES]

function allWords(world: World): (readonly string[])[] {
  return [false, true].flatMap((isByHand) => ALL_LINES.map((line) => wordsIn(world, line, isByHand)))
}

function scriptOf(world: World, shell: Shell, dialect: Dialect, hostile: Case, isByHand: boolean): string[] {
  const load = (hostile.place === 'before eval' && dialect.evaluate) || shell.source('CCS_TEXT')
  return [
    dialect.start,
    ...(hostile.place === 'after' ? [] : [hostile.text]),
    // By hand means without the integration; its lines stay, because messages name lines by number.
    isByHand ? load.replace(/.+/g, '#') : load,
    ...(hostile.place === 'after' ? [hostile.text] : []),
    ...linesOf(hostile).flatMap((line, index) => {
      const call = shell.call(isByHand ? ALL_LINES.length + index : index, wordsIn(world, line, isByHand))
      return [isByHand && line.isQuiet ? '#' : call, line.isWithin ? '#' : dialect.probe]
    }),
  ]
}

async function runAll(world: World, shell: Shell, dialect: Dialect, scripts: string[][]): Promise<Run[]> {
  const env = {
    ...wordsOf(allWords(world)),
    CCS_TEXT: join(world.ccsDir, 'shell', publishedName(shell)),
    CCS_TEXT_FOR_EVAL: join(world.root, 'text for eval'),
  }
  const records = join(world.root, 'record-')
  const results: Result[] = []
  const run = shell.runShared ?? shell.run
  await inPairs([...scripts.entries()], async ([index, script]) => {
    results[index] = await run(world, script, { env: { ...env, RECORD: `${records}${index}` } })
  })
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
  const launches = linesOf(hostile).filter(({ isQuiet }) => !isQuiet)
  say('calls by hand', byHand.calls.length, launches.length)
  say('calls', ours.calls.length, byHand.calls.length)
  if (!hostile.prints) say('stderr', ours.result.stderr, byHand.result.stderr)
  say('stdout', ours.result.stdout, byHand.result.stdout)
  say('status', ours.result.status, byHand.result.status)
  for (const [index, call] of ours.calls.entries()) {
    const { words, account } = launches[index] ?? { words: [] }
    if (hostile.asksCore && call.program === 'ccs') {
      say('arguments for the core', call.args.join('\0'), forCore(words).join('\0'))
      continue
    }
    const hand = byHand.calls[index]
    say('program', call.program, 'claude')
    say('arguments', call.args.join('\0'), hand?.args.join('\0'))
    if (account === undefined) {
      say('environment as before', rest(call.env, ALWAYS_OTHER), rest(hand?.env ?? {}, ALWAYS_OTHER))
      continue
    }
    say('account', call.env.CLAUDE_CONFIG_DIR, join(world.ccsDir, 'instances', account))
    say('sign-ins', call.env.ANTHROPIC_CONFIG_DIR, join(world.ccsDir, 'instances', account, '.anthropic'))
    say('profile', call.env.CCS_PROFILE, account)
    say('overrides', OVERRIDES.filter((override) => override in call.env).join(), '')
    say('environment', rest(call.env, OURS), rest(hand?.env ?? {}, OURS))
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

function rest(env: Record<string, string>, without: Set<string>): string {
  return Object.entries(env)
    .filter(([name]) => !without.has(name))
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
