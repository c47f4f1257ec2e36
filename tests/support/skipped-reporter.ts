import type { Reporter, TestModule } from 'vitest/node'

/** Says at the end of a run, loudly, what was not tested and why. */
export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>()
    for (const test of modules.flatMap((module) => [...module.children.allTests('skipped')])) {
      const result = test.result()
      const why = result.state === 'skipped' ? result.note : undefined
      // Those without a reason were not asked for, as by `-t`.
      if (why !== undefined) counts.set(why, (counts.get(why) ?? 0) + 1)
    }
    for (const [why, count] of counts) {
      process.stderr.write(`NOT TESTED${count > 1 ? ` (${count} tests skipped)` : ''}: ${why}\n`)
    }
  }
}
