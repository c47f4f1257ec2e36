import { defineConfig } from 'vitest/config'

/** Where to leave a report for .ci/run to count. */
const report = process.env.CCS_TEST_REPORT

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/shells/install-powershell.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: [
      'default',
      './tests/skipped-reporter.ts',
      ...(report ? [['json', { outputFile: report }] satisfies [string, object]] : []),
    ],
  },
})
