import { describe, expect, test } from 'vitest'
import { skipWhen } from '../support/installed.ts'
import type { Outcome } from '../support/outcome.ts'
import { sampleByName, shareOf } from '../support/sampling.ts'
import { needsStrace } from '../support/strace.ts'
import { adverseCircumstances } from './adverse.ts'
import { changesAtOnce } from './changes.ts'
import { COMMANDS } from './commands.ts'
import { damagedFiles } from './damaged-files.ts'
import { faultsAtEveryCall } from './every-call.ts'
import { hostileTrees } from './hostile-trees.ts'
import { killsAtRandom } from './random-kills.ts'

/** A sixth of the commands: a fault is tried with these, another one with others. */
const sixth = (share: number) => COMMANDS.filter(({ name }) => shareOf(name, 6) === share)

/** The rounds of `npm run torture`, each in short; what it needs that may not be there. */
const ROUNDS: [name: string, round: () => Promise<Outcome>, missing?: () => string | undefined][] = [
  ['killed at writing calls', () => faultsAtEveryCall('signal=KILL', 2, sixth(0)), needsStrace],
  ['no space left at writing calls', () => faultsAtEveryCall('error=ENOSPC', 1, sixth(1)), needsStrace],
  ['killed at random instants', () => killsAtRandom(20)],
  ['many changes at once', () => changesAtOnce(6, 10)],
  ['damaged files', () => damagedFiles(1)],
  ['hostile trees', () => hostileTrees(200)],
  ['adverse circumstances', () => adverseCircumstances(2, sampleByName(COMMANDS, 3))],
]

describe('the torture, in short', () => {
  test.for(ROUNDS)('%s', { timeout: 300_000 }, async ([, round, missing], context) => {
    skipWhen(missing?.(), context)
    expect((await round()).failures).toEqual([])
  })
})
