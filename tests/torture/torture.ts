import type { Outcome } from '../support/outcome.ts'
import { adverseCircumstances } from './adverse.ts'
import { changesAtOnce } from './changes.ts'
import { damagedFiles } from './damaged-files.ts'
import { FAULTS, faultsAtEveryCall } from './every-call.ts'
import { hostileTrees } from './hostile-trees.ts'
import { killsAtRandom } from './random-kills.ts'

/** Besides being killed at every call of each command, it sees so many of them fail, in each way. */
const FAILING_CALLS = 2

// Everything that may happen to files and processes, by force and in numbers. Ends with 1 when something did not hold.
const started = Date.now()
const rounds: (() => Promise<Outcome>)[] = [
  ...FAULTS.map((fault) => () => faultsAtEveryCall(fault, fault === 'signal=KILL' ? undefined : FAILING_CALLS)),
  () => killsAtRandom(1000),
  () => changesAtOnce(50, 200),
  () => damagedFiles(),
  () => hostileTrees(),
  () => adverseCircumstances(),
]
let failed = 0
for (const round of rounds) {
  const begun = Date.now()
  const { figures, failures } = await round()
  failed += failures.length
  console.log(`${figures}: ${failures.length} failures (${Math.round((Date.now() - begun) / 1000)} s)`)
  for (const failure of failures.slice(0, 20)) console.log(`  ${failure}`)
}
console.log(`${failed} failures, ${Math.round((Date.now() - started) / 1000)} s`)
process.exitCode = failed > 0 ? 1 : 0
