import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { powershell } from '../shells/drivers/powershell.ts'
import { furnish } from '../shells/scenarios/scenario.ts'
import { publish } from './publish.ts'
import { World } from './world.ts'

/** What a line may use. */
const SETUP = [
  '$value = "v w"',
  "$list = 'p', 'q r', '-n:m', '--', '~', '*'",
  "$table = @{ first = 'x y' }",
  '$nothing = $null',
  "$empty = ''",
  'function number { $global:count++; $global:count }',
]

/** Runs each line by itself in one shell, whatever it does, and tells of it on both streams. */
const RUN = `
$lines = ConvertFrom-Json ([IO.File]::ReadAllText($env:LINES))
for ($tag = 0; $tag -lt $lines.Count; $tag++) {
  $env:TAG = $tag; $global:count = 0; $global:LASTEXITCODE = 0; $Error.Clear(); $out = $null
  try { $out = . ([scriptblock]::Create($lines[$tag])) } catch { }
  [Console]::Error.Write([char] 30)
  [Console]::Out.Write((ConvertTo-Json -Compress @{ status = $LASTEXITCODE; errors = $Error.Count; evaluated = $count; out = "$out" }) + [char] 30)
}
`

/** In the place of claude: writes down its words, and gives back what is piped to it. */
const RECORDER = `#!/bin/sh
printf '%s\\0' "$TAG" "$#" "$@" >>"$RECORD"
[ ! -p /dev/stdin ] || cat
exit 7
`

/** What came of a line. */
export interface Outcome {
  line: string
  /** The words of each time that claude was started. */
  calls: string[][]
  status: number
  /** How many errors PowerShell has noted. */
  errors: number
  /** How often the line has evaluated \`number\`. */
  evaluated: number
  out: string
}

const REFUSAL =
  /ccs: PowerShell does not tell for certain which words this call has\. \[usage\]\n.*Put them in a variable first: .*\n/

/** A world with the accounts work and personal, whose claude is the recorder. */
export function makeWorld(): World {
  const world = new World()
  furnish(world, { name: '', line: [], expect: { status: 0 } })
  publish(world)
  world.program('claude', RECORDER)
  return world
}

/**
 * Runs lines in one PowerShell.
 *
 * @param load loads the integration
 * @returns what came of each, and whether it was refused: with exit status 2, the sentence, and no claude
 */
export async function runLines(
  world: World,
  load: string,
  lines: string[],
): Promise<(Outcome & { refused: boolean })[]> {
  const [json, record] = [join(world.root, 'lines.json'), join(world.root, 'record')]
  rmSync(record, { force: true })
  rmSync(world.folder, { recursive: true })
  mkdirSync(world.folder)
  for (const name of ['file', 'f1']) writeFileSync(join(world.folder, name), '')
  writeFileSync(json, JSON.stringify(lines))
  const env = {
    CCS_TEXT: join(world.ccsDir, 'shell', 'ccs.ps1'),
    CCS_CLAUDE: join(world.bin, 'claude'),
    CALLED: join(world.root, 'called.ps1'),
    LINES: json,
    RECORD: record,
  }
  const { status, stdout, stderr } = await powershell.run(world, [load, ...SETUP, RUN], { env })
  expect(status).toBe(0)
  const [outs, errs] = [stdout.split('\u001e'), stderr.split('\u001e')]
  expect([outs.length, errs.length]).toEqual([lines.length + 1, lines.length + 1])
  const calls = callsByTag(record)
  return lines.map((line, tag) => {
    const outcome: Omit<Outcome, 'line' | 'calls'> = JSON.parse(outs[tag] ?? '')
    const found = { line, calls: calls.get(tag) ?? [], ...outcome }
    const refused = found.status === 2 && REFUSAL.test(errs[tag] ?? '') && found.calls.length === 0
    return { ...found, refused }
  })
}

function callsByTag(record: string): Map<number, string[][]> {
  const parts = existsSync(record) ? readFileSync(record, 'utf8').split('\0') : []
  const calls = new Map<number, string[][]>()
  while (parts.length > 1) {
    const tag = Number(parts.shift())
    const words = parts.splice(0, Number(parts.shift()))
    calls.set(tag, [...(calls.get(tag) ?? []), words])
  }
  // Two in one pipeline run at once.
  for (const list of calls.values()) list.sort()
  return calls
}
